"""Ten minutes after the start, and after the end: what is still open also gets its mail."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from meetings import actions, privacy
from meetings.actions.answer import answer
from meetings.actions.guest import invite_guest
from meetings.actions.invite import invite
from meetings.exceptions import LinkWouldNotWork
from meetings.models import GuestExpert, Meeting
from meetings.states import Choice, MeetingState, Seat
from tests.cast import Cast
from tests.fixtures_mail import deliver
from tests.meetings.published import published_meeting


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """One place in the room: Samira has it, Pieter waits. All mail has left."""
    made = published_meeting(in_days=3, capacity=1, seats_for_lived=0)
    invite(made, [cast.samira, cast.pieter], by=cast.noor)
    answer(made, cast.samira, Choice.YES_ONSITE)
    answer(made, cast.pieter, Choice.YES_ONSITE)
    deliver()
    return made


@pytest.fixture
def clock(meeting: Meeting) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(meeting.starts_at + timedelta(minutes=10), tick=False) as traveller:
        deliver()
        yield traveller


def mailed() -> list[tuple[str, str]]:
    """Who gets a mail now, and the first word of its subject."""
    return [(mail.to[0].split("@")[0], mail.subject.split()[0]) for mail in deliver()]


def seat_of(meeting: Meeting, person: object) -> str:
    return str(meeting.answers.get(member=person).state)


def test_a_seat_given_back_after_the_start_sends_nobody_on_the_way(
    cast: Cast, meeting: Meeting, clock: object
) -> None:
    answer(meeting, cast.samira, Choice.NO)
    assert (seat_of(meeting, cast.pieter), mailed()) == (Seat.WAITING, [])


def test_a_late_comer_is_invited(cast: Cast, meeting: Meeting, clock: object) -> None:
    assert invite(meeting, [cast.maria], by=cast.noor) == 1
    assert mailed() == [("maria", "Kom")]


def test_a_place_put_right_is_told(cast: Cast, meeting: Meeting, clock: object) -> None:
    actions.change(meeting, by=cast.noor, place="De zaal ernaast")
    assert sorted(mailed()) == [("pieter", "Gewijzigd:"), ("samira", "Gewijzigd:")]


def test_more_places_after_the_start_send_nobody_on_the_way(cast: Cast, meeting: Meeting, clock: object) -> None:
    actions.change(meeting, by=cast.noor, capacity=2)
    assert (seat_of(meeting, cast.pieter), mailed()) == (Seat.WAITING, [])


def test_an_expert_is_invited(cast: Cast, meeting: Meeting, clock: object) -> None:
    invite_guest(GuestExpert(meeting=meeting, name="Anouk", email="anouk@voorbeeld.test"), by=cast.noor)
    assert [to for to, _subject in mailed()] == ["anouk"]


def test_who_is_erased_after_the_start_leaves_an_empty_seat(cast: Cast, meeting: Meeting, clock: object) -> None:
    privacy.erase(cast.samira, by=cast.beheer)
    assert (seat_of(meeting, cast.pieter), mailed()) == (Seat.WAITING, [])


def test_a_cancel_is_told(cast: Cast, meeting: Meeting, clock: object) -> None:
    actions.cancel(meeting, by=cast.noor, reason="De zaal staat onder water.")
    assert len(mailed()) == 2


def test_after_the_end_nothing_is_told_and_no_seat_is_given(
    cast: Cast, meeting: Meeting, clock: time_machine.Traveller
) -> None:
    clock.move_to(meeting.ends_at)
    actions.change(meeting, by=cast.noor, place="De zaal ernaast", capacity=2)
    actions.change(meeting, by=cast.noor, capacity=3)
    assert (seat_of(meeting, cast.pieter), mailed()) == (Seat.WAITING, [])


def test_an_experts_link_can_be_sent_for_as_long_as_it_works(
    cast: Cast, meeting: Meeting, clock: time_machine.Traveller
) -> None:
    guest = invite_guest(GuestExpert(meeting=meeting, name="Anouk", email="anouk@voorbeeld.test"), by=cast.noor)
    deliver()
    clock.move_to(meeting.ends_at + timedelta(days=13))
    invite_guest(guest, by=cast.noor)
    assert [to for to, _subject in mailed()] == ["anouk"]
    clock.move_to(meeting.ends_at + timedelta(days=14))
    with pytest.raises(LinkWouldNotWork):
        invite_guest(guest, by=cast.noor)


def test_no_link_is_sent_for_a_meeting_that_does_not_take_place(cast: Cast, meeting: Meeting, clock: object) -> None:
    Meeting.objects.update(state=MeetingState.CANCELLED)
    meeting.refresh_from_db()
    with pytest.raises(LinkWouldNotWork):
        invite_guest(GuestExpert(meeting=meeting, name="Anouk", email="anouk@voorbeeld.test"), by=cast.noor)
    assert not GuestExpert.objects.exists()


def test_the_coordinator_reads_why_a_link_is_not_sent(
    cast: Cast, meeting: Meeting, clock: time_machine.Traveller, client: Any
) -> None:
    guest = invite_guest(GuestExpert(meeting=meeting, name="Anouk", email="anouk@voorbeeld.test"), by=cast.noor)
    deliver()
    clock.move_to(meeting.ends_at + timedelta(days=15))
    client.force_login(cast.noor)
    experts = f"/coordinatie/bijeenkomsten/{meeting.number}/experts/"
    other = {"name": "Bart", "email": "bart@voorbeeld.test", "language": "nl"}
    for path, data in ((f"{experts}{guest.pk}/nieuwe-link/", {}), (f"{experts}nieuw/", other)):
        page = client.post(path, data, follow=True).content.decode()
        assert "Een link werkt niet meer" in page
    assert (GuestExpert.objects.count(), mailed()) == (1, [])
