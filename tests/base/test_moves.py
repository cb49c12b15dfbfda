"""One move at a time: from the state one saw, with a row that says who, when and why."""

import pytest

from atelier.base.data.moves import Noted, move
from atelier.base.exceptions import MoveNotAllowed, Stale
from cases.models import Case
from cases.states import CASE_MOVES, CaseState
from tests.cases.helpers import make_case
from tests.cast import Cast


def test_a_move_changes_the_state_and_what_goes_along_with_it_and_is_written_down(cast: Cast) -> None:
    case = make_case(cast, CaseState.RELEASED)
    other = make_case(cast, CaseState.RELEASED)
    move(case, CaseState.SUBMITTED, table=CASE_MOVES, by=cast.beheer, reason="Te herkenbaar.", title="Anders")
    stored = Case.objects.get(pk=case.pk)
    assert (case.state, case.title) == (stored.state, stored.title) == (CaseState.SUBMITTED, "Anders")
    assert Case.objects.get(pk=other.pk).state == CaseState.RELEASED
    row = case.moves.latest("pk")
    assert (row.from_state, row.to_state, row.by, row.said) == ("released", "submitted", cast.beheer, "Te herkenbaar.")
    assert str(row) == "released > submitted"


def test_a_move_that_the_table_does_not_know_changes_nothing(cast: Cast) -> None:
    case = make_case(cast, CaseState.RELEASED)
    before = case.moves.count()
    with pytest.raises(MoveNotAllowed):
        move(case, CaseState.CLOSED, table=CASE_MOVES, by=cast.noor)
    with pytest.raises(MoveNotAllowed):
        move(case, CaseState.SUBMITTED, table={}, by=cast.noor)
    assert (case.state, case.moves.count()) == (CaseState.RELEASED, before)


def test_of_two_who_move_at_once_the_second_is_told_and_leaves_no_trace(cast: Cast) -> None:
    case = make_case(cast, CaseState.RELEASED)
    seen_before = Case.objects.get(pk=case.pk)
    move(case, CaseState.SUBMITTED, table=CASE_MOVES, by=cast.beheer)
    rows = case.moves.count()
    with pytest.raises(Stale):
        move(seen_before, CaseState.WITHDRAWN, table=CASE_MOVES, by=cast.samira)
    assert Case.objects.get(pk=case.pk).state == CaseState.SUBMITTED
    assert case.moves.count() == rows


def test_what_the_portal_notes_is_said_before_what_somebody_typed(cast: Cast) -> None:
    case = make_case(cast, CaseState.RELEASED)
    move(case, CaseState.SCHEDULED, table=CASE_MOVES, by=cast.noor, reason=Noted("on_agenda", 14))
    row = case.moves.latest("pk")
    assert (row.why, row.note_code, row.note_number) == ("", "on_agenda", "14")
    assert row.said == "Bijeenkomst 14"
    row.why = "Het kan niet later."
    assert row.said == "Bijeenkomst 14\nHet kan niet later."
    row.note_code = "a note of a later release"
    assert row.said == "Het kan niet later."


def test_a_row_holds_what_is_told_beside_the_reason(cast: Cast) -> None:
    case = make_case(cast, CaseState.RELEASED)
    move(case, CaseState.SUBMITTED, table=CASE_MOVES, by=None, reason="Zo.", told={"note_number": "7"})
    row = case.moves.latest("pk")
    assert (row.by, row.why, row.note_number) == (None, "Zo.", "7")
