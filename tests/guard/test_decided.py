"""What may lead to a person in a text that many read goes on only after a decision on each piece of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.base.forms import decisions
from atelier.base.models import Decision, WaitingText
from atelier.desk import seconds
from cases.models import Voice
from members import privacy
from members.models import Member
from tests.cases.helpers import make_case
from tests.cast import Cast

pytestmark = pytest.mark.django_db

WITH_NAME = "Ik sprak mevrouw Brouns over de brief. Mevrouw Brouns wacht al weken."
WITH_TWO = "Ik sprak mevrouw Brouns, op 06-12345678."


@pytest.fixture
def member(cast: Cast) -> Member:
    return cast.pieter


@pytest.fixture
def page(client: Client, cast: Cast) -> str:
    client.force_login(cast.pieter)
    return reverse("cases:voice", args=[make_case(cast).number])


def send(client: Client, page: str, text: str, **chosen: str):
    return client.post(page, {"text": text, "version": client.get(page).context["form"].version_now, **chosen})


def pieces(response) -> list:
    return response.context["form"].pieces["text"]


def test_a_text_without_such_pieces_goes_on_at_once(client, page) -> None:
    assert send(client, page, "Ik zie dit vaak bij ons loket.").status_code == 302
    assert Decision.objects.count() == 0


def test_each_piece_is_asked_once_and_nothing_is_stored_before(client, page) -> None:
    response = send(client, page, WITH_NAME)
    assert [one.finding.text for one in pieces(response)] == ["Brouns"]
    assert "Brouns" in response.context["form"]["text"].value()
    assert response.context["form"].errors["text"] == [
        "1 stukje kan naar een persoon leiden. Kies hieronder wat je ermee doet."
    ]
    assert not Voice.objects.exists()
    assert not Decision.objects.exists()


def test_it_stays_with_a_reason_that_is_remembered_without_its_words(client, page, member) -> None:
    [piece] = pieces(send(client, page, WITH_NAME))
    assert send(client, page, WITH_NAME, **{piece.key: "leave"}).status_code == 302
    assert Voice.objects.get().text == WITH_NAME
    kept = Decision.objects.get()
    assert (kept.kind, kept.choice, kept.by) == ("name", "leave", member)
    assert decisions.undecided(WITH_NAME) == []
    assert "Brouns" not in "".join(map(str, Decision.objects.values_list("text", "piece", "kind", "choice").get()))


def test_one_decision_does_not_do_for_another_piece(client, page) -> None:
    first, second = pieces(send(client, page, WITH_TWO))
    response = send(client, page, WITH_TWO, **{first.key: "nobody"})
    assert [one.chosen for one in pieces(response)] == ["nobody", ""]
    assert not Voice.objects.exists()
    assert send(client, page, WITH_TWO, **{first.key: "nobody", second.key: "organisation"}).status_code == 302


def test_what_is_replaced_is_read_once_more_before_it_goes_on(client, page) -> None:
    [piece] = pieces(send(client, page, WITH_NAME))
    response = send(client, page, WITH_NAME, **{piece.key: "replace"})
    replaced = response.context["form"]["text"].value()
    assert "Brouns" not in replaced
    assert replaced.count(str(piece.finding.suggestion)) == 2
    assert not Voice.objects.exists()
    assert send(client, page, replaced).status_code == 302
    assert Voice.objects.get().text == replaced


def test_what_was_decided_is_not_asked_again_when_the_text_changes(client, page) -> None:
    [piece] = pieces(send(client, page, WITH_NAME))
    send(client, page, WITH_NAME, **{piece.key: "leave"})
    longer = f"{WITH_NAME} Dat is te lang."
    assert send(client, page, longer).status_code == 302
    assert Voice.objects.get().text == longer
    assert decisions.undecided(longer) == []
    [other] = pieces(send(client, page, f"{longer} Ook meneer Jacobs wacht."))
    assert other.finding.text == "Jacobs"


@pytest.mark.parametrize("nonsense", ["", "yes", "replace ", "LEAVE", "\x00"])
def test_a_choice_that_is_none_decides_nothing(client, page, nonsense) -> None:
    [piece] = pieces(send(client, page, WITH_NAME))
    assert send(client, page, WITH_NAME, **{piece.key: nonsense}).status_code == 200
    assert not Voice.objects.exists()


def test_the_pieces_come_while_one_types(client, page, member) -> None:
    asked = {"guard": "cases.Voice.text", "field": "text", "id": "id_text", "text": WITH_NAME}
    response = client.post(reverse("reading"), asked)
    assert "Brouns" in response.content.decode()
    assert 'id="id_text_pieces"' in response.content.decode()
    assert not Voice.objects.exists()
    client.logout()
    assert client.post(reverse("reading"), asked).status_code == 302


@pytest.mark.parametrize("wrong", [{"guard": "cases.Intake.situation"}, {"guard": "nothing"}, {"text": "a" * 20_001}])
def test_nothing_else_is_read_along(client, page, wrong) -> None:
    asked = {"guard": "cases.Voice.text", "field": "text", "id": "id_text", "text": "a", **wrong}
    assert client.post(reverse("reading"), asked).status_code == 400


def test_who_is_erased_decided_nothing_by_name(client, page, member, cast) -> None:
    [piece] = pieces(send(client, page, WITH_NAME))
    send(client, page, WITH_NAME, **{piece.key: "leave"})
    seconds.propose(cast.welzijn, {"about": "Wij helpen."}, by=member)
    privacy.erase(member, by=cast.beheer)
    assert Decision.objects.get().by is None
    assert WaitingText.objects.get().by is None


def test_a_decision_is_forgotten_two_years_later_and_asked_for_again(client, page) -> None:
    [piece] = pieces(send(client, page, WITH_NAME))
    send(client, page, WITH_NAME, **{piece.key: "leave"})
    assert decisions.purge() == 0
    assert decisions.undecided(WITH_NAME) == []
    Decision.objects.update(at=timezone.now() - timedelta(days=731))
    assert decisions.purge() == 1
    assert {one.text for one in decisions.undecided(WITH_NAME)} == {"Brouns"}


def test_who_reads_it_before_it_is_published_is_told_each_piece_once_and_why_it_stayed(client, page) -> None:
    [piece] = pieces(send(client, page, WITH_NAME))
    send(client, page, WITH_NAME, **{piece.key: "leave"})
    Decision.objects.create(text="van een andere tekst", piece=piece.digest, kind="name", choice="nobody")
    assert [(one.text, one.choice) for one in decisions.told(WITH_NAME)] == [("Brouns", "Deze persoon vindt het goed")]
    elsewhere = "Toen belde ze mevrouw Brouns, en mevrouw Klaassens uit Mheer."
    assert {one.choice for one in decisions.told(elsewhere)} == {""}
    assert decisions.told("Ik zie dit vaak bij ons loket.") == []
