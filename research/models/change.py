"""A change of an approved project, asked and decided."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from research.models.project import Project
from research.states import CHANGE_TONES, ChangeState

if TYPE_CHECKING:
    from members.models import Member


class ProjectChangeQuerySet(models.QuerySet["ProjectChange"]):
    def waiting(self) -> "ProjectChangeQuerySet":
        return self.filter(state=ChangeState.WAITING)

    def waiting_for(self, member: "Member") -> "ProjectChangeQuerySet":
        return self.waiting().filter(project__supervisor=member)


class ProjectChange(models.Model):
    """Another period, method, partner or links for approved research: asked with a reason, agreed by the supervisor.

    `asked` and `before` are facts by name of the field: days and numbers as text, other objects as primary keys. Once
    agreed, `before` is the version that held until then.
    """

    told: Sequence[tuple[object, str, str]]  # (label, before, asked) in words, where `told_changes` read it
    may_decide: bool  # by who looks at the page of the project
    may_take_back: bool

    project = models.ForeignKey(
        Project, verbose_name=_("research project"), on_delete=models.CASCADE, related_name="changes"
    )
    asked = models.JSONField(_("what is asked"), default=dict, editable=False)
    before = models.JSONField(_("what stood there"), default=dict, editable=False)
    why = models.TextField(_("why"), blank=True, max_length=1000)
    state = models.CharField(
        _("state"), max_length=20, choices=ChangeState, default=ChangeState.WAITING, editable=False
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, editable=False)
    word = models.TextField(_("what the supervisor says"), blank=True, max_length=1000, editable=False)

    objects = ProjectChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a project")
        verbose_name_plural = _("changes of projects")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(state=ChangeState.WAITING), name="project_one_change_waits"
            ),
            models.CheckConstraint(condition=Q(state__in=ChangeState.values), name="project_change_state"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {', '.join(self.asked)}"

    @property
    def version(self) -> str:
        """What a page remembers of it."""
        return f"{self.pk} {self.state}"

    @property
    def waits(self) -> bool:
        return self.state == ChangeState.WAITING

    @property
    def agreed(self) -> bool:
        return self.state == ChangeState.AGREED

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return CHANGE_TONES.get(self.state, "")

    def differs(self) -> list[tuple[str, object, object]]:
        """(field, before, asked) in the order of the form."""
        return [(name, self.before.get(name), self.asked[name]) for name in CHANGEABLE if name in self.asked]


CHANGEABLE = ("starts_on", "ends_on", "method", "partner", "cases", "learning_questions")
