"""What this room gave out to a member ends with the membership, or with the address it was sent to."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from meetings.actions.feed import end_feed
from meetings.actions.guest import forget_guests, mail_link
from meetings.models import GuestExpert
from members.models import Member


def end_what_was_given(member: Member, address: str) -> None:
    """The calendar address, and links mailed there to a guest expert."""
    end_feed(member)
    GuestExpert.objects.filter(email__iexact=address).update(token_version=F("token_version") + 1)


def no_guest_any_more(member: Member) -> None:
    """Who leaves contributes to no meeting ahead: else its next change would mail a new link to the old mailbox."""
    ahead = GuestExpert.objects.filter(email__iexact=member.left_address, meeting__ends_at__gte=timezone.now())
    forget_guests(list(ahead))


def guest_at_new_address(member: Member, old: str, until: datetime) -> None:
    """Who is a guest expert too stays one, and gets the new link where it can be read."""
    for guest in GuestExpert.objects.filter(email__iexact=old, created_at__lte=until).select_related("meeting"):
        if guest.meeting.experts.filter(email__iexact=member.email).exists():
            continue
        guest.email = member.email
        guest.save(update_fields=["email"])
        if member.is_active:
            mail_link(guest)
