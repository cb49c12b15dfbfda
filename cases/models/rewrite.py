"""The text for members while it is being made: parked by a moderator, and who has the case in hand."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.intake import Intake
from members.requests import Viewer

# Somebody who opened the page has the case in hand for so long after the last sign of work on it.
IN_HAND = timedelta(hours=2)


class Rewrite(models.Model):
    """A text that is not released yet. It may hold anything of the intake: read by who may review, gone with it."""

    intake = models.OneToOneField(Intake, verbose_name=_("intake"), on_delete=models.CASCADE, related_name="rewrite")
    title = models.CharField(_("title"), max_length=140, blank=True)
    situation = models.TextField(_("situation"), max_length=6000, blank=True)
    question = models.TextField(_("question to the studio"), max_length=1000, blank=True)
    tried = models.TextField(_("what was tried"), max_length=4000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("parked text")
        verbose_name_plural = _("parked texts")

    def __str__(self) -> str:
        return str(self.intake_id)


class InHandQuerySet(models.QuerySet["InHand"]):
    def current(self) -> "InHandQuerySet":
        return self.filter(until__gt=timezone.now())

    def past(self) -> "InHandQuerySet":
        return self.filter(until__lte=timezone.now())


class InHand(models.Model):
    """Who writes the text of a case now, so that no two do the same work."""

    case = models.OneToOneField(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="in_hand")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(_("until"))

    objects = InHandQuerySet.as_manager()

    class Meta:
        verbose_name = _("case in hand")
        verbose_name_plural = _("cases in hand")

    def __str__(self) -> str:
        return str(self.case_id)

    def is_of(self, member: Viewer) -> bool:
        return self.by_id == member.pk

    @property
    def is_current(self) -> bool:
        return self.until > timezone.now()
