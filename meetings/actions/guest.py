"""Guest experts: one meeting, by a personal link, without an account."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import NotAllowed
from atelier.base.files.uploads import discard, discarded_on_error, why_of
from atelier.base.forms import kept_files
from atelier.mail.actions import cancel, person_key, queue_many
from atelier.mail.queries import have_left
from meetings.actions.mails import occasion
from meetings.exceptions import LinkWouldNotWork
from meetings.models import GuestExpert, Meeting
from members.models import Member
from members.permissions import may_coordinate

LINK_WORKS_AFTER_MEETING = timedelta(days=14)
MAILS = ("meetings.guest_invitation", "meetings.guest_changed", "meetings.guest_cancelled")


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
    _mail(guest.meeting, [guest], "meetings.guest_invitation", until=guest.expires_at)
    return guest


def mail_link(guest: GuestExpert) -> None:
    """The personal link, where it works."""
    if not guest.meeting.is_cancelled:
        _mail(guest.meeting, [guest], "meetings.guest_invitation", until=guest.expires_at)


def tell_of_change(meeting: Meeting) -> None:
    """A new time or place: the link works as long after it, and the guests hear of it.

    Whose invitation has not left yet gets that. Call in the transaction that raised `plan_version`.
    """
    cancel(occasion=occasion(meeting), kinds=MAILS, version_below=meeting.plan_version)
    until = meeting.ends_at + LINK_WORKS_AFTER_MEETING
    meeting.experts.update(expires_at=until)
    know, new = _who_know(meeting)
    _mail(meeting, know, "meetings.guest_changed", until=meeting.ends_at)
    _mail(meeting, new, "meetings.guest_invitation", until=until)


def tell_of_cancel(meeting: Meeting) -> None:
    """The guests who were invited hear that it does not take place. Call in the cancelling transaction."""
    cancel(occasion=occasion(meeting), kinds=MAILS, version_below=meeting.plan_version)
    know, _new = _who_know(meeting)
    _mail(meeting, know, "meetings.guest_cancelled", until=meeting.ends_at)


def _mail(meeting: Meeting, guests: Iterable[GuestExpert], kind: str, *, until: datetime) -> None:
    """Queue it, unless it would leave too late."""
    now = timezone.now()
    if now >= until:
        return
    by_address = {guest.email: guest for guest in guests}
    queue_many(
        kind,
        to=by_address,
        params=lambda to: {"guest": by_address[to].pk, "token_version": by_address[to].token_version},
        occasion=occasion(meeting),
        moment=lambda to: _moment(by_address[to]),
        version=meeting.plan_version,
        due_at=now,
        expires_at=until,
        language=lambda to: by_address[to].language,
    )


def _who_know(meeting: Meeting) -> tuple[list[GuestExpert], list[GuestExpert]]:
    """To whom the mail with the present link has left, and the others."""
    guests = list(meeting.experts.all())
    among = [person_key(guest.email) for guest in guests]
    left = have_left("meetings.guest_invitation", occasion=occasion(meeting), among=among)
    know = [guest for guest in guests if (person_key(guest.email), _moment(guest)) in left]
    return know, [guest for guest in guests if guest not in know]


def _moment(guest: GuestExpert) -> str:
    return f"guest-{guest.pk}-{guest.token_version}"


@transaction.atomic
def end_guest(guest: GuestExpert, *, by: Member) -> None:
    """The link is void at once, and the person's data and slides are gone. No mail."""
    if not may_coordinate(by):
        raise NotAllowed
    record("meetings.guest_ended", guest, by=by)
    throw_away_files(guest)
    guest.delete()


@transaction.atomic
def hand_in_slides(guest: GuestExpert, slides: "File[bytes]") -> None:
    """Keep the guest's slides; the ones handed in before are thrown away.

    Coordinators get a mail, once a day at most; recorded is only why what may lead to a person may stand in them.
    """
    discard(guest.slides)
    guest.slides_name = (slides.name or secrets.token_hex(4))[-120:]
    guest.slides.save(slides.name or "slides", slides, save=False)
    with discarded_on_error(guest.slides):
        guest.save(update_fields=["slides", "slides_name"])
    if why := why_of(slides):
        record("meetings.slides_kept_as_they_are", guest, note=why)
    _tell_of_slides(guest)


def _tell_of_slides(guest: GuestExpert) -> None:
    """Coordinators hear of it once a day, however often the file is replaced."""
    queue_many(
        "meetings.slides_arrived",
        to=Member.objects.active().filter(is_coordinator=True),
        params={"guest": guest.pk},
        occasion=occasion(guest.meeting),
        moment=f"slides-{guest.pk}-{timezone.localdate().isoformat()}",
        expires_at=guest.expires_at,
    )


def throw_away_files(guest: GuestExpert) -> None:
    """The slides, and what waits for a form of theirs."""
    discard(guest.slides)
    kept_files.forget(guest)


def forget_guests(guests: list[GuestExpert]) -> None:
    """Their data and slides; the name in the agenda item stays, as part of what was."""
    for guest in guests:
        throw_away_files(guest)
        guest.delete()
