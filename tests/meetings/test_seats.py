"""What is kept for experts by experience is theirs, the rest of the room is everybody's, in fair order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Answer, Meeting
from meetings.queries.seats import Seats, next_in_line, seats_of, without_a_seat
from meetings.states import Choice, Seat
from members.models import Member
from members.states import Perspective
from tests.cast import Cast
from tests.meetings.published import published_meeting

LIVED, OTHER = Perspective.LIVED, Perspective.HOUSING


@pytest.mark.parametrize(
    ("free", "kept", "comes", "gets", "left"),
    [
        (2, 1, OTHER, True, (1, 1)),
        (1, 1, OTHER, False, (1, 1)),
        (1, 1, LIVED, True, (0, 0)),
        (2, 0, LIVED, True, (1, 0)),
        (0, 0, LIVED, False, (0, 0)),
        (0, 0, OTHER, False, (0, 0)),
        (1, 3, OTHER, False, (1, 3)),
        (-1, 0, LIVED, False, (-1, 0)),
    ],
)
def test_a_kept_seat_goes_to_an_expert_by_experience_only(
    free: int, kept: int, comes: Perspective, gets: bool, left: tuple[int, int]
) -> None:
    seats = Seats(free, kept)
    assert seats.take(comes) is gets
    assert (seats.free, seats.kept) == left


def test_seats_for_everybody_are_never_fewer_than_none() -> None:
    assert [Seats(free, kept).free_for_all for free, kept in ((3, 1), (1, 3), (0, 0))] == [2, 0, 0]


# In the order in which they answer: neither their names nor their rows stand in that order.
NAMES = ("Zoë", "Yara", "Xander", "Wim", "Vera")


def person(number: int, perspective: Perspective) -> Member:
    name = NAMES[number - 1]
    return Member.objects.create(email=f"p{number}@voorbeeld.test", name=name, perspective=perspective)


def answered(meeting: Meeting, number: int, perspective: Perspective, seat: Seat = Seat.CONFIRMED) -> Answer:
    """Answered `number` minutes after the first."""
    moment = timezone.now() - timedelta(hours=5) + timedelta(minutes=number)
    return Answer.objects.create(
        meeting=meeting,
        member=person(number, perspective),
        choice=Choice.YES_ONSITE,
        state=seat,
        answered_at=moment,
    )


def names(answers: list[Answer]) -> list[str]:
    return [one.member.name for one in answers]


def test_free_is_what_nobody_sits_on_and_a_kept_seat_is_used_by_the_first_expert(cast: Cast) -> None:
    meeting = published_meeting(capacity=5, seats_for_lived=2)
    first = answered(meeting, 1, OTHER)
    answered(meeting, 2, LIVED)
    answered(meeting, 3, OTHER, Seat.WAITING)
    Answer.objects.create(meeting=meeting, member=cast.lars, choice=Choice.YES_ONLINE, answered_at=timezone.now())
    gone = answered(meeting, 4, OTHER)
    Member.objects.filter(pk=gone.member_id).update(is_active=False)
    assert seats_of(meeting) == Seats(3, 1)
    assert seats_of(meeting, besides=first) == Seats(4, 1)


def test_more_experts_than_seats_kept_keep_none_and_a_full_room_is_full(cast: Cast) -> None:
    meeting = published_meeting(capacity=2, seats_for_lived=1)
    answered(meeting, 1, LIVED)
    answered(meeting, 2, LIVED)
    assert seats_of(meeting) == Seats(0, 0)


def a_line(meeting: Meeting, *waiting: Perspective) -> None:
    """In this order; whoever stands later has the lower number of the row, so that only the moment tells."""
    for number, perspective in reversed(list(enumerate(waiting, start=1))):
        answered(meeting, number, perspective, Seat.WAITING)


@pytest.mark.parametrize(
    ("free", "kept", "called"),
    [
        (0, 0, []),
        (1, 0, ["Zoë"]),
        (1, 1, ["Xander"]),
        (2, 1, ["Zoë", "Xander"]),
        (3, 0, ["Zoë", "Yara", "Xander"]),
        (9, 0, ["Zoë", "Yara", "Xander", "Wim"]),
    ],
)
def test_the_line_is_called_in_the_order_of_the_answers(cast: Cast, free: int, kept: int, called: list[str]) -> None:
    meeting = published_meeting()
    a_line(meeting, OTHER, OTHER, LIVED, OTHER)
    assert names(next_in_line(meeting, Seats(free, kept))) == called


def test_experts_who_stand_first_leave_the_seats_for_everybody_to_the_others(cast: Cast) -> None:
    meeting = published_meeting()
    a_line(meeting, LIVED, LIVED, OTHER)
    assert names(next_in_line(meeting, Seats(3, 2))) == ["Zoë", "Yara", "Xander"]
    assert names(next_in_line(meeting, Seats(2, 1))) == ["Zoë", "Yara"]


def test_two_who_answered_in_the_same_moment_stand_in_the_order_of_their_invitations(cast: Cast) -> None:
    meeting = published_meeting()
    a_line(meeting, OTHER, OTHER)
    Answer.objects.filter(meeting=meeting).update(answered_at=timezone.now())
    assert names(next_in_line(meeting, Seats(1, 0))) == ["Yara"]


def test_a_room_that_is_overfull_calls_nobody(cast: Cast, django_assert_num_queries: object) -> None:
    meeting = published_meeting()
    a_line(meeting, OTHER, LIVED)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert next_in_line(meeting, Seats(-2, 0)) == []


def test_only_as_many_are_read_as_there_are_seats(cast: Cast, django_assert_num_queries: object) -> None:
    meeting = published_meeting()
    a_line(meeting, *[OTHER] * 3, *[LIVED] * 2)
    with django_assert_num_queries(1) as asked:  # type: ignore[operator]
        next_in_line(meeting, Seats(3, 1))
    assert asked.captured_queries[0]["sql"].count("LIMIT") == 2
    assert "LIMIT 3" in asked.captured_queries[0]["sql"]
    assert "LIMIT 2" in asked.captured_queries[0]["sql"]


@pytest.mark.parametrize(
    ("capacity", "kept", "lose"),
    [
        (5, 2, []),
        (4, 2, ["Xander"]),
        (3, 2, ["Yara", "Xander"]),
        (2, 2, ["Zoë", "Yara", "Xander"]),
        (1, 2, ["Zoë", "Yara", "Xander", "Vera"]),
        (4, 3, ["Xander"]),
        (3, 1, ["Xander", "Vera"]),
        (3, 0, ["Wim", "Vera"]),
        (0, 2, ["Zoë", "Yara", "Xander", "Wim", "Vera"]),
    ],
)
def test_in_a_smaller_room_who_answered_last_loses_the_seat_and_experts_by_experience_go_last(
    cast: Cast, capacity: int, kept: int, lose: list[str]
) -> None:
    meeting = published_meeting(capacity=5, seats_for_lived=kept)
    for number, perspective in reversed(list(enumerate([OTHER, OTHER, OTHER, LIVED, LIVED], start=1))):
        answered(meeting, number, perspective)
    assert names(without_a_seat(meeting, capacity)) == lose
