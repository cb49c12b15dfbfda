"""Milestones: plan them, tick them."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import NotAllowed
from atelier.mail.actions import cancel, queue_many
from research.models import Milestone, Project
from research.permissions import may_keep_milestones

if TYPE_CHECKING:
    from members.models import Member

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MORNING = time(8)
# (moment, kind, days from the milestone's day, days the mail stays worth sending)
REMINDERS = (
    ("week", "research.milestone_soon", -7, 4),
    ("day", "research.milestone_soon", -1, 1),
    ("late", "research.milestone_late", 3, 14),
)


@transaction.atomic
def add_milestone(project: Project, *, by: "Member", title: str, due_on: date) -> Milestone:
    """A day on which something is ready; each researcher is reminded a week and a day before, and three days late."""
    if not may_keep_milestones(by, project):
        raise NotAllowed
    milestone = Milestone.objects.create(project=project, title=title, due_on=due_on)
    _plan_reminders(milestone)
    record("milestone.added", milestone, by=by)
    return milestone


@transaction.atomic
def change_milestone(milestone: Milestone, *, by: "Member", title: str, due_on: date) -> None:
    """With another day the reminders of the old one are cancelled and new ones planned, in one transaction."""
    if not may_keep_milestones(by, milestone.project):
        raise NotAllowed
    moved = milestone.due_on != due_on
    milestone.title, milestone.due_on = title, due_on
    milestone.version += 1
    milestone.save(update_fields=["title", "due_on", "version"])
    if moved:
        cancel(occasion=_occasion(milestone), version_below=milestone.version)
        _plan_reminders(milestone)
    record("milestone.changed", milestone, by=by)


@transaction.atomic
def finish_milestone(milestone: Milestone, *, by: "Member") -> None:
    """Its reminders stop. Ticking twice is harmless: the first moment stays."""
    if not may_keep_milestones(by, milestone.project):
        raise NotAllowed
    now = timezone.now()
    if Milestone.objects.filter(pk=milestone.pk, done_at__isnull=True).update(done_at=now):
        milestone.done_at = now
        cancel(occasion=_occasion(milestone))
        record("milestone.done", milestone, by=by)


@transaction.atomic
def reopen_milestone(milestone: Milestone, *, by: "Member") -> None:
    """Not ready after all: the reminders that lie ahead are planned anew."""
    if not may_keep_milestones(by, milestone.project):
        raise NotAllowed
    if milestone.done_at is None:
        return
    milestone.done_at, milestone.version = None, milestone.version + 1
    milestone.save(update_fields=["done_at", "version"])
    _plan_reminders(milestone)
    record("milestone.reopened", milestone, by=by)


@transaction.atomic
def remove_milestone(milestone: Milestone, *, by: "Member") -> None:
    """Its reminders go with it."""
    if not may_keep_milestones(by, milestone.project):
        raise NotAllowed
    cancel(occasion=_occasion(milestone))
    record("milestone.removed", milestone, by=by)
    milestone.delete()


def _occasion(milestone: Milestone) -> str:
    return f"milestone:{milestone.pk}"


def _plan_reminders(milestone: Milestone) -> None:
    """One row per researcher and moment that still lies ahead; the outbox sends them when they are due."""
    now = timezone.now()
    people = list(milestone.project.participants.all())
    for moment, kind, days, worth in REMINDERS:
        due_at = datetime.combine(milestone.due_on + timedelta(days=days), MORNING, tzinfo=AMSTERDAM)
        if due_at <= now:
            continue
        queue_many(
            kind,
            to=people,
            params={"milestone": milestone.pk},
            occasion=_occasion(milestone),
            moment=moment,
            version=milestone.version,
            due_at=due_at,
            expires_at=due_at + timedelta(days=worth),
        )
