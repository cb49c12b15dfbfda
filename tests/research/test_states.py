"""No path outside the tables, whatever is tried in whatever order."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atelier.base.data.moves import MoveTable, move
from atelier.base.exceptions import MoveNotAllowed
from members.models import Member
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
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
