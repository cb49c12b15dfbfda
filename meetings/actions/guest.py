"""Guest experts: one meeting, by a personal link, without an account."""

import secrets
from datetime import timedelta

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.audit.actions import record
from atelier.lib.errors import DomainError, NotAllowed
from atelier.mail.actions import queue
from meetings.actions.answer import occasion
from meetings.models import GuestExpert
from members.models import Member
from members.permissions import may_coordinate

LINK_WORKS_AFTER_MEETING = timedelta(days=14)


class LinkWouldNotWork(DomainError):
    sentence = _("A link would not work: this meeting does not take place, or it was more than two weeks ago.")


@transaction.atomic
def invite_guest(guest: GuestExpert, *, by: Member) -> GuestExpert:
    """Save the (new) guest and send the personal link. Again for the same guest: a new link, the old one is void."""
    if not may_coordinate(by):
        raise NotAllowed
    if guest.pk:
        guest.token_version += 1
    guest.expires_at = guest.meeting.ends_at + LINK_WORKS_AFTER_MEETING
    if guest.meeting.is_cancelled or guest.expires_at <= timezone.now():
        raise LinkWouldNotWork
    guest.save()
    record("meetings.guest_invited", guest, by=by)
    queue(
        "meetings.guest_invitation",
        to=guest.email,
        params={"guest": guest.pk, "token_version": guest.token_version},
        occasion=occasion(guest.meeting),
        moment=f"guest-{guest.pk}-{guest.token_version}",
        version=guest.meeting.plan_version,
        expires_at=guest.expires_at,
        language=guest.language,
    )
    return guest


@transaction.atomic
def end_guest(guest: GuestExpert, *, by: Member) -> None:
    """The link is void at once, and the person's data and slides are gone."""
    if not may_coordinate(by):
        raise NotAllowed
    record("meetings.guest_ended", guest, by=by)
    throw_away_slides(guest)
    guest.delete()


@transaction.atomic
def hand_in_slides(guest: GuestExpert, slides: "File[bytes]") -> None:
    """Keep the guest's slides; the ones handed in before are thrown away."""
    throw_away_slides(guest)
    guest.slides_name = (slides.name or secrets.token_hex(4))[:120]
    guest.slides.save(slides.name or "slides", slides, save=False)
    guest.save(update_fields=["slides", "slides_name"])


def throw_away_slides(guest: GuestExpert) -> None:
    """The file goes only when the change is sure: a rolled-back one keeps it."""
    name, storage = guest.slides.name, guest.slides.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name))
