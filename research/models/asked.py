"""A question from practice, which research may pick up."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.data.moves import Move
from members.models import FromOrganisation
from members.permissions import may_take_part
from members.requests import Viewer
from research.states import AskedState

if TYPE_CHECKING:
    from members.models import Member


class AskedQuestionQuerySet(models.QuerySet["AskedQuestion"]):
    def open(self) -> "AskedQuestionQuerySet":
        return self.filter(state=AskedState.OPEN)

    def visible_to(self, user: Viewer) -> "AskedQuestionQuerySet":
        """Members read what was asked; what was withdrawn only its asker."""
        if not may_take_part(user):
            return self.none()
        return self.filter(~models.Q(state=AskedState.WITHDRAWN) | models.Q(asker=user))

    def asked_by(self, member: "Member") -> "AskedQuestionQuerySet":
        return self.filter(asker=member)


class AskedQuestion(FromOrganisation):
    """A question for research from practice, waiting for students who pick it up."""

    title = models.CharField(_("in a few words"), max_length=120)
    question = models.TextField(_("what would you like to know?"), max_length=1000)
    why = models.TextField(_("what would you do with the answer?"), max_length=2000)
    help = models.TextField(_("what can you offer the students?"), blank=True, max_length=1000)
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="asked_questions",
    )
    organisation = models.ForeignKey(
        "members.Organisation",
        verbose_name=_("on behalf of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="asked_questions",
    )
    state = models.CharField(_("state"), max_length=20, choices=AskedState, default=AskedState.OPEN, editable=False)
    created_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)

    objects = AskedQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("asked question")
        verbose_name_plural = _("asked questions")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "-created_at", "-id"], name="asked_list")]
        constraints = [models.CheckConstraint(condition=models.Q(state__in=AskedState.values), name="asked_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("research:asked", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Nobody has picked it up yet."""
        return self.state == AskedState.OPEN

    @property
    def is_withdrawn(self) -> bool:
        return self.state == AskedState.WITHDRAWN

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return "wait" if self.is_open else "good"


class AskedMove(Move):
    subject = models.ForeignKey(AskedQuestion, on_delete=models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        verbose_name = _("step of an asked question")
        verbose_name_plural = _("steps of asked questions")
