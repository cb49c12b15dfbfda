"""Reads about invitations and answers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Value
from django.utils import timezone

from atelier.lib.prepared import prepared
from meetings.models import Answer, Meeting
from meetings.states import COMING, Choice, Seat
from meetings.tokens import hash_of
from members.models import Member
from members.states import Perspective

FEED_LOOKS_BACK = timedelta(days=180)


@dataclass(frozen=True)
class PerspectiveCount:
    perspective: Perspective
    coming: int
    invited: int


@prepared
def answers_of(meeting: Any) -> QuerySet[Answer]:
    """All invited people of the meeting with this key, by name, in one query."""
    invited = Answer.objects.filter(meeting=meeting).counted()
    return (invited.select_related("member", "from_organisation").order_by("member__name")).only(
        *("choice", "state", "access_needs", "food_needs", "perspective"),
        *("member__name", "from_organisation__name"),
    )


def members_to_invite(meeting: Meeting) -> QuerySet[Member]:
    """Who takes part and has not been invited."""
    invited = Answer.objects.filter(meeting=meeting, member=OuterRef("pk"))
    left: QuerySet[Member] = Member.objects.active().filter(~Exists(invited))
    return left


def not_invited(meeting: Meeting) -> int:
    return sum(row["count"] for row in _not_invited(meeting.pk))


@prepared
def _not_invited(meeting: Any) -> QuerySet[Any]:
    invited = Answer.objects.filter(meeting=meeting, member=OuterRef("pk"))
    others: QuerySet[Any] = Member.objects.active().exclude(Exists(invited))
    counted: QuerySet[Any] = others.order_by().values(none=Value(0)).annotate(count=Count("pk")).values("count")
    return counted


def count_by_perspective(answers: Iterable[Answer]) -> list[PerspectiveCount]:
    """Per perspective how many come (with a seat, or online) and how many were invited; none is left out."""
    answers = list(answers)
    coming = Counter(a.perspective for a in answers if a.choice in COMING and a.state == Seat.CONFIRMED)
    invited = Counter(a.perspective for a in answers)
    return [PerspectiveCount(p, coming[p], invited[p]) for p in Perspective]


def count_by_choice(answers: Iterable[Answer]) -> dict[str, int]:
    """How many per answer; who waits for a seat is counted apart, as "waiting"."""
    counts = Counter("waiting" if a.state == Seat.WAITING else str(a.choice) for a in answers)
    return {name: counts[name] for name in [*Choice.values, "waiting"]}


def invited_to(member: Member) -> QuerySet[Answer]:
    """The meetings of a member's calendar feed, also cancelled ones and those the member said no to."""
    recent = timezone.now() - FEED_LOOKS_BACK
    return (
        member.answers.select_related("meeting")
        .filter(meeting__ends_at__gte=recent, meeting__published_at__isnull=False)
        .order_by("meeting__starts_at", "pk")
    )


def member_of_feed(token: str) -> Member | None:
    owner: Member | None = Member.objects.active().filter(calendar_feed__token_hash=hash_of(token)).first()
    return owner
