"""Another language on a page where something was typed: the same page, with it."""

import pytest
from django.test import Client

from members.models import BringSeek, Member
from tests.cast import Cast
from tests.twice import Filled, forms_of

TEXT = "Een lange zin die niemand nog eens wil typen."
ADD = "/brengen-en-zoeken/toevoegen/"


@pytest.fixture
def samira(client: Client, cast: Cast) -> Client:
    client.force_login(cast.samira)
    return client


def switch(page: str, to: str) -> Filled:
    """The switch of language as it stands on this page."""
    (found,) = [one for one in forms_of(page) if one.has("_language")]
    return Filled(found.action or to, {**found.as_it_stands(), "_language": "en"})


def test_a_page_with_errors_comes_back_in_the_other_language_with_what_was_typed(samira: Client, cast: Cast) -> None:
    page = samira.post(ADD, {"topic": "", "text": TEXT}).content.decode()
    assert '<html lang="nl">' in page
    answer = switch(page, ADD).send(samira)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="en">' in shown
    assert TEXT in shown
    assert "Choose whether you bring or seek" in shown
    assert Member.objects.get(pk=cast.samira.pk).language == "en"
    # And back again, from that page.
    assert TEXT in switch(shown, ADD).send(samira).content.decode()


def test_the_switch_does_nothing_else_however_right_the_form_is(samira: Client) -> None:
    answer = samira.post(ADD, {"kind": "bring", "topic": "Taal", "text": TEXT, "_language": "en", "_sent": "1"})
    assert answer.status_code == 200
    assert TEXT in answer.content.decode()
    assert not BringSeek.objects.exists()


def test_what_was_typed_and_not_sent_has_no_errors_yet(samira: Client) -> None:
    answer = samira.post(ADD, {"topic": "", "text": TEXT, "_language": "en"})
    assert TEXT in answer.content.decode()
    assert "Choose whether you bring or seek" not in answer.content.decode()


def test_a_visitor_keeps_it_too_and_no_row_is_made(client: Client, db: None) -> None:
    page = client.post("/meedoen/", {"name": "Samira", "brings": TEXT}).content.decode()
    answer = switch(page, "/meedoen/").send(client)
    assert TEXT in answer.content.decode()
    assert '<html lang="en">' in answer.content.decode()
    assert answer.cookies["django_language"].value == "en"
    assert not client.session.keys()


def test_a_session_that_ended_meanwhile_keeps_it_as_well(samira: Client, cast: Cast) -> None:
    page = samira.post(ADD, {"topic": "", "text": TEXT}).content.decode()
    samira.session.flush()
    answer = switch(page, ADD).send(samira)
    assert answer["Location"].startswith("/inloggen/")
    found = samira.session["kept"]
    samira.force_login(cast.samira)
    session = samira.session
    session["kept"] = found
    session.save()
    assert TEXT in samira.get(ADD).content.decode()


def test_no_word_is_taken_from_another_site(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.samira)
    assert client.post(ADD, {"text": TEXT, "_language": "en"}).status_code == 403
    assert Member.objects.get(pk=cast.samira.pk).language != "en"
