"""A session that ends while someone writes loses nothing, and gives nothing to anybody else."""

import pytest
from django.test import Client

from atelier.lib import keep
from members.models import Member
from tests.cast import Cast

pytestmark = pytest.mark.urls("tests.lib.urls")

PAGE = "/proef/"
TYPED = {"name": "Samira H.", "story": "Een lang verhaal", "password": "geheim", "version": "2"}


@pytest.fixture
def writer(client: Client, cast: Cast) -> Client:
    """Samira had the page open; then her session ended on the server."""
    client.force_login(cast.samira)
    client.get(PAGE)
    client.session.flush()
    return client


def kept(client: Client) -> dict[str, str] | None:
    return client.session.get(keep.SESSION_KEY)


def log_in(client: Client, member: Member) -> None:
    """As the login page does: the anonymous session goes on as the member's."""
    found = kept(client)
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
    assert "geheim" not in str(kept(writer))


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
    assert kept(writer)["page"] == ""  # type: ignore[index]
