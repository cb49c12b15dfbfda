"""The meetings as everybody reads them: a public part for visitors, agenda and people for who takes part."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from atelier.base.data.prepared import one_or_404
from atelier.base.web.paging import keyset
from meetings.actions.attendance import is_check_in_open
from meetings.models import Meeting, Method
from meetings.permissions import may_plan, may_read_agenda
from meetings.queries import agenda
from meetings.queries import meeting as queries
from meetings.states import MeetingState
from members.permissions import may_take_part
from members.requests import Viewer

UPCOMING_SHOWN = 24


@login_not_required
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    seen = Meeting.objects.visible_to(request.user)
    mine = queries.answers_by_meeting(request.user)
    context = {
        "upcoming": [(meeting, mine.get(meeting.pk)) for meeting in seen.ahead()[:UPCOMING_SHOWN]],
        "past": keyset(seen.past(), request, order=("-starts_at", "-pk"), size=20),
        "plans": may_plan(request.user),
    }
    return render(request, "meetings/list.html", context)


@login_not_required
@require_safe
def detail(request: HttpRequest, number: int) -> HttpResponse:
    meeting: Meeting = one_or_404(queries.meeting_page(number, request.user))
    context: dict[str, object] = {"meeting": meeting}
    if not may_read_agenda(request.user):
        return render(request, "meetings/public.html", context)
    mine = queries.answer_of(meeting, request.user)
    comes = mine is not None and mine.has_place
    asked = mine is not None or may_plan(request.user)
    lines = agenda.timed_agenda(meeting)
    context |= {
        "mine": mine,
        # Written for who was invited; it may name an illness or a quarrel.
        "cancelled_why": queries.why_cancelled(meeting) if asked else "",
        "shows_link": meeting.online_url and meeting.takes_answers and (comes or may_plan(request.user)),
        **_check_in(meeting, request.user),
        "lines": lines,
        "minutes": agenda.minutes_of(meeting, lines),
        "looked_back": agenda.last_advice(meeting),
        "still_open": agenda.still_open(meeting, request.user),
        # How many come is for who plans: with one look before and one after, an answer has a name.
        "who": queries.who_comes(meeting) if meeting.is_to_come and may_plan(request.user) else None,
        "names": queries.named_guests(meeting) if meeting.is_to_come else [],
        "were_there": queries.were_there(meeting) if meeting.state == MeetingState.REPORTED else None,
        "plans": may_plan(request.user),
    }
    return render(request, "meetings/detail.html", context)


def _check_in(meeting: Meeting, member: Viewer) -> dict[str, bool]:
    """While one can check in: the button, or that it has been done."""
    if not (may_take_part(member) and meeting.checkin_code and is_check_in_open(meeting)):
        return {}
    there = queries.is_ticked(meeting, member)
    return {"checks_in": not there, "is_there": there}


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    return render(request, "meetings/methods.html", {"methods": list(Method.objects.prefetch_related("steps"))})
