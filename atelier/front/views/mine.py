"""One's own page: what is asked of me now, the next meeting, my cases."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from atelier.base.web.asks import Ask
from atelier.front.queries.balance import balance_of, season_of
from atelier.front.queries.mine import asks_of, my_answer, next_meeting, own_work
from meetings.models import Meeting
from members.models import Member
from members.queries import checklist
from members.requests import MemberRequest

NOON, EVENING = 12, 18
NEW_FOR = timedelta(days=60)


@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    member = request.user
    assert isinstance(member, Member)  # noqa: S101 - login is required
    steps = checklist(member) if _is_new(member) else []
    meeting = next_meeting(member)
    own = own_work(member)
    context = {
        "greeting": _greeting(member),
        "asks": _besides(meeting, asks_of(member)),
        "meeting": meeting,
        "answer": my_answer(meeting),
        "cases": own.cases,
        "research": own.research,
        "first_visit": steps if not all(step.done for step in steps) else [],
        "balance": balance_of(member),
        "season": season_of(),
    }
    return render(request, "front/mine.html", context)


def _besides(meeting: Meeting | None, asks: list[Ask]) -> list[Ask]:
    """The next meeting has its own buttons above the list; asking for that answer twice is once too much."""
    if meeting is None:
        return asks
    answer = reverse("meetings:answer", args=[meeting.number])
    return [ask for ask in asks if ask.url != answer]


def _is_new(member: Member) -> bool:
    """The first steps are shown in the first two months; after that nobody is nagged."""
    return timezone.now() - member.date_joined < NEW_FOR


def _greeting(member: Member) -> str:
    hour = timezone.localtime().hour
    first_name = {"name": (member.name.split() or [""])[0]}
    if hour < NOON:
        return _("Good morning, %(name)s") % first_name
    if hour < EVENING:
        return _("Good afternoon, %(name)s") % first_name
    return _("Good evening, %(name)s") % first_name
