"""A published meeting to answer to."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from meetings.models import Meeting
from meetings.states import MeetingState

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def published_meeting(*, in_days: int = 30, number: int = 14, **fields: object) -> Meeting:
    """At 13.30 to 16.30 on the day `in_days` from now, published."""
    day = timezone.localdate() + timedelta(days=in_days)
    start = datetime(day.year, day.month, day.day, 13, 30, tzinfo=AMSTERDAM)
    defaults: dict[str, object] = {
        "number": number,
        "title": "Wie mag er blijven wonen?",
        "starts_at": start,
        "ends_at": start + timedelta(hours=3),
        "place": "Huis voor de Kunsten",
        "online_url": "https://overleg.voorbeeld.test/kamer",
        "state": MeetingState.PUBLISHED,
        "published_at": timezone.now(),
    }
    return Meeting.objects.create(**{**defaults, **fields})
