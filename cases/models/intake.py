"""The intake: the raw text, read by the submitters and moderators alone, deleted when its case has had its time.

When that is follows from how the case stands, in one expression (`with_end`): no move has to remember it, and a
meeting that is put off, or a period that changes, moves it along.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.period import kept_by, kept_for
from cases.states import IN_REVIEW, CaseState, Keeping

# When periods become shorter, no text goes sooner than this: its page told another day.
NOTICE = timedelta(days=14)

# Its texts, which the released text has too.
TEXTS = ("situation", "question", "tried")


class IntakeQuerySet(models.QuerySet["Intake"]):
    def with_end(self) -> "IntakeQuerySet":
        """Annotate `kept_as` (a `Keeping`), `runs_from` and `ends_at`: from when it is kept how long, and its end.

        Of a draft nothing runs here: its owner is warned first (`CaseQuerySet.drafts_to_warn_of`).
        """
        met = self.alias(talked_at=_talked_at()).alias(met_at=Coalesce("talked_at", "case__discussed_at"))
        end = Greatest(F("runs_from") + kept_by("kept_as"), "not_before", output_field=models.DateTimeField())
        # By name, since Intake declares their types; the last one stands on the others.
        declared: dict[str, models.Expression] = {"kept_as": _kept_as(), "runs_from": _runs_from()}
        declared["ends_at"] = models.Case(When(runs_from__isnull=False, then=end))
        return met.annotate(**declared)

    def due_for_deletion(self, at: datetime | None = None) -> "IntakeQuerySet":
        return self.with_end().filter(Q(("ends_at__lte", at or timezone.now())))


def _talked_at() -> Any:
    """The end of the last meeting that talks about the case, or did: nobody has to say so for the time to run.

    Of those ahead only what falls within the time that a released case may wait, so that a case which is put on the
    next agenda each time does not stay for ever.
    """
    items: Any = Case._meta.get_field("agenda_items").related_model
    in_time = Q(meeting__ends_at__lte=OuterRef("case__released_at") + kept_for(Keeping.WAITING))
    those = items._default_manager.talking().filter(Q(reached=True) | in_time, case=OuterRef("case"))
    return Subquery(those.order_by("-meeting__ends_at").values("meeting__ends_at")[:1])


def _kept_as() -> models.Case:
    return models.Case(
        When(case__state=CaseState.DRAFT, then=Value(Keeping.DRAFT)),
        When(case__state__in=IN_REVIEW, then=Value(Keeping.REVIEW)),
        When(case__state=CaseState.DECLINED, then=Value(Keeping.DECLINED)),
        When(case__state=CaseState.WITHDRAWN, then=Value(Keeping.WITHDRAWN)),
        When(met_at__isnull=True, then=Value(Keeping.WAITING)),
        default=Value(Keeping.DISCUSSED),
        output_field=models.CharField(),
    )


def _runs_from() -> models.Case:
    """A case that was released always has a moment here, whatever else is missing."""
    return models.Case(
        When(case__state=CaseState.DRAFT, then=None),
        When(case__state__in=IN_REVIEW, then=F("case__updated_at")),
        When(case__state__in=(CaseState.DECLINED, CaseState.WITHDRAWN), then=F("case__ended_at")),
        default=Coalesce("met_at", "case__released_at"),
        output_field=models.DateTimeField(),
    )


class Intake(models.Model):
    # Annotated by `with_end`.
    kept_as: str
    runs_from: datetime | None
    ends_at: datetime | None

    case = models.OneToOneField(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="intake")
    situation = models.TextField(_("what happens"), max_length=6000, blank=True)
    question = models.TextField(_("question to the studio"), max_length=1000, blank=True)
    tried = models.TextField(_("what was tried"), max_length=4000, blank=True)
    # The addresses as they were typed, one a line. From submission on those that no participant has.
    together = models.TextField(_("who submits with you"), max_length=1500, blank=True, default="", db_default="")
    # Chosen by name in a draft; from submission on they are asked (`Together`).
    colleagues = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("colleagues who submit with you"), blank=True, related_name="+"
    )
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    # The rule became stricter when this text was there already: it is told of first.
    not_before = models.DateTimeField(_("kept until at least"), null=True, editable=False)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")

    def __str__(self) -> str:
        return str(self.case.number or self.case_id)

    @property
    def awaits_meeting(self) -> bool:
        """A meeting that talks about the case gives it another end."""
        return self.kept_as in (Keeping.REVIEW, Keeping.WAITING)


class EarlierIntake(models.Model):
    """The texts of an intake as they were before its submitters changed them; goes with the intake."""

    intake = models.ForeignKey(Intake, verbose_name=_("intake"), on_delete=models.CASCADE, related_name="earlier")
    situation = models.TextField(_("what happens"), max_length=6000, blank=True)
    question = models.TextField(_("question to the studio"), max_length=1000, blank=True)
    tried = models.TextField(_("what was tried"), max_length=4000, blank=True)
    # When the next one took its place.
    until = models.DateTimeField(_("until"), default=timezone.now)

    class Meta:
        verbose_name = _("earlier intake")
        verbose_name_plural = _("earlier intakes")
        ordering = ["until", "pk"]

    def __str__(self) -> str:
        return str(self.intake_id)


class ChangeNoteQuerySet(models.QuerySet["ChangeNote"]):
    def open(self) -> "ChangeNoteQuerySet":
        """Neither answered, nor replaced by a later note about the same field."""
        return self.filter(answered_at=None, replaced_at=None)


class ChangeNote(models.Model):
    """What a moderator asks to change in one field: answered when that field has changed; goes with the intake."""

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
    replaced_at = models.DateTimeField(_("asked anew at"), null=True)

    objects = ChangeNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("requested change")
        verbose_name_plural = _("requested changes")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "field"],
                condition=Q(answered_at__isnull=True, replaced_at__isnull=True),
                name="changenote_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()} ({self.at:%Y-%m-%d})"


class TextWish(models.Model):
    """What who submitted a case wants otherwise in the text for members, said before it opens; goes with the intake.

    Whoever knows the street says here what in the text leads to somebody, so it may quote anything.
    """

    intake = models.ForeignKey(Intake, verbose_name=_("intake"), on_delete=models.CASCADE, related_name="wishes")
    words = models.TextField(_("what has to be different"), max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("wish for another text")
        verbose_name_plural = _("wishes for another text")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.intake_id} ({self.at:%Y-%m-%d})"


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
