"""What all mail about a meeting shares: to whom, on which occasion, and until when it is of use."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.utils import timezone

from atelier.mail.actions import person_key, queue_many
from atelier.mail.queries import have_left
from meetings.models import Answer, Meeting
from meetings.states import Choice
from members.models import Member

# By one of these somebody has heard of the meeting.
NEWS = ("meetings.invitation", "meetings.changed")


def occasion(meeting: Meeting) -> str:
    """The outbox's name for everything that is about this meeting."""
    return f"meeting:{meeting.pk}"


def mail(
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


def who_know(meeting: Meeting, answers: Sequence[Answer]) -> tuple[list[Answer], list[Answer]]:
    """Who has heard of the meeting (a mail has left, or they answered), and to whom all of it is new."""
    told = reached(meeting, answers, *NEWS)
    know: list[Answer] = []
    new: list[Answer] = []
    for mine in answers:
        heard = mine.choice != Choice.NONE or person_key(mine.member) in told
        (know if heard else new).append(mine)
    return know, new


def reached(meeting: Meeting, answers: Iterable[Answer], *kinds: str) -> set[str]:
    """To whom of these a mail of one of these kinds has left."""
    among = [person_key(mine.member) for mine in answers]
    return {person for person, _moment in have_left(*kinds, occasion=occasion(meeting), among=among)}
