"""What stands on one's own page: what is asked now, the next meeting, my cases."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from atelier.lib.asks import Ask
from atelier.lib.dates import nice_date
from atelier.lib.prepared import prepared
from cases.models import Case, Insight
from cases.queries import asks_of as cases_ask
from cases.states import CaseState, InsightState
from meetings.models import Answer, Meeting
from meetings.queries import asks_of as meetings_ask
from members.models import JoinRequest, Member
from members.permissions import may_moderate
from members.states import JoinState
from research.models import Project
from research.queries import asks_of as research_asks

SHOWN_CASES = 6
# list in the workplace: (sentence, what the list shows)
QUEUES: dict[str, tuple[Promise, str]] = {
    "members_joinrequest": (_("Answer who asks to join"), f"state__exact={JoinState.WAITING}"),
    "cases_case": (_("Read cases that were submitted"), f"state__exact={CaseState.SUBMITTED}"),
    "cases_insight": (_("Review insights"), f"state__exact={InsightState.DRAFT}"),
    "research_project": (_("Find a supervisor for research that waits"), "supervised=no"),
}


def asks_of(member: Member) -> list[Ask]:
    """What all rooms ask of this member now, the heaviest first."""
    asks = [*meetings_ask(member), *research_asks(member), *cases_ask(member)]
    if may_moderate(member):
        asks += _the_queue()
    return sorted(asks, key=lambda ask: -ask.weight)


def _the_queue() -> list[Ask]:
    """What waits for any moderator, in the workplace. One query over four rooms' queues."""
    found = dict(_how_many_wait())
    return [
        Ask(
            title=title,
            meta=gettext("Waiting: %(count)d") % {"count": found[name]},
            url=f"{reverse(f'admin:{name}_changelist')}?{shown}",
            label=_("To the workplace"),
            weight=70,
        )
        for name, (title, shown) in QUEUES.items()
        if found.get(name)
    ]


@prepared
def _how_many_wait() -> QuerySet[Any]:
    queues: dict[str, QuerySet[Any]] = {
        "members_joinrequest": JoinRequest.objects.waiting(),
        "cases_case": Case.objects.waiting_for_review(),
        "cases_insight": Insight.objects.waiting_for_review(),
        "research_project": Project.objects.without_supervisor(),
    }
    counts = [
        rows.order_by().values(what=Value(name)).annotate(n=Count("pk")).values_list("what", "n")
        for name, rows in queues.items()
    ]
    together: QuerySet[Any] = counts[0].union(*counts[1:], all=True).order_by("what")
    return together


def next_meeting(member: Member) -> Meeting | None:
    """The first published meeting ahead, with `my_choice` and `my_seat`: None for who was not invited. One query."""
    return next(iter(_next_meeting(member.pk, timezone.now())), None)


@prepared
def _next_meeting(member: Any, now: Any) -> QuerySet[Meeting]:
    mine = Answer.objects.filter(meeting=OuterRef("pk"), member=member)
    return (
        Meeting.objects.published()
        .filter(ends_at__gte=now)
        .order_by("starts_at", "pk")
        .annotate(my_choice=Subquery(mine.values("choice")[:1]), my_seat=Subquery(mine.values("state")[:1]))[:1]
    )


TONES = {
    CaseState.CHANGES_ASKED: "urgent",
    CaseState.SUBMITTED: "wait",
    CaseState.RELEASED: "wait",
    CaseState.SCHEDULED: "good",
    CaseState.DISCUSSED: "good",
    CaseState.FOLLOWED_UP: "good",
}


@dataclass(frozen=True)
class MyCase:
    """A line of the list: before release a case has no title that others may read, so it shows none."""

    title: str
    number: str
    url: str
    state: str
    tone: str


def my_cases(member: Member) -> list[MyCase]:
    """The cases this member submitted, the last changed first, drafts included. One query."""
    return [_my_case(case) for case in _last_changed(member.pk)]


@prepared
def _last_changed(member: Any) -> QuerySet[Case]:
    return Case.objects.of(member).order_by("-updated_at", "-pk")[:SHOWN_CASES]


def _my_case(case: Case) -> MyCase:
    state = CaseState(case.state)
    if state == CaseState.DRAFT:
        title = gettext("Draft of %(day)s") % {"day": nice_date(case.created_at)}
        url = reverse("cases:check", args=[case.key])
    elif case.is_open_to_members:
        title, url = case.title, case.get_absolute_url()
    else:
        title = gettext("Submitted on %(day)s") % {"day": nice_date(case.submitted_at)}
        url = reverse("cases:intake", args=[case.number])
    return MyCase(title, case.number or "", url, str(state.label), TONES.get(state, ""))
