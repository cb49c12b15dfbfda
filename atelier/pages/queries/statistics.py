"""Figures for coordinators. A group of fewer than five people is never shown, nor can it be worked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet
from django.utils.functional import Promise

from atelier.pages.queries.balance import Balance, Season, balance_of_organisations, season_of
from cases.models import Advice, Case
from cases.states import CaseState, Verdict
from meetings.models import Meeting
from meetings.states import COMING, PAST_STATES, Presence
from members.models import Member, Organisation
from members.states import Perspective

SMALL = 5
SHOWN_MEETINGS = 12


@dataclass(frozen=True)
class Row:
    """`count` None: suppressed, because fewer than five people stand behind it."""

    label: str | Promise
    count: int | None


@dataclass(frozen=True)
class Attended:
    meeting: Meeting
    invited: int
    coming: int
    onsite: int | None
    online: int | None


@dataclass(frozen=True)
class Release:
    """How long a case waited from submission to release, in days; None below five cases."""

    cases: int
    days: int | None


@dataclass(frozen=True)
class Advices:
    """How many cards were judged usable or better, tried, worked; None below five judged cards."""

    given: int
    judged: int
    usable: int | None
    tried: int | None
    worked: int | None


@dataclass(frozen=True)
class OrganisationRow:
    organisation: Organisation
    members: int
    balance: Balance


def hide_small(counts: Mapping[Any, int]) -> dict[Any, int | None]:
    """Counts below five become None; when just one is hidden, the next smallest goes too.

    Else the hidden one is the total minus the rest.
    """
    small = {key for key, count in counts.items() if 0 < count < SMALL}
    if len(small) == 1:
        rest = sorted((count, str(key), key) for key, count in counts.items() if count >= SMALL)
        small |= {key for _count, _name, key in rest[:1]}
    return {key: None if key in small else count for key, count in counts.items()}


def members_by_perspective() -> list[Row]:
    counts = dict.fromkeys(Perspective, 0)
    found = Member.objects.active().order_by().values_list("perspective").annotate(n=Count("pk"))
    counts |= {Perspective(value): n for value, n in found}
    return [Row(perspective.label, count) for perspective, count in hide_small(counts).items()]


def cases_by_state() -> list[Row]:
    """Cases are no people: every state is shown. Drafts are their writer's and are not counted."""
    found = dict(Case.objects.exclude(state=CaseState.DRAFT).order_by().values_list("state").annotate(n=Count("pk")))
    return [Row(state.label, found.get(state.value, 0)) for state in CaseState if state != CaseState.DRAFT]


def attendance() -> list[Attended]:
    """The last meetings, newest first: invited, said to come, were there on site and online. One query."""
    meetings: QuerySet[Any] = (
        Meeting.objects.filter(state__in=PAST_STATES)
        .annotate(
            invited=Count("answers", distinct=True),
            said_yes=Count("answers", distinct=True, filter=Q(answers__choice__in=COMING)),
            onsite=Count("attendances", distinct=True, filter=Q(attendances__presence=Presence.ONSITE)),
            online=Count("attendances", distinct=True, filter=Q(attendances__presence=Presence.ONLINE)),
        )
        .order_by("-starts_at")[:SHOWN_MEETINGS]
    )
    rows = []
    for meeting in meetings:
        there = hide_small({"onsite": meeting.onsite, "online": meeting.online})
        rows.append(Attended(meeting, meeting.invited, meeting.said_yes, there["onsite"], there["online"]))
    return rows


def time_to_release(season: Season) -> Release:
    found = Case.objects.filter(released_at__gte=season.since, released_at__lt=season.until).aggregate(
        cases=Count("pk"), waited=Avg(F("released_at") - F("submitted_at"))
    )
    enough = found["cases"] >= SMALL and found["waited"] is not None
    return Release(found["cases"], round(found["waited"] / timedelta(days=1)) if enough else None)


def advices(season: Season) -> Advices:
    given = Advice.objects.filter(recorded_at__gte=season.since, recorded_at__lt=season.until)
    tried = Q(verdict__in=[Verdict.TRIED, Verdict.WORKED])
    found = given.aggregate(
        given=Count("pk"),
        judged=Count("pk", filter=~Q(verdict="")),
        usable=Count("pk", filter=tried | Q(verdict=Verdict.USABLE)),
        tried=Count("pk", filter=tried),
        worked=Count("pk", filter=Q(verdict=Verdict.WORKED)),
    )
    if found["judged"] < SMALL:
        found |= {"usable": None, "tried": None, "worked": None}
    return Advices(**found)


def organisations(season: Season) -> list[OrganisationRow]:
    """What the members of each organisation brought and took together, by name; none with fewer than five members."""
    balances = balance_of_organisations(season)
    found: QuerySet[Any] = (
        Organisation.objects.confirmed()
        .annotate(size=Count("members", filter=Q(members__is_active=True)))
        .filter(size__gte=SMALL)
        .order_by("name")
    )
    return [OrganisationRow(one, one.size, balances.get(one.pk, Balance())) for one in found]


def seasons(count: int = 4) -> list[Season]:
    """This season and those before it."""
    season = season_of()
    return [Season(season.first.replace(year=season.first.year - back)) for back in range(count)]
