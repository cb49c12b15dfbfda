"""Other facts of research that was approved: asked by its researchers, agreed by the supervisor."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import NotAllowed, Stale
from atelier.base.types import Values
from atelier.mail.actions import queue_many
from members.models import Organisation
from research.exceptions import ChangeWaits, NothingChanged
from research.models import Project, ProjectChange
from research.models.change import CHANGEABLE
from research.permissions import may_change_project, may_decide_change, may_review, may_take_change_back
from research.states import ChangeState

if TYPE_CHECKING:
    from members.models import Member

DAYS = ("starts_on", "ends_on")
MANY = ("cases", "learning_questions")


@transaction.atomic
def ask_change(project: Project, *, by: "Member", reason: str = "", **wanted: object) -> ProjectChange:
    """Ask for other facts; only what differs is kept. Who reviews the research says yes by asking.

    Else the supervisor gets a mail. `wanted`: fields of CHANGEABLE as a form cleans them (days, text, objects or
    iterables of objects).
    """
    if not may_change_project(by, project):
        raise NotAllowed
    if set(wanted) - set(CHANGEABLE):
        raise TypeError("Not a field that may change")
    locked = Project.objects.select_for_update().get(pk=project.pk)
    if locked.changes.waiting().exists():
        raise ChangeWaits
    now = facts(locked)
    asked = {name: fact for name, value in wanted.items() if (fact := _fact(value)) != now[name]}
    if not asked:
        raise NothingChanged
    before = {name: now[name] for name in asked}
    change = ProjectChange.objects.create(project=project, asked=asked, before=before, why=reason, asked_by=by)
    record("project.change_asked", project, by=by, note=", ".join(asked))
    if may_review(by, project):
        agree_change(change, by=by)
    else:
        _tell("research.change_asked", change, [project.supervisor])
    return change


@transaction.atomic
def agree_change(change: ProjectChange, *, by: "Member") -> None:
    """From now on the new facts hold; the ones before stay, with the reason. The researchers get a mail."""
    project = change.project
    if not may_decide_change(by, change):
        raise NotAllowed
    before = facts(Project.objects.select_for_update().get(pk=project.pk))
    change.before = {name: before[name] for name in change.asked}
    _decide(change, ChangeState.AGREED, by=by)
    _apply(project, change.asked)
    record("project.changed", project, by=by, note=", ".join(change.asked))
    _tell_researchers("research.change_agreed", change, besides=by)


@transaction.atomic
def refuse_change(change: ProjectChange, *, by: "Member", reason: str) -> None:
    """Everything stays as it is; the researchers get a mail with `reason`."""
    if not may_decide_change(by, change):
        raise NotAllowed
    _decide(change, ChangeState.REFUSED, by=by, word=reason)
    record("project.change_refused", change.project, by=by)
    _tell_researchers("research.change_refused", change, besides=by)


@transaction.atomic
def take_change_back(change: ProjectChange, *, by: "Member") -> None:
    """The researchers ask it no more. No mail."""
    if not may_take_change_back(by, change):
        raise NotAllowed
    _decide(change, ChangeState.TAKEN_BACK, by=by)
    record("project.change_taken_back", change.project, by=by)


def facts(project: Project) -> dict[str, object]:
    """What may change, as it is kept in a ProjectChange."""
    one = {name: _fact(getattr(project, name)) for name in ("starts_on", "ends_on", "method", "partner")}
    return {**one, **{name: _fact(getattr(project, name).all()) for name in MANY}}


def _fact(value: Any) -> object:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return value.pk if hasattr(value, "pk") else sorted(one.pk for one in value)


def _decide(change: ProjectChange, state: str, *, by: "Member", word: str = "") -> None:
    changes = {"state": state, "decided_by": by, "decided_at": timezone.now(), "word": word}
    if not ProjectChange.objects.waiting().filter(pk=change.pk).update(**changes, before=change.before):
        raise Stale
    for name, value in changes.items():
        setattr(change, name, value)


def _apply(project: Project, asked: Values) -> None:
    """A partner, case or question that is gone meanwhile is left out."""
    plain = {name: value for name, value in asked.items() if name not in (*MANY, "partner")}
    for name, value in plain.items():
        setattr(project, name, date.fromisoformat(value) if name in DAYS and value else value)
    if "partner" in asked:
        project.partner = Organisation.objects.filter(pk=asked["partner"]).first()
    project.save(update_fields=[*(name for name in asked if name not in MANY), "updated_at"])
    for name in MANY:
        if name in asked:
            many = getattr(project, name)
            many.set(many.model._default_manager.filter(pk__in=asked[name]))


def _tell(kind: str, change: ProjectChange, people: "Iterable[Member | None]") -> None:
    told = [one for one in people if one is not None]
    queue_many(kind, to=told, params={"change": change.pk}, occasion=f"project_change:{change.pk}")


def _tell_researchers(kind: str, change: ProjectChange, *, besides: "Member") -> None:
    _tell(kind, change, (one for one in change.project.participants.all() if one != besides))
