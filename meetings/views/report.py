"""After the meeting: who was there, and case by case what came of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from atelier.base.data.search import tidied
from atelier.base.exceptions import DomainError, Stale
from atelier.base.forms.binding import bind
from atelier.base.forms.versions import unchanged
from atelier.base.web.paging import keyset
from meetings import actions
from meetings.forms.report import AttendanceForm
from meetings.models import AgendaItem, Meeting
from meetings.queries.meeting import cases_on, meeting_to_run, number_ticked, to_tick
from meetings.states import PAST_STATES, MeetingState
from meetings.views.coordination import for_coordinators
from members.requests import MemberRequest

PEOPLE_SHOWN = 100


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: MemberRequest, number: int) -> HttpResponse:
    """The page of the report. Its form ticks who was there."""
    meeting = meeting_to_run(number)
    if meeting.state not in PAST_STATES:
        return render(request, "meetings/report_not_yet.html", {"meeting": meeting})
    words = tidied(request.GET.get("q", ""))
    page = keyset(to_tick(meeting, words), request, order=("name", "pk"), size=PEOPLE_SHOWN)
    form = bind(request, AttendanceForm, meeting=meeting, people=page.items)
    if request.method == "POST" and form.is_valid():
        try:
            actions.tick(meeting, form.presences, by=request.user, reason=form.cleaned_data["reason"], seen=form.seen)
        except Stale as error:
            error.form = form
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Who was there has been written down."))
            return redirect(request.get_full_path())
    items = cases_on(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "items": items,
        "page": page,
        "words": words,
        "ticked": number_ticked(meeting),
        "is_open": meeting.state == MeetingState.HELD,
        "undecided": sum(one.is_undecided for one in items),
    }
    return render(request, "meetings/report.html", context)


@for_coordinators
@require_POST
def decide(request: MemberRequest, number: int, pk: int) -> HttpResponse:
    """Was this case talked about, or not reached?"""
    items = AgendaItem.objects.select_related("meeting", "case").filter(case__isnull=False)
    item = get_object_or_404(items, meeting__number=number, pk=pk)
    unchanged(request, item)
    answer = request.POST.get("reached")
    try:
        if answer == "yes":
            case = actions.reached(item, by=request.user, results={})
            messages.success(request, _("Talked about. Now write down what came of it."))
            return redirect("cases:report", case.number)
        if answer == "no":
            messages.success(request, _told_where(actions.not_reached(item, by=request.user)))
        else:
            messages.error(request, _("Choose: talked about, or not reached."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("meetings:report", number)


def _told_where(carried: AgendaItem | None) -> str:
    if carried is None:
        return _("Not reached. The case waits for a next meeting.")
    return _("Not reached. The case stands on the agenda of meeting %(number)s.") % {"number": carried.meeting.number}


@for_coordinators
@require_POST
def close(request: MemberRequest, number: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting, number=number)
    unchanged(request, meeting)
    try:
        actions.report(meeting, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The report is complete. Members can read it."))
    return redirect("meetings:report", number)
