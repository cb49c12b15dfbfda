"""Seats that come free go to who waits, in fair order; in a smaller room some wait again."""

from collections.abc import Collection, Sequence

from django.utils import timezone

from meetings.actions.mails import mail
from meetings.actions.reminders import remind_who_comes
from meetings.exceptions import SeatsTaken
from meetings.models import Answer, Meeting
from meetings.queries.seats import Seats, next_in_line, seats_of, without_a_seat
from meetings.states import Seat


def fill_places(meeting: Meeting) -> None:
    """Give free seats to the waiting list: fair order, seats kept for experts by experience. Call under the lock.

    Who gets one hears it by mail, and gets the reminders of who comes.
    """
    remind_who_comes(meeting, give_seats(meeting, seats_of(meeting)))


def give_seats(meeting: Meeting, seats: Seats) -> list[Answer]:
    """Once a meeting has begun nobody is called to a seat any more."""
    if meeting.has_begun or not meeting.takes_answers:
        return []
    given = next_in_line(meeting, seats)
    now = timezone.now()
    for one in given:
        one.state, one.version, one.changed_at = Seat.CONFIRMED, one.version + 1, now
    if given:
        Answer.objects.bulk_update(given, ["state", "version", "changed_at"])
    versions = {one.member_id: one.version for one in given}
    mail(
        meeting,
        "meetings.seat_free",
        [one.member for one in given],
        moment=lambda member: f"answer-{versions[member.pk]}",
        of_use_until=meeting.starts_at,
        is_new=True,  # each version of an answer is given a seat once
    )
    return given


def losing_a_seat(meeting: Meeting, capacity: int | None, agreed: Collection[str]) -> list[Answer]:
    """Who has no seat any more in a smaller room; SeatsTaken when nobody agreed to just these. Call under the lock."""
    if capacity is None or capacity >= meeting.capacity or not meeting.takes_answers:
        return []
    losing = without_a_seat(meeting, capacity)
    key = f"{meeting.pk}:{'-'.join(str(one.pk) for one in losing)}"
    if losing and key not in agreed:
        raise SeatsTaken(losing, key)
    return losing


def take_seats(meeting: Meeting, losing: Sequence[Answer]) -> None:
    """They wait again, with their place in the line, and hear it by mail. Reminders look again before they leave."""
    for one in losing:
        one.state, one.version, one.changed_at = Seat.WAITING, one.version + 1, timezone.now()
    if losing:
        Answer.objects.bulk_update(losing, ["state", "version", "changed_at"])
    versions = {one.member_id: one.version for one in losing}
    mail(
        meeting,
        "meetings.seat_lost",
        [one.member for one in losing],
        moment=lambda member: f"answer-{versions[member.pk]}",
    )
