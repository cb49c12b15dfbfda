"""Asking to join: from the form over the confirmed address to the moderator's answer."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.audit.actions import record
from atelier.base.data.moves import move
from atelier.base.exceptions import MoveNotAllowed, NotAllowed, ReasonMissing
from atelier.mail.actions import queue, queue_many
from members.actions.keys import give_up, take_back_in
from members.actions.organisation import organisation_named
from members.exceptions import AlreadyMember, WhoIsThis
from members.models import JoinRequest, Member, Organisation
from members.moments import on_joining
from members.permissions import may_moderate
from members.states import JOIN_MOVES, JoinState

MOST_LINKS = 5
NO_ANSWER = _("Only moderators answer who asks to join.")


def join(*, email: str, **told: object) -> JoinRequest | None:
    """Ask to join, and get a mail at `email`. The page says the same whatever happens here; only the mail differs.

    A new address: a request, and a link to confirm it. Asked before and not confirmed: the new text, a new link.
    Waiting already: a mail that says so. A member already: a mail that says so, and no request (None).
    `told`: name, language, perspective, organisation or proposed_name and proposed_kind, brings, hopes.
    """
    email = email.strip()
    try:
        with transaction.atomic():
            return _join(email, told)
    except IntegrityError:
        # Asked from two pages at the same moment: the other one made the request.
        made = JoinRequest.objects.open().filter(email__iexact=email).first()
        if made is None:  # the error was something else's
            raise
        return made


def _join(email: str, told: dict[str, object]) -> JoinRequest | None:
    member = Member.objects.active().filter(email__iexact=email).first()
    if member:
        today = timezone.localdate().isoformat()
        queue("members.already_member", to=member, occasion=f"member:{member.pk}", moment=today)
        return None
    known = JoinRequest.objects.open().select_for_update().filter(email__iexact=email).first()
    if known and known.state == JoinState.WAITING:
        today = timezone.localdate().isoformat()
        tell(known, "members.still_waiting", moment=today)
        return known
    if known:
        request = known
        for name, value in told.items():
            setattr(request, name, value)
        may_mail = _may_mail(request)
        if may_mail:
            request.link_version += 1
            request.created_at = timezone.now()
        request.save()
        if not may_mail:
            return request
    else:
        request = JoinRequest.objects.create(email=email, **told)
    tell(request, "members.confirm_address", version=request.link_version)
    return request


def _may_mail(request: JoinRequest) -> bool:
    """Anybody can type anybody's address: after some links one a day. The last one goes on working."""
    return request.link_version < MOST_LINKS or request.created_at < timezone.now() - timedelta(days=1)


def tell(request: JoinRequest, kind: str, *, moment: str = "", version: int = 0) -> None:
    """A mail to who asked, in the language of the form."""
    queue(
        kind,
        to=request.email,
        language=request.language,
        params={"request": request.pk},
        occasion=f"join:{request.pk}",
        moment=moment,
        version=version,
    )


@transaction.atomic
def confirm(request: JoinRequest) -> None:
    """The address is right: the request now waits, and the person and the moderators get a mail; no record."""
    move(request, JoinState.WAITING, table=JOIN_MOVES, by=None, waiting_since=timezone.now())
    tell(request, "members.request_received")
    queue_many(
        "members.request_came_in",
        to=Member.objects.moderators(),
        params={"request": request.pk},
        occasion=f"join:{request.pk}",
    )


@transaction.atomic
def withdraw(request: JoinRequest) -> None:
    """The person does not want to join after all, or never asked. No mail, no record."""
    move(request, JoinState.WITHDRAWN, table=JOIN_MOVES, by=None, waiting_since=None)


@transaction.atomic
def accept(
    request: JoinRequest,
    *,
    by: Member,
    organisation: Organisation | None = None,
    former: Member | None = None,
    somebody_else: bool = False,
    checked: str = "",
) -> Member:
    """Make the person a member and mail the link to the first visit. `organisation` overrules what was chosen.

    A proposed organisation becomes one, or is recognised by its name. Where somebody who left had the address, `by`
    chooses: `former` comes back as the same member, and `checked` says how that was made sure; or it is
    `somebody_else`, who shares nothing with them, and they give up the address. Without a choice nothing happens.
    """
    if not may_moderate(by):
        raise NotAllowed(NO_ANSWER)
    # Of two moderators at once the second waits here, and then sees that it is answered.
    request.refresh_from_db(from_queryset=JoinRequest.objects.select_for_update())
    if request.state != JoinState.WAITING:
        raise MoveNotAllowed
    if Member.objects.filter(email__iexact=request.email).exists():
        raise AlreadyMember
    known = Member.objects.who_had(request.email)
    if (former and former not in known) or (known and not former and not somebody_else):
        raise WhoIsThis
    organisation = organisation or request.organisation
    if organisation is None and request.proposed_name:
        organisation = organisation_named(request.proposed_name, kind=request.proposed_kind)
    told: dict[str, object] = {
        "name": request.name,
        "language": request.language,
        "perspective": request.perspective,
        "organisation": organisation,
        "house_rules_at": request.house_rules_at,
    }
    if former:
        member = former
        take_back_in(member, by=by, email=request.email, checked=checked)
        Member.objects.filter(pk=member.pk).update(**told)
        member.refresh_from_db()
    else:
        give_up(request.email)
        member = Member.objects.create_user(request.email, None, **told)
    move(request, JoinState.ACCEPTED, table=JOIN_MOVES, by=by, member=member, waiting_since=None)
    send_welcome(member)
    record("join_request.accepted", request, by=by)
    if former:
        record("member.let_back", member, by=by)
    return member


def send_welcome(member: Member) -> None:
    """The link to the first visit; and what is going on already asks for the newcomer too."""
    queue("members.welcome", to=member, occasion=f"welcome:{member.pk}", version=member.link_version)
    on_joining.tell(member)


@transaction.atomic
def decline(request: JoinRequest, *, by: Member, reason: str) -> None:
    """Say no; `reason` reaches the person by mail."""
    if not may_moderate(by):
        raise NotAllowed(NO_ANSWER)
    if not reason.strip():
        raise ReasonMissing
    move(request, JoinState.DECLINED, table=JOIN_MOVES, by=by, reason=reason.strip(), waiting_since=None)
    tell(request, "members.declined")
    record("join_request.declined", request, by=by)
