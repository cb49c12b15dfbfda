"""The desk for research: read all, type little, move by the actions."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, cast

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise as Text
from django.utils.translation import gettext_lazy as _

from atelier.base.types import Words
from atelier.desk.admins import DeskAdmin
from atelier.desk.filters import waiting_since
from atelier.desk.steps import SeenForm, Step
from atelier.desk.tables import Table, history
from atelier.desk.waiting import waiting
from members.models import Member
from research import actions
from research.forms.people import PeopleForm
from research.forms.reason import QuestionWhyForm, ReturnForm, StopForm, TakeOffForm, WithdrawAskedForm
from research.models import (
    AskedMove,
    AskedQuestion,
    LearningQuestion,
    LearningQuestionMove,
    Milestone,
    NameShown,
    Output,
    OutputMove,
    OutputNote,
    Project,
    ProjectChange,
    ProjectMove,
)
from research.models.output import OutputQuerySet
from research.models.project import ProjectQuerySet
from research.states import (
    ASKED_MOVES,
    ENDED,
    OUTPUT_MOVES,
    PROJECT_MOVES,
    QUESTION_MOVES,
    AskedState,
    OutputState,
    ProjectState,
    Promise,
    QuestionState,
)


def _may_go(table: Mapping[Any, Collection[str]], to: str) -> Callable[[Any], bool]:
    return lambda subject: to in table[subject.state]


def _question_step(name: str, to: str, label: Text) -> Step:
    def act(subject: LearningQuestion, by: Member, reason: str = "") -> None:
        actions.move_question(subject, to, by=by, reason=reason)

    return Step(name=name, label=label, act=act, possible=_may_go(QUESTION_MOVES, to), form=QuestionWhyForm)


@admin.register(LearningQuestion)
class LearningQuestionAdmin(DeskAdmin[LearningQuestion]):
    list_display = ("title", "state", "proposed_by", "created_at")
    list_filter = ("state",)
    list_select_related = ("proposed_by",)
    search_fields = ("@search",)
    raw_id_fields = ("cases",)
    readonly_fields = ("slug", "proposed_by", "created_at")
    tables = (history(LearningQuestionMove),)
    steps = (
        _question_step("openen", QuestionState.OPEN, _("Take on")),
        _question_step("beantwoorden", QuestionState.ANSWERED, _("Answered for now")),
        _question_step("opzij", QuestionState.SET_ASIDE, _("Set aside")),
    )


@admin.register(AskedQuestion)
class AskedQuestionAdmin(DeskAdmin[AskedQuestion]):
    list_display = ("title", "state", "asker", "organisation", "created_at")
    list_filter = ("state", waiting_since("created_at"))
    list_select_related = ("asker", "organisation")
    search_fields = ("title", "question")
    raw_id_fields = ("organisation",)
    readonly_fields = ("asker", "created_at")
    tables = (history(AskedMove),)
    steps = (
        Step(
            name="intrekken",
            label=_("Withdraw"),
            act=lambda subject, by, reason: actions.withdraw_asked(subject, by=by, reason=reason),
            possible=_may_go(ASKED_MOVES, AskedState.WITHDRAWN),
            form=WithdrawAskedForm,
        ),
    )


class LeftAlone(admin.SimpleListFilter):
    """Which research misses somebody."""

    title = _("people")
    parameter_name = "alone"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Model]") -> list[tuple[str, Words]]:
        return [("yes", _("Nobody does it, or nobody supervises"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Project]) -> QuerySet[Project]:
        return cast(ProjectQuerySet, queryset).left_alone() if self.value() == "yes" else queryset


CHANGES = Table(ProjectChange, ("state", "why", "asked_at", "decided_at"))
MILESTONES = Table(Milestone, ("title", "due_on", "done_at"))


OUTPUTS = Table(Output, ("title", "kind", "state", "published_at"))


@admin.register(Project)
class ProjectAdmin(DeskAdmin[Project]):
    list_display = ("title", "state", "supervisor", "partner", "starts_on", "ends_on")
    list_filter = ("state", LeftAlone, waiting_since("updated_at"))
    list_select_related = ("supervisor", "partner")
    search_fields = ("@search",)
    # The text is its researchers' own, and changes where they register and deliver.
    may_change = False
    fields = (
        "title", "state", "participants", "supervisor", "partner", "starts_on", "ends_on", "question", "reason",
        "method", "promised", "ethics_note", "asked", "cases", "learning_questions",
    )  # fmt: skip
    tables = (MILESTONES, OUTPUTS, CHANGES, history(ProjectMove))
    steps = (
        Step(
            name="goedkeuren",
            label=_("Approve"),
            act=lambda subject, by, **seen: actions.approve(subject, by=by),
            possible=_may_go(PROJECT_MOVES, ProjectState.APPROVED),
            form=SeenForm,
            shows=("title", "question", "method", "starts_on", "ends_on", "supervisor", "ethics_note"),
        ),
        Step(
            name="aanpassen",
            label=_("Ask for changes"),
            act=lambda subject, by, reason: actions.ask_changes(subject, by=by, note=reason),
            possible=_may_go(PROJECT_MOVES, ProjectState.CHANGES_ASKED),
            form=ReturnForm,
        ),
        Step(
            name="mensen",
            label=_("Change who does it"),
            act=lambda subject, by, **people: actions.change_people(subject, by=by, **people),
            possible=lambda subject: subject.state not in ENDED,
            form=PeopleForm,
            intro=_(
                "For when somebody stops or joins. A new supervisor gets a mail when the registration still waits."
            ),
            done=_("Changed."),
        ),
        Step(
            name="intrekken",
            label=_("Withdraw"),
            act=lambda subject, by, reason: actions.withdraw(subject, by=by, reason=reason),
            possible=_may_go(PROJECT_MOVES, ProjectState.WITHDRAWN),
            form=StopForm,
        ),
    )

    @admin.display(description=_("ethics and data"))
    def promised(self, project: Project) -> str:
        return ", ".join(str(Promise(one).label) for one in project.promises)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        """A draft is its researchers' own."""
        return super().get_queryset(request).exclude(state=ProjectState.DRAFT)


def _may_be(to: str) -> Callable[[Output], bool]:
    return lambda output: to in OUTPUT_MOVES[output.state] and output.project.state != ProjectState.WITHDRAWN


class WordsWait(admin.SimpleListFilter):
    title = _("words of practice")
    parameter_name = "words"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Model]") -> list[tuple[str, Words]]:
        return [("wait", _("Wait for a second person"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Output]) -> QuerySet[Output]:
        return cast(OutputQuerySet, queryset).words_waiting() if self.value() == "wait" else queryset


NAMES_SHOWN = Table(NameShown, ("member", "at"))


@admin.register(Output)
class OutputAdmin(DeskAdmin[Output]):
    list_display = ("title", "state", "kind", "project", "created_at", "published_at")
    list_filter = ("state", WordsWait, "project__state", "kind", waiting_since("updated_at"))
    list_select_related = ("project",)
    search_fields = ("@search",)
    # Words and file change on a page of their own, with a reason and a second person.
    may_change = False
    fields = ("project", "title", "kind", "summary", "state", "note", "judgement", "judgement_words", "judged_by")
    tables = (NAMES_SHOWN, Table(OutputNote, ("what", "at", "why")), history(OutputMove))
    steps = (
        Step(
            name="publiceren",
            label=_("Read and publish"),
            # On a page of the portal, beside what the finder marks in its words and its file.
            act=lambda subject, by: redirect("research:output_publish", subject.pk),
            possible=_may_be(OutputState.PUBLISHED),
        ),
        Step(
            name="terug",
            label=_("Ask for changes"),
            act=lambda subject, by, reason: actions.return_output(subject, by=by, note=reason),
            possible=_may_be(OutputState.RETURNED),
            form=ReturnForm,
        ),
        Step(
            name="intrekken",
            label=_("Take back what was published"),
            act=lambda subject, by, reason: actions.withdraw_output(subject, by=by, reason=reason),
            possible=lambda subject: subject.state == OutputState.PUBLISHED,
            form=TakeOffForm,
            intro=_("It disappears at once. A note with the day and your reason stands in its place, and stays."),
        ),
        Step(
            name="verbeteren",
            label=_("Improve text or file"),
            act=lambda subject, by: redirect("research:output_correct", subject.pk),
            possible=lambda subject: subject.state != OutputState.RETURNED,
        ),
        Step(
            name="woorden",
            label=_("Let everybody read the words of practice"),
            act=lambda subject, by, **seen: actions.read_words(subject, by=by),
            possible=lambda subject: bool(subject.judgement_words) and not subject.words_read_at,
            form=SeenForm,
            shows=("judgement", "judgement_words"),
        ),
        Step(
            name="woorden-weg",
            label=_("Take off the words of practice"),
            act=lambda subject, by, reason: actions.take_words_off(subject, by=by, reason=reason),
            possible=lambda subject: bool(subject.judgement_words),
            form=TakeOffForm,
            shows=("judgement_words",),
        ),
    )


UNDER_REVIEW = sorted(set(ProjectState.values) - {ProjectState.DRAFT, ProjectState.WITHDRAWN})


def _list(model: str, state: str) -> Callable[[], str]:
    return lambda: reverse(f"admin:research_{model}_changelist") + f"?state__exact={state}"


waiting(
    _("Learning questions that were proposed"),
    _list("learningquestion", QuestionState.PROPOSED),
    lambda _now: LearningQuestion.objects.filter(state=QuestionState.PROPOSED),
)
waiting(
    _("Outputs that wait for review"),
    lambda: _list("output", OutputState.WAITING)() + f"&project__state__in={','.join(UNDER_REVIEW)}",
    lambda _now: Output.objects.waiting(),
)
waiting(
    _("Research that misses somebody who does it or supervises"),
    lambda: reverse("admin:research_project_changelist") + "?alone=yes",
    lambda _now: Project.objects.left_alone(),
)
waiting(
    _("Words of practice that a second person has to read"),
    lambda: reverse("admin:research_output_changelist") + "?words=wait",
    lambda _now: Output.objects.words_waiting(),
)
