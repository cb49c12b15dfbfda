"""Whom mail does not reach. The outbox knows addresses; members and meetings know whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Lower

from atelier.mail.models import UndeliverableAddress
from atelier.mail.queries import undeliverable
from meetings.models import GuestExpert, Meeting
from members.models import Member


@dataclass(frozen=True)
class Bounced:
    """An address that does not work, and whose it is: a member's, or a guest's of these meetings."""

    row: UndeliverableAddress
    member: Member | None
    guest: str = ""
    meetings: Sequence[Meeting] = ()


@dataclass(frozen=True)
class Unreached:
    """`others` counts addresses of neither: who asked to join. Only moderators see those."""

    people: Sequence[Bounced]
    others: int


def unreached() -> Unreached:
    """Members and guests whose address does not work, the newest first. Three queries."""
    rows = undeliverable()
    addresses = [row.address for row in rows]
    members = {
        member.email.lower(): member
        for member in Member.objects.annotate(lower=Lower("email")).filter(lower__in=addresses)
    }
    guests: dict[str, list[GuestExpert]] = {}
    found = GuestExpert.objects.annotate(lower=Lower("email")).filter(lower__in=addresses).select_related("meeting")
    for guest in found.order_by("meeting__starts_at"):
        guests.setdefault(guest.email.lower(), []).append(guest)
    people = [_bounced(row, members.get(row.address), guests.get(row.address, [])) for row in rows]
    known = [one for one in people if one.member or one.guest]
    return Unreached(known, others=len(people) - len(known))


def _bounced(row: UndeliverableAddress, member: Member | None, guests: Sequence[GuestExpert]) -> Bounced:
    if member or not guests:
        return Bounced(row, member)
    return Bounced(row, None, guests[-1].name, [guest.meeting for guest in guests])
