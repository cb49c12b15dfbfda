from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.exceptions import MoveNotAllowed, NotAllowed, ReasonMissing
from members import actions
from members.models import JoinRequest, Member, Organisation
from members.privacy import export
from members.states import JOIN_MOVES, JoinState
from tests.at_once import at_once
from tests.cast import PASSWORD, Cast, make_cast
from tests.fixtures_mail import Mailbox
from tests.members.helpers import FORM, asked, link_in, waiting
from tests.twice import fill
from tests.twice_table import JOIN

pytestmark = pytest.mark.django_db
ADDRESS = FORM["email"]


def test_who_asks_to_join_gets_a_mail_and_the_request_waits_once_it_is_confirmed(
    client: Client, cast: Cast, mailbox: Mailbox
) -> None:
    answer = client.post("/meedoen/", FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/meedoen/verstuurd/")
    request = JoinRequest.objects.get()
    assert request.state == JoinState.UNCONFIRMED
    link = link_in(mailbox.last(ADDRESS), "/meedoen/bevestigen/")

    assert client.get(link).status_code == 200
    request.refresh_from_db()
    assert request.state == JoinState.UNCONFIRMED, "looking changes nothing"

    client.post(link, {"answer": "confirm"})
    request.refresh_from_db()
    assert request.state == JoinState.WAITING
    assert [(move.from_state, move.to_state) for move in request.moves.all()] == [("unconfirmed", "waiting")]
    assert reverse("admin:members_joinrequest_change", args=[request.pk]) in mailbox.last(cast.beheer).body
    assert FORM["brings"] not in mailbox.last(cast.beheer).body
    assert mailbox.of(cast.noor) == []


def test_the_page_says_the_same_for_a_member_as_for_a_stranger_and_only_the_mail_differs(
    cast: Cast, mailbox: Mailbox
) -> None:
    pages = []
    for email in (ADDRESS, "SAMIRA@voorbeeld.test"):
        client = Client()
        answer = client.post("/meedoen/", {**FORM, "email": email}, follow=True)
        pages.append(answer.content.decode().replace(email, "").partition("<main")[2].partition("</main")[0])
        assert answer.redirect_chain == [("/meedoen/verstuurd/", 302)]
    assert pages[0] == pages[1]
    assert not JoinRequest.objects.filter(email__iexact="samira@voorbeeld.test").exists()
    assert "/inloggen/" in mailbox.last(cast.samira).body


def test_who_takes_part_is_not_asked_to_join(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    assert client.get("/meedoen/")["Location"] == "/mijn/"


def test_the_same_form_sent_twice_makes_one_request_and_one_mail(client: Client, cast: Cast, mailbox: Mailbox) -> None:
    page = fill(client, "/meedoen/", typed=JOIN | FORM)
    for _time in range(2):
        assert page.send(client).status_code == 302
    assert JoinRequest.objects.count() == 1
    assert len(mailbox.of(ADDRESS)) == 1


def test_who_goes_back_to_mend_the_address_gets_a_mail_there(client: Client, cast: Cast, mailbox: Mailbox) -> None:
    client.post("/meedoen/", {**FORM, "email": "fatmia@voorbeeld.test"})
    client.post("/meedoen/", FORM)
    assert JoinRequest.objects.filter(email=ADDRESS, state=JoinState.UNCONFIRMED).exists()
    assert "/meedoen/bevestigen/" in mailbox.last(ADDRESS).body


def test_who_goes_back_to_mend_the_text_has_it_mended(client: Client, cast: Cast) -> None:
    client.post("/meedoen/", {**FORM, "name": "Fatmia"})
    client.post("/meedoen/", FORM)
    assert JoinRequest.objects.get().name == FORM["name"]


def test_asking_again_before_confirming_keeps_the_new_text_and_ends_the_old_link(
    client: Client, cast: Cast, mailbox: Mailbox
) -> None:
    client.post("/meedoen/", FORM)
    old = link_in(mailbox.last(ADDRESS), "/meedoen/bevestigen/")
    client.post("/meedoen/", {**FORM, "hopes": "Iets anders"})
    new = link_in(mailbox.last(ADDRESS), "/meedoen/bevestigen/")
    assert JoinRequest.objects.get().hopes == "Iets anders"
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_nobody_floods_an_address_with_links(client: Client, cast: Cast, mailbox: Mailbox) -> None:
    for number in range(8):
        client.post("/meedoen/", {**FORM, "hopes": f"Poging {number}"})
    assert len(mailbox.of(ADDRESS)) == 5
    assert JoinRequest.objects.get().hopes == "Poging 7"
    assert client.get(link_in(mailbox.last(ADDRESS), "/meedoen/bevestigen/")).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        client.post("/meedoen/", FORM)
        assert len(mailbox.of(ADDRESS)) == 6


def test_asking_again_while_waiting_mails_that_it_waits(client: Client, cast: Cast, mailbox: Mailbox) -> None:
    waiting()
    before = len(mailbox.of(ADDRESS))
    client.post("/meedoen/", {**FORM, "hopes": "Iets anders"})
    assert JoinRequest.objects.get().hopes == FORM["hopes"]
    assert len(mailbox.of(ADDRESS)) == before + 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "geen-adres"}, "email"),
        ({"perspective": "keizer"}, "perspective"),
        ({"organisation": "99999"}, "organisation"),
        ({"proposed_name": "De Nieuwe"}, "proposed_kind"),
        ({"brings": ""}, "brings"),
        ({"brings": "x" * 1001}, "brings"),
        ({"brings": "Mijn BSN is 111222333"}, "brings"),
        ({"house_rules": ""}, "house_rules"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, cast: Cast, change: dict[str, str], field: str
) -> None:
    answer = client.post("/meedoen/", {**FORM, **change})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert FORM["hopes"] in answer.content.decode()
    assert not JoinRequest.objects.exists()


def test_an_unknown_organisation_and_one_from_the_list_together_are_refused(client: Client, cast: Cast) -> None:
    both = {"organisation": cast.gemeente.pk, "proposed_name": "De Nieuwe", "proposed_kind": "welfare"}
    answer = client.post("/meedoen/", {**FORM, **both})
    assert list(answer.context["form"].errors) == ["proposed_name"]


def test_control_and_invisible_characters_are_taken_out(client: Client, cast: Cast) -> None:
    client.post("/meedoen/", {**FORM, "name": "Fa\u200btima\x00\nBouzid"})
    assert JoinRequest.objects.get().name == "Fatima Bouzid"


def test_a_wrong_an_old_and_a_used_link_give_the_same_neutral_page(
    client: Client, cast: Cast, mailbox: Mailbox
) -> None:
    client.post("/meedoen/", FORM)
    link = link_in(mailbox.last(ADDRESS), "/meedoen/bevestigen/")
    wrong = client.get("/meedoen/bevestigen/onzin/")
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        old = client.get(link)
    client.post(link, {"answer": "withdraw"})
    used = client.get(link)
    assert {wrong.status_code, old.status_code, used.status_code} == {404}
    assert wrong.templates[0].name == old.templates[0].name == used.templates[0].name


def test_who_did_not_ask_says_so_and_the_request_is_withdrawn(client: Client, cast: Cast, mailbox: Mailbox) -> None:
    client.post("/meedoen/", FORM)
    client.post(link_in(mailbox.last(ADDRESS), "/meedoen/bevestigen/"), {"answer": "withdraw"})
    assert JoinRequest.objects.get().state == JoinState.WITHDRAWN


def test_accepting_makes_a_member_with_the_proposed_organisation_and_mails_the_first_visit(
    cast: Cast, mailbox: Mailbox
) -> None:
    request = waiting(proposed_name="Buurthuis De Linde", proposed_kind="welfare")
    member = actions.accept(request, by=cast.beheer)
    assert (member.name, member.perspective, str(member.organisation)) == (
        "Fatima Bouzid",
        "welfare",
        "Buurthuis De Linde",
    )
    assert not member.is_listed
    assert not member.has_usable_password()
    assert request.moves.last().by == cast.beheer
    assert "/welkom/" in mailbox.last(member).body
    assert Entry.objects.filter(verb="join_request.accepted", actor=cast.beheer).exists()


def test_a_proposed_organisation_that_is_known_is_recognised_by_its_name(cast: Cast) -> None:
    request = waiting(proposed_name="gemeente  MAASDAL", proposed_kind="municipality")
    before = Organisation.objects.count()
    assert actions.accept(request, by=cast.beheer).organisation == cast.gemeente
    assert Organisation.objects.count() == before


def test_who_is_no_moderator_cannot_answer(cast: Cast) -> None:
    request = waiting()
    with pytest.raises(NotAllowed):
        actions.accept(request, by=cast.noor)
    with pytest.raises(NotAllowed):
        actions.decline(request, by=cast.samira, reason="Nee")
    request.refresh_from_db()
    assert request.state == JoinState.WAITING


def test_declining_needs_a_reason_and_the_reason_reaches_the_person(cast: Cast, mailbox: Mailbox) -> None:
    request = waiting()
    with pytest.raises(ReasonMissing):
        actions.decline(request, by=cast.beheer, reason="  ")
    actions.decline(request, by=cast.beheer, reason="We zijn nu vol. Probeer het in het voorjaar.")
    assert "We zijn nu vol" in mailbox.last(ADDRESS).body
    assert not Member.objects.filter(email=ADDRESS).exists()


def test_an_answer_is_given_once(cast: Cast) -> None:
    request = waiting()
    actions.accept(request, by=cast.beheer)
    with pytest.raises(MoveNotAllowed):
        actions.decline(request, by=cast.beheer, reason="Toch niet")
    with pytest.raises(MoveNotAllowed):
        actions.withdraw(request)


def test_only_who_waits_is_said_to_wait(cast: Cast) -> None:
    accepted, declined, withdrawn, left = (waiting(email=f"{n}@voorbeeld.test") for n in range(4))
    actions.accept(accepted, by=cast.beheer)
    actions.decline(declined, by=cast.beheer, reason="Vol")
    actions.withdraw(withdrawn)
    assert list(JoinRequest.objects.exclude(waiting_since=None)) == [left]


def test_every_move_of_the_table_is_possible_and_no_other(cast: Cast) -> None:
    from atelier.base.data.moves import move

    for number, (start, ends) in enumerate((start, JOIN_MOVES.get(start, ())) for start in JoinState):
        for end in JoinState:
            request = asked(email=f"iemand{number}{end}@voorbeeld.test")
            JoinRequest.objects.filter(pk=request.pk).update(state=start)
            request.refresh_from_db()
            if end in ends:
                move(request, end, table=JOIN_MOVES, by=None)
                assert request.state == end
            else:
                with pytest.raises(MoveNotAllowed):
                    move(request, end, table=JOIN_MOVES, by=None)


# -- The first visit --------------------------------------------------------------------------------------------------


@pytest.fixture
def newcomer(cast: Cast) -> Member:
    return actions.accept(waiting(), by=cast.beheer)


def test_the_newcomer_chooses_a_password_is_in_and_the_link_is_used_up(
    client: Client, newcomer: Member, mailbox: Mailbox
) -> None:
    link = link_in(mailbox.last(newcomer), "/welkom/")
    assert client.get(link).status_code == 200
    answer = client.post(link, {"way": "password", "password": "vier woorden in de zon"})
    assert (answer.status_code, answer["Location"]) == (302, "/mijn/")
    assert client.get("/profiel/").status_code == 200
    assert Client().get(link).status_code == 404
    assert client.get(link)["Location"] == "/mijn/"
    other = Client()
    other.post("/inloggen/", {"login": newcomer.email, "password": "vier woorden in de zon"})
    assert other.get("/profiel/").status_code == 200


def test_the_newcomer_goes_without_a_password(client: Client, newcomer: Member, mailbox: Mailbox) -> None:
    client.post(link_in(mailbox.last(newcomer), "/welkom/"), {"way": "code"})
    assert client.get("/profiel/").status_code == 200
    newcomer.refresh_from_db()
    assert not newcomer.has_usable_password()


@pytest.mark.parametrize(
    "password", ["", "kort", "password1234", "Over-Leven-2026!", "FatimaBouzid1", "x" * 129, PASSWORD]
)
def test_a_weak_password_is_refused(client: Client, newcomer: Member, mailbox: Mailbox, password: str) -> None:
    answer = client.post(link_in(mailbox.last(newcomer), "/welkom/"), {"way": "password", "password": password})
    assert answer.status_code == 200
    assert answer.context["form"].errors["password"]
    newcomer.refresh_from_db()
    assert newcomer.welcomed_at is None


def test_a_new_invitation_ends_the_old_link(client: Client, cast: Cast, newcomer: Member, mailbox: Mailbox) -> None:
    old = link_in(mailbox.last(newcomer), "/welkom/")
    actions.invite_again(newcomer, by=cast.beheer)
    new = link_in(mailbox.last(newcomer), "/welkom/")
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_who_left_and_asks_again_comes_back_as_the_same_member(cast: Cast) -> None:
    actions.leave(cast.samira, by=cast.samira)
    request = waiting(email="samira@voorbeeld.test", name="Samira Haddad")
    member = actions.accept(request, by=cast.beheer, former=cast.samira, checked="Ik heb haar gebeld.")
    assert member.pk == cast.samira.pk
    assert member.is_active
    assert member.left_at is None


def test_who_leaves_soon_after_joining_can_come_back(cast: Cast, newcomer: Member) -> None:
    actions.leave(newcomer, by=newcomer)
    again = actions.accept(waiting(brings="Nog meer"), by=cast.beheer, former=newcomer, checked="Gebeld.")
    assert again.pk == newcomer.pk
    assert [asked.brings for asked in again.join_requests.order_by("pk")] == [FORM["brings"], "Nog meer"]
    assert len(export(again)["join_requests"]) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_hears_that_it_is_done() -> None:
    cast = make_cast()
    request = waiting()
    copies = [JoinRequest.objects.get(pk=request.pk) for _moderator in range(2)]
    raised = at_once(*(partial(actions.accept, copy, by=cast.beheer) for copy in copies))
    assert sorted(raised, key=str) == sorted([None, MoveNotAllowed], key=str)
    assert Member.objects.filter(email=ADDRESS).count() == 1
