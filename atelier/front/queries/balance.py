"""Bringing and taking in one season: friendly, shown to oneself and, per organisation, to coordinators. No ranking."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import BigIntegerField, Count, F, Q, Value
from django.utils import timezone

from atelier.base.data.prepared import prepared
from atelier.base.data.small import SMALL
from atelier.base.types import Rows
from cases.models import Case, Commitment, LookBack, Voice
from cases.states import Attribution, CommitmentState
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


@dataclass(frozen=True)
class Shown:
    """Of an organisation; None: fewer than five people did it."""

    brought: int | None = 0
    taken: int | None = 0


def season_of(day: date | None = None) -> Season:
    day = day or timezone.localdate()
    start = date(day.year, *SEASON_STARTS)
    return Season(start if day >= start else start.replace(year=day.year - 1))


def _deeds() -> list[tuple[str, Rows, str, str]]:
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


def _count(since: datetime, until: datetime, *, only: Q | None = None, by_organisation: bool = False) -> Rows:
    """Rows of (side, who, organisation, n), in one query; the organisation is that of the moment, when asked for."""
    parts = []
    for side, rows, person, moment in _deeds():
        inside = {f"{moment}__gte": since, f"{moment}__lt": until}
        found = rows.order_by().filter(**inside, **{f"{person}__isnull": False})
        if by_organisation:
            found = _under_a_name(found).filter(from_organisation__isnull=False)
        where = F("from_organisation_id") if by_organisation else Value(None, BigIntegerField())
        found = found.annotate(side=Value(side), who=F(f"{person}_id"), where=where)
        parts.append(found.filter(only) if only else found)
    counted = [part.values("side", "who", "where").annotate(n=Count("pk")) for part in parts]
    together: Rows = counted[0].union(*counted[1:], all=True).order_by()
    return together


def _under_a_name(deeds: Rows) -> Rows:
    """Without what would tell whose a case is that does not show it."""
    if deeds.model is Case:
        return deeds.filter(attribution=Attribution.NAME)
    return deeds.filter(case__attribution=Attribution.NAME) if deeds.model is LookBack else deeds


@prepared
def _deeds_of(member: Member, since: datetime, until: datetime) -> Rows:
    return _count(since, until, only=Q(who=member))


def balance_of(member: Member, season: Season | None = None) -> Balance:
    """What this member brought and took in the season. One query."""
    counts = {BROUGHT: 0, TAKEN: 0}
    season = season or season_of()
    for row in _deeds_of(member, season.since, season.until):
        counts[row["side"]] += row["n"]
    return Balance(**counts)


@prepared
def _deeds_of_all(since: datetime, until: datetime) -> Rows:
    return _count(since, until, by_organisation=True)


def balance_of_organisations(season: Season) -> dict[int, Shown]:
    """{organisation pk: what its members brought and took together}, a side behind which few people stand hidden.

    Only deeds done under one's own name: whose case hides the organisation brings and takes nothing here. One query.
    """
    deeds: dict[int, dict[str, Counter[int]]] = {}
    for row in _deeds_of_all(season.since, season.until):
        sides = deeds.setdefault(row["where"], {BROUGHT: Counter(), TAKEN: Counter()})
        sides[row["side"]][row["who"]] += row["n"]
    return {pk: Shown(_told(sides[BROUGHT]), _told(sides[TAKEN])) for pk, sides in deeds.items()}


def _told(per_person: Counter[int]) -> int | None:
    return None if 0 < len(per_person) < SMALL else per_person.total()
