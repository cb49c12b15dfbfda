"""What changed in a project, in words."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from atelier.base.data.fields import field_of
from atelier.base.data.prepared import prepared
from atelier.base.types import Rows
from atelier.base.words.dates import nice_date
from cases.models import Case
from members.models import Organisation
from members.requests import Viewer
from research.models import (
    LearningQuestion,
    Project,
    ProjectChange,
)
from research.permissions import may_review, works_on


def told_changes(project: Project, reader: Viewer) -> list[ProjectChange]:
    """Earlier versions, for members; what was asked and how it ended, for who is concerned."""
    concerned = works_on(reader, project) or may_review(reader, project)
    changes: list[ProjectChange] = [one for one in _changes_of(project) if one.agreed or concerned]
    titles = _Titles(changes, reader)
    for change in changes:
        change.told = [
            (_label(name), titles.of(name, before), titles.of(name, asked)) for name, before, asked in change.differs()
        ]
    return changes


@prepared
def _changes_of(project: Project) -> QuerySet[ProjectChange]:
    return ProjectChange.objects.filter(project=project)


def _label(name: str) -> object:
    return field_of(Project, name).verbose_name


class _Titles:
    """Words for the facts of changes: a query per kind of object that occurs, and only what the reader may see."""

    def __init__(self, changes: list[ProjectChange], reader: Viewer) -> None:
        self.reader = reader
        self.keys: dict[str, set[int]] = {"partner": set(), "cases": set(), "learning_questions": set()}
        for change in changes:
            for name, before, asked in change.differs():
                if name in self.keys:
                    self.keys[name] |= {key for side in (before, asked) for key in _as_list(side)}
        self.found = {name: self._found(name, keys) for name, keys in self.keys.items() if keys}

    def _found(self, name: str, keys: set[int]) -> dict[int, str]:
        rows: dict[str, Rows] = {
            "partner": Organisation.objects.all(),
            "cases": Case.objects.visible_to(self.reader),
            "learning_questions": LearningQuestion.objects.visible_to(self.reader),
        }
        return {one.pk: str(one) for one in rows[name].filter(pk__in=keys)}

    def of(self, name: str, fact: Any) -> str:
        if name in ("starts_on", "ends_on"):
            return str(nice_date(date.fromisoformat(fact))) if fact else ""
        if name in self.keys:
            return ", ".join(self.found[name][key] for key in _as_list(fact) if key in self.found[name])
        return fact or ""


def _as_list(fact: Any) -> list[int]:
    if fact is None:
        return []
    return fact if isinstance(fact, list) else [fact]
