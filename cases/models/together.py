"""Who was asked to submit a case together: nobody reads a word of it before saying yes.

Who was chosen by name from the own organisation reads after the yes. A typed address may be mistyped, and be somebody
else's: there a yes tells the submitter who has it, and the text opens when the submitter says that this was meant.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.states import ENDED

# So long an ask stands that nobody answers, or a yes that the submitter does not look at.
ASKED_FOR = timedelta(days=60)


class TogetherQuerySet(models.QuerySet["Together"]):
    def under_way(self) -> "TogetherQuerySet":
        """Asked, not reading yet, and still of use."""
        return self.filter(agreed_at=None, ended_at=None).exclude(case__state__in=ENDED)

    def waiting(self) -> "TogetherQuerySet":
        """The asked one has not answered."""
        return self.under_way().filter(yes_at=None)

    def said_yes(self) -> "TogetherQuerySet":
        """The submitter has not said yet whether this person was meant."""
        return self.under_way().filter(yes_at__isnull=False)

    def due_for_deletion(self) -> "TogetherQuerySet":
        """Who never came to read: with the intake, and sooner where nothing happens any more."""
        stale = Q(yes_at=None, asked_at__lte=timezone.now() - ASKED_FOR) | Q(yes_at__lte=timezone.now() - ASKED_FOR)
        return self.filter(stale | Q(case__intake=None), agreed_at=None)


class Together(models.Model):
    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="asked_together")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, related_name="asked_together"
    )
    # As the submitter typed it: who takes it off does not learn whether somebody has it. Empty: chosen by name.
    address = models.EmailField(_("e-mail address"), blank=True)
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    # Of a typed address: its owner says yes, and the submitter has not looked yet.
    yes_at = models.DateTimeField(_("said yes on"), null=True)
    # From then on the text is read.
    agreed_at = models.DateTimeField(_("agreed on"), null=True)
    # Said no, stopped, or taken off.
    ended_at = models.DateTimeField(_("ended on"), null=True)

    objects = TogetherQuerySet.as_manager()

    class Meta:
        verbose_name = _("asked to submit together")
        verbose_name_plural = _("asked to submit together")
        ordering = ["asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "member"], name="together_once")]

    def __str__(self) -> str:
        return str(self.case_id)

    @property
    def is_chosen(self) -> bool:
        """By name, and still a colleague of who asks: a yes is enough."""
        theirs = getattr(self.case.submitter, "organisation_id", None)
        return not self.address and theirs is not None and theirs == self.member.organisation_id

    @property
    def ends_at(self) -> datetime:
        return (self.yes_at or self.asked_at) + ASKED_FOR
