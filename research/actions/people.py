"""Who does a research and who supervises it, after it was registered."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from atelier.audit.actions import record
from atelier.base.exceptions import NotAllowed
from atelier.mail.actions import queue
from members.permissions import may_moderate
from research.exceptions import SupervisesItself
from research.models import Project
from research.states import ENDED, ProjectState

if TYPE_CHECKING:
    from members.models import Member


@transaction.atomic
def change_people(project: Project, *, by: "Member", supervisor: "Member", participants: Iterable["Member"]) -> None:
    """Somebody left or came. A new supervisor hears of a registration that still waits."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    if not may_moderate(by) or project.state in ENDED:
        raise NotAllowed
    people = list(participants)
    if supervisor in people:
        raise SupervisesItself
    is_new = project.supervisor_id != supervisor.pk
    project.supervisor = supervisor
    project.save(update_fields=["supervisor", "updated_at"])
    project.participants.set(people)
    record("project.people_changed", project, by=by)
    if is_new and project.state == ProjectState.REGISTERED:
        queue(
            "research.to_review",
            to=supervisor,
            params={"project": project.pk},
            occasion=f"project:{project.pk}",
            version=project.moves.count(),
        )
