"""Reads that join: the timeline of a learning question, the lists, what is asked of a member."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import CharField, Count, DateField, DateTimeField, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from atelier.base.data.prepared import hold, one_or_404, prepared
from atelier.base.web.asks import Ask
from atelier.base.words.dates import nice_date
from cases.models import Case, Insight
from cases.states import OPEN_TO_MEMBERS
from members.models import Member, Organisation
from members.permissions import may_supervise, may_take_part
from members.requests import Viewer
from research.models import (
    AskedQuestion,
    LearningQuestion,
    Milestone,
    Output,
    OutputNote,
    Project,
    ProjectChange,
    ProjectMove,
)
from research.models.project import doing
from research.permissions import may_keep_questions, may_review, works_on
from research.states import AT_WORK, EDITABLE, AskedState, JudgedAs, OutputState, ProjectState, QuestionState

# -- A learning question in time


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


def timeline(question: LearningQuestion, member: Any) -> list[Event]:
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


def _cases(question: LearningQuestion, member: Any) -> list[Event]:
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


def _meetings(question: LearningQuestion, member: Any) -> list[Event]:
    found = _meetings_about(question, member)
    return [Event(one.starts_at, "sun", _("Meeting"), str(one), one.get_absolute_url()) for one in found]


@prepared
def _meetings_about(question: LearningQuestion, reader: Viewer) -> Any:
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


def _projects(question: LearningQuestion, member: Any) -> list[Event]:
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


# -- Lists


def question_list(user: Any) -> QuerySet[LearningQuestion]:
    """Learning questions `user` may see, with `case_count` and `project_count` of what members may see."""
    shown = Q(projects__state__in=[*AT_WORK, ProjectState.PUBLISHED])
    return LearningQuestion.objects.visible_to(user).annotate(
        case_count=Count("cases", filter=Q(cases__state__in=OPEN_TO_MEMBERS), distinct=True),
        project_count=Count("projects", filter=shown, distinct=True),
    )


def published_outputs() -> QuerySet[Output]:
    """What everybody may read, newest first, with its project."""
    found = Output.objects.published().with_names().select_related("project", "project__partner")
    return found.order_by("-published_at", "-pk")


ON_THE_PAGE = ("supervisor", "partner", "asked", "asked__asker", "asked__organisation")


def project_page(slug: str, reader: Any) -> Project:
    """A project with all its page shows, in nine queries, three more where it changed; 404 for who may not see it."""
    return _with_its_parts(one_or_404(_project(slug, reader)), reader)


def registration_page(pk: int, researcher: Any) -> Project:
    """A registration that this researcher may still change, with all its page shows, in eight queries; else 404."""
    return _with_its_parts(one_or_404(_registration(pk, researcher)), researcher)


def _with_its_parts(project: Any, reader: Any) -> Project:
    hold(project, "participants", _participants(project))
    hold(project, "milestones", _milestones(project))
    project.shown_cases = _cases_of(project, reader)
    project.shown_questions = _questions_of(project, reader)
    project.shown_outputs = _outputs_of(project, reader)
    _spread_notes(project)
    project.shown_changes = _told_changes(project, reader) if may_take_part(reader) else []
    project.stopped_because = _why_stopped(project) if project.state == ProjectState.WITHDRAWN else []
    page: Project = project
    return page


def _spread_notes(project: Any) -> None:
    """Each output's public notes with it; those of an output that this reader sees no more on the page itself."""
    notes = _notes_of(project)
    seen = {output.pk for output in project.shown_outputs}
    for output in project.shown_outputs:
        output.shown_notes = [note for note in notes if note.subject_id == output.pk]
    project.gone_notes = [note for note in notes if note.subject_id not in seen]


@prepared
def _notes_of(project: Project) -> QuerySet[OutputNote]:
    return OutputNote.objects.filter(subject__project=project)


def _told_changes(project: Project, reader: Any) -> list[ProjectChange]:
    """Earlier versions, for members; what was asked and how it ended, for who is concerned."""
    concerned = works_on(reader, project) or may_review(reader, project)
    changes: list[ProjectChange] = [one for one in _changes_of(project) if one.agreed or concerned]
    titles = _Titles(changes, reader)
    for change in changes:
        change.told = [  # type: ignore[attr-defined]
            (_label(name), titles.of(name, before), titles.of(name, asked)) for name, before, asked in change.differs()
        ]
    return changes


@prepared
def _changes_of(project: Project) -> QuerySet[ProjectChange]:
    return ProjectChange.objects.filter(project=project)


def _label(name: str) -> Any:
    return Project._meta.get_field(name).verbose_name  # type: ignore[union-attr]


class _Titles:
    """Words for the facts of changes: a query per kind of object that occurs, and only what the reader may see."""

    def __init__(self, changes: list[ProjectChange], reader: Any) -> None:
        self.reader = reader
        self.keys: dict[str, set[int]] = {"partner": set(), "cases": set(), "learning_questions": set()}
        for change in changes:
            for name, before, asked in change.differs():
                if name in self.keys:
                    self.keys[name] |= {key for side in (before, asked) for key in _as_list(side)}
        self.found = {name: self._found(name, keys) for name, keys in self.keys.items() if keys}

    def _found(self, name: str, keys: set[int]) -> dict[int, str]:
        rows: dict[str, QuerySet[Any]] = {
            "partner": Organisation.objects.all(),
            "cases": Case.objects.visible_to(self.reader),
            "learning_questions": LearningQuestion.objects.visible_to(self.reader),
        }
        return {one.pk: str(one) for one in rows[name].filter(pk__in=keys)}

    def of(self, name: str, fact: Any) -> str:
        if name in ("starts_on", "ends_on"):
            return str(nice_date(date.fromisoformat(fact))) if fact else ""
        if name in self.keys:
            return ", ".join(self.found[name][key] for key in _as_list(fact) if key in self.found[name])
        return fact or ""


def _as_list(fact: Any) -> list[int]:
    if fact is None:
        return []
    return fact if isinstance(fact, list) else [fact]


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


# -- The own page

SHOWN_ON_OWN_PAGE = 6
OWN_COLUMNS = ("what", "own_key", "own_title", "own_state", "day", "own_number", "since")


@dataclass(frozen=True)
class MyResearch:
    title: str
    url: str
    state: str
    tone: str
    asked: bool


TONES: dict[str, str] = {
    ProjectState.REGISTERED: "wait",
    ProjectState.CHANGES_ASKED: "urgent",
    ProjectState.RUNNING: "good",
    ProjectState.DELIVERED: "wait",
    ProjectState.PUBLISHED: "good",
    AskedState.OPEN: "wait",
}


def on_own_page(member: Any) -> list[QuerySet[Any]]:
    """What this member does, supervises or asked for, and what nobody took up yet; the last changed first.

    Rows of OWN_COLUMNS, so that the own page asks for them together with the cases.
    """
    concerned = Q(supervisor=member) | Q(asked__asker=member)
    projects = Project.objects.filter(doing(member) | (concerned & ~Q(state=ProjectState.DRAFT)))
    projects = projects.exclude(state=ProjectState.WITHDRAWN).order_by("-updated_at", "-pk")
    asked = AskedQuestion.objects.open().filter(asker=member).order_by("-created_at", "-pk")
    return [_own(projects, "project", "slug", "updated_at"), _own(asked, "asked", "pk", "created_at")]


def _own(rows: QuerySet[Any], what: str, key: str, day: str) -> QuerySet[Any]:
    text = CharField()
    own: QuerySet[Any] = rows.annotate(
        what=Value(what),
        own_key=Cast(key, text),
        own_title=Cast("title", text),
        own_state=Cast("state", text),
        day=Cast(day, DateTimeField()),
        own_number=Value(""),
        since=Cast(day, DateTimeField()),
    ).values_list(*OWN_COLUMNS)[:SHOWN_ON_OWN_PAGE]
    return own


def mine_in_words(what: str, key: str, title: str, state: str) -> MyResearch:
    """A row of `on_own_page`, as it stands on the page."""
    asked = what == "asked"
    url = reverse("research:asked" if asked else "research:project", args=[key])
    label = AskedState(state).label if asked else ProjectState(state).label
    return MyResearch(title, url, str(label), TONES.get(state, ""), asked)


# -- What is asked of a member

SOON = timedelta(days=14)


def asks_of(member: Member) -> list[Ask]:
    """What research asks of this member now. One query."""
    if not may_take_part(member):
        return []
    soon = timezone.localdate() + SOON
    if may_supervise(member):
        rows = _asked_of_supervisor(member, soon)
    elif may_keep_questions(member):
        rows = _asked_of_keeper(member, soon)
    else:
        rows = _asked_of_member(member, soon)
    return [_ask(**row) for row in rows]


@prepared
def _asked_of_member(member: Member, soon: date) -> QuerySet[Any]:
    parts = _for_member(member, soon)
    return parts[0].union(*parts[1:], all=True).order_by("day")


@prepared
def _asked_of_keeper(member: Member, soon: date) -> QuerySet[Any]:
    parts = [*_for_member(member, soon), _proposed()]
    return parts[0].union(*parts[1:], all=True).order_by("day")


@prepared
def _asked_of_supervisor(member: Member, soon: date) -> QuerySet[Any]:
    parts = [*_for_member(member, soon), _proposed(), *_to_answer(member)]
    return parts[0].union(*parts[1:], all=True).order_by("day")


def _for_member(member: Any, soon: Any) -> list[QuerySet[Any]]:
    return [_mine(member), _my_milestones(member, soon), _returned(member), _to_judge(member)]


def _row(queryset: QuerySet[Any], *, what: Any, key: Any, title: str, day: Any) -> QuerySet[Any]:
    text = CharField()
    what = what if isinstance(what, F) else Value(what)
    return queryset.order_by().values(
        what=Cast(what, text), key=Cast(key, text), name=Cast(F(title), text), day=Cast(day, DateField())
    )


def _mine(member: Any) -> QuerySet[Any]:
    mine = Project.objects.of(member).filter(state__in=[ProjectState.DRAFT, ProjectState.CHANGES_ASKED])
    return _row(mine, what=F("state"), key=F("pk"), title="title", day=F("updated_at"))


def _my_milestones(member: Any, soon: Any) -> QuerySet[Any]:
    near = Milestone.objects.to_do().of(member).filter(due_on__lte=soon)
    return _row(near, what="milestone", key=F("project__slug"), title="title", day=F("due_on"))


def _returned(member: Any) -> QuerySet[Any]:
    returned = Output.objects.returned().filter(project__participants=member)
    return _row(returned, what="returned", key=F("pk"), title="title", day=F("updated_at"))


def _to_judge(member: Any) -> QuerySet[Any]:
    unjudged = Output.objects.published().exclude(judged_as=JudgedAs.ASKER).filter(project__asked__asker=member)
    return _row(unjudged, what="judge", key=F("pk"), title="title", day=F("published_at"))


def _proposed() -> QuerySet[Any]:
    proposed = LearningQuestion.objects.filter(state=QuestionState.PROPOSED)
    return _row(proposed, what="proposed", key=F("slug"), title="title", day=F("created_at"))


def _to_answer(member: Any) -> list[QuerySet[Any]]:
    return [_to_approve(member), _to_publish(member), _words_to_read(member), _changes_to_answer(member)]


def _words_to_read(member: Any) -> QuerySet[Any]:
    waiting = Output.objects.words_waiting().filter(project__supervisor=member)
    return _row(waiting, what="words", key=F("project__slug"), title="title", day=F("judged_at"))


def _changes_to_answer(member: Any) -> QuerySet[Any]:
    waiting = ProjectChange.objects.waiting_for(member)
    return _row(waiting, what="change", key=F("project__slug"), title="project__title", day=F("asked_at"))


def _to_approve(member: Any) -> QuerySet[Any]:
    waiting = Project.objects.filter(state=ProjectState.REGISTERED, supervisor=member)
    return _row(waiting, what="approve", key=F("slug"), title="title", day=F("registered_at"))


def _to_publish(member: Any) -> QuerySet[Any]:
    waiting = Output.objects.waiting().filter(project__supervisor=member)
    return _row(waiting, what="publish", key=F("project__slug"), title="title", day=F("updated_at"))


# what: (sentence, name of the page, label of the button, weight)
ASKS: dict[str, tuple[Promise, str, Promise, int]] = {
    ProjectState.DRAFT: (
        gettext_lazy("Finish your research registration"),
        "research:register_check",
        gettext_lazy("Go on"),
        30,
    ),
    ProjectState.CHANGES_ASKED: (
        gettext_lazy("Change your research registration"),
        "research:register_check",
        gettext_lazy("Change"),
        80,
    ),
    "milestone": (gettext_lazy("A milestone comes near"), "research:project", gettext_lazy("Look"), 50),
    "returned": (gettext_lazy("Change your output"), "research:output_edit", gettext_lazy("Change"), 80),
    "judge": (gettext_lazy("Tell whether you can use this"), "research:output_judge", gettext_lazy("Tell"), 60),
    "proposed": (gettext_lazy("Read a proposed learning question"), "research:question", gettext_lazy("Read"), 40),
    "approve": (gettext_lazy("Read a research registration"), "research:project", gettext_lazy("Read"), 70),
    "words": (gettext_lazy("Read what practice says"), "research:project", gettext_lazy("Read"), 60),
    "change": (gettext_lazy("Answer a change of research"), "research:project", gettext_lazy("Answer"), 70),
    "publish": (gettext_lazy("Review an output"), "research:project", gettext_lazy("Review"), 70),
}


def _ask(what: str, key: str, name: str, day: date | None) -> Ask:
    title, page, label, weight = ASKS[what]
    if what == "milestone" and day and day < timezone.localdate():
        title, weight = gettext_lazy("A milestone is late"), 75
    return Ask(title=title, meta=name, url=reverse(page, args=[key]), label=label, weight=weight)


def open_asked(member: Any) -> QuerySet[AskedQuestion]:
    """Questions from practice that wait for students."""
    return AskedQuestion.objects.visible_to(member).open().select_related("asker", "organisation")
