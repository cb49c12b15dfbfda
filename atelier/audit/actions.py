"""The one way to write the audit."""

from typing import Any

from django.db import models

from atelier.audit.models import Entry


def record(
    verb: str, obj: models.Model | None = None, *, by: Any = None, result: str = "ok", origin: str = "", note: str = ""
) -> None:
    """Record that `by` did `verb` ("case.released") to `obj`. Pass ids and fixed words only, never typed text."""
    Entry.objects.create(
        verb=verb,
        actor=by if getattr(by, "pk", None) else None,
        object_type=obj._meta.label_lower if obj else "",
        object_id=str(obj.pk) if obj else "",
        result=result,
        origin=origin,
        note=note[:200],
    )
