"""Who take turns: those who take a seat of one meeting, and who joins with who publishes."""

from django.db import connection

from meetings.models import Meeting

JOINING = 0x6A6F696E  # the advisory lock between joining and publishing


def lock(meeting: Meeting) -> None:
    """Two people who take the last seat at once stand in line here; and the newest plan is read."""
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())


def hold_joining() -> None:
    """Who joins and who publishes take turns, so that a newcomer is invited by one of the two."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JOINING])
