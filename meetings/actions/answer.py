"""Inviting people and taking their answers; seats are counted under a lock on the meeting."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from atelier.base.exceptions import NotAllowed
from atelier.mail.actions import cancel, person_key, queue_many
from atelier.mail.queries import have_left
from meetings.actions.rounds import AT_ONCE, for_all_asked, part_of, part_of_invitations
from meetings.calendar import AMSTERDAM
from meetings.exceptions import AnswersClosed, NoOnlinePart, NotInvited, SeatsTaken
from meetings.models import Answer, Meeting, Round, Series
from meetings.queries.seats import Seats, next_in_line, seats_of, without_a_seat
from meetings.states import COMING, Choice, MeetingState, RoundKind, Seat
from members.models import Member, Organisation
from members.permissions import may_coordinate

REMINDERS = ("meetings.reminder_answer", "meetings.reminder_agenda", "meetings.reminder_online")
# By one of these somebody has heard of the meeting.
NEWS = ("meetings.invitation", "meetings.changed")

JOINING = 0x6A6F696E  # the advisory lock between joining and publishing


def occasion(meeting: Meeting) -> str:
    """The outbox's name for everything that is about this meeting."""
    return f"meeting:{meeting.pk}"


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
    _lock(meeting)
    _refuse_unless_open(meeting)
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


@part_of_invitations
def _invite_next(one: Round) -> int:
    new = _not_invited(one.meeting).filter(_of(one.perspectives, one.organisation))
    return _invite(one.meeting, list(new.order_by("pk")[:AT_ONCE]))


def _invite(meeting: Meeting, members: Sequence[Member], *, moment: str = "") -> int:
    if not members:
        return 0
    answers = [Answer(meeting=meeting, member=member, **member.as_now) for member in members]
    Answer.objects.bulk_create(answers, ignore_conflicts=True)
    _mail(meeting, "meetings.invitation", members, moment=moment)
    _ask_for_answers(meeting, answers)
    return len(answers)


def hold_joining() -> None:
    """Who joins and who publishes take turns, so that a newcomer is invited by one of the two."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JOINING])


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
    """Take the member's answer; no record. In a full room "yes, on site" goes to the waiting list, in fair order.

    The same answer given twice changes nothing. Whoever leaves a seat makes room for the next one at once, who gets a
    mail; reminders follow the answer.
    """
    _lock(meeting)
    _refuse_unless_open(meeting)
    mine = meeting.answers.filter(member=member).first()
    if mine is None:
        raise NotInvited
    other = choice != mine.choice
    if other and choice == Choice.YES_ONLINE and not meeting.online_url:
        raise NoOnlinePart
    mine.access_needs, mine.food_needs, mine.shows_name = access_needs, food_needs, shows_name
    if other:
        _take(meeting, mine, choice, member)
    else:
        mine.save()
    return mine


def _take(meeting: Meeting, mine: Answer, choice: str, member: Member) -> None:
    """Another answer than before: seats are counted once, and what was to be mailed for the answer before is not."""
    mine.choice, mine.state = choice, Seat.CONFIRMED
    mine.perspective, mine.from_organisation = member.perspective, member.organisation
    mine.answered_at = mine.changed_at = timezone.now()
    mine.version += 1
    seats = seats_of(meeting, besides=mine)
    if choice == Choice.YES_ONSITE and not seats.take(member.perspective):
        mine.state = Seat.WAITING
    mine.save()
    cancel(occasion=occasion(meeting), kinds=REMINDERS, to=member)
    # A yes that returns brings its reminders back.
    _remind_who_comes(meeting, [mine, *_give(meeting, seats)])


def fill_places(meeting: Meeting) -> None:
    """Give free seats to the waiting list: fair order, seats kept for experts by experience. Call under the lock.

    Who gets one hears it by mail, and gets the reminders of who comes.
    """
    _remind_who_comes(meeting, _give(meeting, seats_of(meeting)))


def _give(meeting: Meeting, seats: Seats) -> list[Answer]:
    """Once a meeting has begun nobody is called to a seat any more."""
    if meeting.has_begun or not meeting.takes_answers:
        return []
    given = next_in_line(meeting, seats)
    now = timezone.now()
    for one in given:
        one.state, one.version, one.changed_at = Seat.CONFIRMED, one.version + 1, now
    if given:
        Answer.objects.bulk_update(given, ["state", "version", "changed_at"])
    versions = {one.member_id: one.version for one in given}
    _mail(
        meeting,
        "meetings.seat_free",
        [one.member for one in given],
        moment=lambda member: f"answer-{versions[member.pk]}",
        of_use_until=meeting.starts_at,
        is_new=True,  # each version of an answer is given a seat once
    )
    return given


def losing_a_seat(meeting: Meeting, capacity: int | None, agreed: Collection[str]) -> list[Answer]:
    """Who has no seat any more in a smaller room; SeatsTaken when nobody agreed to just these. Call under the lock."""
    if capacity is None or capacity >= meeting.capacity or not meeting.takes_answers:
        return []
    losing = without_a_seat(meeting, capacity)
    key = f"{meeting.pk}:{'-'.join(str(one.pk) for one in losing)}"
    if losing and key not in agreed:
        raise SeatsTaken(losing, key)
    return losing


def take_seats(meeting: Meeting, losing: Sequence[Answer]) -> None:
    """They wait again, with their place in the line, and hear it by mail. Reminders look again before they leave."""
    for one in losing:
        one.state, one.version, one.changed_at = Seat.WAITING, one.version + 1, timezone.now()
    if losing:
        Answer.objects.bulk_update(losing, ["state", "version", "changed_at"])
    versions = {one.member_id: one.version for one in losing}
    _mail(
        meeting,
        "meetings.seat_lost",
        [one.member for one in losing],
        moment=lambda member: f"answer-{versions[member.pk]}",
    )


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
        mine.update(choice=Choice.NONE, state=Seat.CONFIRMED, version=F("version") + 1, changed_at=timezone.now())
        fill_places(meeting)


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


def tell_of_change(meeting: Meeting, *, new_time: bool) -> None:
    """Tell who was invited of the new time or place, and make the reminders anew; who said no hears of a new time.

    Whose invitation has not left yet gets that. Call in the transaction that raised `plan_version` and `sequence`.
    """
    cancel(occasion=occasion(meeting), version_below=meeting.plan_version)
    fill_places(meeting)
    for_all_asked(meeting, RoundKind.NEW_TIME if new_time else RoundKind.CHANGED)


@part_of(RoundKind.NEW_TIME)
def _tell_of_new_time(meeting: Meeting, answers: Sequence[Answer]) -> None:
    _tell_of_change(meeting, answers, new_time=True)


@part_of(RoundKind.CHANGED)
def _tell_of_change(meeting: Meeting, answers: Sequence[Answer], *, new_time: bool = False) -> None:
    know, new = _who_know(meeting, answers)
    _mail(meeting, "meetings.changed", [mine.member for mine in know if new_time or mine.choice != Choice.NO])
    _mail(meeting, "meetings.invitation", [mine.member for mine in new])
    # A question that is overdue is not mailed beside the news: that has just asked for the answer.
    _ask_for_answers(meeting, answers, overdue_too=False)
    _remind_who_comes(meeting, answers)


def tell_of_new_link(meeting: Meeting) -> None:
    """Who joins online gets the new link with the reminder to come, or now when its moment has passed.

    Call in the transaction that raised `plan_version`.
    """
    cancel(occasion=occasion(meeting), kinds=["meetings.reminder_online"], version_below=meeting.plan_version)
    for_all_asked(meeting, RoundKind.LINK)


@part_of(RoundKind.LINK)
def _send_new_link(meeting: Meeting, answers: Sequence[Answer]) -> None:
    _send_link(meeting, answers, again=True)


@transaction.atomic
def plan_reminders(meeting: Meeting) -> None:
    """Make the unsent reminders anew, after the leads of the series changed. Raises `plan_version`, not `sequence`."""
    _lock(meeting)
    meeting.plan_version += 1
    meeting.save(update_fields=["plan_version"])
    cancel(occasion=occasion(meeting), kinds=REMINDERS, version_below=meeting.plan_version)
    for_all_asked(meeting, RoundKind.REMINDERS)


@part_of(RoundKind.REMINDERS)
def _remind_anew(meeting: Meeting, answers: Sequence[Answer]) -> None:
    _ask_for_answers(meeting, answers)
    _remind_who_comes(meeting, answers)


def tell_of_cancel(meeting: Meeting) -> None:
    """Stop all mail about this meeting and tell everybody who knows of it. Call in the cancelling transaction."""
    cancel(occasion=occasion(meeting), version_below=meeting.plan_version)
    for_all_asked(meeting, RoundKind.CANCELLED)


@part_of(RoundKind.CANCELLED)
def _tell_part_of_cancel(meeting: Meeting, answers: Sequence[Answer]) -> None:
    know, _new = _who_know(meeting, answers)
    _mail(meeting, "meetings.cancelled", [mine.member for mine in know])


def _who_know(meeting: Meeting, answers: Sequence[Answer]) -> tuple[list[Answer], list[Answer]]:
    """Who has heard of the meeting (a mail has left, or they answered), and to whom all of it is new."""
    told = _reached(meeting, answers, *NEWS)
    know: list[Answer] = []
    new: list[Answer] = []
    for mine in answers:
        heard = mine.choice != Choice.NONE or person_key(mine.member) in told
        (know if heard else new).append(mine)
    return know, new


def _reached(meeting: Meeting, answers: Iterable[Answer], *kinds: str) -> set[str]:
    among = [person_key(mine.member) for mine in answers]
    return {person for person, _moment in have_left(*kinds, occasion=occasion(meeting), among=among)}


def _mail(
    meeting: Meeting,
    kind: str,
    to: Sequence[Member],
    *,
    moment: str | Callable[[Member], str] = "",
    due_at: datetime | None = None,
    of_use_until: datetime | None = None,
    is_new: bool = False,
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
        is_new=is_new,
    )


def _lock(meeting: Meeting) -> None:
    """Two people who take the last seat at once stand in line here; and the newest plan is read."""
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())


def _refuse_unless_open(meeting: Meeting) -> None:
    if meeting.state != MeetingState.PUBLISHED or meeting.ends_at <= timezone.now():
        raise AnswersClosed


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
        reached = _reached(meeting, answers, kind)
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
