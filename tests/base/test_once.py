from copy import copy
from datetime import timedelta

import pytest
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from atelier.base.forms import submitted
from atelier.base.forms.same_page import TOKEN, name_in
from atelier.base.forms.submitted import KEPT_FOR
from atelier.base.models import SubmittedOnce
from atelier.base.web.once import GIVEN_AGAIN_FOR
from members.models import BringSeek, JoinRequest, Member
from tests.cast import PASSWORD, Cast
from tests.fixtures_mail import Mailbox
from tests.twice import Filled, fill, forms_of
from tests.twice_table import JOIN


@pytest.fixture
def samira(client: Client, cast: Cast) -> Client:
    client.force_login(cast.samira)
    return client


def sent(client: Client, page: Filled, **changed: str) -> tuple[str, list[str]]:
    response = Filled(page.to, {**page.fields, **changed}).send(client)
    told = [str(one) for one in messages.get_messages(response.wsgi_request)]
    return response.get("Location", ""), told


ADD = "/brengen-en-zoeken/toevoegen/"


def test_the_same_page_sent_again_goes_where_the_first_went_with_its_messages(samira: Client) -> None:
    page = fill(samira, ADD, typed={"topic": "Fietsen"})
    first = sent(samira, page)
    assert first[1]
    samira.cookies.pop("messages", None)  # the answer that carried them was dropped by the browser
    assert sent(samira, page) == first
    assert BringSeek.objects.filter(topic="Fietsen").count() == 1


def test_other_words_from_the_same_page_are_another_submit(samira: Client) -> None:
    page = fill(samira, ADD, typed={"topic": "Fietsen"})
    sent(samira, page)
    sent(samira, page, topic="Wandelen")
    assert set(BringSeek.objects.values_list("topic", flat=True)) == {"Fietsen", "Wandelen"}


def test_the_same_words_from_a_new_page_are_another_submit(samira: Client) -> None:
    for _time in range(2):
        sent(samira, fill(samira, ADD, typed={"topic": "Fietsen"}))
    assert BringSeek.objects.filter(topic="Fietsen").count() == 2


def test_what_has_errors_is_not_remembered(samira: Client) -> None:
    page = fill(samira, ADD, typed={"topic": ""})
    assert sent(samira, page) == ("", [])
    assert not SubmittedOnce.objects.filter(page__isnull=False).exists()


def test_the_messages_do_not_lie_in_the_database_in_clear(samira: Client) -> None:
    _where, (told,) = sent(samira, fill(samira, ADD))
    row = SubmittedOnce.objects.get(page__isnull=False)
    assert row.told
    assert told not in row.told


def test_an_hour_later_it_is_a_submit_of_its_own(samira: Client) -> None:
    page = fill(samira, "/profiel/zichtbaar/", typed={"bio": "Bel gerust.", "version": None})
    sent(samira, page)
    Member.objects.update(bio="")
    sent(samira, page)
    assert not Member.objects.filter(bio="Bel gerust.").exists()
    SubmittedOnce.objects.update(at=timezone.now() - GIVEN_AGAIN_FOR)
    sent(samira, page)
    assert Member.objects.filter(bio="Bel gerust.").exists()


@pytest.mark.urls("tests.base.urls")
def test_an_error_undoes_what_was_half_done_and_can_be_tried_again(samira: Client) -> None:
    samira.raise_request_exception = False
    page = Filled("/proef/half/", {"csrfmiddlewaretoken": "x" * 64})
    for _time in range(2):
        assert page.send(samira).status_code == 409
    assert not BringSeek.objects.exists()
    assert not SubmittedOnce.objects.exists()


def test_a_dropped_login_is_given_to_the_second_click_and_not_for_long(client: Client, cast: Cast) -> None:
    typed = {"login": cast.samira.email, "password": PASSWORD}
    page = fill(client, "/inloggen/", typed=typed)
    before = copy(client.cookies)
    where, _told = sent(client, page)
    for minutes, given in ((0, 1), (2, 2)):
        client.cookies = copy(before)  # the browser dropped the answer with its cookie
        SubmittedOnce.objects.filter(page__isnull=False).update(at=timezone.now() - timedelta(minutes=minutes))
        assert sent(client, page)[0] == where
        assert client.get("/mijn/").status_code == 200
        assert Session.objects.count() == given


def test_what_was_made_is_not_made_again_for_a_week(samira: Client) -> None:
    page = fill(samira, ADD, typed={"topic": "Fietsen"})
    first = sent(samira, page)
    SubmittedOnce.objects.update(at=timezone.now() - KEPT_FOR + timedelta(minutes=1))
    assert sent(samira, page)[0] == first[0]
    assert BringSeek.objects.count() == 1
    SubmittedOnce.objects.update(at=timezone.now() - KEPT_FOR)
    sent(samira, page)
    assert BringSeek.objects.count() == 2


def test_who_asked_to_join_and_lost_the_answer_asks_it_again_later(
    client: Client, cast: Cast, mailbox: Mailbox
) -> None:
    typed = {name: value() if callable(value) else value for name, value in JOIN.items()}
    page = fill(client, "/meedoen/", typed=typed)
    before = copy(client.cookies)
    first = sent(client, page)
    client.cookies = before  # the browser dropped the answer with its cookie
    SubmittedOnce.objects.update(at=timezone.now() - timedelta(hours=2))
    assert sent(client, page) == first
    assert typed["email"] in client.get(first[0]).content.decode()
    assert (JoinRequest.objects.count(), len(mailbox.of(typed["email"]))) == (1, 1)


# -- A page that comes back is the same page --------------------------------------------------------------------------


def form_to_add(response: HttpResponse, **typed: str) -> Filled:
    """The form to add something on this page; the switch of language holds the same fields."""
    there = [one for one in forms_of(response.content.decode()) if not one.has("_language")]
    (form,) = [one for one in there if "topic" in one.as_it_stands()]
    return Filled(ADD, {**form.as_it_stands(), **typed})


@pytest.fixture
def guarded(cast: Cast) -> Client:
    """Samira, in a browser whose tokens are looked at."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.samira)
    return client


def test_who_goes_back_to_a_page_with_errors_and_sends_it_mended_again_makes_one(guarded: Client) -> None:
    wrong = fill(guarded, ADD, typed={"topic": ""})
    answers = [form_to_add(wrong.send(guarded), topic="Fietsen").send(guarded) for _time in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert BringSeek.objects.count() == 1


def test_who_looks_at_the_page_in_another_language_and_sends_it_again_makes_one(guarded: Client) -> None:
    page = fill(guarded, ADD, typed={"topic": "Fietsen"})
    assert page.send(guarded).status_code == 302
    other = Filled(ADD, {**page.fields, "_language": "en"}).send(guarded)
    assert form_to_add(other).send(guarded).status_code == 302
    assert BringSeek.objects.count() == 1


def test_who_was_logged_out_meanwhile_and_sends_it_again_makes_one(guarded: Client, cast: Cast) -> None:
    page = fill(guarded, ADD, typed={"topic": "Fietsen"})
    assert page.send(guarded).status_code == 302
    guarded.session.flush()
    assert "/inloggen/" in page.send(guarded)["Location"]
    typed = {"login": cast.samira.email, "password": PASSWORD}
    assert fill(guarded, f"/inloggen/?next={ADD}", to="/inloggen/", typed=typed).send(guarded)["Location"] == ADD
    again = form_to_add(guarded.get(ADD))
    assert again.fields["topic"] == "Fietsen"
    assert again.fields[TOKEN] != page.fields[TOKEN]
    assert name_in(again.fields[TOKEN]) == name_in(page.fields[TOKEN])
    assert again.send(guarded).status_code == 302
    assert BringSeek.objects.count() == 1


def test_a_page_that_is_opened_anew_is_another_one(guarded: Client) -> None:
    one, other = (name_in(fill(guarded, ADD).fields[TOKEN]) for _time in range(2))
    assert len({one, other}) == 2


def test_what_the_version_before_did_is_not_done_again(samira: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = fill(samira, ADD, typed={"topic": "Fietsen", "once": "3f1a6a52-6a3c-4c6e-9f0e-0f8f6f1f1c11"})
    with monkeypatch.context() as before:
        before.setattr(submitted, "name_in", lambda token: token)
        first = sent(samira, page)
    assert sent(samira, page)[0] == first[0]
    assert BringSeek.objects.count() == 1
