"""Inviting people and taking their answers; seats are counted under a lock on the meeting."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.lib.errors import DomainError, NotAllowed
from atelier.mail.actions import cancel, person_key, queue_many
from atelier.mail.queries import have_left
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


class NoOnlinePart(DomainError):
    sentence = _("You cannot take part in this meeting online. Choose whether you come, or cannot come.")


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
    answers = [Answer(meeting=meeting, member=member) for member in new]
    Answer.objects.bulk_create(answers, ignore_conflicts=True)
    _mail(meeting, "meetings.invitation", new)
    _ask_for_answers(meeting, answers)
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
    other = choice != mine.choice
    if other and choice == Choice.YES_ONLINE and not meeting.online_url:
        raise NoOnlinePart
    if other:
        mine.choice = choice
        mine.answered_at = timezone.now()
        mine.version += 1
        mine.state = Seat.CONFIRMED
        if choice == Choice.YES_ONSITE and not _has_seat_for(meeting, member, besides=mine):
            mine.state = Seat.WAITING
    mine.access_needs, mine.food_needs, mine.shows_name = access_needs, food_needs, shows_name
    mine.save()
    fill_places(meeting)
    if other:
        # What waits for the answer before is taken back; a yes that returns brings its reminders back.
        cancel(occasion=occasion(meeting), kinds=REMINDERS, to=member)
        _remind_who_comes(meeting, [mine])
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
            _remind_who_comes(meeting, [waiting])


@transaction.atomic
def give_back_places(member: Member) -> None:
    """Who leaves comes to no meeting ahead: the answer is open again, and a place goes to who waits.

    No right of its own: who may leave was asked where it is done.
    """
    ahead = Meeting.objects.upcoming().filter(answers__member=member).order_by("pk")
    for meeting in ahead:
        _lock(meeting)
        cancel(occasion=occasion(meeting), to=member)
        mine = meeting.answers.filter(member=member)
        mine.update(choice=Choice.NONE, state=Seat.CONFIRMED, version=F("version") + 1)
        fill_places(meeting)


def tell_of_change(meeting: Meeting, *, new_time: bool) -> None:
    """Tell who was invited of the new time or place, and make the reminders anew; who said no hears of a new time.

    Call in the transaction that raised `plan_version` and `sequence`.
    """
    cancel(occasion=occasion(meeting), version_below=meeting.plan_version)
    fill_places(meeting)
    answers = list(meeting.answers.select_related("member").filter(member__is_active=True))
    told = [mine.member for mine in answers if new_time or mine.choice != Choice.NO]
    _mail(meeting, "meetings.changed", told)
    # A question that is overdue is not mailed beside the news: that has just asked for the answer.
    _ask_for_answers(meeting, answers, overdue_too=False)
    _remind_who_comes(meeting, answers)


def tell_of_new_link(meeting: Meeting) -> None:
    """Who joins online gets the new link with the reminder to come, or now when its moment has passed.

    Call in the transaction that raised `plan_version`.
    """
    cancel(occasion=occasion(meeting), kinds=["meetings.reminder_online"], version_below=meeting.plan_version)
    _send_link(meeting, meeting.answers.select_related("member").filter(member__is_active=True), again=True)


@transaction.atomic
def plan_reminders(meeting: Meeting) -> None:
    """Make the unsent reminders anew, after the leads of the series changed. Raises `plan_version`, not `sequence`."""
    _lock(meeting)
    meeting.plan_version += 1
    meeting.save(update_fields=["plan_version"])
    cancel(occasion=occasion(meeting), kinds=REMINDERS, version_below=meeting.plan_version)
    answers = list(meeting.answers.select_related("member").filter(member__is_active=True))
    _ask_for_answers(meeting, answers)
    _remind_who_comes(meeting, answers)


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
        meeting.answers.filter(choice=Choice.YES_ONSITE, state=Seat.CONFIRMED, member__is_active=True)
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


def _ask_for_answers(meeting: Meeting, answers: Iterable[Answer], *, overdue_too: bool = True) -> None:
    due = _moment_before(meeting, leads(meeting).answer)
    if due <= timezone.now() and not overdue_too:
        return
    # Invited later than the reminder's day: the invitation itself has just asked.
    silent = [mine for mine in answers if mine.choice == Choice.NONE and mine.invited_at < due]
    _remind(meeting, "meetings.reminder_answer", silent, due=due, until=meeting.starts_at)


def _remind_who_comes(meeting: Meeting, answers: Iterable[Answer]) -> None:
    """Queue what somebody with a seat must get; when sent, each mail looks again whether the answer still stands."""
    seated = [mine for mine in answers if mine.choice in COMING and mine.state == Seat.CONFIRMED]
    due = _moment_before(meeting, leads(meeting).agenda)
    _remind(meeting, "meetings.reminder_agenda", seated, due=due, until=meeting.starts_at)
    _send_link(meeting, seated)


def _send_link(meeting: Meeting, answers: Iterable[Answer], *, again: bool = False) -> None:
    online = [mine for mine in answers if mine.choice == Choice.YES_ONLINE and meeting.online_url]
    due = _moment_before(meeting, leads(meeting).online)
    _remind(meeting, "meetings.reminder_online", online, due=due, until=meeting.ends_at, again=again)


def _remind(
    meeting: Meeting, kind: str, answers: list[Answer], *, due: datetime, until: datetime, again: bool = False
) -> None:
    """At the due moment; when that has passed now, to whom it has not reached yet (unless `again`), for any plan."""
    now = timezone.now()
    if due <= now and answers and not again:
        reached = have_left(kind, occasion=occasion(meeting))
        answers = [mine for mine in answers if person_key(mine.member) not in reached]
    _mail(meeting, kind, [mine.member for mine in answers], due_at=max(now, due), of_use_until=until)


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
