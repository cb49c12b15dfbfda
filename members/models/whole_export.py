"""One moderator asks for somebody's data with the raw texts in it; another agrees, or nothing happens."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.member import Member

GOOD_FOR = timedelta(days=7)


class WholeExportQuerySet(models.QuerySet["WholeExport"]):
    def fresh(self, now: datetime | None = None) -> "WholeExportQuerySet":
        return self.filter(asked_at__gt=(now or timezone.now()) - GOOD_FOR)

    def waiting(self, now: datetime | None = None) -> "WholeExportQuerySet":
        return self.fresh(now).filter(agreed_at=None)

    def agreed_for(self, asker: Member) -> "WholeExportQuerySet":
        return self.fresh().filter(asked_by=asker).exclude(agreed_at=None)


class WholeExport(models.Model):
    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.CASCADE, related_name="whole_exports"
    )
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    asked_by = models.ForeignKey(
        Member, verbose_name=_("asked by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    why = models.TextField(_("why"), max_length=600)
    agreed_by = models.ForeignKey(
        Member, verbose_name=_("agreed by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreed_at = models.DateTimeField(_("agreed on"), null=True)

    objects = WholeExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export with raw texts")
        verbose_name_plural = _("exports with raw texts")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["asked_at"], condition=models.Q(agreed_at=None), name="whole_export_waits")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("asked_by")),
                name="whole_export_by_two",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d}"
