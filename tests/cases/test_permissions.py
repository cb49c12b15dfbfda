"""Who may what with a case, for everybody there can be."""

from types import SimpleNamespace
from typing import Any

import pytest

from cases import permissions
from cases.models import Commitment, Voice
from cases.states import CommitmentState
from tests.people import everybody, who

TAKE_PART = "member student teacher moderator coordinator superuser"


def a_case(*submitters: str, agreed: tuple[str, ...] = (), asks_voices: bool = True) -> Any:
    people = everybody()
    by = [people[name].pk for name in submitters]
    return SimpleNamespace(
        submitter_id=by[0] if by else None,
        is_submitted_by=lambda user: user.pk in by,
        was_submitted_by=lambda user: user.pk in [people[name].pk for name in agreed],
        asks_voices=asks_voices,
    )


@pytest.mark.parametrize(
    ("right", "people"),
    [
        ("may_submit", TAKE_PART),
        ("may_record", "coordinator superuser"),
        ("may_publish", "moderator superuser"),
    ],
)
def test_a_role_gives_its_right(right: str, people: str) -> None:
    assert who(getattr(permissions, right)) == people


def test_who_submits_presents_the_case_while_they_take_part() -> None:
    case = a_case("member", "left", "coordinator")
    assert who(lambda user: permissions.may_present(user, case)) == "member coordinator"


def test_an_intake_is_read_by_who_submits_it_and_by_moderators() -> None:
    case = a_case("member", "left")
    assert who(lambda user: permissions.may_read_intake(user, case)) == "member moderator superuser"


def test_who_submits_or_once_agreed_to_submit_along_never_reviews() -> None:
    def reviewers(case: Any) -> str:
        return who(lambda user: permissions.may_review(user, case))

    assert reviewers(a_case("member")) == "moderator superuser"
    assert reviewers(a_case("moderator")) == "superuser"
    assert reviewers(a_case("member", agreed=("superuser",))) == "moderator"


def test_who_submits_along_is_taken_off_by_the_submitter_a_moderator_or_themself() -> None:
    case, people = a_case("student"), everybody()
    along = people["teacher"]
    assert who(lambda user: permissions.may_take_off(user, case, along)) == "student teacher moderator superuser"
    gone = people["left"]
    assert who(lambda user: permissions.may_take_off(user, case, gone)) == "student moderator superuser"


def test_who_takes_part_speaks_while_the_case_asks_for_voices() -> None:
    assert who(lambda user: permissions.may_speak(user, a_case())) == TAKE_PART
    assert who(lambda user: permissions.may_speak(user, a_case(asks_voices=False))) == ""


def test_a_voice_is_changed_by_who_gave_it_and_nobody_else() -> None:
    for name in ("member", "left"):
        voice = Voice(member_id=everybody()[name].pk)
        changers = who(lambda user, voice=voice: permissions.may_change_voice(user, voice))
        assert changers == ("member" if name == "member" else "")


def test_for_a_commitment_its_owner_answers_or_a_coordinator() -> None:
    commitment = Commitment(owner_id=everybody()["member"].pk, state=CommitmentState.OPEN)
    of_a_role = Commitment(owner_role="Gemeente", state=CommitmentState.OPEN)
    done = Commitment(owner_id=everybody()["member"].pk, state=CommitmentState.DONE)
    owned_by_who_left = Commitment(owner_id=everybody()["left"].pk, state=CommitmentState.OPEN)
    for right in (permissions.may_answer_for, permissions.may_change_commitment):
        assert who(lambda user, right=right: right(user, commitment)) == "member coordinator superuser"
        assert who(lambda user, right=right: right(user, of_a_role)) == "coordinator superuser"
        assert who(lambda user, right=right: right(user, owned_by_who_left)) == "coordinator superuser"
    assert who(lambda user: permissions.may_answer_for(user, done)) == "member coordinator superuser"
    assert who(lambda user: permissions.may_change_commitment(user, done)) == ""
