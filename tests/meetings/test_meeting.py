"""The life of a meeting: planned, published, changed, cancelled, held, reported."""

from datetime import time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.base.data.moves import move
from atelier.base.exceptions import MoveNotAllowed, NotAllowed, ReasonMissing
from cases.states import CaseState
from meetings import actions
from meetings.exceptions import AgendaEmpty, EndBeforeStart, MeetingInThePast, MeetingIsFixed, NotYetHeld
from meetings.models import Meeting
from meetings.states import MEETING_MOVES, MeetingState
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.meetings.helpers import in_days, let_it_pass, make_meeting, plan_values


def test_only_a_coordinator_plans(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.plan(by=cast.samira, **plan_values())
    assert actions.plan(by=cast.noor, **plan_values()).state == MeetingState.PLANNED


def test_numbers_count_on(cast: Cast) -> None:
    first, second = make_meeting(cast), make_meeting(cast, days=60)
    assert second.number == first.number + 1


def test_a_meeting_in_the_past_or_ending_before_it_starts_is_refused(cast: Cast) -> None:
    with pytest.raises(MeetingInThePast):
        make_meeting(cast, days=-1)
    with pytest.raises(EndBeforeStart):
        actions.plan(by=cast.noor, **plan_values(ends_at=in_days(30, time(13, 0))))


def test_an_agenda_with_only_the_opening_is_not_published(cast: Cast) -> None:
    meeting = actions.plan(by=cast.noor, **plan_values())
    with pytest.raises(AgendaEmpty):
        actions.publish(meeting, by=cast.noor)


def test_a_text_changes_no_plan_but_a_new_time_does(cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    before = (meeting.plan_version, meeting.sequence)
    actions.change(meeting, by=cast.noor, title="Een andere titel")
    assert (meeting.plan_version, meeting.sequence) == before
    actions.change(meeting, by=cast.noor, starts_at=in_days(31), ends_at=in_days(31, time(16, 0)))
    assert (meeting.plan_version, meeting.sequence) == (before[0] + 1, before[1] + 1)
    assert not actions.change(meeting, by=cast.noor, title="Een andere titel")


def test_a_plan_that_nobody_was_invited_to_keeps_its_sequence(cast: Cast) -> None:
    meeting = make_meeting(cast)
    actions.change(meeting, by=cast.noor, place="Ergens anders")
    assert meeting.sequence == 0
    assert meeting.plan_version == 2


def test_cancelling_needs_a_reason_and_lets_its_cases_wait_again(cast: Cast) -> None:
    meeting, case = make_meeting(cast, MeetingState.PUBLISHED), make_case(cast)
    actions.add_case(meeting, case, by=cast.noor, minutes=45)
    with pytest.raises(ReasonMissing):
        actions.cancel(meeting, by=cast.noor, reason=" ")
    actions.cancel(meeting, by=cast.noor, reason="De zaal is dicht.")
    case.refresh_from_db()
    assert case.state == CaseState.RELEASED
    assert (meeting.state, meeting.sequence) == (MeetingState.CANCELLED, 1)
    assert meeting.moves.last().why == "De zaal is dicht."
    with pytest.raises(MeetingIsFixed):
        actions.change(meeting, by=cast.noor, title="Toch wel")


def test_a_meeting_is_held_only_once_it_has_begun(cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    with pytest.raises(NotYetHeld):
        actions.hold(meeting, by=cast.noor)
    let_it_pass(meeting)
    actions.hold(meeting, by=cast.noor)
    assert meeting.state == MeetingState.HELD


def test_visitors_and_members_see_what_is_published_only(cast: Cast) -> None:
    planned = make_meeting(cast)
    published = make_meeting(cast, MeetingState.PUBLISHED, days=60)
    assert set(Meeting.objects.visible_to(cast.samira)) == {published}
    assert set(Meeting.objects.visible_to(cast.noor)) == {planned, published}


@settings(max_examples=25)
@given(st.lists(st.sampled_from(MeetingState.values), min_size=1, max_size=6))
def test_no_path_leads_outside_the_table(cast: Cast, path: list[str]) -> None:
    meeting = Meeting.objects.create(
        number=(Meeting.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1,
        published_at=in_days(-9),
        **plan_values(starts_at=in_days(30), ends_at=in_days(30) + timedelta(hours=3)),
    )
    for target in path:
        before = meeting.state
        if target in MEETING_MOVES[before]:
            move(meeting, target, table=MEETING_MOVES, by=cast.noor)
            assert meeting.state == target
        else:
            with pytest.raises(MoveNotAllowed):
                move(meeting, target, table=MEETING_MOVES, by=cast.noor)
            assert meeting.state == before
    history = list(meeting.moves.values_list("from_state", "to_state"))
    assert all(to in MEETING_MOVES[from_] for from_, to in history)
