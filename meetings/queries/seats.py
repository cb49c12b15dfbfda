"""How many seats are free, and who of the waiting list may have one."""

from dataclasses import dataclass

from django.db.models import Count, Q

from meetings.models import Answer, Meeting
from members.states import Perspective

LIVED = Perspective.LIVED


@dataclass
class Seats:
    """`free` of the room; of those `kept` are for experts by experience only. Counts along when one is taken."""

    free: int
    kept: int

    @property
    def free_for_all(self) -> int:
        return max(0, self.free - self.kept)

    def take(self, perspective: str) -> bool:
        """A seat for somebody of this perspective, when there is one."""
        lived = perspective == LIVED
        if (self.free if lived else self.free_for_all) <= 0:
            return False
        self.free -= 1
        self.kept = max(0, self.kept - lived)
        return True


def seats_of(meeting: Meeting, *, besides: Answer | None = None) -> Seats:
    """Counted once, in one query; `besides` does not count as seated."""
    seated = meeting.answers.seated()
    if besides is not None:
        seated = seated.exclude(pk=besides.pk)
    taken = seated.aggregate(all=Count("pk"), lived=Count("pk", filter=Q(member__perspective=LIVED)))
    return Seats(meeting.capacity - taken["all"], max(0, meeting.seats_for_lived - taken["lived"]))


def next_in_line(meeting: Meeting, seats: Seats) -> list[Answer]:
    """Who of the waiting list gets the free seats, in fair order; never reads more people than there are seats."""
    waiting = meeting.answers.waiting_list()
    lived = waiting.filter(member__perspective=LIVED)[: max(0, seats.free)]
    others = waiting.exclude(member__perspective=LIVED)[: seats.free_for_all]
    line = Answer.objects.filter(Q(pk__in=lived.values("pk")) | Q(pk__in=others.values("pk"))).select_related("member")
    return [one for one in line.order_by("answered_at", "pk") if seats.take(one.member.perspective)]


def without_a_seat(meeting: Meeting, capacity: int) -> list[Answer]:
    """Who has a seat now and would have none in a room of `capacity`: those who answered last.

    Experts by experience go last, as many as seats are kept for them.
    """
    seated = list(meeting.answers.seated().select_related("member").order_by("answered_at", "pk"))
    lived = sum(one.member.perspective == LIVED for one in seated)
    seats = Seats(capacity, min(capacity, lived, meeting.seats_for_lived))
    return [one for one in seated if not seats.take(one.member.perspective)]
