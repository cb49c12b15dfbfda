"""A step of a project with its day."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from research.models.project import Project
from research.states import AT_WORK

if TYPE_CHECKING:
    from members.models import Member


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def to_do(self) -> "MilestoneQuerySet":
        return self.filter(done_at__isnull=True, project__state__in=AT_WORK)

    def of(self, member: "Member") -> "MilestoneQuerySet":
        """Milestones of the projects this member works on."""
        return self.filter(project__participants=member)


class Milestone(models.Model):
    project = models.ForeignKey(
        Project, verbose_name=_("research project"), on_delete=models.CASCADE, related_name="milestones"
    )
    title = models.CharField(_("what is ready then"), max_length=140)
    due_on = models.DateField(_("day"))
    done_at = models.DateTimeField(_("done on"), null=True, editable=False)
    # Rises with each change: a page made from an older one is stale, and another day cancels its reminders.
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["due_on"], condition=models.Q(done_at__isnull=True), name="milestone_to_do"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.due_on < today()


def today() -> date:
    return timezone.localdate()
