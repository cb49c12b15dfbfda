"""The moderators' workplace for research: read all, type little, move by the actions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from atelier.lib.admin import Step, WorkplaceAdmin, waiting, waiting_since
from atelier.lib.forms import PlainForm
from atelier.lib.tables import Table, history
from research import actions
from research.forms.people import PeopleForm
from research.models import (
    AskedMove,
    AskedQuestion,
    LearningQuestion,
    LearningQuestionMove,
    Milestone,
    NameShown,
    Output,
    OutputMove,
    Project,
    ProjectMove,
)
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


class WhyStep(PlainForm):
    why = forms.CharField(label=_("Why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class NoteStep(PlainForm):
    note = forms.CharField(
        label=_("What should change?"),
        max_length=2000,
        help_text=_("The researchers get this by mail. Say what and why; be kind."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _may_go(table: Any, to: str) -> Any:
    return lambda subject: to in table[subject.state]


def _question_step(name: str, to: str, label: Any) -> Step:
    def act(subject: LearningQuestion, by: Any, why: str = "") -> None:
        actions.move_question(subject, to, by=by, why=why)

    return Step(name, label, act, _may_go(QUESTION_MOVES, to), form=WhyStep)


@admin.register(LearningQuestion)
class LearningQuestionAdmin(WorkplaceAdmin):
    list_display = ("title", "state", "proposed_by", "created_at")
    list_filter = ("state",)
    list_select_related = ("proposed_by",)
    search_fields = ("title", "question")
    raw_id_fields = ("cases",)
    readonly_fields = ("slug", "proposed_by", "created_at")
    tables = (history(LearningQuestionMove),)
    steps = (
        _question_step("openen", QuestionState.OPEN, _("Take on")),
        _question_step("beantwoorden", QuestionState.ANSWERED, _("Answered for now")),
        _question_step("opzij", QuestionState.SET_ASIDE, _("Set aside")),
    )


@admin.register(AskedQuestion)
class AskedQuestionAdmin(WorkplaceAdmin):
    list_display = ("title", "state", "asker", "organisation", "created_at")
    list_filter = ("state", waiting_since("created_at"))
    list_select_related = ("asker", "organisation")
    search_fields = ("title", "question")
    raw_id_fields = ("organisation",)
    readonly_fields = ("asker", "created_at")
    tables = (history(AskedMove),)
    steps = (
        Step(
            "intrekken",
            _("Withdraw"),
            lambda subject, by, why: actions.withdraw_asked(subject, by=by, why=why),
            _may_go(ASKED_MOVES, AskedState.WITHDRAWN),
            form=WhyStep,
        ),
    )


class Supervised(admin.SimpleListFilter):
    """Who waits for a supervisor that is not there."""

    title = _("supervisor")
    parameter_name = "supervised"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Waits, and nobody supervises"))]

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset.without_supervisor() if self.value() == "no" else queryset


MILESTONES = Table(Milestone, ("title", "due_on", "done_at"))


OUTPUTS = Table(Output, ("title", "kind", "state", "published_at"))


@admin.register(Project)
class ProjectAdmin(WorkplaceAdmin):
    list_display = ("title", "state", "supervisor", "partner", "starts_on", "ends_on")
    list_filter = ("state", Supervised, waiting_since("updated_at"))
    list_select_related = ("supervisor", "partner")
    search_fields = ("title", "question")
    # The text is its researchers' own, and changes where they register and deliver.
    may_change = False
    fields = (
        "title", "state", "participants", "supervisor", "partner", "starts_on", "ends_on", "question", "reason",
        "method", "promised", "ethics_note", "asked", "cases", "learning_questions",
    )  # fmt: skip
    tables = (MILESTONES, OUTPUTS, history(ProjectMove))
    steps = (
        Step(
            "goedkeuren",
            _("Approve"),
            lambda subject, by: actions.approve(subject, by=by),
            _may_go(PROJECT_MOVES, ProjectState.APPROVED),
        ),
        Step(
            "aanpassen",
            _("Ask for changes"),
            lambda subject, by, note: actions.ask_changes(subject, by=by, note=note),
            _may_go(PROJECT_MOVES, ProjectState.CHANGES_ASKED),
            form=NoteStep,
        ),
        Step(
            "mensen",
            _("Change who does it"),
            lambda subject, by, **people: actions.change_people(subject, by=by, **people),
            lambda subject: subject.state not in ENDED,
            form=PeopleForm,
            intro=_(
                "For when somebody stops or joins. A new supervisor gets a mail when the registration still waits."
            ),
            done=_("Changed."),
        ),
        Step(
            "intrekken",
            _("Withdraw"),
            lambda subject, by, why: actions.withdraw(subject, by=by, why=why),
            _may_go(PROJECT_MOVES, ProjectState.WITHDRAWN),
            form=WhyStep,
        ),
    )

    @admin.display(description=_("ethics and data"))
    def promised(self, project: Project) -> str:
        return ", ".join(str(Promise(one).label) for one in project.promises)

    def get_queryset(self, request: Any) -> Any:
        """A draft is its researchers' own."""
        return super().get_queryset(request).exclude(state=ProjectState.DRAFT)


def _may_be(to: str) -> Any:
    return lambda output: to in OUTPUT_MOVES[output.state] and output.project.state != ProjectState.WITHDRAWN


NAMES_SHOWN = Table(NameShown, ("member", "at"))


@admin.register(Output)
class OutputAdmin(WorkplaceAdmin):
    list_display = ("title", "state", "kind", "project", "created_at", "published_at")
    list_filter = ("state", "project__state", "kind", waiting_since("updated_at"))
    list_select_related = ("project",)
    search_fields = ("title", "summary")
    fields = ("project", "title", "kind", "summary", "state", "note", "judgement", "judgement_words", "judged_by")
    readonly_fields = ("project", "note", "judgement", "judgement_words", "judged_by")
    tables = (NAMES_SHOWN, history(OutputMove))
    steps = (
        Step(
            "publiceren",
            _("Publish"),
            lambda subject, by: actions.publish_output(subject, by=by),
            _may_be(OutputState.PUBLISHED),
        ),
        Step(
            "terug",
            _("Ask for changes"),
            lambda subject, by, note: actions.return_output(subject, by=by, note=note),
            _may_be(OutputState.RETURNED),
            form=NoteStep,
        ),
    )


UNDER_REVIEW = sorted(set(ProjectState.values) - {ProjectState.DRAFT, ProjectState.WITHDRAWN})


def _list(model: str, state: str) -> Any:
    return lambda: reverse(f"admin:research_{model}_changelist") + f"?state__exact={state}"


waiting(
    _("Learning questions that were proposed"),
    _list("learningquestion", QuestionState.PROPOSED),
    lambda: LearningQuestion.objects.filter(state=QuestionState.PROPOSED).count(),
)
waiting(
    _("Outputs that wait for review"),
    lambda: _list("output", OutputState.WAITING)() + f"&project__state__in={','.join(UNDER_REVIEW)}",
    lambda: Output.objects.waiting().count(),
)
waiting(
    _("Research that waits for a supervisor who is not there"),
    lambda: reverse("admin:research_project_changelist") + "?supervised=no",
    lambda: Project.objects.without_supervisor().count(),
)
