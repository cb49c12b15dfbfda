"""What hangs on an object in the workplace, to read only: a plain table below its form.

Django's own read-only inlines build a form per row and render it field by field: half of what the page of a case cost.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import display_for_field
from django.db import models
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

type Column = str | tuple[str | Promise, Callable[[Any], Any]]

EMPTY = "-"


@dataclass(frozen=True)
class Table:
    """Rows of `model` that belong to the object: columns are field names, or (label, what to show of a row)."""

    model: type[models.Model]
    columns: Sequence[Column]

    def of(self, subject: models.Model) -> "Shown":
        """One query, and one more for each person or thing the rows name."""
        link = next(one for one in self.model._meta.fields if one.related_model is type(subject))
        rows = self.model._default_manager.filter(**{link.name: subject}).fetch_mode(models.FETCH_PEERS)
        title = capfirst(str(self.model._meta.verbose_name_plural))
        heads = [str(capfirst(str(self._label(column)))) for column in self.columns]
        return Shown(self.model._meta.model_name or "", title, heads, [self._cells(row) for row in rows])

    def _label(self, column: Column) -> Any:
        return self.model._meta.get_field(column).verbose_name if isinstance(column, str) else column[0]  # type: ignore[union-attr]

    def _cells(self, row: models.Model) -> list[Any]:
        return [
            display_for_field(getattr(row, column), self.model._meta.get_field(column), EMPTY)  # type: ignore[arg-type]
            if isinstance(column, str)
            else column[1](row) or EMPTY
            for column in self.columns
        ]


@dataclass(frozen=True)
class Shown:
    """The table of one object."""

    name: str
    title: str
    heads: list[str]
    rows: list[list[Any]]

    @property
    def html(self) -> SafeString:
        heads = format_html_join("", '<th scope="col">{}</th>', ((head,) for head in self.heads))
        lines = (format_html_join("", "<td>{}</td>", ((cell,) for cell in row)) for row in self.rows)
        body = format_html_join("", '<tr class="form-row">{}</tr>', ((line,) for line in lines))
        return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", heads, body)


def history(model: type[models.Model]) -> Table:
    """The moves of an object (a subclass of atelier.lib.moves.Move)."""
    # The table of states belongs to the object that moves.
    states = dict(model._meta.get_field("subject").related_model._meta.get_field("state").flatchoices)  # type: ignore[union-attr]
    came = (_("from"), lambda move: states.get(move.from_state, move.from_state))
    went = (_("to"), lambda move: states.get(move.to_state, move.to_state))
    return Table(model, ("at", came, went, "by", "why"))
