"""What hangs on an object at the desk, to read only: a plain table below its form.

Django's own read-only inlines build a form per row and render it field by field: half of what the page of a case cost.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import display_for_field, label_for_field
from django.db import models
from django.template.defaultfilters import linebreaksbr
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from atelier.base.data.fields import field_of, model_behind
from atelier.base.data.prepared import prepared
from atelier.base.types import Rows

type Column = str | tuple[str | Promise, Callable[[Any], object]]

EMPTY = "-"


def label_of(model: type[models.Model], name: str) -> str:
    return str(label_for_field(name, model))


@dataclass(frozen=True)
class Table:
    """Rows of `model` that belong to the object: columns are field names, or (label, what to show of a row)."""

    model: type[models.Model]
    columns: Sequence[Column]

    def of(self, subject: models.Model) -> "Shown":
        """One query."""
        rows = _rows_of(self.model, type(subject), self._related())(subject.pk)
        title = capfirst(str(self.model._meta.verbose_name_plural))
        heads = [str(capfirst(str(self._label(column)))) for column in self.columns]
        return Shown(self.model._meta.model_name or "", title, heads, [self._cells(row) for row in rows])

    def _related(self) -> tuple[str, ...]:
        fields = [self.model._meta.get_field(column) for column in self.columns if isinstance(column, str)]
        return tuple(field.name for field in fields if field.many_to_one)

    def _label(self, column: Column) -> str | Promise:
        return label_of(self.model, column) if isinstance(column, str) else column[0]

    def _field(self, name: str) -> "models.Field[object, object]":
        return next(one for one in self.model._meta.concrete_fields if one.name == name)

    def _cells(self, row: models.Model) -> list[object]:
        return [
            display_for_field(getattr(row, column), self._field(column), EMPTY)
            if isinstance(column, str)
            else column[1](row) or EMPTY
            for column in self.columns
        ]


@functools.cache
def _rows_of(
    model: type[models.Model], subject_type: type[models.Model], related: tuple[str, ...]
) -> Callable[[object], list[models.Model]]:
    link = next(field.name for field in model._meta.fields if field.related_model is subject_type)

    @prepared
    def rows(subject: object) -> Rows:
        found = model._default_manager.filter(**{link: subject})
        # Without names select_related would join every foreign key.
        return found.select_related(*related) if related else found

    return rows


@dataclass(frozen=True)
class Shown:
    """The table of one object."""

    name: str
    title: str
    heads: list[str]
    rows: list[list[object]]

    @property
    def html(self) -> SafeString:
        heads = format_html_join("", '<th scope="col">{}</th>', ((head,) for head in self.heads))
        lines = (format_html_join("", "<td>{}</td>", ((cell,) for cell in row)) for row in self.rows)
        body = format_html_join("", '<tr class="form-row">{}</tr>', ((line,) for line in lines))
        return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", heads, body)


def history(model: type[models.Model]) -> Table:
    """The moves of an object (a subclass of atelier.base.data.moves.Move)."""
    # The table of states belongs to the object that moves.
    states = dict(field_of(model_behind(model, "subject"), "state").flatchoices)
    came = (_("from"), lambda move: states.get(move.from_state, move.from_state))
    went = (_("to"), lambda move: states.get(move.to_state, move.to_state))
    why = (_("why"), lambda move: linebreaksbr(move.said))
    return Table(model, ("at", came, went, "by", why))
