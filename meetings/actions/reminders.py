"""Reminders are queued when somebody is asked or takes a seat; the series says how long before they leave."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from atelier.mail.actions import cancel, person_key
from meetings.actions.locks import lock
from meetings.actions.mails import mail, occasion, reached
from meetings.actions.many import for_all_asked
from meetings.calendar import AMSTERDAM
from meetings.models import Answer, Meeting, Series
from meetings.states import COMING, Choice, RoundKind, Seat

REMINDERS = ("meetings.reminder_answer", "meetings.reminder_agenda", "meetings.reminder_online")


@transaction.atomic
def plan_reminders(meeting: Meeting) -> None:
    """Make the unsent reminders anew, after the leads of the series changed. Raises `plan_version`, not `sequence`."""
    lock(meeting)
    meeting.plan_version += 1
    meeting.save(update_fields=["plan_version"])
    cancel(occasion=occasion(meeting), kinds=REMINDERS, version_below=meeting.plan_version)
    for_all_asked(meeting, RoundKind.REMINDERS, remind_anew)


def remind_anew(meeting: Meeting, answers: Sequence[Answer]) -> None:
    """Plan all reminders of these again."""
    ask_for_answers(meeting, answers)
    remind_who_comes(meeting, answers)


def ask_for_answers(meeting: Meeting, answers: Iterable[Answer], *, overdue_too: bool = True) -> None:
    """Plan the reminder to answer, for who has not; where its day has passed, now."""
    due = _moment_before(meeting, leads(meeting).answer)
    if due <= timezone.now() and not overdue_too:
        return
    # Invited later than the reminder's day: the invitation itself has just asked.
    silent = [mine for mine in answers if mine.choice == Choice.NONE and mine.invited_at < due]
    _remind(meeting, "meetings.reminder_answer", silent, due=due, until=meeting.starts_at)


def remind_who_comes(meeting: Meeting, answers: Iterable[Answer]) -> None:
    """Queue what somebody with a seat must get; when sent, each mail looks again whether the answer still stands."""
    seated = [mine for mine in answers if mine.choice in COMING and mine.state == Seat.CONFIRMED]
    due = _moment_before(meeting, leads(meeting).agenda)
    _remind(meeting, "meetings.reminder_agenda", seated, due=due, until=meeting.starts_at)
    send_link(meeting, seated)


def send_link(meeting: Meeting, answers: Iterable[Answer], *, again: bool = False) -> None:
    """Plan the mail with the link, for who joins online; `again` also to whom it left before."""
    online = [mine for mine in answers if mine.choice == Choice.YES_ONLINE and meeting.online_url]
    due = _moment_before(meeting, leads(meeting).online)
    _remind(meeting, "meetings.reminder_online", online, due=due, until=meeting.ends_at, again=again)


def _remind(
    meeting: Meeting, kind: str, answers: list[Answer], *, due: datetime, until: datetime, again: bool = False
) -> None:
    """At the due moment; when that has passed now, to whom it has not reached yet (unless `again`), for any plan."""
    now = timezone.now()
    if due <= now and answers and not again:
        had_it = reached(meeting, answers, kind)
        answers = [mine for mine in answers if person_key(mine.member) not in had_it]
    mail(meeting, kind, [mine.member for mine in answers], due_at=max(now, due), of_use_until=until)


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
