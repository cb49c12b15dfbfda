"""What has had its time goes by itself."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from meetings.actions.guest import forget_guests
from meetings.models import Answer, GuestExpert

# What somebody needs to take part is nobody's business after the meeting.
NEEDS_KEPT = timedelta(days=30)
GUESTS_KEPT = timedelta(days=90)


@transaction.atomic
def purge(*, dry_run: bool = False) -> dict[str, int]:
    """Needs 30 days after the meeting, guests' data and slides 90 days after; how many (would) go."""
    now = timezone.now()
    needs = Answer.objects.filter(meeting__ends_at__lt=now - NEEDS_KEPT).exclude(Q(access_needs="") & Q(food_needs=""))
    guests = GuestExpert.objects.filter(meeting__ends_at__lt=now - GUESTS_KEPT)
    counts = {"needs": needs.count(), "guests": guests.count()}
    if not dry_run:
        needs.update(access_needs="", food_needs="")
        forget_guests(list(guests))
    return counts
