import uuid
from copy import copy
from datetime import timedelta

import pytest
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from atelier.base.forms.once import GIVEN_AGAIN_FOR, submit_once
from atelier.base.models import SubmittedOnce
from members.models import BringSeek, Member
from tests.cast import PASSWORD, Cast
from tests.twice import Filled, fill


@pytest.mark.django_db
def test_the_second_submit_gets_the_first_result() -> None:
    token = uuid.uuid4()
    made = []

    def make() -> str:
        made.append(1)
        return "/kwesties/1/"

    assert submit_once(token, make) == submit_once(token, make) == "/kwesties/1/"
    assert made == [1]


@pytest.mark.django_db
def test_a_failed_submit_can_be_tried_again() -> None:
    token = uuid.uuid4()

    def fail() -> str:
        raise IntegrityError("of its own")

    with pytest.raises(IntegrityError):
        submit_once(token, fail)
    assert not SubmittedOnce.objects.exists()
    assert submit_once(token, lambda: "/x/") == "/x/"


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
