"""manage.py fill: what it makes is what the portal itself could have made."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F, Sum

from atelier.demo.fill import cases as fill_cases
from cases.models import Case, CaseMove, CaseNumber, Insight, InsightMove, Intake, Voice
from cases.states import CASE_MOVES, INSIGHT_MOVES
from meetings.models import AgendaItem, Meeting, MeetingMove
from meetings.states import MEETING_MOVES
from members.models import Member
from research.models import LearningQuestion, OutputMove, Project, ProjectMove
from research.states import OUTPUT_MOVES, PROJECT_MOVES
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CASTS = re.compile(r"::[a-z ]+(\[\])?|[()]")


def fill(**numbers: Any) -> None:
    call_command("fill", verbosity=0, stdout=StringIO(), **numbers)


@pytest.fixture(autouse=True)
def _files_elsewhere(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_an_empty_portal_is_filled_and_filled_again() -> None:
    for times in (1, 2):
        fill(members=60, cases=150, meetings=6, projects=12)
        assert Member.objects.count() == 60 * times
        assert Case.objects.count() == 150 * times
        assert Meeting.objects.count() == 6 * times
        assert Project.objects.count() == 12 * times
    assert LearningQuestion.objects.count() == 6
    assert Case.objects.filter(agenda_items__isnull=False).exists()


@pytest.mark.long
@pytest.mark.parametrize(
    ("model", "table"),
    [
        (CaseMove, CASE_MOVES),
        (InsightMove, INSIGHT_MOVES),
        (MeetingMove, MEETING_MOVES),
        (ProjectMove, PROJECT_MOVES),
        (OutputMove, OUTPUT_MOVES),
    ],
)
def test_every_step_stands_in_the_table_and_the_last_one_is_the_state(model: Any, table: Any) -> None:
    fill(members=40, cases=300, meetings=8, projects=40)
    moves = model.objects.all()
    assert moves
    assert {(move.from_state, move.to_state) for move in moves} <= {(one, to) for one in table for to in table[one]}
    last = {move.subject_id: move.to_state for move in moves.order_by("at", "pk").select_related("subject")}
    assert last == {move.subject_id: move.subject.state for move in moves.select_related("subject")}


def test_the_data_hold_together(cast: Cast) -> None:
    fill(cases=300, meetings=8, projects=20)
    assert Intake.objects.exists()
    assert not Intake.objects.due_for_deletion().exists()
    heard = {pk: set(heard) for pk, heard in Case.objects.values_list("pk", "heard")}
    for case, perspective in Voice.objects.values_list("case", "perspective"):
        assert perspective in heard[case]
    assert set(AgendaItem.objects.values("meeting").annotate(m=Sum("minutes")).values_list("m", flat=True)) <= {
        90,
        180,
    }
    assert not Insight.objects.filter(state="published", published_at__isnull=True).exists()
    assert not Project.objects.filter(participants=F("supervisor")).exists()
    year, last = CaseNumber.objects.order_by("-year").values_list("year", "last")[0]
    assert Case.objects.filter(number=f"{year}-{last:03d}").exists()


def test_the_same_seed_tells_the_same_story(cast: Cast) -> None:
    fill(cases=50)
    first = list(Case.objects.order_by("pk").values_list("title", "state", "urgency"))
    fill(cases=50)
    assert list(Case.objects.order_by("pk").values_list("title", "state", "urgency"))[50:] == first
    fill(cases=50, seed=2)
    assert list(Case.objects.order_by("pk").values_list("title", "state", "urgency"))[100:] != first


def test_big_loads_put_every_constraint_and_index_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def definitions() -> list[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2")
            constraints = cursor.fetchall()
            cursor.execute("SELECT indexname, indexdef FROM pg_indexes ORDER BY 1, 2")
            # Made anew, PostgreSQL writes the casts of the same condition in other places.
            return [(name, CASTS.sub("", text)) for name, text in constraints + cursor.fetchall()]

    before = definitions()
    monkeypatch.setattr(fill_cases, "MANY", 10)
    fill(cases=40)
    assert definitions() == before


@pytest.mark.parametrize(("numbers", "sentence"), [({}, "Say how many"), ({"cases": 3}, "no members")])
def test_nothing_to_do_is_said(numbers: dict[str, int], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        fill(**numbers)
