import pytest

from atelier.audit.models import Entry
from atelier.base.exceptions import MoveNotAllowed, NotAllowed, Stale
from cases import actions
from cases.exceptions import IncompleteIntake, SameAsIntake, SecondPersonNeeded
from cases.models import Case, Intake
from cases.states import Attribution, CaseState
from tests.cases.helpers import RAW_SITUATION, RELEASED, make_case
from tests.cast import Cast


@pytest.mark.parametrize("state", list(CaseState))
def test_a_case_can_reach_every_state_through_the_actions(cast: Cast, state: CaseState) -> None:
    assert make_case(cast, state).state == state


def test_a_number_counts_on_within_the_year(cast: Cast, time_machine) -> None:
    time_machine.move_to("2026-12-31 20:00+01:00")
    first, second = make_case(cast), make_case(cast)
    time_machine.move_to("2027-01-01 00:30+01:00")
    third = make_case(cast)
    assert [first.number, second.number, third.number] == ["2026-001", "2026-002", "2027-001"]


def test_submitting_twice_gives_one_case_with_one_number(cast: Cast) -> None:
    draft = make_case(cast, CaseState.DRAFT)
    again = Case.objects.get(pk=draft.pk)
    assert actions.submit(draft, by=cast.samira).number == actions.submit(again, by=cast.samira).number
    assert Case.objects.count() == 1


def test_an_empty_draft_is_taken_up_again(cast: Cast) -> None:
    assert actions.begin(by=cast.samira) == actions.begin(by=cast.samira)


def test_an_intake_without_a_question_cannot_be_submitted(cast: Cast) -> None:
    draft = actions.begin(by=cast.samira, situation="Er is iets.")
    with pytest.raises(IncompleteIntake):
        actions.submit(draft, by=cast.samira)


def test_the_submitter_never_releases_even_as_a_moderator(cast: Cast) -> None:
    cast.samira.is_moderator = True
    case = make_case(cast, CaseState.SUBMITTED)
    with pytest.raises(SecondPersonNeeded):
        actions.release(case, by=cast.samira, **RELEASED)


def test_a_member_cannot_release(cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    with pytest.raises(NotAllowed):
        actions.release(case, by=cast.pieter, **RELEASED)


def test_a_released_text_equal_to_the_intake_is_refused(cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    with pytest.raises(SameAsIntake):
        actions.release(case, by=cast.beheer, **{**RELEASED, "situation": f"  {RAW_SITUATION} "})


def test_of_two_moderators_at_once_the_second_is_told(cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    other = Case.objects.get(pk=case.pk)
    actions.release(case, by=cast.beheer, **RELEASED)
    with pytest.raises(Stale):
        actions.decline(other, by=cast.beheer, reason="Nee", offer="Iets")


def test_a_draft_cannot_be_released(cast: Cast) -> None:
    with pytest.raises(MoveNotAllowed):
        actions.release(make_case(cast, CaseState.DRAFT), by=cast.beheer, **RELEASED)


def test_history_tells_every_move(cast: Cast) -> None:
    case = make_case(cast, CaseState.DISCUSSED)
    assert [(m.from_state, m.to_state, m.by) for m in case.moves.all()] == [
        ("draft", "submitted", cast.samira),
        ("submitted", "shown", cast.beheer),
        ("shown", "released", cast.samira),
        ("released", "scheduled", cast.noor),
        ("scheduled", "discussed", cast.noor),
    ]


@pytest.mark.parametrize(
    ("attribution", "shown"),
    [(Attribution.NAME, "Samira Haddad"), (Attribution.KIND, None), (Attribution.NONE, None)],
)
def test_the_name_shows_only_when_the_submitter_wants(cast: Cast, attribution: str, shown: str | None) -> None:
    line = make_case(cast, attribution=attribution).attribution_line
    assert ("Samira" in line) is bool(shown)
    assert ("Maasdal" in line) is bool(shown)


def test_members_see_released_cases_only(cast: Cast) -> None:
    shown = {state: make_case(cast, state) for state in CaseState}
    visible = set(Case.objects.visible_to(cast.pieter).values_list("state", flat=True))
    assert visible == {"released", "scheduled", "discussed", "followed_up", "closed"}
    assert len(shown) == 11


def test_a_moderators_reading_is_recorded_and_the_submitters_is_not(cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    actions.read_intake(case, by=cast.samira)
    actions.read_intake(case, by=cast.beheer)
    assert list(Entry.objects.filter(verb="intake.read").values_list("actor", flat=True)) == [cast.beheer.pk]
    with pytest.raises(NotAllowed):
        actions.read_intake(case, by=cast.noor)


def test_an_intake_goes_ninety_days_after_it_was_talked_about_and_not_before(cast: Cast, time_machine) -> None:
    time_machine.move_to("2026-11-01 12:00+01:00")
    case = make_case(cast, CaseState.CLOSED)
    kept = make_case(cast, CaseState.RELEASED)
    time_machine.move_to("2027-01-30 11:00+01:00")
    assert actions.purge_intakes() == {}
    time_machine.move_to("2027-01-30 13:00+01:00")
    assert actions.purge_intakes() == {"discussed": 1}
    assert list(Intake.objects.values_list("case", flat=True)) == [kept.pk]
    assert Case.objects.filter(pk=case.pk).exists()
