"""The steps of a meeting, and which of its states belong together."""

from meetings.states import COMING, MEETING_MOVES, OPEN_STATES, PAST_STATES, MeetingState
from tests.tables import drawn, listed


def test_these_are_the_steps_of_a_meeting() -> None:
    assert set(MEETING_MOVES) == set(MeetingState)
    assert drawn(MEETING_MOVES) == [
        "planned > cancelled published",
        "published > cancelled held",
        "held > reported",
    ]


def test_before_the_day_the_plan_is_open_and_after_it_results_are_written_down() -> None:
    assert listed(OPEN_STATES) == "planned published"
    assert listed(PAST_STATES) == "held reported"


def test_who_comes_is_in_the_room_or_online() -> None:
    assert listed(COMING) == "yes_online yes_onsite"
