"""The case: what members see. The raw text stands in Intake, another table, and never here."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from atelier.base.data.moves import NotedMove
from atelier.base.data.search import CONFIG
from atelier.base.types import Rows, Values
from cases.models.period import kept_for
from cases.states import (
    ASKS_ATTACHMENTS,
    ASKS_VOICES,
    CASE_NOTES,
    CASE_TONES,
    CORRECTED,
    ENDED,
    IN_REVIEW,
    MAY_BE_WITHDRAWN,
    MAY_QUOTE,
    MOVED_BETWEEN,
    MOVED_TO,
    OPEN_TO_MEMBERS,
    SHORT_URGENCY,
    STRICTER,
    Attribution,
    CaseState,
    Keeping,
    Urgency,
)
from members.models import FromOrganisation, Member
from members.permissions import may_take_part
from members.requests import Viewer
from members.states import OrganisationKind, Perspective

ATTRIBUTION_OF_KIND = {
    OrganisationKind.MUNICIPALITY: _("submitted by a municipality"),
    OrganisationKind.WELFARE: _("submitted by a welfare organisation"),
    OrganisationKind.HOUSING: _("submitted by a housing corporation"),
    OrganisationKind.RIGHTS: _("submitted by a human rights organisation"),
    OrganisationKind.EDUCATION: _("submitted by an educational organisation"),
    OrganisationKind.LIVED: _("submitted by an organisation of experts by experience"),
    OrganisationKind.OTHER: _("submitted by another organisation"),
}


# Between the mails that say so and the end of a draft: a first one, and one more.
DRAFT_WARNING = timedelta(days=14)
LAST_WARNING = timedelta(days=2)


def _pressing() -> models.Case:
    """0 for what cannot wait. An index holds the waiting cases in this order."""
    return models.Case(
        models.When(urgency=Urgency.URGENT, then=0),
        models.When(urgency=Urgency.NEXT, then=1),
        default=2,
        output_field=models.SmallIntegerField(),
    )


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, member: Viewer) -> "CaseQuerySet":
        """The released cases, for who takes part; nothing for others."""
        if not may_take_part(member):
            return self.none()
        return self.filter(state__in=OPEN_TO_MEMBERS)

    def of(self, member: Member) -> "CaseQuerySet":
        """The cases `member` submitted, alone or with others, drafts included (own drafts only)."""
        return self._of(member)

    def of_or_asked(self, member: Member) -> "CaseQuerySet":
        """The same, and those that somebody asks `member` to submit with them (of which nothing is read yet)."""
        asked: Any = Case.asked_together.rel.related_model._default_manager
        return self._of(member, asked.waiting().order_by().filter(member=member).values("case"))

    def _of(self, member: Member, *more: Rows) -> "CaseQuerySet":
        # An index scan each; an OR over the tables would read every case.
        alone = Case.objects.order_by().filter(submitter=member).values("pk")
        links = Case.co_submitters.through.objects.filter(member=member)
        shared = links.exclude(case__state=CaseState.DRAFT).values("case")
        return self.filter(pk__in=alone.union(shared, *more, all=True))

    def drafts_of(self, member: Viewer) -> "CaseQuerySet":
        return self.filter(state=CaseState.DRAFT, submitter=member.pk).with_draft_kept()

    def with_draft_kept(self) -> "CaseQuerySet":
        """Annotate `draft_kept`: how long a draft is kept after its last change."""
        declared: dict[str, models.Expression] = {"draft_kept": kept_for(Keeping.DRAFT)}
        return self.annotate(**declared)

    def drafts_to_warn_of(self) -> "CaseQuerySet":
        """Drafts left alone for so long that their owner must hear that they go."""
        soon = Value(timezone.now() + DRAFT_WARNING, models.DateTimeField()) - F("draft_kept")
        drafts = self.filter(state=CaseState.DRAFT, draft_warned_at=None).with_draft_kept()
        return drafts.filter(updated_at__lte=ExpressionWrapper(soon, models.DateTimeField()))

    def drafts_to_warn_again(self) -> "CaseQuerySet":
        """Nobody went on after the first mail; what an earlier round of mails left behind does not count."""
        warned = Q(draft_warned_at__lte=timezone.now() + LAST_WARNING - DRAFT_WARNING)
        not_twice = Q(draft_warned_again_at=None) | Q(draft_warned_again_at__lt=F("draft_warned_at"))
        return self.filter(warned & not_twice, state=CaseState.DRAFT)

    def drafts_due_for_deletion(self) -> "CaseQuerySet":
        """Their owner was warned twice, and did not go on: never a draft of which nobody was told."""
        now = timezone.now()
        warned = Q(draft_warned_at__lte=now - DRAFT_WARNING, draft_warned_again_at__lte=now - LAST_WARNING)
        return self.filter(warned, state=CaseState.DRAFT, draft_warned_again_at__gte=F("draft_warned_at"))

    def waiting_for_review(self) -> "CaseQuerySet":
        """What moderators have to look at, longest waiting first."""
        return self.filter(state=CaseState.SUBMITTED).order_by("waiting_since", "pk")

    def waiting_for_meeting(self) -> "CaseQuerySet":
        """Released and not yet on an agenda, urgent and early ones first."""
        return self.filter(state=CaseState.RELEASED).order_by(_pressing(), "needed_by", "released_at", "pk")

    def due_to_open(self) -> "CaseQuerySet":
        """With its submitters, who have had the time that they were told."""
        return self.filter(state=CaseState.SHOWN, opens_at__lte=timezone.now())

    def without_voice(self, perspective: str) -> "CaseQuerySet":
        """Cases on which nobody has spoken yet from this perspective."""
        return self.exclude(heard__contains=[perspective])

    def with_submitter(self) -> "CaseQuerySet":
        """What attribution_line reads, in the same query."""
        return self.select_related("submitter", "from_organisation")

    def with_presents(self, member: Viewer) -> "CaseQuerySet":
        """Annotate `presents`: whether `member` is submitter or co-submitter."""
        shared = Case.co_submitters.through.objects.filter(case=models.OuterRef("pk"), member=member.pk)
        own = models.Case(models.When(submitter=member.pk, then=True), default=models.Exists(shared))
        declared: dict[str, models.Expression] = {"presents": own}  # by name, since Case declares its type
        return self.annotate(**declared)

    def with_agreed(self) -> "CaseQuerySet":
        """Annotate `agreed`: the keys of who said yes to submitting it together, also of who was taken off later."""
        asked: Any = Case.asked_together.rel.related_model._default_manager
        agreed = asked.order_by().filter(case=models.OuterRef("pk"), agreed_at__isnull=False)
        declared: dict[str, Any] = {"agreed": ArraySubquery(agreed.values("member"))}
        return self.annotate(**declared)


_CaseManager = models.Manager.from_queryset(CaseQuerySet)


class CaseManager(_CaseManager["Case"]):
    def get_queryset(self) -> CaseQuerySet:
        """Without the search column, which is long and which no page shows."""
        return cast("CaseQuerySet", super().get_queryset().defer("search"))


class Case(FromOrganisation):
    """A question from practice. Title, situation, question and tried are the text for members, written at the review.

    Whether members read it yet is told by the state alone (`is_open_to_members`): it may be with its submitters, or be
    taken back.
    """

    presents: bool  # annotated by `with_presents`
    attached: Sequence[Values]  # annotated by `queries.case_page` and `queries.with_attached`
    draft_kept: timedelta  # annotated by `with_draft_kept`
    agreed: list[int]  # annotated by `with_agreed`

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("number"), max_length=12, unique=True, null=True, editable=False)
    title = models.CharField(_("title"), max_length=140, blank=True)
    situation = models.TextField(_("situation"), max_length=6000, blank=True)
    question = models.TextField(_("question to the studio"), max_length=1000, blank=True)
    tried = models.TextField(_("what was tried"), max_length=4000, blank=True)

    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency, default=Urgency.NEXT)
    needed_by = models.DateField(_("answer needed by"), null=True, blank=True)
    # What who submitted said beforehand; counts only while it is urgent.
    at_once = models.BooleanField(
        _("members may read it before the submitter looked"), default=False, db_default=False, editable=False
    )
    attribution = models.CharField(
        _("who may see the name"), max_length=10, choices=Attribution, default=Attribution.KIND
    )
    state = models.CharField(
        _("state"), max_length=20, choices=CaseState, default=CaseState.DRAFT, editable=False, db_index=True
    )
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitter"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="submitted_cases",
        editable=False,
    )
    # As it was when the case was submitted: members see this, whoever moved since.
    from_kind = models.CharField(
        _("kind of organisation at that moment"),
        max_length=20,
        choices=OrganisationKind,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    co_submitters = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("co-submitters"), blank=True, related_name="co_submitted_cases"
    )
    # The perspectives that have spoken, kept by the actions: a list page needs no query per row.
    heard = ArrayField(
        models.CharField(max_length=20, choices=Perspective), verbose_name=_("perspectives heard"), default=list
    )

    created_at = models.DateTimeField(_("begun at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    # Emptied as soon as the owner goes on.
    draft_warned_at = models.DateTimeField(_("warned that the draft goes"), null=True, editable=False)
    draft_warned_again_at = models.DateTimeField(_("warned once more"), null=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    # For a moderator; empty when it waits for nobody, or for somebody else.
    waiting_since = models.DateTimeField(_("waiting since"), null=True, editable=False)
    # The text for members is with its submitters until then; it opens by itself. Promised, so no period moves it.
    opens_at = models.DateTimeField(_("opens by itself at"), null=True, editable=False)
    # Since when members can read it.
    released_at = models.DateTimeField(_("released at"), null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("released by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    discussed_at = models.DateTimeField(_("discussed at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=CONFIG)
        + SearchVector("question", weight="B", config=CONFIG)
        + SearchVector("situation", "tried", weight="C", config=CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CaseManager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-released_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "released_at", "id"], name="case_state_released"),
            models.Index(fields=["state", "waiting_since"], name="case_state_waiting"),
            # The moderators' list, and the coordinators'.
            models.Index(fields=["waiting_since", "-id"], name="case_waits_first"),
            models.Index(
                _pressing(),
                "needed_by",
                "released_at",
                "id",
                name="case_for_a_meeting",
                condition=Q(state=CaseState.RELEASED),
            ),
            # The members' list over all open states, in its order.
            models.Index(
                fields=["-released_at", "-id"], name="case_open_released", condition=Q(state__in=OPEN_TO_MEMBERS)
            ),
            # What opens by itself, asked at each tick.
            models.Index(fields=["opens_at"], name="case_opens_at", condition=Q(state=CaseState.SHOWN)),
            models.Index(fields=["ended_at"], name="case_ended_at", condition=Q(ended_at__isnull=False)),
            GinIndex(fields=["search"], name="case_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CaseState.DRAFT) | Q(number__isnull=False), name="case_has_number"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OPEN_TO_MEMBERS)
                | (Q(released_at__isnull=False) & ~Q(title="") & ~Q(situation="") & ~Q(question="")),
                name="case_released_has_text",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.SHOWN)
                | (Q(opens_at__isnull=False) & ~Q(title="") & ~Q(situation="") & ~Q(question="")),
                name="case_shown_has_text",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ENDED) | Q(ended_at__isnull=False), name="case_ended_has_date"
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.number, self.title) if part) or gettext("Draft")

    def get_absolute_url(self) -> str:
        return reverse("cases:detail", args=[self.number])

    @property
    def attribution_line(self) -> str:
        """Who submitted, as far as the submitter lets members know: "submitted by a municipality"."""
        member = self.submitter
        if self.attribution == Attribution.NONE or member is None:
            return gettext("submitted by a participant")
        organisation = self.from_organisation
        if self.attribution == Attribution.NAME:
            if organisation is None:
                return gettext("submitted by %(name)s") % {"name": member.name}
            return gettext("submitted by %(name)s, %(organisation)s") % {
                "name": member.name,
                "organisation": organisation.name,
            }
        if not self.from_kind:
            return gettext("submitted by a participant")
        return str(ATTRIBUTION_OF_KIND[OrganisationKind(self.from_kind)])

    @property
    def is_open_to_members(self) -> bool:
        return self.state in OPEN_TO_MEMBERS

    @property
    def is_draft(self) -> bool:
        return self.state == CaseState.DRAFT

    @property
    def asks_changes(self) -> bool:
        """It waits for its submitter, who was asked to change something."""
        return self.state == CaseState.CHANGES_ASKED

    @property
    def is_shown(self) -> bool:
        """Its text for members is written, and waits for the submitters to look at it."""
        return self.state == CaseState.SHOWN

    @property
    def opens_at_once(self) -> bool:
        """It cannot wait until somebody looked, and who submitted said so."""
        return self.is_urgent and self.at_once

    @property
    def takes_files(self) -> bool:
        """Its submitters write in it still."""
        return self.state in ASKS_ATTACHMENTS

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return CASE_TONES.get(self.state, "")

    @property
    def is_urgent(self) -> bool:
        return self.urgency == Urgency.URGENT

    @property
    def short_urgency(self) -> str:
        return str(SHORT_URGENCY[Urgency(self.urgency)])

    @property
    def draft_deleted_on(self) -> datetime:
        """The day this draft disappears if its owner does not go on."""
        now = timezone.now()
        if not self.draft_warned_at:
            return max(self.updated_at + self._draft_kept(), now + DRAFT_WARNING)
        again = self.draft_warned_again_at
        last = again if again and again >= self.draft_warned_at else now
        return max(self.draft_warned_at + DRAFT_WARNING, last + LAST_WARNING)

    def _draft_kept(self) -> timedelta:
        if not hasattr(self, "draft_kept"):
            self.draft_kept = Case.objects.with_draft_kept().get(pk=self.pk).draft_kept
        return self.draft_kept

    @property
    def stricter(self) -> tuple[Attribution, ...]:
        """How its presenters can show less of who submitted; nothing where members never see it."""
        seen = self.state in (*OPEN_TO_MEMBERS, *IN_REVIEW)
        return STRICTER[Attribution(self.attribution)] if seen else ()

    @property
    def asks_voices(self) -> bool:
        return self.state in ASKS_VOICES

    @property
    def may_be_withdrawn(self) -> bool:
        return self.state in MAY_BE_WITHDRAWN

    @property
    def missing(self) -> list[str]:
        """Perspectives that have not spoken yet."""
        return [perspective for perspective in Perspective.values if perspective not in self.heard]

    def was_submitted_by(self, member: Viewer) -> bool:
        """Said yes once, and read it: also who was taken off later."""
        return member.pk in self._who_agreed()

    def _who_agreed(self) -> Collection[int]:
        if hasattr(self, "agreed"):
            return self.agreed
        return {one.member_id for one in self.asked_together.all() if one.agreed_at}

    def is_submitted_by(self, member: Viewer) -> bool:
        """Submitter or co-submitter: who presents the case and may read its intake."""
        if member.pk is None:
            return False
        return self.submitter_id == member.pk or any(one.pk == member.pk for one in self.co_submitters.all())

    def comes_from(self, organisation: int) -> bool:
        """Whether somebody who submits it works there, or did when it was submitted."""
        if organisation in (self.from_organisation_id, getattr(self.submitter, "organisation_id", None)):
            return True
        return any(one.organisation_id == organisation for one in self.co_submitters.all())


class CaseMove(NotedMove):
    NOTES = CASE_NOTES

    subject = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="moves")
    # Of a refusal: the reason stands in `why`.
    offer = models.TextField(
        _("what is offered instead"), max_length=2000, blank=True, default="", db_default="", editable=False
    )

    @property
    def may_quote(self) -> bool:
        """Its reason may hold words of the intake: of a refusal, a withdrawal, a text taken back or corrected."""
        return self.to_state in MAY_QUOTE or self.to_state == self.from_state

    class Meta(NotedMove.Meta):
        verbose_name = _("move of a case")
        verbose_name_plural = _("moves of cases")

    @property
    def sentence(self) -> str:
        """What happened, to who submitted the case."""
        if self.from_state == self.to_state:
            return str(CORRECTED)
        return str(MOVED_BETWEEN.get((self.from_state, self.to_state)) or MOVED_TO.get(self.to_state, ""))

    @property
    def said(self) -> str:
        if not self.offer:
            return super().said
        return f"{super().said}\n\n{gettext('What we offer instead: %(offer)s') % {'offer': self.offer}}"


class CaseNumber(models.Model):
    """The last number given in a year; its row lock makes two submissions at once take turns."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("case number")
        verbose_name_plural = _("case numbers")

    def __str__(self) -> str:
        return f"{self.year}-{self.last:03d}"
