"""Offer something, seek something, take it off."""

from django.utils import timezone

from atelier.base.exceptions import NotAllowed
from members.exceptions import NotYours
from members.models import BringSeek, Member
from members.permissions import may_moderate


def add_bring_seek(
    member: Member, *, kind: str, topic: str, text: str = "", for_organisation: bool = False
) -> BringSeek:
    """Say what you (or your organisation) bring or seek; no record."""
    if for_organisation and not member.organisation_id:
        raise NotAllowed
    return BringSeek.objects.create(
        kind=kind,
        member=member,
        organisation=member.organisation if for_organisation else None,
        from_organisation=member.organisation,
        topic=topic,
        text=text,
    )


def end_bring_seek(item: BringSeek, *, by: Member) -> None:
    """No longer on offer, or found; no record. Ending twice changes nothing."""
    mine = BringSeek.objects.of(by).filter(pk=item.pk)
    if not mine.exists() and not may_moderate(by):
        raise NotYours
    BringSeek.objects.active().filter(pk=item.pk).update(ended_at=timezone.now())
