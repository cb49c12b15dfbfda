"""No path leads outside the tables."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.base.exceptions import DomainError
from atelier.local.portal import ROOT
from cases import actions, states
from cases.models import Case
from cases.states import CASE_MOVES, COMMITMENT_MOVES, ENDED, INSIGHT_MOVES, CaseState, CommitmentState, InsightState
from tests.cases.helpers import RELEASED, make_case
from tests.cast import Cast
from tests.tables import drawn, listed

TRIES = {
    "submit": lambda case, cast: actions.submit(case, by=cast.samira),
    "resubmit": lambda case, cast: actions.resubmit(case, by=cast.samira),
    "changes": lambda case, cast: actions.request_changes(case, by=cast.beheer, notes={"question": "Korter."}),
    "release": lambda case, cast: actions.release(case, by=cast.beheer, **RELEASED),
    "agree": lambda case, cast: actions.agree_text(case, by=cast.samira),
    "ask": lambda case, cast: actions.ask_other_text(case, by=cast.samira, words="Laat de bakker weg."),
    "unpublish": lambda case, cast: actions.unpublish(case, by=cast.beheer, reason="Een fout."),
    "decline": lambda case, cast: actions.decline(case, by=cast.beheer, reason="Nee.", offer="Iets."),
    "withdraw": lambda case, cast: actions.withdraw(case, by=cast.samira),
    "schedule": lambda case, cast: actions.schedule(case, by=cast.noor),
    "unschedule": lambda case, cast: actions.unschedule(case, by=cast.noor, reason="Geen tijd."),
    "discuss": lambda case, cast: actions.mark_discussed(case, by=cast.noor),
    "follow_up": lambda case, cast: actions.follow_up(case, by=cast.samira),
    "close": lambda case, cast: actions.close(case, by=cast.noor),
}


@settings(max_examples=25)
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
    ("table", "enum"),
    [(CASE_MOVES, CaseState), (COMMITMENT_MOVES, CommitmentState), (INSIGHT_MOVES, InsightState)],
)
def test_a_table_names_every_state_once(table: dict[str, set[str]], enum: type) -> None:
    assert set(table) == set(enum)
    assert all(target in enum for targets in table.values() for target in targets)


def test_what_has_ended_stays_ended() -> None:
    assert all(not CASE_MOVES[state] for state in ENDED)


def test_these_are_the_steps_of_a_case() -> None:
    assert drawn(CASE_MOVES) == [
        "draft > submitted",
        "submitted > changes_asked declined released shown withdrawn",
        "changes_asked > declined submitted withdrawn",
        "shown > released submitted withdrawn",
        "released > scheduled submitted withdrawn",
        "scheduled > discussed released withdrawn",
        "discussed > followed_up scheduled",
        "followed_up > closed",
    ]


def test_a_commitment_that_ended_may_open_again_and_an_insight_may_come_off_its_page() -> None:
    assert drawn(COMMITMENT_MOVES) == ["open > done dropped", "done > open", "dropped > open"]
    assert drawn(INSIGHT_MOVES) == ["draft > published", "published > draft"]


@pytest.mark.parametrize(
    ("name", "in_it"),
    [
        ("OPEN_TO_MEMBERS", "closed discussed followed_up released scheduled"),
        ("ASKS_VOICES", "released scheduled"),
        ("WITH_MODERATORS", "submitted"),
        ("MAY_QUOTE", "declined submitted withdrawn"),
        ("MAY_BE_WITHDRAWN", "changes_asked released scheduled shown submitted"),
        ("MAY_BE_TAKEN_BACK", "released shown"),
        ("IN_REVIEW", "changes_asked shown submitted"),
        ("TAKES_RESULTS", "discussed followed_up scheduled"),
        ("TAKES_LOOK_BACK", "discussed followed_up"),
        ("ENDED", "closed declined withdrawn"),
    ],
)
def test_these_states_of_a_case_belong_together(name: str, in_it: str) -> None:
    assert listed(getattr(states, name)) == in_it


def test_what_everybody_sees_of_who_submitted_can_only_become_less() -> None:
    less = [states.Attribution.NAME, states.Attribution.KIND, states.Attribution.NONE]
    assert {seen: tuple(less[at + 1 :]) for at, seen in enumerate(less)} == states.STRICTER


def test_the_presenter_looks_back_after_six_weeks_and_after_half_a_year() -> None:
    weeks, months = states.LOOK_BACK_AFTER.values()
    assert (weeks.days, months.days) == (42, 182)


def test_the_periods_are_those_of_the_page_on_privacy() -> None:
    rows = [row.split("|")[1:-1] for row in (ROOT / "docs/privacy.md").read_text().splitlines() if "|" in row]
    told = [(row[2], row[3]) for row in rows if len(row) == 4 and re.fullmatch(r" \d+ to \d+ ", row[3])]
    written = [
        (int(re.split(r"\D", usual.strip())[0]), *map(int, re.findall(r"\d+", within))) for usual, within in told
    ]
    assert written == [(one.usual, one.least, one.most) for one in states.KEPT_DAYS.values()]


def test_who_submitted_has_two_days_to_look_at_a_text_where_the_studio_chose_nothing_else() -> None:
    look = states.PERIODS[states.Look.TIME]
    assert (look.usual, look.least, look.most) == (2, 1, 14)
