"""What pages say of a meeting, an item and an answer: every state has its words and its colour."""

import pytest
from django.utils import translation

from meetings.models import AgendaItem, Answer, Meeting
from meetings.states import Choice, ItemKind, MeetingState, Seat
from meetings.views.agenda import _focused


@pytest.mark.parametrize(
    ("choice", "seat", "sentence", "summary", "tone"),
    [
        (Choice.NONE, Seat.CONFIRMED, "You have not answered yet", "Not answered yet", ""),
        (Choice.YES_ONSITE, Seat.CONFIRMED, "You are coming", "Comes to the place", "good"),
        (Choice.YES_ONSITE, Seat.WAITING, "You are on the waiting list", "On the waiting list", "wait"),
        (Choice.YES_ONLINE, Seat.CONFIRMED, "You join online", "Takes part online", "good"),
        (Choice.NO, Seat.CONFIRMED, "You cannot come", "Cannot come", ""),
    ],
)
def test_an_answer_says_what_it_is_to_who_gave_it_and_to_who_coordinates(
    choice: Choice, seat: Seat, sentence: str, summary: str, tone: str
) -> None:
    answer = Answer(choice=choice, state=seat)
    with translation.override("en"):
        assert (answer.sentence, answer.summary, answer.tone) == (sentence, summary, tone)
    assert answer.is_given == (choice != Choice.NONE)


def test_only_a_meeting_that_is_not_announced_or_called_off_has_a_colour() -> None:
    tones = {state.value: Meeting(state=state).tone for state in MeetingState}
    assert tones == {"planned": "wait", "published": "", "held": "", "reported": "", "cancelled": "urgent"}


@pytest.mark.parametrize(
    ("kind", "reached", "outcome"),
    [
        (ItemKind.CASE, True, "Talked about"),
        (ItemKind.CASE, False, "Not reached"),
        (ItemKind.CASE, None, ""),
        (ItemKind.RESEARCH, None, ""),
    ],
)
def test_a_case_says_what_became_of_it_at_the_meeting(kind: ItemKind, reached: bool | None, outcome: str) -> None:
    with translation.override("en"):
        assert AgendaItem(kind=kind, reached=reached).outcome == outcome


@pytest.mark.parametrize(
    ("used", "position", "focused"),
    [("up", 2, "up"), ("up", 1, "down"), ("down", 2, "down"), ("down", 3, "up"), ("to", 1, "to"), ("to", 3, "to")],
)
def test_the_button_that_moved_an_item_keeps_focus_unless_it_is_off_now(
    used: str, position: int, focused: str
) -> None:
    assert _focused(used, AgendaItem(position=position), 3) == focused


def test_the_kind_of_an_item_stands_before_its_title_where_that_tells_more() -> None:
    assert {kind for kind in ItemKind if AgendaItem(kind=kind).says_its_kind} == {"case", "expert", "research"}
