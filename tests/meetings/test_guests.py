"""Guest experts hear what becomes of the meeting they contribute to, and their link keeps up with it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases import actions as cases
from meetings import actions
from meetings.actions.guest import hand_in_slides, invite_guest
from meetings.models import GuestExpert, Meeting
from meetings.states import MeetingState
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.fixtures_mail import deliver
from tests.meetings.helpers import let_it_pass, make_meeting
from tests.meetings.published import published_meeting

NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def meeting(cast: Cast, clock: object) -> Meeting:
    return published_meeting(in_days=30)


def invited(meeting: Meeting, cast: Cast, **values: Any) -> GuestExpert:
    guest = GuestExpert(meeting=meeting, name="Anouk", email="anouk@voorbeeld.test", **values)
    return invite_guest(guest, by=cast.noor)


def to_guest() -> list[Any]:
    return [mail for mail in deliver() if mail.to == ["anouk@voorbeeld.test"]]


def link_in(mail: Any) -> str:
    return next(line for line in mail.body.split() if "/gast/" in line).split("://", 1)[1].partition("/")[2]


def move(meeting: Meeting, cast: Cast, days: int) -> None:
    by = timedelta(days=days)
    actions.change(meeting, by=cast.noor, starts_at=meeting.starts_at + by, ends_at=meeting.ends_at + by)


def test_a_guest_hears_of_a_move_and_the_link_works_until_two_weeks_after_the_new_date(
    cast: Cast, meeting: Meeting, clock: time_machine.Traveller, client: Any
) -> None:
    invited(meeting, cast)
    [first] = to_guest()
    move(meeting, cast, days=60)
    [news] = to_guest()
    assert news.subject.startswith("Gewijzigd")
    clock.move_to(meeting.ends_at + timedelta(days=13))
    assert [client.get(f"/{link_in(mail)}").status_code for mail in (first, news)] == [200, 200]
    clock.move_to(meeting.ends_at + timedelta(days=15))
    assert client.get(f"/{link_in(first)}").status_code == 404


def test_an_invitation_that_has_not_left_yet_leaves_with_the_new_date(cast: Cast, meeting: Meeting) -> None:
    invited(meeting, cast)
    move(meeting, cast, days=7)
    [mail] = to_guest()
    assert mail.subject.startswith("Bereid")
    assert "10 februari 2027" in mail.body


def test_a_new_link_that_has_not_left_yet_leaves_after_a_move(cast: Cast, meeting: Meeting, client: Any) -> None:
    guest = invited(meeting, cast)
    to_guest()
    invite_guest(guest, by=cast.noor)
    move(meeting, cast, days=7)
    [mail] = to_guest()
    assert client.get(f"/{link_in(mail)}").status_code == 200


def test_a_new_link_for_online_is_no_news_for_a_guest(cast: Cast, meeting: Meeting) -> None:
    invited(meeting, cast)
    to_guest()
    actions.change(meeting, by=cast.noor, online_url="https://overleg.voorbeeld.test/andere")
    assert to_guest() == []


def test_the_own_slot_has_its_title_and_a_withdrawn_case_shows_no_words(cast: Cast, client: Any) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    case = make_case(cast)
    item = actions.add_case(meeting, case, by=cast.noor, minutes=45)
    invited(meeting, cast, item=item)
    [mail] = to_guest()
    client.force_login(cast.noor)
    answers = f"/coordinatie/bijeenkomsten/{meeting.number}/antwoorden/"
    assert case.title in client.get(answers).content.decode()
    page = client.get(f"/{link_in(mail)}").content.decode()
    assert page.count(case.title) == 2
    assert case.question in page
    let_it_pass(meeting)
    cases.withdraw(case, by=case.submitter)
    for path in (answers, f"/{link_in(mail)}"):
        page = client.get(path).content.decode()
        assert not [words for words in (case.title, case.situation, case.question) if words in page]
        assert "Een kwestie die is ingetrokken" in page


def test_a_guest_hears_of_a_cancel_and_why(cast: Cast, meeting: Meeting) -> None:
    invited(meeting, cast, language="en")
    to_guest()
    actions.cancel(meeting, by=cast.noor, reason="De zaal staat onder water.")
    [mail] = to_guest()
    assert mail.subject.startswith("Cancelled")
    assert "De zaal staat onder water." in mail.body


def test_a_guest_who_was_not_told_yet_hears_nothing_of_a_cancelled_meeting(cast: Cast, meeting: Meeting) -> None:
    invited(meeting, cast)
    actions.cancel(meeting, by=cast.noor, reason="De zaal staat onder water.")
    assert to_guest() == []


def a_file(name: str = "dias.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4 ...", "application/pdf")


def test_slides_of_a_guest_are_told_once_a_day_and_linked_for_members(
    cast: Cast, meeting: Meeting, client: Client
) -> None:
    guest = invited(meeting, cast)
    deliver()
    for _again in range(2):
        hand_in_slides(guest, a_file())
    told = [mail for mail in deliver() if "dia's" in mail.subject]
    assert [mail.to for mail in told] == [[cast.noor.email]]
    assert "Anouk" in told[0].subject
    link = f"/bijeenkomsten/{meeting.number}/dias/{guest.pk}/"
    assert link not in client.get(meeting.get_absolute_url()).content.decode(), "a visitor"
    client.force_login(cast.samira)
    assert link in client.get(meeting.get_absolute_url()).content.decode()
    assert client.get(link).status_code == 200


def test_a_guest_opens_the_own_slides_as_members_get_them(cast: Cast, meeting: Meeting, client: Client) -> None:
    guest = invited(meeting, cast)
    [mail] = [mail for mail in deliver() if mail.to == [guest.email]]
    page = f"/{link_in(mail)}"
    assert client.get(f"{page}dias/").status_code == 404, "nothing there yet"
    hand_in_slides(guest, a_file())
    assert f'href="{page}dias/"' in client.get(page).content.decode()
    assert b"".join(client.get(f"{page}dias/").streaming_content) == b"%PDF-1.4 ..."


def test_a_meeting_that_was_called_off_stays_in_list_and_search_until_its_day(
    cast: Cast, meeting: Meeting, client: Client, clock: Any
) -> None:
    actions.cancel(meeting, by=cast.noor, reason="De zaal is dicht.")
    client.force_login(cast.samira)
    page = client.get("/bijeenkomsten/")
    assert [one for one, _answer in page.context["upcoming"]] == [meeting]
    assert "Afgezegd" in page.content.decode()
    [group] = client.get("/zoeken/", {"q": meeting.title}).context["groups"]
    assert group.hits[0].meta.endswith("afgezegd")
    clock.move_to(meeting.ends_at + timedelta(days=1))
    assert client.get("/bijeenkomsten/").context["upcoming"] == []
