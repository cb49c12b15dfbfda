"""Taking people's answers; seats are counted under a lock on the meeting."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from atelier.mail.actions import cancel
from meetings.actions.locks import lock
from meetings.actions.mails import occasion
from meetings.actions.reminders import REMINDERS, remind_who_comes
from meetings.actions.waiting_list import fill_places, give_seats
from meetings.exceptions import AnswersClosed, NoOnlinePart, NotInvited
from meetings.models import Answer, Meeting
from meetings.queries.seats import seats_of
from meetings.states import Choice, MeetingState, Seat
from members.models import Member


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
    lock(meeting)
    refuse_unless_open(meeting)
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
    remind_who_comes(meeting, [mine, *give_seats(meeting, seats)])


@transaction.atomic
def give_back_places(member: Member) -> None:
    """Who leaves comes to no meeting ahead: the answer is open again, and a place goes to who waits.

    No right of its own: who may leave was asked where it is done.
    """
    ahead = Meeting.objects.upcoming().filter(answers__member=member).order_by("pk")
    for meeting in ahead:
        lock(meeting)
        cancel(occasion=occasion(meeting), to=member)
        mine = meeting.answers.filter(member=member)
        mine.update(choice=Choice.NONE, state=Seat.CONFIRMED, version=F("version") + 1, changed_at=timezone.now())
        fill_places(meeting)


def refuse_unless_open(meeting: Meeting) -> None:
    """AnswersClosed where the meeting is over, or not published."""
    if meeting.state != MeetingState.PUBLISHED or meeting.ends_at <= timezone.now():
        raise AnswersClosed
