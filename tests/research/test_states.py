"""No path outside the tables, whatever is tried in whatever order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.base.data.moves import MoveTable, move
from atelier.base.exceptions import MoveNotAllowed
from members.models import Member
from research import states as words
from research.models import AskedQuestion, LearningQuestion, Output, Project
from research.states import (
    ASKED_MOVES,
    OUTPUT_MOVES,
    PROJECT_MOVES,
    QUESTION_MOVES,
    AskedState,
    OutputState,
    ProjectState,
    QuestionState,
)
from tests.tables import drawn, listed

TABLES = [
    (QuestionState, QUESTION_MOVES),
    (AskedState, ASKED_MOVES),
    (ProjectState, PROJECT_MOVES),
    (OutputState, OUTPUT_MOVES),
]


@pytest.mark.parametrize(("states", "table"), TABLES)
def test_every_state_stands_in_its_table_and_moves_only_to_states(states: type, table: MoveTable) -> None:
    assert set(table) == set(states)
    assert {to for moves in table.values() for to in moves} <= set(states)


def test_what_has_ended_moves_nowhere() -> None:
    assert {state for state, moves in PROJECT_MOVES.items() if not moves} == {
        ProjectState.PUBLISHED,
        ProjectState.WITHDRAWN,
    }


@pytest.mark.parametrize(
    ("table", "steps"),
    [
        (
            QUESTION_MOVES,
            ["proposed > open set_aside", "open > answered set_aside", "answered > open", "set_aside > open"],
        ),
        (ASKED_MOVES, ["open > picked_up withdrawn", "picked_up > answered open withdrawn"]),
        (
            PROJECT_MOVES,
            [
                "draft > registered",
                "registered > approved changes_asked withdrawn",
                "changes_asked > registered withdrawn",
                "approved > running withdrawn",
                "running > delivered withdrawn",
                "delivered > published running withdrawn",
            ],
        ),
        (
            OUTPUT_MOVES,
            ["waiting > published returned", "returned > waiting", "published > withdrawn", "withdrawn > waiting"],
        ),
    ],
)
def test_these_are_the_steps(table: MoveTable, steps: list[str]) -> None:
    assert drawn(table) == steps


@pytest.mark.parametrize(
    ("name", "in_it"),
    [
        ("PUBLISHED_QUESTIONS", "answered open"),
        ("EDITABLE", "changes_asked draft"),
        ("SHOWN_TO_MEMBERS", "approved delivered published running"),
        ("NEEDS_PEOPLE", "approved changes_asked delivered registered running"),
        ("ENDED", "published withdrawn"),
        ("AT_WORK", "approved delivered running"),
    ],
)
def test_these_states_belong_together(name: str, in_it: str) -> None:
    assert listed(getattr(words, name)) == in_it


def make_subjects() -> list[tuple[object, MoveTable]]:
    project = Project.objects.create(
        title="Schaamte", slug="schaamte", question="?", method="!", starts_on="2026-01-01", ends_on="2026-06-01"
    )
    return [
        (LearningQuestion.objects.create(title="Schaamte", slug="schaamte", question="?"), QUESTION_MOVES),
        (AskedQuestion.objects.create(title="Post", question="?", why="!"), ASKED_MOVES),
        (project, PROJECT_MOVES),
        (Output.objects.create(project=project, title="Verslag", summary="Kort", file="x.pdf"), OUTPUT_MOVES),
    ]


@pytest.mark.django_db
@settings(max_examples=25)
@given(data=st.data())
def test_a_walk_stays_within_the_table_and_leaves_its_steps(db: None, data: st.DataObject) -> None:
    from django.db import transaction
    from django.utils import timezone

    by = Member.objects.first()
    with transaction.atomic():
        subject, table = make_subjects()[data.draw(st.integers(0, 3))]
        walked = []
        for to in data.draw(st.lists(st.sampled_from(sorted(table)), max_size=8)):
            seen = subject.state  # type: ignore[attr-defined]
            extra = {"published_at": timezone.now()} if isinstance(subject, Output) and to == "published" else {}
            if to in table[seen]:
                move(subject, to, table=table, by=by, **extra)  # type: ignore[arg-type]
                walked.append((seen, to))
            else:
                with pytest.raises(MoveNotAllowed):
                    move(subject, to, table=table, by=by)  # type: ignore[arg-type]
                assert subject.state == seen  # type: ignore[attr-defined]
        assert list(subject.moves.values_list("from_state", "to_state")) == walked  # type: ignore[attr-defined]
        transaction.set_rollback(True)
