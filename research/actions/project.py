"""A project from its registration to its end."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.data.moves import move
from atelier.base.data.slugs import free_slug
from atelier.base.exceptions import NotAllowed
from atelier.base.types import Values
from atelier.mail.actions import cancel, queue, queue_many
from research.exceptions import NobodyOnIt, NobodySupervises, RegistrationIncomplete
from research.models import AskedQuestion, Project
from research.permissions import (
    may_edit_registration,
    may_register_research,
    may_review,
    may_supervise,
    may_withdraw,
    works_on,
)
from research.states import ASKED_MOVES, PROJECT_MOVES, AskedState, ProjectState, Promise

if TYPE_CHECKING:
    from members.models import Member

# Addresses under /onderzoek/ that are pages of their own.
TAKEN = frozenset({"aanmelden", "alle", "begeleiding", "opbrengsten", "vraag", "vragen", "wijzigingen"})
# What a registration needs.
NEEDED = ("title", "question", "method", "starts_on", "ends_on", "supervisor")


@transaction.atomic
def start_draft(
    *,
    by: "Member",
    title: str,
    question: str,
    reason: str = "",
    asked: AskedQuestion | None = None,
) -> Project:
    """Begin a registration: a draft that only its researchers see; no record.

    The address is made of the title at registering.
    """
    if not may_register_research(by):
        raise NotAllowed
    project = Project.objects.create(
        title=title,
        slug=free_slug(Project, ""),
        question=question,
        reason=reason,
        asked=asked,
        registered_by=by,
    )
    project.participants.add(by)
    return project


@transaction.atomic
def save_registration(project: Project, *, by: "Member", **fields: object) -> None:
    """Keep what was typed on one step; no record. Relations to many come as iterables of objects."""
    if not may_edit_registration(by, project):
        raise NotAllowed
    many = {name: fields.pop(name) for name in ("participants", "cases", "learning_questions") if name in fields}
    for name, value in fields.items():
        setattr(project, name, value)
    project.save(update_fields=[*fields, "updated_at"])
    for name, chosen in many.items():
        getattr(project, name).set(chosen)


@transaction.atomic
def throw_away_draft(project: Project, *, by: "Member") -> None:
    """A draft that never was registered may go without a trace: no record."""
    if project.state != ProjectState.DRAFT or not may_edit_registration(by, project):
        raise NotAllowed
    project.delete()


@transaction.atomic
def register(project: Project, *, by: "Member") -> None:
    """Hand the registration to the supervisor, for the first time or after changes.

    Supervisor and researchers get a mail; a question that it takes up is picked up, and its asker hears so.
    """
    if not may_edit_registration(by, project):
        raise NotAllowed
    if field := first_missing(project):
        raise RegistrationIncomplete(field)
    first = project.state == ProjectState.DRAFT
    now = timezone.now()
    changes: Values = {}
    if first:
        changes = {"registered_at": now, "slug": free_slug(Project, project.title, taken=TAKEN)}
    move(project, ProjectState.REGISTERED, table=PROJECT_MOVES, by=by, note="", **changes)
    _pick_up(project, by=by)
    record("project.registered", project, by=by)
    round_ = project.moves.count()
    _tell("research.received", project, project.participants.all(), round_)
    _tell("research.to_review", project, [project.supervisor], round_)


def first_missing(project: Project) -> str:
    """The first field that is empty or holds no more; nothing when all is there."""
    for field in NEEDED:
        if not getattr(project, field):
            return field
    if project.ends_on and project.ends_on < timezone.localdate():
        return "ends_on"
    if project.supervisor is None or not may_supervise(project.supervisor):
        return "supervisor"
    unexplained = set(Promise) - set(project.promises) and not project.ethics_note
    return "ethics_note" if unexplained else ""


@transaction.atomic
def ask_changes(project: Project, *, by: "Member", note: str) -> None:
    """The supervisor asks to change the registration; the researchers get a mail, and read `note` on the page."""
    if not may_review(by, project):
        raise NotAllowed
    move(project, ProjectState.CHANGES_ASKED, table=PROJECT_MOVES, by=by, reason=note, note=note)
    record("project.changes_asked", project, by=by)
    _tell("research.changes_asked", project, project.participants.all(), project.moves.count())


@transaction.atomic
def approve(project: Project, *, by: "Member", reason: str = "") -> None:
    """The research may begin, and every member sees it. The researchers get a mail."""
    if not may_review(by, project):
        raise NotAllowed
    if not project.participants.filter(is_active=True).exists():
        raise NobodyOnIt
    if project.supervisor is None or not may_supervise(project.supervisor):
        raise NobodySupervises
    move(project, ProjectState.APPROVED, table=PROJECT_MOVES, by=by, reason=reason, note="")
    record("project.approved", project, by=by)
    _tell("research.approved", project, project.participants.all(), project.moves.count())


@transaction.atomic
def start(project: Project, *, by: "Member") -> None:
    """The work begins."""
    if not (works_on(by, project) or may_review(by, project)):
        raise NotAllowed
    move(project, ProjectState.RUNNING, table=PROJECT_MOVES, by=by)
    record("project.running", project, by=by)


@transaction.atomic
def withdraw(project: Project, *, by: "Member", reason: str) -> None:
    """Stop the research. Its reminders stop too, and the asked question is free for others again.

    Researchers, supervisor and who asked the question get a mail, `by` left out.
    """
    if not may_withdraw(by, project):
        raise NotAllowed
    move(project, ProjectState.WITHDRAWN, table=PROJECT_MOVES, by=by, reason=reason)
    stop_reminders(project)
    _set_free(project, by=by)
    record("project.withdrawn", project, by=by)
    involved = [*project.participants.all(), project.supervisor]
    _tell("research.withdrawn", project, (one for one in involved if one != by), project.moves.count())


def stop_reminders(project: Project) -> None:
    """Of every milestone that is not ready yet."""
    for milestone in project.milestones.filter(done_at__isnull=True).values_list("pk", flat=True):
        cancel(occasion=f"milestone:{milestone}")


def _tell(kind: str, project: Project, people: "Iterable[Member | None]", version: int) -> None:
    queue_many(
        kind,
        to=[one for one in people if one is not None],
        params={"project": project.pk},
        occasion=f"project:{project.pk}",
        version=version,
    )


def _pick_up(project: Project, *, by: "Member") -> None:
    asked = project.asked
    if asked is None or asked.state != AskedState.OPEN:
        return
    move(asked, AskedState.PICKED_UP, table=ASKED_MOVES, by=by)
    if asked.asker is not None:
        queue(
            "research.picked_up",
            to=asked.asker,
            params={"asked": asked.pk},
            occasion=f"asked:{asked.pk}",
            version=asked.moves.count(),
        )


def _set_free(project: Project, *, by: "Member") -> None:
    asked = project.asked
    if asked is None or asked.state != AskedState.PICKED_UP:
        return
    others = asked.projects.exclude(state__in=(ProjectState.WITHDRAWN, ProjectState.DRAFT))
    if not others.exists():
        move(asked, AskedState.OPEN, table=ASKED_MOVES, by=by)
    if asked.asker is not None and asked.asker != by:
        queue(
            "research.research_on_asked_stopped",
            to=asked.asker,
            params={"asked": asked.pk},
            occasion=f"asked:{asked.pk}",
            version=project.pk,
        )
