"""The personal calendar address."""

import secrets

from meetings.models import CalendarFeed
from meetings.tokens import hash_of
from members.models import Member


def renew_feed(member: Member) -> str:
    """Give the member a new address; an older one stops working. No record.

    Returns the token, which is kept nowhere.
    """
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(member=member, defaults={"token_hash": hash_of(token)})
    return token


def end_feed(member: Member) -> None:
    """The calendar address stops working. No record."""
    CalendarFeed.objects.filter(member=member).delete()
