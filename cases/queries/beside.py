"""What upper rooms hang on a case."""

from typing import Any

from atelier.base.data.prepared import prepared
from atelier.base.types import Values
from cases.models import Case
from members.requests import Viewer


def around(case: Case, member: Viewer) -> Values:
    """What upper rooms hang on this case, through their reverse relations: meetings, learning questions, projects."""
    return {
        "agenda_items": _on_agendas(case),
        "learning_questions": _linked_questions(case, member),
        "projects": _linked_projects(case, member),
    }


@prepared
def _on_agendas(case: Case) -> Any:
    items = _upper_rows("agenda_items", case).shown()
    return items.select_related("meeting").order_by("meeting__starts_at", "pk")


@prepared
def _linked_questions(case: Case, reader: Viewer) -> Any:
    return _upper_rows("learning_questions", case).visible_to(reader)


@prepared
def _linked_projects(case: Case, reader: Viewer) -> Any:
    return _upper_rows("projects", case).visible_to(reader)


def _upper_rows(relation: str, case: Case) -> Any:
    """What `case.<relation>.all()` gives; upper rooms are reached by name."""
    field: Any = Case._meta.get_field(relation)
    return field.related_model._default_manager.filter(**{field.remote_field.name: case})
