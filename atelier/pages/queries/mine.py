"""What stands on one's own page: what is asked now, the next meeting, my cases."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from atelier.lib.asks import Ask
from atelier.lib.dates import nice_date
from cases.models import Case
from cases.states import CaseState
from meetings.models import Answer, Meeting
from meetings.states import MeetingState
from members.models import Member

SHOWN_CASES = 6


def _rooms() -> list[Callable[[Member], list[Ask]]]:
    found = []
    for room in ("meetings", "research", "cases", "members"):
        try:
            found.append(import_string(f"{room}.queries.asks_of"))
        except ImportError:
            continue
    return found


def asks_of(member: Member) -> list[Ask]:
    """What all rooms ask of this member now, the heaviest first."""
    return sorted((ask for asks in _rooms() for ask in asks(member)), key=lambda ask: -ask.weight)


def next_meeting(member: Member) -> Meeting | None:
    """The first published meeting ahead, with `my_choice` and `my_seat`: None for who was not invited. One query."""
    mine = Answer.objects.filter(meeting=OuterRef("pk"), member=member)
    return (
        Meeting.objects.visible_to(member)
        .upcoming()
        .filter(state=MeetingState.PUBLISHED)
        .annotate(my_choice=Subquery(mine.values("choice")[:1]), my_seat=Subquery(mine.values("state")[:1]))
        .first()
    )


TONES = {
    CaseState.CHANGES_ASKED: "urgent",
    CaseState.SUBMITTED: "wait",
    CaseState.RELEASED: "wait",
    CaseState.SCHEDULED: "good",
    CaseState.DISCUSSED: "good",
    CaseState.FOLLOWED_UP: "good",
}


@dataclass(frozen=True)
class MyCase:
    """A line of the list: before release a case has no title that others may read, so it shows none."""

    title: str
    number: str
    url: str
    state: str
    tone: str


def my_cases(member: Member) -> list[MyCase]:
    """The cases this member submitted, the last changed first, drafts included. One query."""
    return [_my_case(case) for case in Case.objects.of(member).order_by("-updated_at", "-pk")[:SHOWN_CASES]]


def _my_case(case: Case) -> MyCase:
    state = CaseState(case.state)
    if state == CaseState.DRAFT:
        title = _("Draft of %(day)s") % {"day": nice_date(case.created_at)}
        url = reverse("cases:check", args=[case.key])
    elif case.is_open_to_members:
        title, url = case.title, case.get_absolute_url()
    else:
        title = _("Submitted on %(day)s") % {"day": nice_date(case.submitted_at)}
        url = reverse("cases:intake", args=[case.number])
    return MyCase(title, case.number or "", url, str(state.label), TONES.get(state, ""))
