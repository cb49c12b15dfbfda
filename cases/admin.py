"""The moderators' side: review of intakes, insights, mechanisms, the list of the finder."""

from collections.abc import Callable
from typing import Protocol, cast

from django.contrib import admin
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet, prefetch_related_objects
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from atelier.base.words.dates import nice_date, nice_time, short_date
from atelier.desk.admins import DeskAdmin
from atelier.desk.filters import waiting_since
from atelier.desk.public import PublicAdmin
from atelier.desk.steps import BaseStep, PageStep, SeenForm, Step
from atelier.desk.tables import Table, history
from atelier.desk.waiting import waiting
from atelier.mail.actions import rows_of
from cases import actions, queries
from cases.exceptions import CaseMoved
from cases.forms.review import (
    CoSubmitterForm,
    DroppedForm,
    PeriodForm,
    ReasonForm,
    TakeOffForm,
    WordForm,
)
from cases.models import (
    Advice,
    Case,
    CaseMove,
    Commitment,
    CommitmentMove,
    InHand,
    Insight,
    InsightMove,
    InsightNote,
    LookBack,
    Mechanism,
    Period,
    PeriodChange,
    PlaceName,
    ReadyAnswer,
    Voice,
)
from cases.models.case import CaseQuerySet
from cases.permissions import is_colleague, may_review
from cases.states import OPEN_TO_MEMBERS, CaseState, CommitmentState, InsightState
from cases.views import attachment_review, review
from members.models import Member
from members.requests import MemberRequest

waiting(
    _("Cases that wait for review"),
    lambda: reverse("admin:cases_case_changelist") + f"?state__exact={CaseState.SUBMITTED}",
    lambda _now: Case.objects.filter(state=CaseState.SUBMITTED),
)
waiting(
    _("Cases of which the submitter looks at the text"),
    lambda: reverse("admin:cases_case_changelist") + f"?state__exact={CaseState.SHOWN}",
    lambda _now: Case.objects.filter(state=CaseState.SHOWN),
)
waiting(
    _("Insights that wait for review"),
    lambda: reverse("admin:cases_insight_changelist") + f"?state__exact={InsightState.DRAFT}",
    lambda _now: Insight.objects.filter(state=InsightState.DRAFT),
)


COMMITMENTS = Table(Commitment, ("what", "owner", "owner_role", "due_on", "state", "word"))


ADVICES = Table(Advice, ("text", "perspective", "verdict", "recorded_at"))


VOICES = Table(Voice, ("perspective", "member", "text", "updated_at"))


class Stateful(Protocol):
    state: str


def _is(*states: str) -> Callable[[Stateful], bool]:
    return lambda subject: subject.state in states


READ = PageStep(name="inbreng", label=_("Read the intake"), view=review.read, possible=lambda case: bool(case.number))
ATTACHMENTS = PageStep(
    name="bijlagen",
    label=_("Attachments"),
    view=attachment_review.page,
    possible=lambda case: bool(queries.attached_of(case)),
)
CHANGES = PageStep(
    name="wijzigingen", label=_("Ask for changes"), view=review.ask_changes, possible=_is(CaseState.SUBMITTED)
)
RELEASE = PageStep(
    name="vrijgeven", label=_("Write the text and release"), view=review.release, possible=_is(CaseState.SUBMITTED)
)
DECLINE = PageStep(
    name="afwijzen",
    label=_("Decline"),
    view=review.decline,
    possible=_is(CaseState.SUBMITTED, CaseState.CHANGES_ASKED),
)
CORRECT = PageStep(name="verbeteren", label=_("Correct the text"), view=review.correct, possible=_is(*OPEN_TO_MEMBERS))
# Never by who submitted.
REVIEWS = (RELEASE, CHANGES, DECLINE, CORRECT)
# Nor by somebody of the organisation it comes from, who may write a text and park it.
DECIDES = (DECLINE, CORRECT)


@admin.register(Case)
class CaseAdmin(DeskAdmin[Case]):
    """Released text and state are here; the raw text only on the page that records who reads it."""

    may_change = False
    list_display = (
        "number", "shown_title", "stands", "shown_urgency", "needed_by", "waiting_since", "shown_in_hand", "submitter",
    )  # fmt: skip
    list_filter = ("state", "urgency", waiting_since("waiting_since"))
    list_select_related = ("submitter", "in_hand__by")
    search_fields = ("=number", "@search", "~submitter")
    search_help_text = _("A whole number such as 2026-031, words of the released text, or who submitted")
    ordering = ("waiting_since", "-pk")  # what waits comes first: PostgreSQL puts empty ones last
    fields = (
        "number", "state", "urgency", "needed_by", "attribution", "submitter", "co_submitters",
        "title", "situation", "question", "tried", "submitted_at", "waiting_since", "opens_at", "released_at",
        "released_by", "discussed_at", "ended_at", "text_disappears",
    )  # fmt: skip
    readonly_fields = ("text_disappears",)
    tables = (VOICES, ADVICES, COMMITMENTS, history(CaseMove))
    steps = (
        READ,
        ATTACHMENTS,
        CHANGES,
        RELEASE,
        DECLINE,
        CORRECT,
        Step(
            name="mede-inbrenger",
            label=_("Take a co-submitter off"),
            form=CoSubmitterForm,
            act=lambda case, by, member: actions.take_off(case, member, by=by),
            possible=lambda case: bool(case.co_submitters.all()),
            intro=_("They no longer see the text, and get one mail that says so."),
            done=_("Taken off."),
        ),
        Step(
            name="terughalen",
            label=_("Take the text back"),
            form=ReasonForm,
            act=lambda case, by, **told: actions.unpublish(case, by=by, **told),
            possible=_is(CaseState.RELEASED),
            intro=_("Members no longer see the case; it waits for a new review. The submitter reads why."),
        ),
        Step(
            name="terugnemen",
            label=_("Take the text back"),
            form=ReasonForm,
            act=lambda case, by, **told: actions.unpublish(case, by=by, **told),
            possible=_is(CaseState.SHOWN),
            intro=_("Members do not see it yet. It no longer waits for the submitter, who reads why."),
        ),
        Step(
            name="sluiten",
            label=_("Close the case"),
            form=WordForm,
            act=lambda case, by, **told: actions.close(case, by=by, **told),
            possible=_is(CaseState.FOLLOWED_UP),
        ),
    )

    def page_of(self, typed: str) -> str:
        found = Case.objects.exclude(state=CaseState.DRAFT).filter(number=queries.number_in(typed) or None).first()
        return reverse("admin:cases_case_change", args=[found.pk]) if found else ""

    @admin.display(description=_("title"), ordering="title")
    def shown_title(self, case: Case) -> str:
        return case.title or str(_("(not released)"))

    @admin.display(description=_("state"), ordering="state")
    def stands(self, case: Case) -> str:
        """And until when its submitters can look at the text."""
        state = case.get_state_display()
        if not case.is_shown:
            return state
        until = {"day": short_date(case.opens_at), "time": nice_time(case.opens_at)}
        return _("%(state)s, until %(day)s, %(time)s") % {"state": state, **until}

    @admin.display(description=_("submitted text disappears on"))
    def text_disappears(self, case: Case) -> str:
        raw = queries.raw_of(case)  # prepared: as a part of the case's own query it cost more than all the rest
        return nice_date(raw.ends_at) if raw and raw.ends_at else str(_("Deleted."))

    def on_page(self, rows: QuerySet[Case]) -> QuerySet[Case]:
        """With what `attribution_line` reads, who submitted along until taken off, and the attachments."""
        known = cast(CaseQuerySet, rows).with_agreed().select_related("from_organisation", "in_hand")
        return queries.with_attached(known)

    @admin.display(description=_("in hand of"))
    def shown_in_hand(self, case: Case) -> str:
        held: InHand | None = getattr(case, "in_hand", None)
        return str(held.by) if held and held.is_current else "-"

    @admin.display(description=_("urgency"), ordering="urgency")
    def shown_urgency(self, case: Case) -> str:
        return case.short_urgency

    def view_on_site(self, case: Case) -> str | None:
        """Only what members may read has a page there."""
        return case.get_absolute_url() if case.is_open_to_members else None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """A draft is its writer's alone."""
        return super().get_queryset(request).exclude(state=CaseState.DRAFT)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Case | None:
        """With who submits it: each step asks whether somebody of them is here."""
        case = super().get_object(request, object_id, from_field)
        if case is not None:
            prefetch_related_objects([case], "co_submitters")
        return case

    def steps_for(self, obj: Case, by: AbstractBaseUser | AnonymousUser) -> list[BaseStep]:
        found, member = super().steps_for(obj, by), cast(Member, by)
        if not may_review(member, obj):
            return [one for one in found if one not in REVIEWS]
        return [one for one in found if one not in DECIDES] if is_colleague(member, obj) else found

    def moved(self, obj: Case) -> CaseMoved:
        return CaseMoved(queries.what_happened(obj))


@admin.register(Insight)
class InsightAdmin(DeskAdmin[Insight]):
    view_on_site = False
    list_display = ("title", "state", "mechanism", "level", "lens", "created_at", "published_at")
    list_filter = ("state", "mechanism", "level", "lens", waiting_since("created_at"))
    list_select_related = ("mechanism",)
    search_fields = ("@search", "#case")
    fields = (
        "state",
        "case",
        "title",
        "text",
        "mechanism",
        "level",
        "lens",
        "recorded_by",
        "created_at",
        "published_at",
    )
    readonly_fields = ("case", "recorded_by", "created_at", "published_at")
    tables = (Table(InsightNote, ("what", "at", "why")), history(InsightMove))
    steps = (
        Step(
            name="publiceren",
            label=_("Publish"),
            act=lambda insight, by, **seen: actions.publish_insight(insight, by=by),
            possible=_is(InsightState.DRAFT),
            form=SeenForm,
            shows=("title", "text", "mechanism", "level", "lens"),
            weighs=("title", "text"),
            intro=_("Everybody can read it, without logging in. Is nobody traceable in it?"),
            done=_("Published."),
        ),
        Step(
            name="terughalen",
            label=_("Take back"),
            form=TakeOffForm,
            act=lambda insight, by, reason: actions.unpublish_insight(insight, by=by, reason=reason),
            possible=_is(InsightState.PUBLISHED),
            intro=_("It disappears at once. A note with the day and your reason stands in its place, and stays."),
        ),
    )

    def save_model(self, request: HttpRequest, obj: Insight, form: BaseForm, change: bool) -> None:
        obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)
        if actions.WRITTEN & set(form.changed_data):
            obj.writers.add(cast(MemberRequest, request).user)

    def has_change_permission(self, request: HttpRequest, obj: Insight | None = None) -> bool:
        """What is public is taken back first."""
        return super().has_change_permission(request, obj) and (obj is None or obj.state == InsightState.DRAFT)


@admin.register(Mechanism)
class MechanismAdmin(PublicAdmin[Mechanism]):
    may_add = True
    public_fields = ("name", "about")
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}

    def first_words(self, obj: Mechanism, field: str) -> str:
        """No two have the same name."""
        return f"{gettext('Without a name yet')} ({get_random_string(4)})" if field == "name" else ""


@admin.register(PlaceName)
class PlaceNameAdmin(DeskAdmin[PlaceName]):
    may_add = True
    change_list_template = "admin/cases/placename/change_list.html"
    list_display = ("name", "kind")
    list_filter = ("kind",)
    search_fields = ("name",)

    def has_delete_permission(self, request: HttpRequest, obj: PlaceName | None = None) -> bool:
        """A name on this list belongs to nobody: it may go."""
        return self.has_change_permission(request, obj)


@admin.register(Period)
class PeriodAdmin(DeskAdmin[Period]):
    """How long raw texts are kept, and wait for a look. Nothing is typed over: another number is a step, with why."""

    may_change = False
    list_display = ("__str__", "days", "may_be")
    fields = ("kind", "days", "may_be")
    readonly_fields = ("may_be",)
    tables = (Table(PeriodChange, ("at", "before", "after", "by", "why")),)
    steps = (
        Step(
            name="dagen",
            label=_("Choose another number of days"),
            form=PeriodForm,
            act=lambda period, by, days, reason: actions.change_period(period, by=by, days=days, reason=reason),
            possible=lambda period: not period.is_look,
            intro=_("It counts for texts that are here already too. None of them goes within two weeks by it."),
            done=_("Changed. The pages of the submitters show the new day."),
        ),
        Step(
            name="werkdagen",
            label=_("Choose another number of working days"),
            form=PeriodForm,
            act=lambda period, by, days, reason: actions.change_period(period, by=by, days=days, reason=reason),
            possible=lambda period: period.is_look,
            intro=_("It counts for texts that are shown from now on. Who was told a moment already keeps it."),
            done=_("Changed."),
        ),
    )

    @admin.display(description=_("may be"))
    def may_be(self, period: Period) -> str:
        found = period.bounds
        return _("%(least)s to %(most)s days") % {"least": found.least, "most": found.most}


@admin.register(ReadyAnswer)
class ReadyAnswerAdmin(DeskAdmin[ReadyAnswer]):
    may_add = True
    list_display = ("name", "kind", "language", "field")
    list_filter = ("kind", "language")
    search_fields = ("name",)

    def has_delete_permission(self, request: HttpRequest, obj: ReadyAnswer | None = None) -> bool:
        """It belongs to nobody: it may go."""
        return self.has_change_permission(request, obj)


@admin.register(Commitment)
class CommitmentAdmin(DeskAdmin[Commitment]):
    may_change = False
    list_display = ("what", "case", "owner", "owner_role", "due_on", "state")
    list_filter = ("state", "due_on")
    list_select_related = ("case", "owner")
    search_fields = ("@what,owner_role", "#case", "~owner")
    fields = ("case", "what", "owner", "owner_role", "due_on", "state", "word", "ended_at", "recorded_by")
    tables = (history(CommitmentMove),)
    steps = (
        Step(
            name="vervallen",
            label=_("It will not be done"),
            form=DroppedForm,
            act=lambda promise, by, reason: actions.answer_commitment(
                promise, by=by, to=CommitmentState.DROPPED, word=reason
            ),
            possible=_is(CommitmentState.OPEN),
        ),
    )


@admin.register(Advice)
class AdviceAdmin(DeskAdmin[Advice]):
    may_change = False
    list_display = ("text", "case", "perspective", "verdict", "recorded_at")
    list_filter = ("verdict", "perspective")
    list_select_related = ("case",)
    search_fields = ("@text", "#case")


@admin.register(Voice)
class VoiceAdmin(DeskAdmin[Voice]):
    may_change = False
    list_display = ("case", "perspective", "member", "updated_at")
    list_filter = ("perspective",)
    list_select_related = ("case", "member")
    search_fields = ("@text", "#case", "~member")
    steps = (
        Step(
            name="weghalen",
            label=_("Take the perspective off"),
            act=lambda voice, by: actions.remove_voice(voice, by=by),
            possible=lambda voice: True,
            intro=_("It disappears for good. Who wrote it gets a mail."),
            done=_("The perspective is off the page."),
            undoes=lambda voice: [Case.objects.filter(pk=voice.case_id), rows_of(f"voice:{voice.pk}")],
        ),
    )


@admin.register(LookBack)
class LookBackAdmin(DeskAdmin[LookBack]):
    may_change = False
    list_display = ("case", "moment", "by", "at")
    list_filter = ("moment",)
    list_select_related = ("case", "by")
    search_fields = ("@changed", "#case")
