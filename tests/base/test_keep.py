"""A session that ends while someone writes loses nothing, and gives nothing to anybody else."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from atelier.base.forms import keep
from atelier.base.models import Kept
from members import privacy
from members.models import Member
from members.tasks import keep_house
from tests.cast import Cast

pytestmark = pytest.mark.urls("tests.base.urls")

PAGE = "/proef/"
TYPED = {"name": "Samira H.", "story": "Een lang verhaal", "password": "geheim", "version": "2"}


@pytest.fixture
def writer(client: Client, cast: Cast) -> Client:
    """Samira had the page open; then her session ended on the server."""
    client.force_login(cast.samira)
    client.get(PAGE)
    client.session.flush()
    return client


def kept(client: Client) -> Kept | None:
    """What is kept for the browser."""
    key = client.session.get(keep.SESSION_KEY)
    return Kept.objects.filter(key=key).first() if key else None


def log_in(client: Client, member: Member) -> None:
    """As the login page does: the anonymous session goes on as the member's."""
    found = client.session.get(keep.SESSION_KEY)
    client.force_login(member)
    session = client.session
    session[keep.SESSION_KEY] = found
    session.save()


def test_what_was_typed_is_there_again_after_logging_in(writer: Client, cast: Cast) -> None:
    response = writer.post(PAGE, TYPED)
    assert response.status_code == 302
    assert "next=/proef/" in response["Location"]
    log_in(writer, cast.samira)
    html = writer.get(PAGE).content.decode()
    assert "Een lang verhaal" in html
    assert 'value="Samira H."' in html
    assert 'class="message warning"' in html
    assert 'class="errors"' not in html
    assert kept(writer) is None
    assert "Een lang verhaal" not in writer.get(PAGE).content.decode()


def test_passwords_are_never_kept(writer: Client) -> None:
    writer.post(PAGE, TYPED)
    found = kept(writer)
    assert found
    assert "Een" in found.body
    assert "geheim" not in found.body


@pytest.mark.parametrize("story", ["nummer 111222333", "x" * (keep.MOST_BYTES + 1)])
def test_a_citizen_service_number_or_a_flood_is_not_kept(writer: Client, story: str) -> None:
    writer.post(PAGE, {"story": story})
    assert kept(writer) is None


def test_a_stranger_who_was_never_here_has_nothing_kept(client: Client, db: None) -> None:
    client.post(PAGE, TYPED)
    assert kept(client) is None


def test_the_next_person_on_a_shared_computer_sees_nothing(writer: Client, cast: Cast) -> None:
    writer.post(PAGE, TYPED)
    log_in(writer, cast.pieter)
    assert "Een lang verhaal" not in writer.get(PAGE).content.decode()
    assert kept(writer) is None


def test_an_address_that_takes_post_only_leads_back_to_its_page(writer: Client, cast: Cast) -> None:
    writer.post("/proef/alleen-post/", TYPED, headers={"referer": "http://testserver/proef/"})
    log_in(writer, cast.samira)
    response = writer.get("/proef/alleen-post/")
    assert response["Location"] == PAGE
    assert "Een lang verhaal" in writer.get(PAGE).content.decode()


def test_a_foreign_page_is_no_way_back(writer: Client) -> None:
    writer.post("/proef/alleen-post/", TYPED, headers={"referer": "https://kwaad.test/proef/"})
    found = kept(writer)
    assert found
    assert found.page == ""


def rows() -> tuple[int, int]:
    return Kept.objects.count(), Session.objects.count()


@pytest.mark.parametrize("cookie", ["", "x", "1", "1:abc", "1" * 4000, "é"])
def test_a_cookie_that_is_not_ours_makes_no_row(client: Client, db: None, cookie: str) -> None:
    client.cookies[keep.COOKIE] = cookie
    before = rows()
    for _ in range(3):
        assert client.post(PAGE, TYPED).status_code == 302
    assert rows() == before


def test_the_cookie_of_who_is_no_member_any_more_makes_no_row(writer: Client, cast: Cast) -> None:
    Member.objects.filter(pk=cast.samira.pk).update(is_active=False)
    before = rows()
    writer.post(PAGE, TYPED)
    assert rows() == before


def test_of_one_person_the_last_few_are_kept(writer: Client) -> None:
    for number in range(keep.MOST_OF_ONE + 3):
        writer.post(PAGE, {"story": f"verhaal {number}"})
    assert Kept.objects.count() == keep.MOST_OF_ONE
    found = kept(writer)
    assert found
    assert f"{number}" in found.body


@pytest.mark.parametrize("limit", ["MOST_OF_ALL", "MOST_BYTES_OF_ALL"])
def test_all_together_have_a_limit_after_which_nothing_is_kept(writer: Client, monkeypatch, limit: str) -> None:
    monkeypatch.setattr(keep, limit, 0)
    assert writer.post(PAGE, TYPED).status_code == 302
    assert Kept.objects.count() == 0


def test_after_two_hours_it_is_gone_and_does_not_come_back(writer: Client, cast: Cast) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        writer.post(PAGE, TYPED)
        clock.shift(keep.TIME + timedelta(seconds=1))
        log_in(writer, cast.samira)
        assert "Een lang verhaal" not in writer.get(PAGE).content.decode()
        keep_house()
        assert Kept.objects.count() == 0


def test_who_is_erased_leaves_nothing_kept(writer: Client, cast: Cast) -> None:
    writer.post(PAGE, TYPED)
    privacy.erase(cast.samira, by=cast.samira)
    assert Kept.objects.count() == 0
