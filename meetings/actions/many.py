"""What is done for all who were asked: at once where they are few, else by the worker (`rounds.py`)."""

from collections.abc import Callable, Sequence

from django.db.models import QuerySet

from meetings.models import Answer, Meeting, Round
from meetings.states import RoundKind

AT_ONCE = 1000

type Part = Callable[[Meeting, Sequence[Answer]], None]


def for_all_asked(meeting: Meeting, what: RoundKind, part: Part) -> None:
    """Do `part` for all answers of who takes part; where they are many, leave a round. Call under the lock."""
    some = list(answers_after(meeting, 0)[: AT_ONCE + 1])
    if len(some) > AT_ONCE:
        Round.objects.create(meeting=meeting, what=what)
    elif some:
        part(meeting, some)


def answers_after(meeting: Meeting, pk: int) -> QuerySet[Answer]:
    """Of who still takes part, in the order in which a round serves them."""
    found: QuerySet[Answer] = meeting.answers.select_related("member").filter(member__is_active=True, pk__gt=pk)
    return found.order_by("pk")
