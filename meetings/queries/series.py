"""The dates a series' rule gives, with what stands in the way of each."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models.series import SchoolHoliday, Series
from meetings.states import Nth

type Obstacles = Callable[[date], "Obstacle | None"]

REGION = "Zuid"  # Limburg's school holidays


@dataclass(frozen=True)
class Obstacle:
    """Why there is no meeting that day."""

    name: str
    kind: str  # "public", "school" or "extra"

    def sentence(self) -> str:
        if self.kind == "public":
            return _("public holiday: %(name)s") % {"name": self.name}
        if self.kind == "school":
            return _("school holiday in Limburg: %(name)s") % {"name": self.name}
        return _("no meetings: %(name)s") % {"name": self.name}


@dataclass(frozen=True)
class Proposal:
    """One date of the rule. With an obstacle it is skipped, and `instead` is the nearest free week after."""

    day: date
    obstacle: Obstacle | None = None
    instead: date | None = None

    @property
    def is_free(self) -> bool:
        return self.obstacle is None


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth `weekday` (Monday is 0) of a month; -1 is the last one."""
    if nth == Nth.LAST:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def rule_dates(*, first_month: date, every_months: int, nth: int, weekday: int, count: int) -> Iterator[date]:
    """`count` dates, starting in the month of `first_month`."""
    for step in range(count):
        months = first_month.year * 12 + first_month.month - 1 + step * every_months
        yield nth_weekday(months // 12, months % 12 + 1, nth, weekday)


def proposals(series: Series, *, first_month: date, count: int) -> list[Proposal]:
    """The dates of a (perhaps not yet saved) series. One query."""
    days = list(
        rule_dates(
            first_month=first_month,
            every_months=series.every_months,
            nth=series.nth,
            weekday=series.weekday,
            count=count,
        )
    )
    if not days:
        return []
    extra = extra_holidays(days[0], days[-1] + timedelta(weeks=8))

    def stands_in_the_way(day: date) -> Obstacle | None:
        return obstacle_on(day, school=series.skip_school_holidays, extra=extra)

    offered, found = set(days), []
    for day in days:
        proposal = _proposal(day, stands_in_the_way, offered)
        if proposal.instead:
            offered.add(proposal.instead)
        found.append(proposal)
    return found


def _proposal(day: date, stands_in_the_way: Obstacles, offered: set[date]) -> Proposal:
    """In place of a day with an obstacle the nearest free week after, that is not `offered` already."""
    obstacle = stands_in_the_way(day)
    if obstacle is None:
        return Proposal(day)
    weeks = (day + timedelta(weeks=n) for n in range(1, 8))
    free = (week for week in weeks if week not in offered and stands_in_the_way(week) is None)
    return Proposal(day, obstacle, next(free, None))


def extra_holidays(first: date, last: date) -> list[SchoolHoliday]:
    return list(SchoolHoliday.objects.filter(first_day__lte=last, last_day__gte=first))


def obstacle_on(day: date, *, school: bool, extra: Iterable[SchoolHoliday] = ()) -> Obstacle | None:
    """The first of: a public holiday, a school holiday (when those count), a day in `extra`."""
    if name := _days_off(day.year, "public").get(day):
        return Obstacle(name, "public")
    if school and (name := _days_off(day.year, "school").get(day)):
        return Obstacle(name, "school")
    for holiday in extra:
        if holiday.first_day <= day <= holiday.last_day:
            return Obstacle(holiday.name, "extra")
    return None


def wall_clock(day: date, clock: time) -> datetime:
    """That day and clock time in Europe/Amsterdam, as an aware moment."""
    return timezone.make_aware(datetime.combine(day, clock))


@lru_cache(maxsize=32)
def _days_off(year: int, category: str) -> dict[date, str]:
    """Holidays of a year by date, with their Dutch names."""
    return dict(
        holidays.country_holidays("NL", subdiv=REGION, years=year, categories=(category,), language="nl").items()
    )
