"""The life of a meeting: planned, published, held, reported; moved or cancelled."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.data.moves import Noted, move
from atelier.base.exceptions import NotAllowed, ReasonMissing, Stale
from atelier.desk.seconds import propose
from cases import actions as cases
from cases.states import TAKES_LOOK_BACK, CaseState
from meetings.actions import guest, news, waiting_list
from meetings.actions.agenda import open_agenda
from meetings.actions.invite import invite
from meetings.actions.locks import hold_joining
from meetings.exceptions import (
    AgendaEmpty,
    CasesOpen,
    EndBeforeStart,
    MeetingInThePast,
    MeetingIsFixed,
    MoreKeptThanThereAre,
    NotYetHeld,
)
from meetings.models import AgendaItem, Meeting
from meetings.permissions import may_plan
from meetings.states import MEETING_MOVES, ItemKind, MeetingState
from members.models import Member

# What those who were invited must be told, and their calendars.
PLAN = ("starts_at", "ends_at", "place", "address")
# Stands in calendars too, but moves nobody: a later stamp, and no new SEQUENCE (RFC 5546, 2.1.4).
NAME = ("title",)
# Stands in no calendar: only who joins online must have the new one.
LINK = ("online_url",)
SEATS = ("capacity", "seats_for_lived")
TEXTS = ("title", "theme")
# Waits for a second person.
FOR_EVERYBODY = ("public_text",)

NUMBERS = 0x6D656574  # the advisory lock under which a number is given


@transaction.atomic
def plan(*, by: Member, **values: Any) -> Meeting:
    """A new meeting with an agenda that opens with the last advice."""
    _must_plan(by)
    hold_numbers()
    _must_lie_ahead(values["starts_at"], values["ends_at"])
    words = {name: values.pop(name) for name in FOR_EVERYBODY if name in values}
    meeting: Meeting = Meeting.objects.create(number=next_number(), **values)
    propose(meeting, {**words, **meeting.for_everybody}, by=by)
    open_agenda(meeting)
    record("meeting.planned", meeting, by=by)
    return meeting


def hold_numbers() -> None:
    """Two who plan at once take turns, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERS])


def next_number() -> int:
    """The next free number; to ask for while holding them."""
    return (Meeting.objects.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def change(meeting: Meeting, *, by: Member, seen: str = "", agreed: Collection[str] = (), **values: Any) -> bool:
    """Write what differs. Did it change?

    A new time or place is a new plan: everybody invited gets a mail, and calendars follow. A new link is mailed to who
    joins online; more places go to who waits; visitors read a new text, title or theme when a second person agreed.
    `seen` is the version on the page it was changed from. A room that is too small for who has a seat raises
    SeatsTaken, unless its key is `agreed`.
    """
    _must_plan(by)
    now = _locked(meeting)
    if seen and seen != str(now.version):
        raise Stale
    if not now.is_open:
        raise MeetingIsFixed
    words = {name: values.pop(name) for name in FOR_EVERYBODY if name in values}
    proposed = propose(now, words, by=by)
    changed = {name: value for name, value in values.items() if getattr(now, name) != value}
    if unknown := set(changed) - {*PLAN, *LINK, *SEATS, *TEXTS}:
        raise TypeError(f"Not a field of the plan: {sorted(unknown)}")
    if not changed:
        return proposed
    if {"starts_at", "ends_at"} & set(changed):
        _must_lie_ahead(changed.get("starts_at", now.starts_at), changed.get("ends_at", now.ends_at))
    if changed.get("seats_for_lived", now.seats_for_lived) > changed.get("capacity", now.capacity):
        raise MoreKeptThanThereAre
    losing = waiting_list.losing_a_seat(now, changed.get("capacity"), agreed)
    rising: dict[str, object] = {"version": F("version") + 1}
    if set(changed) & {*PLAN, *LINK}:
        rising.update(plan_version=F("plan_version") + 1)
    if set(changed) & {*PLAN, *NAME}:
        rising.update(changed_at=timezone.now())
    if set(changed) & set(PLAN) and now.state == MeetingState.PUBLISHED:
        rising.update(sequence=F("sequence") + 1)
    Meeting.objects.filter(pk=meeting.pk).update(**changed, **rising)
    meeting.refresh_from_db()
    if set(changed) & set(TEXTS):
        propose(meeting, meeting.for_everybody, by=by)
    record("meeting.changed", meeting, by=by, note=" ".join(sorted(changed)))
    waiting_list.take_seats(meeting, losing)
    _tell_of(set(changed), meeting)
    return True


def _tell_of(changed: set[str], meeting: Meeting) -> None:
    """Of a new time or place all who were asked, of a new link who joins online, of more places who waits for one."""
    if changed & set(PLAN):
        guest.tell_of_change(meeting)
    if meeting.state != MeetingState.PUBLISHED:
        return
    if changed & set(PLAN):
        news.tell_of_change(meeting, new_time=bool(changed & {"starts_at", "ends_at"}))
    elif changed & set(SEATS):
        waiting_list.fill_places(meeting)
    if changed & set(LINK):
        news.tell_of_new_link(meeting)


@transaction.atomic
def publish(meeting: Meeting, *, by: Member) -> None:
    """Now everybody sees it, and every member is invited by mail."""
    _must_plan(by)
    hold_joining()
    if meeting.starts_at <= timezone.now():
        raise MeetingInThePast
    if not meeting.agenda_items.exclude(kind=ItemKind.LOOKING_BACK).exists():
        raise AgendaEmpty
    _go(meeting, MeetingState.PUBLISHED, by=by, published_at=timezone.now())
    propose(meeting, meeting.for_everybody, by=by)
    invite(meeting, by=by)


@transaction.atomic
def cancel(meeting: Meeting, *, by: Member, reason: str) -> None:
    """Called off, with the reason. Its cases wait for another meeting.

    Who heard of it gets a mail, guests too, and their calendars follow; all other mail about it stops.
    """
    _must_plan(by)
    if not reason.strip():
        raise ReasonMissing
    was_published = meeting.state == MeetingState.PUBLISHED
    _go(
        meeting,
        MeetingState.CANCELLED,
        by=by,
        reason=reason.strip(),
        plan_version=F("plan_version") + 1,
        sequence=F("sequence") + 1,
        changed_at=timezone.now(),
    )
    meeting.refresh_from_db()
    _let_cases_wait(meeting, by=by)
    guest.tell_of_cancel(meeting)
    if was_published:
        news.tell_of_cancel(meeting)


def _let_cases_wait(meeting: Meeting, *, by: Member) -> None:
    reason = Noted("meeting_cancelled", meeting.number)
    for item in meeting.agenda_items.filter(case__state=CaseState.SCHEDULED).select_related("case"):
        if item.case is not None:
            cases.unschedule(item.case, by=by, reason=reason)


@transaction.atomic
def hold(meeting: Meeting, *, by: Member) -> None:
    """It has taken place (or is taking place): results may be written down."""
    _must_plan(by)
    if meeting.starts_at > timezone.now():
        raise NotYetHeld
    _go(meeting, MeetingState.HELD, by=by)


@transaction.atomic
def report(meeting: Meeting, *, by: Member) -> None:
    """All is written down: of each case it is known whether it was talked about."""
    _must_plan(by)
    if AgendaItem.objects.filter(meeting=meeting).undecided().exists():
        raise CasesOpen
    # What was written down on the case's own page counts too.
    rest = AgendaItem.objects.filter(meeting=meeting, kind=ItemKind.CASE, reached=None)
    rest.filter(case__state__in=TAKES_LOOK_BACK).update(reached=True)
    rest.filter(case__state=CaseState.RELEASED).update(reached=False)
    _go(meeting, MeetingState.REPORTED, by=by)


def _go(meeting: Meeting, to: MeetingState, *, by: Member, reason: str = "", **changes: Any) -> None:
    changes.setdefault("version", F("version") + 1)
    move(meeting, to, table=MEETING_MOVES, by=by, reason=reason, **changes)
    meeting.refresh_from_db()
    record(f"meeting.{to.value}", meeting, by=by)


def _must_plan(by: Member) -> None:
    if not may_plan(by):
        raise NotAllowed


def _must_lie_ahead(starts_at: datetime, ends_at: datetime) -> None:
    if starts_at <= timezone.now():
        raise MeetingInThePast
    if ends_at <= starts_at:
        raise EndBeforeStart


def _locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now; whoever else wants to change it waits for the end of our transaction."""
    now: Meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    return now
