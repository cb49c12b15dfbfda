"""The one way to write the audit."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from atelier.audit.models import Entry, Origin
from atelier.base.types import Anybody

ORIGIN_KEPT = timedelta(days=90)


def record(
    verb: str,
    obj: models.Model | None = None,
    *,
    by: Anybody | None = None,
    result: str = "ok",
    origin: str = "",
    note: str = "",
) -> None:
    """Record that `by` did `verb` ("case.released") to `obj`. Pass ids and fixed words only, never typed text.

    `origin`: the visitor's address. It is kept beside the entry, and only for a while.
    """
    entry = Entry.objects.create(
        verb=verb,
        actor_id=by.pk if by is not None else None,
        object_type=obj._meta.label_lower if obj else "",
        object_id=str(obj.pk) if obj else "",
        result=result,
        note=note[:200],
    )
    if origin:
        Origin.objects.create(entry=entry, address=origin)


def purge_origins() -> None:
    """Internet addresses are of use while a wrong login may still be looked into."""
    Origin.objects.filter(entry__at__lt=timezone.now() - ORIGIN_KEPT).delete()
