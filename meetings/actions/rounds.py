"""Mail about a meeting to many. A thousand are served at once; for more the worker goes on, part by part.

Each part is a transaction of its own under the lock on the meeting, and looks at the meeting as it is then: a round
that a worker left half done goes on where it was, one whose meeting was called off meanwhile ends.
"""

import time
from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from meetings.models import Answer, Meeting, Round
from meetings.states import MeetingState, RoundKind

AT_ONCE = 1000
# Of each minute, so that mail of others is not held up.
SECONDS = 15.0

type Part = Callable[[Meeting, Sequence[Answer]], None]
type PartOfInvitations = Callable[[Round], int]

_parts: dict[str, Part] = {}
_invitations: list[PartOfInvitations] = []


def part_of[P: Part](what: RoundKind) -> Callable[[P], P]:
    """Register what is done for some of the answers."""

    def register(part: P) -> P:
        _parts[what] = part
        return part

    return register


def part_of_invitations[P: PartOfInvitations](part: P) -> P:
    """Register what invites the next ones of a round, and says how many those were."""
    _invitations.append(part)
    return part


def for_all_asked(meeting: Meeting, what: RoundKind) -> None:
    """Do this for all answers of who takes part: now where they are few, else by the worker. Call under the lock."""
    some = list(answers_after(meeting, 0)[: AT_ONCE + 1])
    if len(some) > AT_ONCE:
        Round.objects.create(meeting=meeting, what=what)
    elif some:
        _parts[what](meeting, some)


def answers_after(meeting: Meeting, pk: int) -> QuerySet[Answer]:
    """Of who still takes part, in the order in which a round serves them."""
    found: QuerySet[Answer] = meeting.answers.select_related("member").filter(member__is_active=True, pk__gt=pk)
    return found.order_by("pk")


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
        return _invitations[0](one)
    answers = list(answers_after(one.meeting, one.after)[:AT_ONCE])
    if answers:
        _parts[one.what](one.meeting, answers)
        Round.objects.filter(pk=one.pk).update(after=answers[-1].pk)
    return len(answers)
