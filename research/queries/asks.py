"""What research asks of a member."""

from datetime import date, timedelta

from django.db.models import CharField, DateField, F, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from atelier.base.data.prepared import prepared
from atelier.base.types import Rows
from atelier.base.web.asks import Ask
from members.models import Member
from members.permissions import may_supervise, may_take_part
from research.models import (
    LearningQuestion,
    Milestone,
    Output,
    Project,
    ProjectChange,
)
from research.permissions import may_keep_questions
from research.states import JudgedAs, ProjectState, QuestionState

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
def _asked_of_member(member: Member, soon: date) -> Rows:
    parts = _for_member(member, soon)
    return parts[0].union(*parts[1:], all=True).order_by("day")


@prepared
def _asked_of_keeper(member: Member, soon: date) -> Rows:
    parts = [*_for_member(member, soon), _proposed()]
    return parts[0].union(*parts[1:], all=True).order_by("day")


@prepared
def _asked_of_supervisor(member: Member, soon: date) -> Rows:
    parts = [*_for_member(member, soon), _proposed(), *_to_answer(member)]
    return parts[0].union(*parts[1:], all=True).order_by("day")


def _for_member(member: Member, soon: object) -> list[Rows]:
    return [_mine(member), _my_milestones(member, soon), _returned(member), _to_judge(member)]


def _row(queryset: Rows, *, what: F | str, key: F, title: str, day: F) -> Rows:
    text = CharField()
    return queryset.order_by().values(
        what=Cast(what if isinstance(what, F) else Value(what), text),
        key=Cast(key, text),
        name=Cast(F(title), text),
        day=Cast(day, DateField()),
    )


def _mine(member: Member) -> Rows:
    mine = Project.objects.of(member).filter(state__in=[ProjectState.DRAFT, ProjectState.CHANGES_ASKED])
    return _row(mine, what=F("state"), key=F("pk"), title="title", day=F("updated_at"))


def _my_milestones(member: Member, soon: object) -> Rows:
    near = Milestone.objects.to_do().of(member).filter(due_on__lte=soon)
    return _row(near, what="milestone", key=F("project__slug"), title="title", day=F("due_on"))


def _returned(member: Member) -> Rows:
    returned = Output.objects.returned().filter(project__participants=member)
    return _row(returned, what="returned", key=F("pk"), title="title", day=F("updated_at"))


def _to_judge(member: Member) -> Rows:
    unjudged = Output.objects.published().exclude(judged_as=JudgedAs.ASKER).filter(project__asked__asker=member)
    return _row(unjudged, what="judge", key=F("pk"), title="title", day=F("published_at"))


def _proposed() -> Rows:
    proposed = LearningQuestion.objects.filter(state=QuestionState.PROPOSED)
    return _row(proposed, what="proposed", key=F("slug"), title="title", day=F("created_at"))


def _to_answer(member: Member) -> list[Rows]:
    return [_to_approve(member), _to_publish(member), _words_to_read(member), _changes_to_answer(member)]


def _words_to_read(member: Member) -> Rows:
    waiting = Output.objects.words_waiting().filter(project__supervisor=member)
    return _row(waiting, what="words", key=F("project__slug"), title="title", day=F("judged_at"))


def _changes_to_answer(member: Member) -> Rows:
    waiting = ProjectChange.objects.waiting_for(member)
    return _row(waiting, what="change", key=F("project__slug"), title="project__title", day=F("asked_at"))


def _to_approve(member: Member) -> Rows:
    waiting = Project.objects.filter(state=ProjectState.REGISTERED, supervisor=member)
    return _row(waiting, what="approve", key=F("slug"), title="title", day=F("registered_at"))


def _to_publish(member: Member) -> Rows:
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
