"""No path leads outside the tables."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atelier.base.exceptions import DomainError
from cases import actions
from cases.models import Case
from cases.states import CASE_MOVES, COMMITMENT_MOVES, ENDED, INSIGHT_MOVES, CaseState, CommitmentState, InsightState
from tests.cases.helpers import RELEASED, make_case
from tests.cast import Cast

TRIES = {
    "submit": lambda case, cast: actions.submit(case, by=cast.samira),
    "resubmit": lambda case, cast: actions.resubmit(case, by=cast.samira),
    "changes": lambda case, cast: actions.request_changes(case, by=cast.beheer, notes={"question": "Korter."}),
    "release": lambda case, cast: actions.release(case, by=cast.beheer, **RELEASED),
    "unpublish": lambda case, cast: actions.unpublish(case, by=cast.beheer, why="Een fout."),
    "decline": lambda case, cast: actions.decline(case, by=cast.beheer, reason="Nee.", offer="Iets."),
    "withdraw": lambda case, cast: actions.withdraw(case, by=cast.samira),
    "schedule": lambda case, cast: actions.schedule(case, by=cast.noor),
    "unschedule": lambda case, cast: actions.unschedule(case, by=cast.noor, why="Geen tijd."),
    "discuss": lambda case, cast: actions.mark_discussed(case, by=cast.noor),
    "follow_up": lambda case, cast: actions.follow_up(case, by=cast.samira),
    "close": lambda case, cast: actions.close(case, by=cast.noor),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.lists(st.sampled_from(sorted(TRIES)), max_size=12))
def test_any_row_of_actions_keeps_to_the_table(cast: Cast, path: list[str]) -> None:
    case = make_case(cast, CaseState.DRAFT)
    for name in path:
        case = Case.objects.get(pk=case.pk)
        before = case.state
        try:
            TRIES[name](case, cast)
        except DomainError:
            assert Case.objects.get(pk=case.pk).state == before
            continue
        after = Case.objects.get(pk=case.pk).state
        assert after in CASE_MOVES[before] or (name == "submit" and after == before)
    moves = list(case.moves.values_list("from_state", "to_state"))
    assert all(to in CASE_MOVES[CaseState(start)] for start, to in moves)
    assert [start for start, _to in moves[1:]] == [to for _start, to in moves[:-1]]


@pytest.mark.parametrize(
    ("table", "states"),
    [(CASE_MOVES, CaseState), (COMMITMENT_MOVES, CommitmentState), (INSIGHT_MOVES, InsightState)],
)
def test_a_table_names_every_state_once(table: dict[str, set[str]], states: type) -> None:
    assert set(table) == set(states)
    assert all(target in states for targets in table.values() for target in targets)


def test_what_has_ended_stays_ended() -> None:
    assert all(not CASE_MOVES[state] for state in ENDED)
