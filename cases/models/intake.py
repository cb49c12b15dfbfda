"""The intake: the raw text, read by the submitters and moderators alone, deleted a set time after the case ended."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.states import ENDED

# Its texts, which the released text has too.
TEXTS = ("situation", "question", "tried")


class IntakeQuerySet(models.QuerySet["Intake"]):
    def due_for_deletion(self, at: datetime | None = None) -> "IntakeQuerySet":
        """Intakes whose case ended longer ago than the retention time."""
        limit = (at or timezone.now()) - timedelta(days=settings.INTAKE_RETENTION_DAYS)
        return self.filter(case__state__in=ENDED, case__ended_at__lte=limit)


class Intake(models.Model):
    case = models.OneToOneField(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="intake")
    situation = models.TextField(_("what happens"), max_length=6000, blank=True)
    question = models.TextField(_("question to the studio"), max_length=1000, blank=True)
    tried = models.TextField(_("what was tried"), max_length=4000, blank=True)
    # The addresses as they were typed, one a line. From submission on those that no participant has.
    together = models.TextField(_("who submits with you"), max_length=1500, blank=True, default="", db_default="")
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")

    def __str__(self) -> str:
        return str(self.case.number or self.case_id)

    @property
    def deleted_on(self) -> datetime | None:
        """The day this text disappears; None while the case runs."""
        if self.case.ended_at is None:
            return None
        return self.case.ended_at + timedelta(days=settings.INTAKE_RETENTION_DAYS)


class ChangeNote(models.Model):
    """What a moderator asks to change in one field; goes with the intake."""

    class Field(models.TextChoices):
        SITUATION = "situation", _("What happens")
        QUESTION = "question", _("Question to the studio")
        TRIED = "tried", _("What was tried")

    intake = models.ForeignKey(Intake, verbose_name=_("intake"), on_delete=models.CASCADE, related_name="notes")
    field = models.CharField(_("field"), max_length=20, choices=Field)
    note = models.TextField(_("what to change"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        verbose_name = _("requested change")
        verbose_name_plural = _("requested changes")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "field"], condition=Q(answered_at__isnull=True), name="changenote_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()} ({self.at:%Y-%m-%d})"


class PlaceName(models.Model):
    """A name the finder marks: a place, neighbourhood, school or organisation from which people can be traced."""

    class Kind(models.TextChoices):
        PLACE = "place", _("Place or neighbourhood")
        SCHOOL = "school", _("School")
        ORGANISATION = "organisation", _("Organisation")

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PLACE)

    class Meta:
        verbose_name = _("traceable name")
        verbose_name_plural = _("traceable names")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
