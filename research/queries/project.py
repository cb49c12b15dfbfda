"""A project with all that its page shows, and those that somebody supervises."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from atelier.base.data.prepared import hold, one_or_404, prepared
from cases.models import Case
from members.models import Member
from members.permissions import may_take_part
from members.requests import Viewer
from research.models import (
    LearningQuestion,
    Milestone,
    Output,
    OutputNote,
    Project,
    ProjectMove,
)
from research.queries.change import told_changes
from research.states import AT_WORK, EDITABLE, OutputState, ProjectState

ON_THE_PAGE = ("supervisor", "partner", "asked", "asked__asker", "asked__organisation")
RUNNING_SHOWN = 10


def project_page(slug: str, reader: Viewer) -> Project:
    """A project with all its page shows, in nine queries, three more where it changed; 404 for who may not see it."""
    return _with_its_parts(one_or_404(_project(slug, reader)), reader)


def registration_page(pk: int, researcher: Member) -> Project:
    """A registration that this researcher may still change, with all its page shows, in eight queries; else 404."""
    return _with_its_parts(one_or_404(_registration(pk, researcher)), researcher)


def _with_its_parts(project: Project, reader: Viewer) -> Project:
    hold(project, "participants", _participants(project))
    hold(project, "milestones", _milestones(project))
    project.shown_cases = _cases_of(project, reader)
    project.shown_questions = _questions_of(project, reader)
    project.shown_outputs = _outputs_of(project, reader)
    _spread_notes(project)
    project.shown_changes = told_changes(project, reader) if may_take_part(reader) else []
    project.stopped_because = _why_stopped(project) if project.state == ProjectState.WITHDRAWN else []
    return project


def _spread_notes(project: Project) -> None:
    """Each output's public notes with it; those of an output that this reader sees no more on the page itself."""
    notes = _notes_of(project)
    seen = {output.pk for output in project.shown_outputs}
    for output in project.shown_outputs:
        output.shown_notes = [note for note in notes if note.subject_id == output.pk]
    project.gone_notes = [note for note in notes if note.subject_id not in seen]


@prepared
def _notes_of(project: Project) -> QuerySet[OutputNote]:
    return OutputNote.objects.filter(subject__project=project)


@prepared
def running_projects(reader: Viewer) -> QuerySet[Project]:
    """What is worked on and may be seen, what ends first on top."""
    running = Project.objects.visible_to(reader).filter(state__in=AT_WORK).select_related("partner")
    return running.order_by("ends_on", "pk")[:RUNNING_SHOWN]


@prepared
def _project(slug: str, reader: Viewer) -> QuerySet[Project]:
    return Project.objects.visible_to(reader).filter(slug=slug).select_related(*ON_THE_PAGE)


@prepared
def _registration(pk: int, researcher: Member) -> QuerySet[Project]:
    own = Project.objects.of(researcher).filter(pk=pk, state__in=EDITABLE)
    return own.select_related(*ON_THE_PAGE)


@prepared
def _participants(project: Project) -> Any:
    return Member.objects.filter(projects=project).order_by("name")


@prepared
def _milestones(project: Project) -> QuerySet[Milestone]:
    return Milestone.objects.filter(project=project)


@prepared
def _cases_of(project: Project, reader: Viewer) -> QuerySet[Case]:
    return Case.objects.visible_to(reader).filter(projects=project)


@prepared
def _questions_of(project: Project, reader: Viewer) -> QuerySet[LearningQuestion]:
    return LearningQuestion.objects.visible_to(reader).filter(projects=project)


@prepared
def _why_stopped(project: Project) -> QuerySet[ProjectMove, str]:
    last = ProjectMove.objects.filter(subject=project, to_state=ProjectState.WITHDRAWN).order_by("-pk")
    return last.values_list("why", flat=True)[:1]


@prepared
def _outputs_of(project: Project, reader: Viewer) -> QuerySet[Output]:
    return Output.objects.visible_to(reader).with_names().filter(project=project)


def supervised(member: Member) -> QuerySet[Project]:
    """Projects under this member's wing, those that wait for an answer first."""
    return (
        Project.objects.supervised_by(member)
        .select_related("partner")
        .prefetch_related(Prefetch("participants", Member.objects.order_by("name")))
        .annotate(
            waiting_outputs=Count(
                "outputs",
                filter=Q(outputs__state=OutputState.WAITING) & ~Q(state=ProjectState.WITHDRAWN),
                distinct=True,
            ),
            late_milestones=Count(
                "milestones",
                filter=Q(milestones__done_at__isnull=True, milestones__due_on__lt=timezone.localdate()),
                distinct=True,
            ),
        )
    )
