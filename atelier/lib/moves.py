"""State moves: one table of allowed moves per model, one function that moves, one history row per move."""

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.lib.errors import MoveNotAllowed, Stale

type MoveTable = Mapping[str, Collection[str]]


class Move(models.Model):
    """One history row. A subclass adds `subject`, the foreign key to the object, with related_name="moves"."""

    from_state = models.CharField(_("from"), max_length=20, editable=False)
    to_state = models.CharField(_("to"), max_length=20, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    why = models.TextField(_("why"), blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} > {self.to_state}"


def move(subject: models.Model, to: str, *, table: MoveTable, by: Any, why: str = "", **changes: Any) -> None:
    """Move `subject` (with a `state` field and a `moves` history) to state `to`, writing `changes` along.

    The update is filtered on the state the caller saw, so of two people who act at once one gets `Stale`.
    Raises MoveNotAllowed when the table has no such move.
    """
    seen = str(subject.state)  # type: ignore[attr-defined]
    if to not in table.get(seen, ()):
        raise MoveNotAllowed
    with transaction.atomic():
        moved = type(subject)._default_manager.filter(pk=subject.pk, state=seen).update(state=to, **changes)
        if not moved:
            raise Stale
        subject.moves.create(from_state=seen, to_state=to, by=by, why=why)  # type: ignore[attr-defined]
    for name, value in {"state": to, **changes}.items():
        setattr(subject, name, value)
