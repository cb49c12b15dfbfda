"""Another time, place or link, or no meeting at all: who knows of it is told."""

from collections.abc import Sequence

from atelier.mail.actions import cancel
from meetings.actions.mails import mail, occasion, who_know
from meetings.actions.many import for_all_asked
from meetings.actions.reminders import ask_for_answers, remind_who_comes, send_link
from meetings.actions.waiting_list import fill_places
from meetings.models import Answer, Meeting
from meetings.states import Choice, RoundKind
from members.models import Member


def tell_of_change(meeting: Meeting, *, new_time: bool) -> None:
    """Tell who was invited of the new time or place, and make the reminders anew; who said no hears of a new time.

    Whose invitation has not left yet gets that. Call in the transaction that raised `plan_version` and `sequence`.
    """
    cancel(occasion=occasion(meeting), version_below=meeting.plan_version)
    fill_places(meeting)
    if new_time:
        for_all_asked(meeting, RoundKind.NEW_TIME, tell_of_new_time)
    else:
        for_all_asked(meeting, RoundKind.CHANGED, tell_of_other_place)


def tell_of_new_time(meeting: Meeting, answers: Sequence[Answer]) -> None:
    """All of these hear it, also who said no."""
    know, new = who_know(meeting, answers)
    _tell(meeting, answers, [mine.member for mine in know], new)


def tell_of_other_place(meeting: Meeting, answers: Sequence[Answer]) -> None:
    """Who said no does not hear it."""
    know, new = who_know(meeting, answers)
    _tell(meeting, answers, [mine.member for mine in know if mine.choice != Choice.NO], new)


def _tell(meeting: Meeting, answers: Sequence[Answer], know: Sequence[Member], new: Sequence[Answer]) -> None:
    mail(meeting, "meetings.changed", know)
    mail(meeting, "meetings.invitation", [mine.member for mine in new])
    # A question that is overdue is not mailed beside the news: that has just asked for the answer.
    ask_for_answers(meeting, answers, overdue_too=False)
    remind_who_comes(meeting, answers)


def tell_of_new_link(meeting: Meeting) -> None:
    """Who joins online gets the new link with the reminder to come, or now when its moment has passed.

    Call in the transaction that raised `plan_version`.
    """
    cancel(occasion=occasion(meeting), kinds=["meetings.reminder_online"], version_below=meeting.plan_version)
    for_all_asked(meeting, RoundKind.LINK, send_new_link)


def send_new_link(meeting: Meeting, answers: Sequence[Answer]) -> None:
    """Who joins online gets it, also who had the old one."""
    send_link(meeting, answers, again=True)


def tell_of_cancel(meeting: Meeting) -> None:
    """Stop all mail about this meeting and tell everybody who knows of it. Call in the cancelling transaction."""
    cancel(occasion=occasion(meeting), version_below=meeting.plan_version)
    for_all_asked(meeting, RoundKind.CANCELLED, tell_who_know)


def tell_who_know(meeting: Meeting, answers: Sequence[Answer]) -> None:
    """To whom it is all new, nothing is told."""
    know, _new = who_know(meeting, answers)
    mail(meeting, "meetings.cancelled", [mine.member for mine in know])
