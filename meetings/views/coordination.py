"""The coordinator's own pages: what comes next and what is still missing."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from atelier.base.web.access import needs
from atelier.mail.queries import undeliverable_count
from meetings.models import Meeting, Series
from meetings.permissions import may_plan
from meetings.queries import agenda
from meetings.queries import meeting as queries
from meetings.states import PAST_STATES
from members.requests import MemberRequest

for_coordinators = needs(may_plan, gettext_lazy("Only coordinators plan meetings."))

AHEAD_SHOWN = 8
CASES_SHOWN = 8


@for_coordinators
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    ahead = list(queries.with_minutes(Meeting.objects.upcoming())[:AHEAD_SHOWN])
    waiting = list(queries.waiting_cases()[: CASES_SHOWN + 1])
    context: dict[str, object] = {
        "next": ahead[0] if ahead else None,
        "ahead": ahead[1:],
        "who": queries.who_comes(ahead[0]) if ahead else None,
        "to_report": list(queries.to_report()),
        "waiting": waiting[:CASES_SHOWN],
        "more_wait": len(waiting) > CASES_SHOWN,
        "unreached": undeliverable_count(),
        "series": list(Series.objects.order_by("-pk")[:3]),
    }
    if ahead:
        context["minutes"] = agenda.Minutes(ahead[0].agenda_minutes, ahead[0].minutes)  # type: ignore[attr-defined]
    return render(request, "meetings/coordination.html", context)


@for_coordinators
@require_safe
def workplace(request: MemberRequest, number: int) -> HttpResponse:
    """One meeting from the coordinator's side: its state, and every step that is possible now."""
    meeting: Meeting = get_object_or_404(Meeting.objects.select_related("series"), number=number)
    lines = agenda.timed_agenda(meeting)
    context = {
        "meeting": meeting,
        "lines": lines,
        "minutes": agenda.minutes_of(meeting, lines),
        "who": queries.who_comes(meeting),
        "moves": list(meeting.moves.select_related("by")),
        "may_hold": meeting.state == "published" and meeting.has_begun,
        "is_past": meeting.state in PAST_STATES,
    }
    return render(request, "meetings/workplace.html", context)
