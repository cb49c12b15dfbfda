"""What has had its time goes by itself."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from atelier.audit.actions import record
from meetings.actions.guest import forget_guests
from meetings.models import Answer, GuestExpert

GUESTS_KEPT = timedelta(days=90)


@transaction.atomic
def purge(*, dry_run: bool = False) -> dict[str, int]:
    """Needs the day after the meeting, guests' data and slides 90 days after; how many (would) go."""
    now = timezone.now()
    # What somebody needs to take part is nobody's business once the day of the meeting is over, in our time zone.
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    needs = Answer.objects.filter(meeting__ends_at__lt=today).exclude(Q(access_needs="") & Q(food_needs=""))
    guests = GuestExpert.objects.filter(meeting__ends_at__lt=now - GUESTS_KEPT)
    counts = {"needs": needs.count(), "guests": guests.count()}
    if not dry_run:
        needs.update(access_needs="", food_needs="")
        forget_guests(list(guests))
        _record(counts)
    return counts


def _record(counts: dict[str, int]) -> None:
    """How many went, and nothing of what they said."""
    for what, count in counts.items():
        if count:
            record(f"meetings.{what}_purged", note=str(count))
