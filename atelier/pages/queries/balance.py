"""Bringing and taking in one season: friendly, shown to oneself and, per organisation, to coordinators. No ranking."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.utils import timezone

from atelier.lib.prepared import prepared
from cases.models import Case, Commitment, LookBack, Voice
from cases.states import CommitmentState
from members.models import BringSeek, Member
from members.states import BringSeekKind
from research.models import AskedQuestion

SEASON_STARTS = (9, 1)  # with the schools
BROUGHT, TAKEN = "brought", "taken"
BAR_STARTS, BAR_LENGTH = 80, 180


@dataclass(frozen=True)
class Season:
    """From 1 September up to the next; `name` is "2026-2027"."""

    first: date

    @property
    def name(self) -> str:
        return f"{self.first.year}-{self.first.year + 1}"

    @property
    def since(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first, time.min))

    @property
    def until(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first.replace(year=self.first.year + 1), time.min))


@dataclass(frozen=True)
class Balance:
    brought: int = 0
    taken: int = 0

    # For the picture: bars start at 80 and the longer one is 180 wide.
    @property
    def brought_width(self) -> int:
        return self._width(self.brought)

    @property
    def taken_width(self) -> int:
        return self._width(self.taken)

    @property
    def brought_end(self) -> int:
        return BAR_STARTS + self.brought_width + 8

    @property
    def taken_end(self) -> int:
        return BAR_STARTS + self.taken_width + 8

    def _width(self, count: int) -> int:
        return round(BAR_LENGTH * count / max(self.brought, self.taken, 1))


def season_of(day: date | None = None) -> Season:
    day = day or timezone.localdate()
    start = date(day.year, *SEASON_STARTS)
    return Season(start if day >= start else start.replace(year=day.year - 1))


def _deeds() -> list[tuple[str, QuerySet[Any], str, str]]:
    """(side, rows, path to the person, moment): what counts, once each."""
    return [
        (BROUGHT, Voice.objects.all(), "member", "created_at"),
        (BROUGHT, LookBack.objects.all(), "by", "at"),
        (BROUGHT, Commitment.objects.filter(state=CommitmentState.DONE), "owner", "ended_at"),
        (BROUGHT, BringSeek.objects.filter(kind=BringSeekKind.BRING), "member", "created_at"),
        (TAKEN, Case.objects.filter(discussed_at__isnull=False), "submitter", "discussed_at"),
        (TAKEN, BringSeek.objects.filter(kind=BringSeekKind.SEEK), "member", "created_at"),
        (TAKEN, AskedQuestion.objects.all(), "asker", "created_at"),
    ]


def _count(since: Any, until: Any, whose: str, only: Q | None = None) -> QuerySet[Any]:
    """Rows of (side, who, n), in one query. `whose` goes from the person to what is grouped by."""
    parts = []
    for side, rows, person, moment in _deeds():
        inside = {f"{moment}__gte": since, f"{moment}__lt": until}
        found = rows.order_by().filter(**inside, **{f"{person}__isnull": False})
        found = found.annotate(side=Value(side), who=F(person + whose))
        parts.append(found.filter(only) if only else found)
    counted = [part.values("side", "who").annotate(n=Count("pk")) for part in parts]
    together: QuerySet[Any] = counted[0].union(*counted[1:], all=True).order_by()
    return together


@prepared
def _deeds_of(member: Any, since: Any, until: Any) -> QuerySet[Any]:
    return _count(since, until, "_id", Q(who=member))


def balance_of(member: Member, season: Season | None = None) -> Balance:
    """What this member brought and took in the season. One query."""
    counts = {BROUGHT: 0, TAKEN: 0}
    season = season or season_of()
    for row in _deeds_of(member.pk, season.since, season.until):
        counts[row["side"]] += row["n"]
    return Balance(**counts)


@prepared
def _deeds_of_all(since: Any, until: Any) -> QuerySet[Any]:
    return _count(since, until, "__organisation_id")


def balance_of_organisations(season: Season | None = None) -> dict[int, Balance]:
    """{organisation pk: balance of its members together}. One query."""
    counts: dict[int, dict[str, int]] = {}
    season = season or season_of()
    for row in _deeds_of_all(season.since, season.until):
        if row["who"] is not None:
            counts.setdefault(row["who"], {BROUGHT: 0, TAKEN: 0})[row["side"]] += row["n"]
    return {pk: Balance(**sides) for pk, sides in counts.items()}
