"""The steps of a join request."""

from members.states import JOIN_MOVES, JOIN_OPEN, Perspective
from tests.tables import drawn, listed


def test_a_join_request_is_confirmed_and_answered_or_taken_back_before_that() -> None:
    assert drawn(JOIN_MOVES) == [
        "unconfirmed > waiting withdrawn",
        "waiting > accepted declined withdrawn",
    ]
    assert listed(JOIN_OPEN) == "unconfirmed waiting"


def test_each_perspective_has_a_letter_of_its_own() -> None:
    assert "".join(perspective.letter for perspective in Perspective) == "EUBWHMO"
