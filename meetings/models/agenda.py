"""The agenda of a meeting, and the methods whose steps stand on it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.states import CaseState
from meetings.models.meeting import Meeting
from meetings.states import NAMED_KINDS, OUTCOMES, ItemKind, MeetingState


class Method(models.Model):
    """A way to talk about a case, as data: ordered steps. The studio's Dutch, and English beside it."""

    slug = models.SlugField(_("address on the site"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    summary = models.TextField(_("what it is for"), max_length=600)
    summary_en = models.TextField(_("what it is for, in English"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("method")
        verbose_name_plural = _("methods")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:methods')}#{self.slug}"

    @property
    def shown_name(self) -> str:
        return _in_language(self.name, self.name_en)

    @property
    def shown_summary(self) -> str:
        return _in_language(self.summary, self.summary_en)


class MethodStep(models.Model):
    method = models.ForeignKey(Method, verbose_name=_("method"), on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("place in the order"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1), MaxValueValidator(240)])
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    who_speaks = models.CharField(_("who speaks"), max_length=120)
    who_speaks_en = models.CharField(_("who speaks, in English"), max_length=120, blank=True)
    advice_allowed = models.BooleanField(_("advice is allowed"), default=False)
    noted = models.CharField(_("what is noted"), max_length=200, blank=True)
    noted_en = models.CharField(_("what is noted, in English"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("step of a method")
        verbose_name_plural = _("steps of methods")
        ordering = ["method", "position"]
        constraints = [
            models.UniqueConstraint(fields=["method", "position"], name="method_step_position_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        return _in_language(self.title, self.title_en)

    @property
    def shown_who_speaks(self) -> str:
        return _in_language(self.who_speaks, self.who_speaks_en)

    @property
    def shown_noted(self) -> str:
        return _in_language(self.noted, self.noted_en)


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def shown(self) -> "AgendaItemQuerySet":
        """On the agenda of meetings that everybody may know of."""
        return self.filter(meeting__in=Meeting.objects.shown())

    def talking(self) -> "AgendaItemQuerySet":
        """Cases at meetings that talk about them, or did, whether or not somebody has said so.

        Not where they were left, nor one that waits again while nothing was said of it.
        """
        waits_again = Q(reached=None, case__state=CaseState.RELEASED)
        left = Q(reached=False) | waits_again | Q(meeting__state=MeetingState.CANCELLED)
        return self.filter(kind=ItemKind.CASE).exclude(left)

    def undecided(self) -> "AgendaItemQuerySet":
        """Cases of which nobody has said yet whether they were talked about."""
        return self.filter(kind=ItemKind.CASE, reached=None, case__state=CaseState.SCHEDULED)


class AgendaItem(models.Model):
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="agenda_items"
    )
    position = models.PositiveSmallIntegerField(_("place in the order"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1), MaxValueValidator(480)])
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind)
    # Of a case item always empty: the released title is read from the case, so that a withdrawn one leaves no trace.
    title = models.CharField(_("title"), max_length=160, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    case = models.ForeignKey(
        Case, verbose_name=_("case"), null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    expert_name = models.CharField(_("expert"), max_length=120, blank=True)
    method_step = models.ForeignKey(
        MethodStep, verbose_name=_("step of a method"), null=True, blank=True, on_delete=models.SET_NULL
    )
    # What another room brings (a research project): its kind in meetings.subjects, and its key there.
    subject_kind = models.CharField(max_length=20, blank=True, editable=False)
    subject_pk = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    # Of a case at a held meeting: talked about, or not reached and on to the next meeting.
    reached = models.BooleanField(_("talked about"), null=True, blank=True, editable=False)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="carried_to"
    )

    objects: ClassVar = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "position"]
        constraints = [
            # Deferred: a new order is written row by row and must be right at the end.
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="agenda_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["meeting", "case"],
                name="agenda_case_once",
                violation_error_message=_("This case is already on the agenda."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=ItemKind.CASE) | models.Q(case__isnull=False),
                name="agenda_case_item_has_a_case",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_title

    @property
    def shown_title(self) -> str:
        if self.case is not None:
            return self.case.title if self.case.is_open_to_members else gettext("A case that was withdrawn")
        if self.method_step is not None:
            return self.method_step.shown_title
        if self.kind == ItemKind.LOOKING_BACK and not self.title:
            return gettext("What happened with the last advice?")
        return self.title

    @property
    def kind_label(self) -> str:
        return str(ItemKind(self.kind).label)

    @property
    def is_case(self) -> bool:
        return self.kind == ItemKind.CASE

    @property
    def is_expert(self) -> bool:
        return self.kind == ItemKind.EXPERT

    @property
    def is_looking_back(self) -> bool:
        return self.kind == ItemKind.LOOKING_BACK

    @property
    def says_its_kind(self) -> bool:
        """The kind stands before the title."""
        return self.kind in NAMED_KINDS

    @property
    def outcome(self) -> str:
        """What became of a case at the meeting; empty before, and of anything else."""
        return str(OUTCOMES[self.reached]) if self.is_case and self.reached is not None else ""

    @property
    def outcome_tone(self) -> str:
        """The colour of the outcome."""
        return "good" if self.reached else "wait"

    @property
    def may_be_decided(self) -> bool:
        """Whether a case was talked about can still be said, or put right: it was after all."""
        return self.is_undecided or self.reached is False

    @property
    def is_undecided(self) -> bool:
        """Nobody has said yet whether this case was talked about."""
        return self.reached is None and self.case is not None and self.case.state == CaseState.SCHEDULED

    @property
    def shows_case(self) -> bool:
        """The case may be read, and linked to."""
        return self.case is not None and self.case.is_open_to_members


def _in_language(dutch: str, english: str) -> str:
    return english if english and (get_language() or "nl").startswith("en") else dutch
