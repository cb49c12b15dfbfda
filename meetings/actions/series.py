"""Series: made from a rule, with the dates the coordinator saw and chose."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import NotAllowed, Stale
from atelier.base.types import Values
from atelier.desk.seconds import propose
from meetings.actions.agenda import open_agenda
from meetings.actions.meeting import change, hold_numbers, next_number
from meetings.actions.reminders import plan_reminders
from meetings.exceptions import MeetingInThePast, NoDates, TwoAtOnce
from meetings.models import Meeting, Series
from meetings.permissions import may_plan
from meetings.queries.series import wall_clock
from meetings.states import MeetingState
from members.models import Member

# What a meeting takes over from its series.
SHARED = ("place", "address", "online_url", "capacity", "seats_for_lived")


@transaction.atomic
def make_series(*, by: Member, days: Iterable[date], **rule: object) -> Series:
    """A series with one planned meeting on each of `days`."""
    if not may_plan(by):
        raise NotAllowed
    hold_numbers()
    series: Series = Series.objects.create(**rule)
    add_meetings(series, by=by, days=days)
    record("series.made", series, by=by)
    return series


@transaction.atomic
def add_meetings(series: Series, *, by: Member, days: Iterable[date]) -> list[Meeting]:
    """A planned meeting on each day, in the order of time; a day the series already has is left as it is."""
    if not may_plan(by):
        raise NotAllowed
    wanted = {wall_clock(day, series.start_time): wall_clock(day, series.end_time) for day in sorted(set(days))}
    if not wanted:
        raise NoDates
    if min(wanted) <= timezone.now():
        raise MeetingInThePast
    hold_numbers()
    Series.objects.select_for_update().get(pk=series.pk)
    taken = set(series.meetings.filter(starts_at__in=wanted).values_list("starts_at", flat=True))
    shared = {name: getattr(series, name) for name in SHARED}
    made = []
    for starts_at, ends_at in wanted.items():
        if starts_at in taken:
            continue
        meeting: Meeting = Meeting.objects.create(
            series=series, number=next_number(), title=series.name, starts_at=starts_at, ends_at=ends_at, **shared
        )
        propose(meeting, meeting.for_everybody, by=by)
        open_agenda(meeting)
        record("meeting.planned", meeting, by=by)
        made.append(meeting)
    return made


@transaction.atomic
def change_series(series: Series, *, by: Member, seen: str = "", **rule: object) -> None:
    """The rule for meetings still to be made, and the reminders' leads. Meetings that exist stay as they are.

    With other leads the reminders of published meetings ahead are planned anew. `seen` is the version on the page it
    was changed from.
    """
    if not may_plan(by):
        raise NotAllowed
    series.refresh_from_db(from_queryset=Series.objects.select_for_update())
    if seen and seen != str(series.version):
        raise Stale
    leads = ("reminder_answer_days", "reminder_agenda_days", "reminder_online_hours")
    told_otherwise = any(name in rule and rule[name] != getattr(series, name) for name in leads)
    for name, value in rule.items():
        setattr(series, name, value)
    series.version += 1
    series.save()
    record("series.changed", series, by=by)
    if told_otherwise:
        _remind_anew(series)


@transaction.atomic
def change_with_others(
    meeting: Meeting,
    *,
    by: Member,
    scope: str,
    plan: Values,
    shared: dict[str, object],
    move_days: bool = False,
    seen: str = "",
    agreed: Collection[str] = (),
) -> list[Meeting]:
    """Change this meeting by `plan`; with the scope "later" or "all" also others ahead in its series by `shared`.

    `shared` may hold start_time and end_time (on the wall) and the names in SHARED; what it does not hold each keeps
    as its own. With `move_days` the others move by as many days as this one. `seen` is the version of this meeting on
    the page, `agreed` says of which people it was agreed that they lose their seat. Gives the meetings that changed.
    """
    if not may_plan(by):
        raise NotAllowed
    if meeting.series_id:  # two who change a row of meetings take turns
        Series.objects.select_for_update().get(pk=meeting.series_id)
    days = timezone.localdate(plan["starts_at"]) - meeting.day if move_days else timedelta()
    plans = [(meeting, plan)]
    plans += [(other, _plan_of(other, shared, days)) for other in _others(meeting, scope)]
    _must_be_free(meeting, plans)
    # A whole row of meetings moves from its far end, so that none steps on the next one.
    plans.sort(key=lambda row: row[0].starts_at, reverse=days > timedelta())
    return [
        one
        for one, its_plan in plans
        if change(one, by=by, seen=seen if one is meeting else "", agreed=agreed, **its_plan)
    ]


def _others(meeting: Meeting, scope: str) -> list[Meeting]:
    if not meeting.series_id or scope not in ("later", "all"):
        return []
    others = Meeting.objects.filter(series=meeting.series_id, starts_at__gt=timezone.now()).exclude(pk=meeting.pk)
    if scope == "later":
        others = others.filter(starts_at__gt=meeting.starts_at)
    return list(others.upcoming())


def _plan_of(other: Meeting, shared: Values, days: timedelta) -> Values:
    room = {name: value for name, value in shared.items() if name in SHARED}
    starts_at, ends_at = timezone.localtime(other.starts_at), timezone.localtime(other.ends_at)
    return {
        "starts_at": wall_clock(starts_at.date() + days, shared.get("start_time", starts_at.time())),
        "ends_at": wall_clock(ends_at.date() + days, shared.get("end_time", ends_at.time())),
        **room,
    }


def _must_be_free(meeting: Meeting, plans: list[tuple[Meeting, Values]]) -> None:
    """The database holds one meeting per series and moment; this says so in words."""
    if not meeting.series_id:
        return
    moments = [its_plan["starts_at"] for _one, its_plan in plans]
    staying = Meeting.objects.filter(series=meeting.series_id, starts_at__in=moments)
    staying = staying.exclude(state=MeetingState.CANCELLED).exclude(pk__in=[one.pk for one, _plan in plans])
    if len(set(moments)) < len(moments) or staying.exists():
        raise TwoAtOnce


def _remind_anew(series: Series) -> None:
    for meeting in series.meetings.published().upcoming():
        plan_reminders(meeting)
