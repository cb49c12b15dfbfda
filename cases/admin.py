"""The moderators' side: review of intakes, insights, mechanisms, the list of the finder."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import add_form_error, bind
from atelier.desk.admins import DeskAdmin
from atelier.desk.filters import waiting_since
from atelier.desk.steps import BaseStep, SeenForm, Step
from atelier.desk.tables import Table, history
from atelier.desk.waiting import waiting
from atelier.mail.actions import rows_of
from cases import actions, queries
from cases.diff import word_diff
from cases.exceptions import CaseMoved, SecondPersonNeeded
from cases.forms.review import (
    ChangesForm,
    CorrectForm,
    CoSubmitterForm,
    DeclineForm,
    ReasonForm,
    ReleaseForm,
    TakeOffForm,
    WordForm,
)
from cases.models import (
    Advice,
    Case,
    CaseMove,
    Commitment,
    CommitmentMove,
    Insight,
    InsightMove,
    InsightNote,
    Intake,
    LookBack,
    Mechanism,
    PlaceName,
    Voice,
)
from cases.permissions import may_review
from cases.states import OPEN_TO_MEMBERS, CaseState, CommitmentState, InsightState
from cases.words import REVIEW_PAGES

waiting(
    _("Cases that wait for review"),
    lambda: reverse("admin:cases_case_changelist") + f"?state__exact={CaseState.SUBMITTED}",
    lambda: Case.objects.filter(state=CaseState.SUBMITTED),
)
waiting(
    _("Insights that wait for review"),
    lambda: reverse("admin:cases_insight_changelist") + f"?state__exact={InsightState.DRAFT}",
    lambda: Insight.objects.filter(state=InsightState.DRAFT),
)


COMMITMENTS = Table(Commitment, ("what", "owner", "owner_role", "due_on", "state", "word"))


ADVICES = Table(Advice, ("text", "perspective", "verdict", "recorded_at"))


VOICES = Table(Voice, ("perspective", "member", "text", "updated_at"))


def _is(*states: str) -> Any:
    return lambda subject: subject.state in states


# These five have a page of their own; see CaseAdmin.step_view.
READ = BaseStep(name="inbreng", label=_("Read the intake"), possible=lambda case: bool(case.number))
RELEASE = BaseStep(name="vrijgeven", label=_("Write the text and release"), possible=_is(CaseState.SUBMITTED))
CHANGES = BaseStep(name="wijzigingen", label=_("Ask for changes"), possible=_is(CaseState.SUBMITTED))
DECLINE = BaseStep(name="afwijzen", label=_("Decline"), possible=_is(CaseState.SUBMITTED, CaseState.CHANGES_ASKED))
CORRECT = BaseStep(name="verbeteren", label=_("Correct the text"), possible=_is(*OPEN_TO_MEMBERS))
# Never by who submitted.
REVIEWS = (RELEASE, CHANGES, DECLINE, CORRECT)


def _reviews(case: Case, by: Any) -> bool:
    """`may_review`, asked several times for one page and answered once: each page fetches its case anew."""
    known: dict[int, bool] = case.__dict__.setdefault("_reviewed_by", {})
    if by.pk not in known:
        known[by.pk] = may_review(by, case)
    return known[by.pk]


@admin.register(Case)
class CaseAdmin(DeskAdmin[Case]):
    """Released text and state are here; the raw text only on the page that records who reads it."""

    may_change = False
    list_display = ("number", "shown_title", "state", "shown_urgency", "needed_by", "waiting_since", "submitter")
    list_filter = ("state", "urgency", waiting_since("waiting_since"))
    list_select_related = ("submitter",)
    search_fields = ("=number", "@search", "~submitter")
    search_help_text = _("A whole number such as 2026-031, words of the released text, or who submitted")
    ordering = ("waiting_since", "-pk")  # what waits comes first: PostgreSQL puts empty ones last
    fields = (
        "number", "state", "urgency", "needed_by", "attribution", "submitter", "co_submitters",
        "title", "situation", "question", "tried", "submitted_at", "waiting_since", "released_at", "released_by",
        "discussed_at", "ended_at",
    )  # fmt: skip
    tables = (VOICES, ADVICES, COMMITMENTS, history(CaseMove))
    steps = (
        READ,
        CHANGES,
        RELEASE,
        DECLINE,
        CORRECT,
        Step(
            name="mede-inbrenger",
            label=_("Take a co-submitter off"),
            form=CoSubmitterForm,
            act=lambda case, by, member: actions.take_off(case, member, by=by),
            possible=lambda case: case.co_submitters.exists(),
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
            name="sluiten",
            label=_("Close the case"),
            form=WordForm,
            act=lambda case, by, **told: actions.close(case, by=by, **told),
            possible=_is(CaseState.FOLLOWED_UP),
            intro=_("From now the time runs after which the submitted text is deleted."),
        ),
    )

    def page_of(self, typed: str) -> str:
        found = Case.objects.exclude(state=CaseState.DRAFT).filter(number=queries.number_in(typed) or None).first()
        return reverse("admin:cases_case_change", args=[found.pk]) if found else ""

    @admin.display(description=_("title"), ordering="title")
    def shown_title(self, case: Case) -> str:
        return case.title or str(_("(not released)"))

    @admin.display(description=_("urgency"), ordering="urgency")
    def shown_urgency(self, case: Case) -> str:
        return case.short_urgency

    def view_on_site(self, case: Case) -> str | None:
        """Only what members may read has a page there."""
        return case.get_absolute_url() if case.is_open_to_members else None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """A draft is its writer's alone."""
        return super().get_queryset(request).exclude(state=CaseState.DRAFT)

    def steps_for(self, obj: Case, by: Any) -> list[BaseStep]:
        found = super().steps_for(obj, by)
        return found if _reviews(obj, by) else [one for one in found if one not in REVIEWS]

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        pages = {
            "inbreng": self.read,
            "vrijgeven": self.release,
            "wijzigingen": self.ask_changes,
            "afwijzen": self.decline,
            "verbeteren": self.correct,
        }
        case = self.get_object(request, object_id)
        chosen = next((one for one in self.steps if one.name == step), None)
        if case is not None and chosen is not None and request.method == "POST" and not chosen.possible(case):
            raise CaseMoved(queries.what_happened(case))
        if case is None or chosen is None or step not in pages or not chosen.possible(case):
            return super().step_view(request, object_id, step)
        if chosen in REVIEWS and not _reviews(case, request.user):
            raise SecondPersonNeeded
        return pages[step](request, case)

    def read(self, request: HttpRequest, case: Case) -> HttpResponse:
        return self._page(request, case, "read", None)

    def ask_changes(self, request: HttpRequest, case: Case) -> HttpResponse:
        form = bind(request, ChangesForm, versioned=case)
        if form.is_valid() and self._done(
            request,
            form,
            lambda: actions.request_changes(case, by=request.user, notes=form.notes),  # type: ignore[arg-type]
        ):
            return self._back(request, case, _("Asked. The submitter gets a mail."))
        return self._page(request, case, "changes", form)

    def decline(self, request: HttpRequest, case: Case) -> HttpResponse:
        form = bind(request, DeclineForm, versioned=case)
        if form.is_valid() and self._done(
            request,
            form,
            lambda: actions.decline(
                case,
                by=request.user,  # type: ignore[arg-type]
                reason=form.cleaned_data["reason"],
                offer=form.cleaned_data["offer"],
            ),
        ):
            return self._back(
                request, case, _("Declined. The submitter gets a mail, and reads your reason and offer.")
            )
        return self._page(request, case, "decline", form)

    def release(self, request: HttpRequest, case: Case) -> HttpResponse:
        form = bind(request, ReleaseForm, case=case, looking=_looks(request))
        if self._written(
            request,
            form,
            lambda: actions.release(case, by=request.user, **form.texts),  # type: ignore[arg-type]
        ):
            return self._back(request, case, _("Released. Members can read the case."))
        return self._page(request, case, "release", form, **_compared(form, case.intake))

    def correct(self, request: HttpRequest, case: Case) -> HttpResponse:
        form = bind(request, CorrectForm, case=case, looking=_looks(request))
        if self._written(
            request,
            form,
            lambda: actions.correct(case, by=request.user, why=form.cleaned_data["why"], **form.texts),  # type: ignore[arg-type]
        ):
            return self._back(request, case, _("Corrected. Members read the new text."))
        return self._page(request, case, "correct", form, **_compared(form, case))

    def _written(self, request: HttpRequest, form: ReleaseForm, act: Any) -> bool:
        """Whether the text stands. "Look" shows the differences, and what may still lead to a person."""
        return form.is_valid() and not _looks(request) and self._done(request, form, act)

    def _done(self, request: HttpRequest, form: Any, act: Any) -> bool:
        try:
            act()
        except DomainError as error:
            add_form_error(form, error)
            return False
        return True

    def _back(self, request: HttpRequest, case: Case, sentence: Any) -> HttpResponse:
        messages.success(request, str(sentence))
        return HttpResponseRedirect(reverse("admin:cases_case_change", args=[case.pk]))

    def _page(self, request: HttpRequest, case: Case, page: str, form: Any, **more: Any) -> HttpResponse:
        """The raw text beside a form. Each time the page opens, the reading is recorded."""
        intake, words = _read(case, request.user), REVIEW_PAGES[page]
        context = {
            "case": case,
            "page": words,
            "title": words.title % {"number": case.number},
            "form": form,
            "intake": intake,
            "looked": queries.looked_intake(intake) if intake else [],
            "notes": list(intake.notes.all()) if intake else [],
            "steps": self.offered(request, case),
            "here": request.path,
            "back": reverse("admin:cases_case_change", args=[case.pk]),
            **more,
        }
        return render(request, "cases/review.html", context)


def _looks(request: HttpRequest) -> bool:
    return request.POST.get("go") == "look"


def _compared(form: ReleaseForm, before: Case | Intake) -> dict[str, Any]:
    """What differs from `before` in a text that was sent, and what the finder says of it."""
    if not form.is_bound or not hasattr(form, "cleaned_data"):
        return {}
    typed = form.texts
    fields = ("situation", "question", "tried")
    return {
        "diffs": [(form.fields[name].label, word_diff(getattr(before, name), typed[name])) for name in fields],
        "looked_typed": queries.looked([(form.fields[name].label, text) for name, text in typed.items()]),
    }


def _read(case: Case, by: Any) -> Intake | None:
    """The raw text, unless its time has passed."""
    try:
        return actions.read_intake(case, by=by)
    except Intake.DoesNotExist:
        return None


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
            intro=_("Everybody can read it, without logging in. Is nobody traceable in it?"),
            done=_("Published."),
        ),
        Step(
            name="terughalen",
            label=_("Take back"),
            form=TakeOffForm,
            act=lambda insight, by, why: actions.unpublish_insight(insight, by=by, why=why),
            possible=_is(InsightState.PUBLISHED),
            intro=_("It disappears at once. A note with the day and your reason stands in its place, and stays."),
        ),
    )

    def save_model(self, request: HttpRequest, obj: Insight, form: Any, change: bool) -> None:
        obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)
        if actions.WRITTEN & set(form.changed_data):
            obj.writers.add(request.user)  # type: ignore[arg-type]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is public is taken back first."""
        return super().has_change_permission(request, obj) and (obj is None or obj.state == InsightState.DRAFT)


@admin.register(Mechanism)
class MechanismAdmin(DeskAdmin[Mechanism]):
    may_add = True
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(PlaceName)
class PlaceNameAdmin(DeskAdmin[PlaceName]):
    may_add = True
    list_display = ("name", "kind")
    list_filter = ("kind",)
    search_fields = ("name",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A name on this list belongs to nobody: it may go."""
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
            form=ReasonForm,
            act=lambda promise, by, why: actions.answer_commitment(
                promise, by=by, to=CommitmentState.DROPPED, word=why
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
