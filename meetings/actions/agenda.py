"""Building an agenda. Each change names the order it was made from, so that nobody undoes another's work unseen."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.data.moves import Noted
from atelier.base.exceptions import MoveNotAllowed, NotAllowed, Stale
from atelier.mail.actions import queue_many
from cases import actions as cases
from cases.models import Case
from cases.states import CaseState
from meetings.exceptions import AgendaChanged, CaseNotWaiting, ItemGone, MeetingIsFixed, OpeningStays
from meetings.models import AgendaItem, Meeting, Method
from meetings.permissions import may_plan
from meetings.states import ItemKind, MeetingState
from members.models import Member

OPENING_MINUTES = 15
# Closed only when the meeting is: a report may still find that a case was treated outside the agenda.
OPEN_FOR_AGENDA = frozenset({MeetingState.PLANNED, MeetingState.PUBLISHED})


def open_agenda(meeting: Meeting) -> AgendaItem:
    """Every agenda opens with what happened with the last advice."""
    item: AgendaItem = meeting.agenda_items.create(position=1, minutes=OPENING_MINUTES, kind=ItemKind.LOOKING_BACK)
    return item


@transaction.atomic
def add_item(
    meeting: Meeting, *, by: Member, kind: str, minutes: int, seen: int | None = None, **values: Any
) -> AgendaItem:
    """An item at the end (before a closing that stands there). `values`: title, note, expert_name, subject_*."""
    take_agenda(meeting, by=by, seen=seen)
    item = _insert(meeting, kind=kind, minutes=minutes, **values)
    record("agenda.item_added", item, by=by)
    return item


@transaction.atomic
def add_case(meeting: Meeting, case: Case, *, by: Member, minutes: int, seen: int | None = None) -> AgendaItem:
    """Put a waiting case on the agenda: it is scheduled from now."""
    take_agenda(meeting, by=by, seen=seen)
    item = put_case(meeting, case, by=by, minutes=minutes)
    record("agenda.item_added", item, by=by)
    return item


def put_case(meeting: Meeting, case: Case, *, by: Member, minutes: int, **values: Any) -> AgendaItem:
    """Inside a transaction that holds the agenda."""
    item = _insert(meeting, kind=ItemKind.CASE, minutes=minutes, case=case, **values)
    try:
        cases.schedule(case, by=by, reason=Noted("on_agenda", meeting.number))
    except (MoveNotAllowed, Stale) as error:
        raise CaseNotWaiting from error
    return item


@transaction.atomic
def add_method(
    meeting: Meeting, method: Method, *, by: Member, after: AgendaItem | None = None, seen: int | None = None
) -> list[AgendaItem]:
    """Insert the steps of a method after an item (else at the end).

    After a case the first step becomes the case's own: presenting it is how every method begins.
    """
    take_agenda(meeting, by=by, seen=seen)
    steps = list(method.steps.order_by("position"))
    if after is not None and after.kind == ItemKind.CASE and steps:
        first, *steps = steps
        AgendaItem.objects.filter(pk=after.pk).update(method_step=first, minutes=first.minutes)
    position = after.position + 1 if after is not None else None
    made = []
    for step in steps:
        item = _insert(
            meeting, kind=ItemKind.METHOD, minutes=step.minutes, title=step.title, method_step=step, position=position
        )
        position = item.position + 1
        made.append(item)
    record("agenda.method_added", meeting, by=by, note=method.slug)
    return made


@transaction.atomic
def change_item(item: AgendaItem, *, by: Member, seen: int | None = None, **values: object) -> None:
    """Other minutes, title, note or expert. Of a case only minutes and note: its title is the case's."""
    _take_item(item, by=by, seen=seen)
    if set(values) - {"minutes", "title", "note", "expert_name"}:
        raise TypeError("Not a field of an agenda item that may change")
    if item.case_id:
        values.pop("title", None)
    for name, value in values.items():
        setattr(item, name, value)
    item.save(update_fields=[*values])
    record("agenda.item_changed", item, by=by)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Member, seen: int | None = None) -> None:
    """Take it off; a case waits again for a meeting."""
    _take_item(item, by=by, seen=seen)
    if item.kind == ItemKind.LOOKING_BACK:
        raise OpeningStays
    case = item.case
    if case is not None and case.state == CaseState.SCHEDULED:
        cases.unschedule(case, by=by, reason=Noted("off_agenda", item.meeting.number))
    record("agenda.item_removed", item, by=by)
    item.delete()
    _number(item.meeting, [one.pk for one in item.meeting.agenda_items.order_by("position")])


def beside_case(case: Case) -> QuerySet[AgendaItem]:
    """The agendas that `drop_case` changes: each item on them may get another place."""
    ahead = Meeting.objects.filter(state__in=OPEN_FOR_AGENDA, starts_at__gt=timezone.now(), agenda_items__case=case)
    return AgendaItem.objects.filter(meeting__in=list(ahead.values_list("pk", flat=True)))


@transaction.atomic
def drop_case(case: Case, by: Member) -> bool:
    """Its submitter withdraws it: off every agenda that is still ahead, and the coordinators hear whose time is free.

    No right of its own: who may withdraw the case was asked where it is withdrawn. What was or is being held keeps its
    item, without the case's words. Gives whether it stood on an agenda ahead.
    """
    ahead = Meeting.objects.filter(state__in=OPEN_FOR_AGENDA, starts_at__gt=timezone.now(), agenda_items__case=case)
    meetings = list(Meeting.objects.select_for_update().filter(pk__in=ahead.values("pk")).order_by("pk"))
    for meeting in meetings:
        item = meeting.agenda_items.get(case=case)
        record("agenda.item_removed", item, by=by)
        item.delete()
        _number(meeting, [one.pk for one in meeting.agenda_items.order_by("position")])
        Meeting.objects.filter(pk=meeting.pk).update(agenda_version=F("agenda_version") + 1)
        queue_many(
            "meetings.case_withdrawn",
            to=Member.objects.active().filter(is_coordinator=True).exclude(pk=case.submitter_id),
            params={"meeting": meeting.pk, "case": case.pk},
            occasion=f"case:{case.pk}",
            moment=f"meeting-{meeting.pk}",
            expires_at=meeting.ends_at,
        )
    return bool(meetings)


@transaction.atomic
def move_item(item: AgendaItem, *, to: int, by: Member, seen: int | None = None) -> int:
    """Put it on place `to` (1 is the first; beyond the end is the end). Gives the place it has now."""
    _take_item(item, by=by, seen=seen)
    order = [one.pk for one in item.meeting.agenda_items.order_by("position")]
    order.remove(item.pk)
    place = max(1, min(to, len(order) + 1))
    order.insert(place - 1, item.pk)
    _number(item.meeting, order)
    record("agenda.item_moved", item, by=by)
    return place


def take_agenda(meeting: Meeting, *, by: Member, seen: int | None = None) -> None:
    """The agenda is ours until the end of the transaction, and it is still the one `seen` on the page."""
    if not may_plan(by):
        raise NotAllowed
    now = Meeting.objects.select_for_update().only("state", "agenda_version").get(pk=meeting.pk)
    if now.state not in OPEN_FOR_AGENDA:
        raise MeetingIsFixed
    if seen is not None and seen != now.agenda_version:
        raise AgendaChanged
    Meeting.objects.filter(pk=meeting.pk).update(agenda_version=F("agenda_version") + 1)
    meeting.agenda_version = now.agenda_version + 1


def _take_item(item: AgendaItem, *, by: Member, seen: int | None) -> None:
    """The agenda is ours, and the item still stands on it."""
    take_agenda(item.meeting, by=by, seen=seen)
    if not AgendaItem.objects.filter(pk=item.pk).exists():
        raise ItemGone


def _insert(meeting: Meeting, *, kind: str, minutes: int, position: int | None = None, **values: object) -> AgendaItem:
    """At `position`, pushing the rest on; else at the end, but before a closing."""
    items = list(meeting.agenda_items.order_by("position"))
    if position is None:
        closes = bool(items) and items[-1].kind == ItemKind.CLOSING and kind != ItemKind.CLOSING
        position = len(items) if closes else len(items) + 1
    meeting.agenda_items.filter(position__gte=position).update(position=F("position") + 1)
    item: AgendaItem = meeting.agenda_items.create(position=position, kind=kind, minutes=minutes, **values)
    return item


def _number(meeting: Meeting, order: Sequence[int]) -> None:
    """Positions 1, 2, 3 ... in this order; the unique constraint looks at the end only."""
    items = {item.pk: item for item in meeting.agenda_items.all()}
    for position, pk in enumerate(order, start=1):
        items[pk].position = position
    AgendaItem.objects.bulk_update(items.values(), ["position"])
