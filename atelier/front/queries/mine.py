"""What stands on one's own page: what is asked now, the next meeting, my cases."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, DateTimeField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from atelier.base.data.prepared import NOW, first, prepared
from atelier.base.types import Rows
from atelier.base.web.asks import Ask
from atelier.base.words.dates import nice_date
from cases.models import Case, Insight
from cases.queries import asks_of as cases_ask
from cases.states import OPEN_TO_MEMBERS, CaseState, InsightState
from meetings.models import Answer, Meeting
from meetings.queries import asks_of as meetings_ask
from members.models import JoinRequest, Member
from members.permissions import may_moderate
from members.states import JoinState
from research.models import Project
from research.queries import OWN_COLUMNS, MyResearch, mine_in_words, on_own_page
from research.queries import asks_of as research_asks

SHOWN_CASES = 6
# list at the desk: (sentence, what the list shows)
QUEUES: dict[str, tuple[Promise, str]] = {
    "members_joinrequest": (_("Answer who asks to join"), f"state__exact={JoinState.WAITING}"),
    "cases_case": (_("Read cases that were submitted"), f"state__exact={CaseState.SUBMITTED}"),
    "cases_insight": (_("Review insights"), f"state__exact={InsightState.DRAFT}"),
    "research_project": (_("Help research that misses somebody"), "alone=yes"),
}


def asks_of(member: Member) -> list[Ask]:
    """What all rooms ask of this member now, the heaviest first."""
    asks = [*meetings_ask(member), *research_asks(member), *cases_ask(member)]
    if may_moderate(member):
        asks += _the_queue()
    return sorted(asks, key=lambda ask: -ask.weight)


def _the_queue() -> list[Ask]:
    """What waits for any moderator, at the desk. One query over four rooms' queues."""
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
def _how_many_wait() -> Rows:
    queues: dict[str, Rows] = {
        "members_joinrequest": JoinRequest.objects.waiting(),
        "cases_case": Case.objects.waiting_for_review(),
        "cases_insight": Insight.objects.waiting_for_review(),
        "research_project": Project.objects.left_alone(),
    }
    counts = [
        rows.order_by().values(what=Value(name)).annotate(n=Count("pk")).values_list("what", "n")
        for name, rows in queues.items()
    ]
    together: Rows = counts[0].union(*counts[1:], all=True).order_by("what")
    return together


def next_meeting(member: Member) -> Meeting | None:
    """The first published meeting ahead, with `my_choice` and `my_seat`: None for who was not invited. One query."""
    return first(_next_meeting(member))


def my_answer(meeting: Meeting | None) -> Answer | None:
    """What `next_meeting` found, as the answer that it is; None for who was not invited. No query."""
    choice = getattr(meeting, "my_choice", None)
    return Answer(meeting=meeting, choice=choice, state=getattr(meeting, "my_seat", "")) if choice else None


@prepared
def _next_meeting(member: Member, now: datetime = NOW) -> QuerySet[Meeting]:
    mine = Answer.objects.filter(meeting=OuterRef("pk"), member=member)
    return (
        Meeting.objects.published()
        .filter(ends_at__gte=now)
        .order_by("starts_at", "pk")
        .annotate(my_choice=Subquery(mine.values("choice")[:1]), my_seat=Subquery(mine.values("state")[:1]))[:1]
    )


TONES = {
    CaseState.CHANGES_ASKED: "urgent",
    CaseState.SHOWN: "urgent",
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


@dataclass(frozen=True)
class Own:
    cases: list[MyCase]
    research: list[MyResearch]


def own_work(member: Member) -> Own:
    """The cases this member submitted, the last changed first, drafts included; and the own research. One query."""
    rows = _own_work(member)
    cases = [_my_case(*row[1:4], *row[5:]) for row in rows if row[0] == "case"]
    research = [mine_in_words(*row[:4]) for row in rows if row[0] != "case"]
    return Own(cases, research[:SHOWN_CASES])


@prepared
def _own_work(member: Member) -> Rows:
    text = CharField()
    cases = Case.objects.of(member).order_by("-updated_at", "-pk")
    rows = cases.annotate(
        what=Value("case"),
        own_key=Cast("key", text),
        own_title=Cast("title", text),
        own_state=Cast("state", text),
        day=Cast("updated_at", DateTimeField()),
        own_number=Cast(Coalesce(F("number"), Value("")), text),
        since=Coalesce(F("submitted_at"), F("created_at")),
    ).values_list(*OWN_COLUMNS)[:SHOWN_CASES]
    together: Rows = rows.union(*on_own_page(member), all=True).order_by("-day")
    return together


def _my_case(key: str, title: str, state: str, number: str, since: datetime) -> MyCase:
    stands = CaseState(state)
    if stands == CaseState.DRAFT:
        title = gettext("Draft of %(day)s") % {"day": nice_date(since)}
        url = reverse("cases:check", args=[key])
    elif stands in OPEN_TO_MEMBERS:
        url = reverse("cases:detail", args=[number])
    else:
        title = gettext("Submitted on %(day)s") % {"day": nice_date(since)}
        page = "cases:text" if stands == CaseState.SHOWN else "cases:intake"
        url = reverse(page, args=[number])
    return MyCase(title, number, url, str(stands.label), TONES.get(stands, ""))
