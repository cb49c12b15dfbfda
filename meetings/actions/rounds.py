"""Mail about a meeting to many. A thousand are served at once; for more the worker goes on, part by part.

Each part is a transaction of its own under the lock on the meeting, and looks at the meeting as it is then: a round
that a worker left half done goes on where it was, one whose meeting was called off meanwhile ends.
"""

import time

from django.db import transaction
from django.utils import timezone

from meetings.actions import news, reminders
from meetings.actions.invite import invite_next
from meetings.actions.many import AT_ONCE, Part, answers_after
from meetings.models import Meeting, Round
from meetings.states import MeetingState, RoundKind

# Of each minute, so that mail of others is not held up.
SECONDS = 15.0
# What each kind of round does for some of the answers; an invitation has no answers yet.
PARTS: dict[str, Part] = {
    RoundKind.NEW_TIME: news.tell_of_new_time,
    RoundKind.CHANGED: news.tell_of_other_place,
    RoundKind.LINK: news.send_new_link,
    RoundKind.CANCELLED: news.tell_who_know,
    RoundKind.REMINDERS: reminders.remind_anew,
}


def go_on_with_rounds() -> None:
    """As far as comes in a quarter of a minute; the next minute goes on."""
    until = time.monotonic() + SECONDS
    for pk in Round.objects.values_list("pk", flat=True):
        while _go_on(pk):
            if time.monotonic() > until:
                return


@transaction.atomic
def _go_on(pk: int) -> bool:
    """One part more; False where nothing is left, or another worker is at it."""
    one = Round.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if one is None:
        return False
    one.meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())
    if not _is_of_use(one) or not _serve(one):
        one.delete()
        return False
    return True


def _is_of_use(one: Round) -> bool:
    if one.what == RoundKind.CANCELLED:
        return one.meeting.state == MeetingState.CANCELLED
    return one.meeting.state == MeetingState.PUBLISHED and one.meeting.ends_at > timezone.now()


def _serve(one: Round) -> int:
    if one.what == RoundKind.INVITATION:
        return invite_next(one)
    answers = list(answers_after(one.meeting, one.after)[:AT_ONCE])
    if answers:
        PARTS[one.what](one.meeting, answers)
        Round.objects.filter(pk=one.pk).update(after=answers[-1].pk)
    return len(answers)
