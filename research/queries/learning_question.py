"""A learning question in time, and the list of them."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from atelier.base.data.prepared import prepared
from atelier.base.types import Rows
from cases.models import Case, Insight
from cases.states import OPEN_TO_MEMBERS
from members.requests import Viewer
from research.models import (
    LearningQuestion,
    Output,
    Project,
)
from research.states import AT_WORK, ProjectState, QuestionState


@dataclass(frozen=True)
class Event:
    """Something that happened around a learning question; `label` says what, the colour only repeats it."""

    at: datetime
    colour: str
    label: str | Promise
    title: str
    url: str = ""
    meta: str = ""


@prepared
def question_page(slug: str, reader: Viewer) -> QuerySet[LearningQuestion]:
    return LearningQuestion.objects.visible_to(reader).filter(slug=slug).select_related("proposed_by")


def timeline(question: LearningQuestion, member: Viewer) -> list[Event]:
    """Cases, meetings, projects, outputs and insights of this question that `member` may see, oldest first.

    Six queries, however much there is.
    """
    events = [*_steps(question), *_cases(question, member), *_meetings(question, member)]
    events += [*_insights(question), *_projects(question, member), *_outputs(question)]
    return sorted(events, key=lambda event: event.at)


def _steps(question: LearningQuestion) -> list[Event]:
    steps = [Event(question.created_at, "", _("Proposed"), "")]
    steps += [Event(step.at, "", QuestionState(step.to_state).label, step.said) for step in question.moves.all()]
    return steps


def _cases(question: LearningQuestion, member: Viewer) -> list[Event]:
    return [
        Event(
            case.released_at or case.created_at,
            "clay",
            _("Case"),
            case.title,
            case.get_absolute_url(),
            case.number or "",
        )
        for case in _released_cases(question, member)
    ]


@prepared
def _released_cases(question: LearningQuestion, reader: Viewer) -> QuerySet[Case]:
    return Case.objects.visible_to(reader).filter(learning_questions=question, released_at__isnull=False)


def _meetings(question: LearningQuestion, member: Viewer) -> list[Event]:
    found = _meetings_about(question, member)
    return [Event(one.starts_at, "sun", _("Meeting"), str(one), one.get_absolute_url()) for one in found]


@prepared
def _meetings_about(question: LearningQuestion, reader: Viewer) -> Rows:
    # Meetings stand beside research, not below it: reached by name, as the relation is.
    meetings = apps.get_model("meetings", "Meeting")._default_manager.visible_to(reader)
    return meetings.filter(agenda_items__case__learning_questions=question).exclude(state="cancelled").distinct()


def _insights(question: LearningQuestion) -> list[Event]:
    return [
        Event(one.published_at, "policy", _("Insight"), one.title, one.get_absolute_url())
        for one in _published_insights(question)
        if one.published_at
    ]


@prepared
def _published_insights(question: LearningQuestion) -> QuerySet[Insight]:
    return Insight.objects.published().filter(case__learning_questions=question).distinct()


def _projects(question: LearningQuestion, member: Viewer) -> list[Event]:
    return [
        Event(one.registered_at, "moss", _("Research"), one.title, one.get_absolute_url(), one.get_state_display())
        for one in _registered_projects(question, member)
        if one.registered_at
    ]


@prepared
def _registered_projects(question: LearningQuestion, reader: Viewer) -> QuerySet[Project]:
    return Project.objects.visible_to(reader).filter(learning_questions=question)


def _outputs(question: LearningQuestion) -> list[Event]:
    return [
        Event(one.published_at, "moss", _("Output"), one.title, one.get_absolute_url(), one.get_kind_display())
        for one in _outputs_about(question)
        if one.published_at
    ]


@prepared
def _outputs_about(question: LearningQuestion) -> QuerySet[Output]:
    published = Output.objects.published()
    return published.filter(project__learning_questions=question).select_related("project")


def question_list(user: Viewer) -> QuerySet[LearningQuestion]:
    """Learning questions `user` may see, with `case_count` and `project_count` of what members may see."""
    shown = Q(projects__state__in=[*AT_WORK, ProjectState.PUBLISHED])
    return LearningQuestion.objects.visible_to(user).annotate(
        case_count=Count("cases", filter=Q(cases__state__in=OPEN_TO_MEMBERS), distinct=True),
        project_count=Count("projects", filter=shown, distinct=True),
    )
