"""Inviting people: each once, also who joins later."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from atelier.base.exceptions import NotAllowed
from meetings.actions.answer import refuse_unless_open
from meetings.actions.locks import hold_joining, lock
from meetings.actions.mails import mail
from meetings.actions.many import AT_ONCE
from meetings.actions.reminders import ask_for_answers
from meetings.models import Answer, Meeting, Round
from meetings.states import RoundKind
from members.models import Member, Organisation
from members.permissions import may_coordinate


@transaction.atomic
def invite(
    meeting: Meeting,
    members: Iterable[Member] | None = None,
    *,
    by: Member,
    perspectives: Sequence[str] = (),
    organisation: Organisation | None = None,
) -> int:
    """Invite these members (None: everybody of these perspectives and this organisation, or of all), each once.

    They get a mail, and the reminder to answer is planned; no record. Gives how many are new. Of more than a thousand
    the worker invites the others part by part. An empty choice invites nobody.
    """
    if not may_coordinate(by):
        raise NotAllowed
    if members is None:
        hold_joining()
    lock(meeting)
    refuse_unless_open(meeting)
    if members is not None:
        return _invite(meeting, list(_not_invited(meeting).filter(pk__in=[member.pk for member in members])))
    new = _not_invited(meeting).filter(_of(perspectives, organisation))
    if (number := new.count()) > AT_ONCE:
        Round.objects.create(
            meeting=meeting, what=RoundKind.INVITATION, perspectives=list(perspectives), organisation=organisation
        )
        return number
    return _invite(meeting, list(new))


def _not_invited(meeting: Meeting) -> QuerySet[Member]:
    invited = Exists(Answer.objects.filter(meeting=meeting, member=OuterRef("pk")))
    new: QuerySet[Member] = Member.objects.filter(~invited, is_active=True)
    return new.only("pk", "perspective", "organisation_id")


def _of(perspectives: Sequence[str], organisation: Organisation | None) -> Q:
    """Everybody, where neither is given."""
    of_these = Q(perspective__in=perspectives) if perspectives else Q()
    return of_these | Q(organisation=organisation) if organisation else of_these


def invite_next(one: Round) -> int:
    """The next part of a round; how many those are."""
    new = _not_invited(one.meeting).filter(_of(one.perspectives, one.organisation))
    return _invite(one.meeting, list(new.order_by("pk")[:AT_ONCE]))


def _invite(meeting: Meeting, members: Sequence[Member], *, moment: str = "") -> int:
    if not members:
        return 0
    answers = [Answer(meeting=meeting, member=member, **member.as_now) for member in members]
    Answer.objects.bulk_create(answers, ignore_conflicts=True)
    mail(meeting, "meetings.invitation", members, moment=moment)
    ask_for_answers(meeting, answers)
    return len(answers)


@transaction.atomic
def invite_newcomer(member: Member) -> None:
    """Who joins, or comes back, is invited to what has been published and has not begun.

    No right of its own: who may let somebody in was asked where it is done.
    """
    hold_joining()
    ahead = Meeting.objects.published().filter(starts_at__gt=timezone.now()).order_by("pk")
    for meeting in Meeting.objects.select_for_update().filter(pk__in=ahead.values("pk")).order_by("pk"):
        # Another moment than the first time: who comes back gets the invitation again.
        _invite(meeting, [member], moment=f"joined-{member.link_version}")
