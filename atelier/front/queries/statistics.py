"""Figures for coordinators. A group of fewer than five people is never shown, nor can it be worked out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Aggregate, Avg, Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise

from atelier.base.data.prepared import prepared
from atelier.base.data.small import SMALL, hide_small, hide_small_steps, unless_small
from atelier.base.types import Rows
from atelier.front.queries.balance import Season, Shown, balance_of_organisations, season_of
from cases.models import Advice, Case
from cases.states import OPEN_TO_MEMBERS, Verdict
from meetings.models import Answer, Attendance, Meeting
from meetings.states import COMING, PAST_STATES, Presence, Seat
from members.models import Member, Organisation
from members.states import Perspective

SHOWN_MEETINGS = 12


@dataclass(frozen=True)
class Row:
    """`count` None: suppressed, because fewer than five people stand behind it."""

    label: str | Promise
    count: int | None


@dataclass(frozen=True)
class Attended:
    meeting: Meeting
    invited: int | None
    coming: int | None
    onsite: int | None
    online: int | None


@dataclass(frozen=True)
class Release:
    """How long a case waited from submission to release, in days; None below five cases of five people."""

    cases: int | None
    days: int | None


@dataclass(frozen=True)
class Advices:
    """How many cards were judged, usable or better, tried, worked: presenters say so, so None for few."""

    given: int | None
    judged: int | None
    usable: int | None
    tried: int | None
    worked: int | None


@dataclass(frozen=True)
class OrganisationRow:
    organisation: Organisation
    members: int
    balance: Shown


def members_by_perspective() -> list[Row]:
    counts = dict.fromkeys(Perspective, 0)
    counts |= {Perspective(value): n for value, n in _members_counted()}
    return [Row(perspective.label, count) for perspective, count in hide_small(counts).items()]


@prepared
def _members_counted() -> Rows:
    counted: Rows = Member.objects.active().order_by().values_list("perspective").annotate(n=Count("pk"))
    return counted


def cases_by_state() -> list[Row]:
    """What every member can count in the list: a case that nobody may see yet moves no figure."""
    found = dict(_cases_counted())
    return [Row(state.label, found.get(state.value, 0)) for state in OPEN_TO_MEMBERS]


@prepared
def _cases_counted() -> Rows:
    return Case.objects.filter(state__in=OPEN_TO_MEMBERS).order_by().values_list("state").annotate(n=Count("pk"))


def attendance() -> list[Attended]:
    """The last meetings, newest first: invited, said to come, were there on site and online. One query."""
    rows = []
    for meeting in _past_meetings():
        there = hide_small({"onsite": meeting.onsite, "online": meeting.online})
        asked = unless_small(meeting.invited), unless_small(meeting.said_yes)
        rows.append(Attended(meeting, *asked, there["onsite"], there["online"]))
    return rows


@prepared
def _past_meetings() -> Rows:
    """Each count is a subquery of its own: joined together they would multiply."""
    answers = Answer.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    there = Attendance.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    return (
        Meeting.objects.filter(state__in=PAST_STATES)
        .annotate(
            invited=_number(answers),
            # Who waited for a seat until the end did not get one.
            said_yes=_number(answers.filter(choice__in=COMING, state=Seat.CONFIRMED)),
            onsite=_number(there.filter(presence=Presence.ONSITE)),
            online=_number(there.filter(presence=Presence.ONLINE)),
        )
        .order_by("-starts_at")[:SHOWN_MEETINGS]
    )


def _number(rows: Rows) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def time_to_release(season: Season) -> Release:
    (found,) = _released(season.since, season.until)
    if found["people"] < SMALL or found["waited"] is None:
        return Release(None, None)
    return Release(found["cases"], round(found["waited"] / timedelta(days=1)))


@prepared
def _released(since: datetime, until: datetime) -> Rows:
    released = Case.objects.filter(released_at__gte=since, released_at__lt=until)
    waited = Avg(F("released_at") - F("submitted_at"))
    return _in_one_row(released, cases=Count("pk"), people=Count("submitter", distinct=True), waited=waited)


def _in_one_row(rows: Rows, **figures: Aggregate) -> Rows:
    """`aggregate()` as a queryset: one group of everything, there also when nothing is counted."""
    whole = rows.order_by().values(whole=Value(1))
    told: Rows = whole.annotate(**figures).values(*figures)
    return told


def advices(season: Season) -> Advices:
    """Few presenters hide all; neighbours that differ by few hide the smaller one."""
    (found,) = _judged(season.since, season.until)
    people = found.pop("people")
    shown = hide_small_steps(list(found.values()))
    return Advices(*(shown if people >= SMALL or not people else [None] * len(shown)))


@prepared
def _judged(since: datetime, until: datetime) -> Rows:
    tried = Q(verdict__in=[Verdict.TRIED, Verdict.WORKED])
    return _in_one_row(
        Advice.objects.filter(recorded_at__gte=since, recorded_at__lt=until),
        people=Count("case__submitter", distinct=True),
        given=Count("pk"),
        judged=Count("pk", filter=~Q(verdict="")),
        usable=Count("pk", filter=tried | Q(verdict=Verdict.USABLE)),
        tried=Count("pk", filter=tried),
        worked=Count("pk", filter=Q(verdict=Verdict.WORKED)),
    )


def organisations(season: Season) -> list[OrganisationRow]:
    """What the members of each organisation brought and took together, by name; none with fewer than five members."""
    balances = balance_of_organisations(season)
    return [OrganisationRow(one, one.size, balances.get(one.pk, Shown())) for one in _big_ones()]


@prepared
def _big_ones() -> Rows:
    sized = Organisation.objects.confirmed().annotate(size=Count("members", filter=Q(members__is_active=True)))
    return sized.filter(size__gte=SMALL).order_by("name")


def all_of(season: Season) -> dict[str, object]:
    """Everything the page shows, with the moment of counting.

    What a season gave is told once it is over: from two looks at a total that grows, one could tell whose deed it was.
    """
    over = season.until <= timezone.now()
    of_the_season: dict[str, object] = {}
    if over:
        of_the_season = {
            "release": time_to_release(season),
            "advices": advices(season),
            "organisations": organisations(season),
        }
    return {
        "counted_at": timezone.now(),
        "perspectives": members_by_perspective(),
        "cases": cases_by_state(),
        "attendance": attendance(),
        "over": over,
        "until": season.until,
        "small": SMALL,
        **of_the_season,
    }


def seasons(count: int = 4) -> list[Season]:
    """This season and those before it."""
    season = season_of()
    return [Season(season.first.replace(year=season.first.year - back)) for back in range(count)]
