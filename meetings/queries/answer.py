"""Reads about invitations and answers."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from atelier.base.data.names import who_are_called
from atelier.base.data.prepared import Among, prepared
from atelier.base.types import Rows
from meetings.models import Answer, GuestExpert, Meeting
from meetings.states import Choice
from meetings.tokens import hash_of
from members.models import Member

FEED_LOOKS_BACK = timedelta(days=180)


def people_asked(meeting: Meeting, words: str = "") -> QuerySet[Member]:
    """Who was invited, or answered before leaving; with `words`, who may be called that."""
    invited = Answer.objects.filter(meeting=meeting, member=OuterRef("pk"))
    still = Q(is_active=True) | Exists(invited.exclude(choice=Choice.NONE))
    people: QuerySet[Member] = Member.objects.filter(Exists(invited), still).only("name")
    return who_are_called(people, words) if words else people


def answers_of(meeting: Meeting, people: Iterable[Member]) -> list[Answer]:
    """Of these people, in their order; one query."""
    people = list(people)
    by_member = {one.member_id: one for one in _answers_of(meeting, [one.pk for one in people])}
    for one in people:
        by_member[one.pk].member = one
    return [by_member[one.pk] for one in people]


@prepared
def _answers_of(meeting: Meeting, members: list[int]) -> QuerySet[Answer]:
    return Answer.objects.filter(Among("member", members), meeting=meeting).select_related("from_organisation")


@prepared
def guests_of(meeting: Meeting) -> QuerySet[GuestExpert]:
    """With what each contributes to."""
    return GuestExpert.objects.filter(meeting=meeting).select_related("item__case", "item__method_step")


def members_to_invite(meeting: Meeting) -> QuerySet[Member]:
    """Who takes part and has not been invited."""
    invited = Answer.objects.filter(meeting=meeting, member=OuterRef("pk"))
    left: QuerySet[Member] = Member.objects.active().filter(~Exists(invited))
    return left


def not_invited(meeting: Meeting) -> int:
    return sum(row["count"] for row in _not_invited(meeting))


@prepared
def _not_invited(meeting: Meeting) -> Rows:
    invited = Answer.objects.filter(meeting=meeting, member=OuterRef("pk"))
    others: Rows = Member.objects.active().exclude(Exists(invited))
    counted: Rows = others.order_by().values(none=Value(0)).annotate(count=Count("pk")).values("count")
    return counted


def invited_to(member: Member) -> QuerySet[Answer]:
    """The meetings of a member's calendar feed, also cancelled ones and those the member said no to."""
    recent = timezone.now() - FEED_LOOKS_BACK
    return (
        member.answers.shown()
        .select_related("meeting")
        .filter(meeting__ends_at__gte=recent)
        .order_by("meeting__starts_at", "pk")
    )


def member_of_feed(token: str) -> Member | None:
    owner: Member | None = Member.objects.active().filter(calendar_feed__token_hash=hash_of(token)).first()
    return owner
