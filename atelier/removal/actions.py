"""Report a passage, and take a text or a file off."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import NotAllowed
from atelier.base.files.uploads import discard
from atelier.base.guard.where import places
from atelier.desk.seconds import propose
from atelier.mail.actions import queue_many
from atelier.removal.exceptions import NothingThere
from atelier.removal.models import Removal, Report
from atelier.removal.queries import Spot, writers_of
from atelier.removal.states import Outcome
from members.models import Member
from members.permissions import may_moderate
from members.requests import Viewer

# What stands where a text was taken away and nothing came in its place: the same sign in every language.
MARK = "[…]"
# Who presses twice reports once.
ONE_WITHIN = timedelta(hours=1)
TITLES = ("title", "name")


@transaction.atomic
def report(kind: str, subject: int, *, by: Member | None, words: str = "", again: int | None = None) -> Report:
    """Somebody says that something about a person stands on that page; the moderators get a mail.

    A second time within an hour is the same report, with the words of both: the member's own, or for a visitor the one
    with the key `again`.
    """
    if known := _reported_before(kind, subject, by, again):
        known.words = "\n".join(dict.fromkeys(one for one in (known.words, words) if one))
        known.save(update_fields=["sealed"])
        return known
    new = Report(kind=kind, subject=subject, by=by)
    new.words = words
    new.save()
    record("report.made", new, by=by)
    queue_many(
        "removal.reported",
        to=Member.objects.moderators(),
        params={"report": new.pk},
        occasion=f"report:{new.pk}",
        is_new=True,
    )
    return new


def _reported_before(kind: str, subject: int, by: Member | None, again: int | None) -> Report | None:
    fresh = Report.objects.waiting().about(kind, subject).filter(at__gt=timezone.now() - ONE_WITHIN)
    own = fresh.filter(by=by) if by else fresh.filter(by=None, pk=again or 0)
    return own.select_for_update().first()


@transaction.atomic
def let_stand(found: Report, *, by: Member) -> None:
    """Nothing about a person stands there, or it may stand there."""
    if not may_moderate(by):
        raise NotAllowed
    _handle([found], Outcome.STAYS, by=by)


def _handle(reports: "list[Report]", outcome: Outcome, *, by: Member) -> None:
    """The sentence that was meant goes with it: nobody needs it any more."""
    for one in reports:
        one.handled_at, one.handled_by, one.outcome, one.words = timezone.now(), by, outcome, ""
        one.save(update_fields=["handled_at", "handled_by", "outcome", "sealed"])
        record("report.handled", one, by=by)


@transaction.atomic
def take_off(found: Spot, *, by: Member, why: str, words: str = "", settles: bool = False) -> Removal:
    """At once, for everybody. `words` come in the place of what stood there; without them a mark does.

    The page keeps a note with the day, and with `why`: where visitors read it, once a second person did.
    `settles`: the reports about this page are handled by it.
    """
    if not may_moderate(by):
        raise NotAllowed
    row: Any = found.model._base_manager.select_for_update().get(pk=found.row)
    earlier = str(getattr(row, found.field) or "")
    if not earlier or earlier == MARK:
        raise NothingThere
    new = "" if found.is_file else words or _mark(row, found.field)
    if found.is_file:
        discard(getattr(row, found.field))
    _write(row, found.field, new)
    places()[found.kind].follow(row, found.field, earlier, new)
    removal = _removal(found, earlier="" if found.is_file else earlier, by=by, why=why, other_words=bool(words))
    record(f"{found.part}.text_removed", row, by=by, note=found.field)
    if settles:
        waiting = Report.objects.waiting().about(found.kind, found.subject).select_for_update()
        _handle(list(waiting), Outcome.REMOVED, by=by)
    return removal


def _removal(found: Spot, *, earlier: str, by: Member, why: str, other_words: bool) -> Removal:
    waits = _is_for_everybody(found)
    removal = Removal(
        kind=found.kind,
        subject=found.subject,
        label=found.label,
        row=found.row,
        field=found.field,
        why="" if waits else why,
        by=by,
        other_words=other_words,
    )
    removal.earlier = earlier
    removal.save()
    removal.writers.set(writers_of(found))
    if waits:
        propose(removal, {"why": why}, by=by)
    return removal


def _is_for_everybody(found: Spot) -> bool:
    """Pages of this kind may be read without a login, now or later."""
    return not places()[found.kind].shown_to(AnonymousUser()).query.is_empty()


def _mark(row: models.Model, field: str) -> str:
    """Where no two may be the same, with its number."""
    return f"{MARK} {row.pk}" if row._meta.get_field(field).unique else MARK  # type: ignore[union-attr]


def _write(row: models.Model, field: str, new: str) -> None:
    """And what is made of it: an address on the site, the moment of the last change."""
    changes: dict[str, object] = {field: new}
    names = {one.name for one in row._meta.concrete_fields}
    if field in TITLES and getattr(row, "slug", None):
        changes["slug"] = f"{row._meta.model_name}-{row.pk}"
    if "updated_at" in names:
        changes["updated_at"] = timezone.now()
    for name, value in changes.items():
        setattr(row, name, value)
    type(row)._base_manager.filter(pk=row.pk).update(**changes)


@transaction.atomic
def read_earlier(removal: Removal, *, by: Viewer) -> str:
    """The words of before, for who may still read them; recorded."""
    if not Removal.objects.readable_by(by).filter(pk=removal.pk).exists():
        raise NotAllowed
    record("removal.read", removal, by=by)
    return removal.earlier


@transaction.atomic
def purge() -> int:
    """The earlier words whose time has come, and the reports that were handled long ago: how many."""
    words = Removal.objects.due_for_deletion().update(sealed="")
    reports, _rows = Report.objects.due_for_deletion().delete()
    if words:
        record("removal.purged", note=str(words))
    if reports:
        record("report.purged", note=str(reports))
    return words + reports
