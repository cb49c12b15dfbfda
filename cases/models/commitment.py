"""Who promised what, and by when: comes back under the opening of each next agenda until it is done."""

from datetime import date
from zlib import crc32

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.data.moves import Move
from atelier.base.data.search import CONFIG
from cases.models.case import Case
from cases.states import CommitmentState
from members.models import FromOrganisation
from members.requests import Viewer


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def open(self) -> "CommitmentQuerySet":
        return self.filter(state=CommitmentState.OPEN)

    def of(self, member: Viewer) -> "CommitmentQuerySet":
        return self.filter(owner=member.pk)

    def late(self, today: date | None = None) -> "CommitmentQuerySet":
        return self.open().filter(due_on__lt=today or timezone.localdate())


class Commitment(FromOrganisation):
    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="commitments")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("participant who does it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="commitments",
    )
    owner_role = models.CharField(_("or the role that does it"), max_length=120, blank=True)
    what = models.TextField(_("what"), max_length=1000)
    due_on = models.DateField(_("by when"))
    state = models.CharField(
        _("state"), max_length=20, choices=CommitmentState, default=CommitmentState.OPEN, editable=False
    )
    word = models.TextField(_("what came of it"), max_length=1000, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="commitment_state_due"),
            models.Index(fields=["due_on", "id"], name="commitment_due"),
            # What comes back on the next agenda: the first due first, of those recorded before.
            models.Index(fields=["due_on", "id"], name="commitment_open_due", condition=Q(state="open")),
            models.Index(fields=["recorded_at"], name="commitment_open_recorded", condition=Q(state="open")),
            GinIndex(SearchVector("what", "owner_role", config=CONFIG), name="commitment_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_role=""),
                name="commitment_has_owner",
                violation_error_message=_("Say who does it: a participant or a role."),
            )
        ]

    def __str__(self) -> str:
        return self.what[:60]

    @property
    def is_open(self) -> bool:
        return self.state == CommitmentState.OPEN

    @property
    def version(self) -> str:
        """What a page remembers of it, to see that somebody else changed it meanwhile."""
        return str(crc32(repr((self.what, self.due_on, self.owner_id, self.owner_role, self.state)).encode()))

    @property
    def owner_name(self) -> str:
        return self.owner.name if self.owner else self.owner_role


class CommitmentMove(Move):
    subject = models.ForeignKey(
        Commitment, verbose_name=_("commitment"), on_delete=models.CASCADE, related_name="moves"
    )

    class Meta(Move.Meta):
        verbose_name = _("move of a commitment")
        verbose_name_plural = _("moves of commitments")
