"""What happens to research when somebody leaves: who stays and the moderators hear of an empty place."""

from typing import TYPE_CHECKING

from atelier.mail.actions import queue_many
from members.models import Member
from research.models import Project
from research.states import ENDED, ProjectState

if TYPE_CHECKING:
    from collections.abc import Iterable


def tell_of_empty_place(member: Member) -> None:
    """In the transaction in which `member` left. A draft is nobody else's business."""
    mine = Project.objects.involving(member).exclude(state__in=[*ENDED, ProjectState.DRAFT])
    for project in mine.filter(pk__in=Project.objects.left_alone().values("pk")).prefetch_related("participants"):
        queue_many(
            "research.left_alone",
            to=_who_stay(project, member),
            params={"project": project.pk},
            occasion=f"project:{project.pk}",
            moment=f"left:{member.pk}",
        )


def _who_stay(project: Project, member: Member) -> "Iterable[Member]":
    people = {*project.participants.all(), project.supervisor, *Member.objects.moderators()}
    return [one for one in people if one is not None and one.is_active and one != member]
