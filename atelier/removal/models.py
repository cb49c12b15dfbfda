"""What readers reported, and what was taken off."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.data.sealed import seal, unseal
from atelier.removal.states import Outcome

# The earlier words of what was taken off, and reports that were handled.
KEPT = timedelta(days=90)
REPORTED, EARLIER = "removal.reported", "removal.earlier"


class OfPlace(models.Model):
    """About the page of an object: the word in its address, and its key."""

    kind = models.CharField(_("kind of page"), max_length=20, editable=False)
    subject = models.BigIntegerField(_("number of the page"), editable=False)

    class Meta:
        abstract = True


class ReportQuerySet(models.QuerySet["Report"]):
    def waiting(self) -> "ReportQuerySet":
        return self.filter(handled_at=None)

    def about(self, kind: str, subject: int) -> "ReportQuerySet":
        return self.filter(kind=kind, subject=subject)

    def due_for_deletion(self) -> "ReportQuerySet":
        return self.filter(handled_at__lte=timezone.now() - KEPT)


class Report(OfPlace):
    """Somebody says that something about a person stands there: by a member or a visitor, without a reason.

    The sentence that was meant lies sealed, and goes as soon as the report is handled.
    """

    sealed = models.TextField(blank=True, default="", editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reported by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("reported on"), default=timezone.now, editable=False)
    handled_at = models.DateTimeField(_("handled on"), null=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a passage")
        verbose_name_plural = _("reports of passages")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["at", "id"], name="report_waits", condition=Q(handled_at=None)),
            models.Index(fields=["at", "id"], name="report_in_order"),
            models.Index(fields=["kind", "subject"], name="report_of_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", handled_at=None) | ~Q(outcome="") & Q(handled_at__isnull=False),
                name="report_handled_has_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def words(self) -> str:
        return str((unseal(self.sealed, REPORTED) or {}).get("words", ""))

    @words.setter
    def words(self, words: str) -> None:
        self.sealed = seal({"words": words} if words else {}, REPORTED)


class RemovalQuerySet(models.QuerySet["Removal"]):
    def about(self, kind: str, subject: int) -> "RemovalQuerySet":
        return self.filter(kind=kind, subject=subject)

    def readable_by(self, member: Any) -> "RemovalQuerySet":
        """Whose earlier words this member may still read."""
        kept = self.exclude(sealed="").filter(at__gt=timezone.now() - KEPT)
        return kept if getattr(member, "is_staff", False) else kept.filter(writers=member.pk)

    def due_for_deletion(self) -> "RemovalQuerySet":
        """Of which the earlier words go; the note on the page stays."""
        return self.exclude(sealed="").filter(at__lte=timezone.now() - KEPT)


class Removal(OfPlace):
    """One text or file that a moderator took off: the fact, with its reason, stays on the page.

    The earlier words lie sealed, for who wrote them and for moderators, and go after a while.
    """

    label = models.CharField(_("kind of text"), max_length=60, editable=False)
    row = models.BigIntegerField(_("number of the text"), editable=False)
    field = models.CharField(_("which text"), max_length=60, editable=False)
    other_words = models.BooleanField(_("other words in its place"), default=False, editable=False)
    why = models.CharField(_("why"), max_length=300, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken off by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("taken off on"), default=timezone.now, editable=False)
    sealed = models.TextField(blank=True, default="", editable=False)
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("who wrote it"), blank=True, editable=False, related_name="+"
    )

    objects = RemovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("text that was taken off")
        verbose_name_plural = _("texts that were taken off")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["kind", "subject"], name="removal_of_place"),
            models.Index(fields=["at"], name="removal_kept", condition=~Q(sealed="")),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.row}"

    def get_absolute_url(self) -> str:
        return reverse("removal:earlier", args=[self.pk])

    @property
    def kept_until(self) -> Any:
        return self.at + KEPT

    @property
    def earlier(self) -> str:
        return str((unseal(self.sealed, EARLIER) or {}).get("words", ""))

    @earlier.setter
    def earlier(self, words: str) -> None:
        self.sealed = seal({"words": words} if words else {}, EARLIER)
