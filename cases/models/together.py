"""Who was asked to submit a case together: nobody reads a word of it before saying yes."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.states import ENDED


class TogetherQuerySet(models.QuerySet["Together"]):
    def waiting(self) -> "TogetherQuerySet":
        """Asked, not answered, and still of use."""
        return self.filter(agreed_at=None, ended_at=None).exclude(case__state__in=ENDED)


class Together(models.Model):
    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="asked_together")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, related_name="asked_together"
    )
    # As the submitter typed it: who takes it off does not learn whether somebody has it.
    address = models.EmailField(_("e-mail address"))
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
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
