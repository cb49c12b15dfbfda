"""The agenda as people read it: each item with the time it starts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.models import AgendaItem, Meeting


@dataclass(frozen=True)
class AgendaLine:
    item: AgendaItem
    starts_at: datetime


def timed_agenda(meeting: Meeting) -> list[AgendaLine]:
    """All items in their order; one query. `starts_at` is UTC, as the meeting's own."""
    at, lines = meeting.starts_at, []
    for item in meeting.agenda_items.select_related("case").order_by("position"):
        lines.append(AgendaLine(item, at))
        at += timedelta(minutes=item.minutes)
    return lines
