"""Meetings in a wanted state, made through the actions."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from atelier.mail.models import OutboxMessage
from atelier.mail.states import State
from meetings import actions
from meetings.method_texts import METHODS
from meetings.models import AgendaItem, Meeting, Method, MethodStep
from meetings.queries.series import wall_clock
from meetings.states import ItemKind, MeetingState
from tests.cast import Cast


def in_days(days: int, clock: time = time(13, 30)) -> datetime:
    return wall_clock(timezone.localdate() + timedelta(days=days), clock)


def plan_values(days: int = 30, **values: Any) -> dict[str, Any]:
    """Title, time and place of a meeting of three hours, so many days ahead."""
    return {
        "title": "Wie mag er blijven wonen?",
        "theme": "Wonen",
        "public_text": "We praten over huurachterstand.",
        "starts_at": in_days(days),
        "ends_at": in_days(days, time(16, 30)),
        "place": "Huis voor de Kunsten, Roermond",
        "address": "Kapellerlaan 36",
        "online_url": "https://vergaderen.voorbeeld.test/14",
        "capacity": 12,
        "seats_for_lived": 3,
        **values,
    }


def series_values(**values: Any) -> dict[str, Any]:
    """The rule of a series with a meeting in 20, 80 and 140 days."""
    return {
        "days": [timezone.localdate() + timedelta(days=days) for days in (20, 80, 140)],
        "name": "Reeks",
        "start_time": time(13, 30),
        "end_time": time(16, 30),
        "place": "Roermond",
        **values,
    }


def make_meeting(cast: Cast, state: MeetingState = MeetingState.PLANNED, **values: Any) -> Meeting:
    """A meeting of Noor's in `state`, with a welcome besides the opening."""
    meeting = actions.plan(by=cast.noor, **plan_values(**values))
    actions.add_item(meeting, by=cast.noor, kind=ItemKind.WELCOME, title="Welkom", minutes=15)
    if state == MeetingState.CANCELLED:
        actions.cancel(meeting, by=cast.noor, reason="De zaal is dicht.")
    elif state != MeetingState.PLANNED:
        actions.publish(meeting, by=cast.noor)
    if state in (MeetingState.HELD, MeetingState.REPORTED):
        let_it_pass(meeting)
        actions.hold(meeting, by=cast.noor)
    if state == MeetingState.REPORTED:
        actions.report(meeting, by=cast.noor)
    return Meeting.objects.get(pk=meeting.pk)


def let_it_pass(meeting: Meeting, days: int = 1) -> None:
    """Put it in the past: as if the days had gone by."""
    yesterday = timezone.localdate() - timedelta(days=days)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=wall_clock(yesterday, time(13, 30)), ends_at=wall_clock(yesterday, time(16, 30))
    )
    meeting.refresh_from_db()


def come_closer(meeting: Meeting, **before: float) -> None:
    """As if the days had gone by until so long before its start: it and all mail that waits come nearer."""
    gone_by = meeting.starts_at - timezone.now() - timedelta(**before)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=F("starts_at") - gone_by, ends_at=F("ends_at") - gone_by)
    meeting.refresh_from_db()
    mail_comes_closer(gone_by)


def mail_comes_closer(gone_by: timedelta) -> None:
    """As if so much time had gone by for the mail that waits."""
    times = {name: F(name) - gone_by for name in ("due_at", "try_at", "expires_at")}
    OutboxMessage.objects.filter(state=State.PLANNED).update(**times)


def titles(meeting: Meeting) -> list[str]:
    """What stands on the agenda, in order."""
    items = AgendaItem.objects.filter(meeting=meeting).select_related("case", "method_step").order_by("position")
    return [item.shown_title for item in items]


def first_of_next_month() -> date:
    return (timezone.localdate().replace(day=1) + timedelta(days=40)).replace(day=1)


def method(slug: str) -> Method:
    """One of the methods; a test with real transactions ends by emptying all tables, and so its texts too."""
    texts = next(texts for texts in METHODS if texts["slug"] == slug)
    values = {name: value for name, value in texts.items() if name not in ("slug", "steps")}
    found, made = Method.objects.get_or_create(slug=slug, defaults=values)
    if made:
        for position, step in enumerate(texts["steps"], start=1):
            MethodStep.objects.create(method=found, position=position, **step)
    return found
