"""What the database refuses is a page with a sentence, and loses nothing typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.cast import Cast

pytestmark = pytest.mark.urls("tests.base.urls")


@pytest.fixture
def samira(client: Client, cast: Cast) -> Client:
    client.force_login(cast.samira)
    client.get("/mijn/")
    return client


@contextmanager
def no_writes() -> Iterator[None]:
    """As on a full disk, or a standby."""
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        yield
        cursor.execute("SET default_transaction_read_only = off")


def test_a_page_that_runs_away_is_stopped_and_keeps_what_was_typed(samira: Client) -> None:
    response = samira.post("/proef/lang/", {"story": "mijn tekst", "password": "geheim"})
    html = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert "duurde te lang" in html
    assert "mijn tekst" in html
    assert "geheim" not in html


@pytest.mark.django_db(transaction=True)
def test_while_nothing_can_be_saved_pages_are_read_and_typed_text_comes_back(samira: Client) -> None:
    later = timezone.now() + timedelta(minutes=5)  # when the session notes the visit
    with no_writes():
        response = samira.post("/proef/bewaar/", {"story": "mijn tekst"})
        with time_machine.travel(later):
            assert samira.get("/mijn/").status_code == 200
    html = response.content.decode()
    assert (response.status_code, "niets bewaren" in html, "mijn tekst" in html) == (503, True, True)


def test_what_runs_away_before_any_view_ends_in_the_same_sentence(samira: Client, settings: Any) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:4], "tests.base.urls.runs_away_before", *settings.MIDDLEWARE[4:]]
    browser = Client(raise_request_exception=False)
    response = browser.get("/mijn/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert "duurde te lang" in response.content.decode()
