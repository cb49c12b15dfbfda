"""Inviting people and taking their answers; seats are counted under a lock on the meeting."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.lib.errors import DomainError, NotAllowed
from atelier.mail.actions import cancel, queue, queue_many
from meetings.calendar import AMSTERDAM
from meetings.models import Answer, Meeting, Series
from meetings.states import COMING, Choice, MeetingState, Seat
from members.models import Member
from members.permissions import may_coordinate
from members.states import Perspective

REMINDERS = ("meetings.reminder_answer", "meetings.reminder_agenda", "meetings.reminder_online")


class AnswersClosed(DomainError):
    sentence = _("You can no longer answer: this meeting is over, or it does not take place.")


class NotInvited(DomainError):
    sentence = _("You have not been invited to this meeting yet. Ask the coordinator.")


def occasion(meeting: Meeting) -> str:
    """The outbox's name for everything that is about this meeting."""
    return f"meeting:{meeting.pk}"


@transaction.atomic
def invite(meeting: Meeting, members: Iterable[Member] | None = None, *, by: Member) -> int:
    """Invite these members (None: everybody who takes part), each once; gives how many were new.

    An empty choice invites nobody.
    """
    if not may_coordinate(by):
        raise NotAllowed
    if members is None:
        members = Member.objects.active()
    _lock(meeting)
    _refuse_unless_open(meeting)
    invited = set(meeting.answers.values_list("member_id", flat=True))
    new = [member for member in members if member.pk not in invited and member.is_active]
    Answer.objects.bulk_create([Answer(meeting=meeting, member=member) for member in new], ignore_conflicts=True)
    _queue_invitations(meeting, new)
    return len(new)


@transaction.atomic
def answer(
    meeting: Meeting,
    member: Member,
    choice: str,
    *,
    access_needs: str = "",
    food_needs: str = "",
    shows_name: bool = False,
) -> Answer:
    """Take the member's answer. In a full room "yes, on site" goes to the waiting list, in fair order.

    The same answer given twice changes nothing; whoever leaves a seat makes room for the next one at once.
    """
    _lock(meeting)
    _refuse_unless_open(meeting)
    mine = meeting.answers.filter(member=member).first()
    if mine is None:
        raise NotInvited
    if choice != mine.choice:
        mine.choice = choice
        mine.answered_at = timezone.now()
        mine.version += 1
        mine.state = Seat.CONFIRMED
        if choice == Choice.YES_ONSITE and not _has_seat_for(meeting, member, besides=mine):
            mine.state = Seat.WAITING
    mine.access_needs, mine.food_needs, mine.shows_name = access_needs, food_needs, shows_name
    mine.save()
    fill_places(meeting)
    _queue_reminders_of_who_comes(meeting, mine)
    return mine


def fill_places(meeting: Meeting) -> None:
    """Give free seats to the waiting list: fair order, seats kept for experts by experience. Call under the lock."""
    if not meeting.takes_answers:
        return
    for waiting in meeting.answers.waiting_list().select_related("member"):
        if _has_seat_for(meeting, waiting.member, besides=waiting):
            waiting.state = Seat.CONFIRMED
            waiting.version += 1
            waiting.save(update_fields=["state", "version"])
            _mail(meeting, "meetings.seat_free", [waiting.member], moment=f"answer-{waiting.version}")
            _queue_reminders_of_who_comes(meeting, waiting)


def tell_of_change(meeting: Meeting) -> None:
    """Tell everybody who was invited of the new time or place, and make the reminders anew for it.

    Call in the transaction that raised `plan_version` and `sequence`.
    """
    cancel(occasion=occasion(meeting), version_below=meeting.plan_version)
    fill_places(meeting)
    answers = list(meeting.answers.select_related("member").filter(member__is_active=True))
    _mail(meeting, "meetings.changed", [mine.member for mine in answers if mine.choice != Choice.NO])
    _queue_answer_reminders(meeting, [mine.member for mine in answers if mine.choice == Choice.NONE])
    for mine in answers:
        # What is overdue is not sent again: the news of the change has just told it.
        _queue_reminders_of_who_comes(meeting, mine, overdue_too=False)


@transaction.atomic
def plan_reminders(meeting: Meeting) -> None:
    """Make the unsent reminders anew, after the leads of the series changed. Raises `plan_version`, not `sequence`."""
    _lock(meeting)
    meeting.plan_version += 1
    meeting.save(update_fields=["plan_version"])
    cancel(occasion=occasion(meeting), kinds=REMINDERS, version_below=meeting.plan_version)
    answers = list(meeting.answers.select_related("member").filter(member__is_active=True))
    _queue_answer_reminders(meeting, [mine.member for mine in answers if mine.choice == Choice.NONE])
    for mine in answers:
        _queue_reminders_of_who_comes(meeting, mine, overdue_too=False)


def tell_of_cancel(meeting: Meeting) -> None:
    """Stop all mail about this meeting and tell everybody who was invited. Call in the cancelling transaction."""
    cancel(occasion=occasion(meeting), version_below=meeting.plan_version)
    answers = meeting.answers.select_related("member").filter(member__is_active=True)
    _mail(meeting, "meetings.cancelled", [mine.member for mine in answers])


def _mail(
    meeting: Meeting,
    kind: str,
    to: list[Member],
    *,
    moment: str = "",
    due_at: datetime | None = None,
    of_use_until: datetime | None = None,
) -> None:
    """Queue for these members; nothing when it would leave too late. Answers are taken until the end, so is news."""
    due, until = due_at or timezone.now(), of_use_until or meeting.ends_at
    if due >= until:
        return
    queue_many(
        kind,
        to=to,
        params={"meeting": meeting.pk},
        occasion=occasion(meeting),
        moment=moment,
        version=meeting.plan_version,
        due_at=due,
        expires_at=until,
    )


def _lock(meeting: Meeting) -> None:
    """Two people who take the last seat at once stand in line here; and the newest plan is read."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    meeting.refresh_from_db()


def _refuse_unless_open(meeting: Meeting) -> None:
    if meeting.state != MeetingState.PUBLISHED or meeting.ends_at <= timezone.now():
        raise AnswersClosed


def _has_seat_for(meeting: Meeting, member: Member, *, besides: Answer) -> bool:
    """Is there a seat in the room, leaving those kept for experts by experience to them?"""
    seated = list(
        meeting.answers.filter(choice=Choice.YES_ONSITE, state=Seat.CONFIRMED)
        .exclude(pk=besides.pk)
        .values_list("member__perspective", flat=True)
    )
    if len(seated) >= meeting.capacity:
        return False
    if member.perspective == Perspective.LIVED:
        return True
    lived = sum(perspective == Perspective.LIVED for perspective in seated)
    still_kept = max(0, meeting.seats_for_lived - lived)
    return len(seated) + still_kept < meeting.capacity


def _queue_invitations(meeting: Meeting, members: list[Member]) -> None:
    _mail(meeting, "meetings.invitation", members)
    _queue_answer_reminders(meeting, members)


def _queue_answer_reminders(meeting: Meeting, members: list[Member]) -> None:
    due = _moment_before(meeting, leads(meeting).answer)
    if due <= timezone.now():
        # Invited later than the reminder's day: the invitation itself has just asked.
        return
    _mail(meeting, "meetings.reminder_answer", members, due_at=due, of_use_until=meeting.starts_at)


def _queue_reminders_of_who_comes(meeting: Meeting, mine: Answer, *, overdue_too: bool = True) -> None:
    """Queue what somebody with a seat must get; when sent, each mail looks again whether the answer still stands."""
    if mine.choice not in COMING or mine.state == Seat.WAITING:
        return
    wanted = [("meetings.reminder_agenda", leads(meeting).agenda)]
    if mine.choice == Choice.YES_ONLINE:
        wanted.append(("meetings.reminder_online", leads(meeting).online))
    for kind, lead in wanted:
        due = _moment_before(meeting, lead)
        if meeting.starts_at > timezone.now() and (due > timezone.now() or overdue_too):
            queue(
                kind,
                to=mine.member,
                params={"meeting": meeting.pk, "answer": mine.pk, "answer_version": mine.version},
                occasion=occasion(meeting),
                moment=f"answer-{mine.version}",
                version=meeting.plan_version,
                due_at=max(timezone.now(), due),
                expires_at=meeting.starts_at,
            )


class Leads(NamedTuple):
    """How long before the start each reminder leaves."""

    answer: timedelta
    agenda: timedelta
    online: timedelta


def leads(meeting: Meeting) -> Leads:
    """The series' choice, else 14 days, 2 days and 3 hours."""
    series = meeting.series or Series()
    return Leads(
        answer=timedelta(days=series.reminder_answer_days),
        agenda=timedelta(days=series.reminder_agenda_days),
        online=timedelta(hours=series.reminder_online_hours),
    )


def _moment_before(meeting: Meeting, lead: timedelta) -> datetime:
    """Days count on the wall clock (14 days before 13.30 is 13.30, over a clock change too), hours as they pass."""
    if lead >= timedelta(days=1):
        return meeting.starts_at.astimezone(AMSTERDAM) - lead
    return meeting.starts_at - lead
