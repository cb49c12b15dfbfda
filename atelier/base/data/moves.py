"""State moves: one table of allowed moves per model, one function that moves, one history row per move."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import MoveNotAllowed, Stale

type MoveTable = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Noted:
    """A reason that the portal notes itself: a code of the room's `NotedMove.NOTES`, and the number it is about.

    The fact is stored; the sentence is said when somebody reads it, in the reader's language.
    """

    code: str
    number: int | str = ""


type Reason = str | Noted


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

    @property
    def said(self) -> str:
        """Why, for who reads it now."""
        return self.why


class NotedMove(Move):
    """A move of which the portal may note the reason itself (`reason=Noted(...)`)."""

    # The sentences by code; %(number)s is what the note is about.
    NOTES: ClassVar[Mapping[str, str | Promise]] = {}

    note_code = models.CharField(
        _("what the portal noted"), max_length=40, blank=True, default="", db_default="", editable=False
    )
    note_number = models.CharField(
        _("number it is about"), max_length=20, blank=True, default="", db_default="", editable=False
    )

    class Meta(Move.Meta):
        abstract = True

    @property
    def said(self) -> str:
        """In the reader's language what the portal noted, then what somebody typed."""
        note = self.NOTES.get(self.note_code, "")
        return "\n".join(text for text in (str(note) % {"number": self.note_number}, self.why) if text)


def move(
    subject: models.Model,
    to: str,
    *,
    table: MoveTable,
    by: object,
    reason: Reason = "",
    told: Mapping[str, str] | None = None,
    **changes: object,
) -> None:
    """Move `subject` (with a `state` field and a `moves` history) to state `to`, writing `changes` along.

    `told` are further fields of the history row.

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
        subject.moves.create(  # type: ignore[attr-defined]
            from_state=seen, to_state=to, by=by, **_fields_of(reason), **(told or {})
        )
    for name, value in {"state": to, **changes}.items():
        setattr(subject, name, value)


def _fields_of(reason: Reason) -> dict[str, str]:
    if isinstance(reason, Noted):
        return {"note_code": reason.code, "note_number": str(reason.number)}
    return {"why": reason}
