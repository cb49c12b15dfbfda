"""Planning one meeting: when and where, publishing, calling off, and that it has been held."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from atelier.base.exceptions import DomainError, Stale
from atelier.base.forms.binding import bind
from atelier.base.forms.versions import unchanged
from atelier.base.words.dates import nice_date
from atelier.desk.seconds import words_that_wait
from meetings import actions
from meetings.exceptions import SeatsTaken
from meetings.forms.meeting import CancelForm, ChangeForm, PlanForm
from meetings.models import Meeting
from meetings.queries import agenda
from meetings.queries.series import extra_holidays, obstacle_on
from meetings.views.coordination import for_coordinators
from members.models import Member
from members.requests import MemberRequest


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: MemberRequest) -> HttpResponse:
    form = bind(request, PlanForm, makes_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.plan(by=request.user, **form.plan)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The meeting is planned. Now build its agenda."))
            _tell_of_waiting(request, meeting)
            _warn_of_holiday(request, meeting)
            return redirect("meetings:agenda", meeting.number)
    return render(request, "meetings/meeting_form.html", {"form": form})


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, number: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.select_related("series"), number=number)
    form = bind(request, ChangeForm, meeting=meeting, in_series=meeting.series_id is not None)
    agreed, losing = request.POST.getlist("agreed"), None
    if request.method == "POST" and form.is_valid():
        try:
            changed = _write(meeting, form, request.user, agreed)
        except Stale as error:
            error.form = form  # the page that tells it shows what was typed
            raise
        except SeatsTaken as error:
            losing = error
            form.add_error(None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            touched = len(changed)
            told = ngettext("%(number)d meeting was changed.", "%(number)d meetings were changed.", touched)
            messages.success(request, told % {"number": touched} if touched else _("Nothing was changed."))
            _tell_of_waiting(request, meeting)
            for one in changed if form.moves_days else [meeting]:
                _warn_of_holiday(request, one)
            return redirect("meetings:workplace", number)
    context = {"form": form, "meeting": meeting, "agreed": agreed, "losing": losing}
    return render(request, "meetings/meeting_form.html", context)


def _write(meeting: Meeting, form: ChangeForm, by: Member, agreed: list[str]) -> list[Meeting]:
    """The meetings that changed: this one, and with it perhaps others of the series."""
    return actions.change_with_others(
        meeting,
        by=by,
        scope=form.scope_chosen,
        plan=form.plan,
        shared=form.shared,
        move_days=form.moves_days,
        seen=form.cleaned_data["version"],
        agreed=agreed,
    )


def _tell_of_waiting(request: MemberRequest, meeting: Meeting) -> None:
    if words_that_wait(meeting):
        messages.info(
            request,
            _("A moderator reads title, theme and text before visitors do. Members see title and theme now."),
        )


def _warn_of_holiday(request: MemberRequest, meeting: Meeting) -> None:
    """A holiday is no mistake, but one should know."""
    obstacle = obstacle_on(meeting.day, school=True, extra=extra_holidays(meeting.day, meeting.day))
    if obstacle:
        sentence = _("Mind: on %(day)s it is a %(reason)s.") % {
            "day": nice_date(meeting.starts_at),
            "reason": obstacle.sentence(),
        }
        messages.warning(request, sentence)


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: MemberRequest, number: int) -> HttpResponse:
    """Look once more at what everybody will read; then it goes out."""
    meeting = get_object_or_404(Meeting, number=number)
    lines = agenda.timed_agenda(meeting)
    if request.method == "POST":
        unchanged(request, meeting)
        try:
            actions.publish(meeting, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The meeting is published. The invitations are on their way."))
        return redirect("meetings:workplace", number)
    context = {
        "meeting": meeting,
        "lines": lines,
        "minutes": agenda.minutes_of(meeting, lines),
        "members": Member.objects.active().count(),
    }
    return render(request, "meetings/publish.html", context)


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: MemberRequest, number: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting, number=number)
    form = bind(request, CancelForm, versioned=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(meeting, by=request.user, reason=form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The meeting is called off. Everybody who was invited is told."))
            return redirect("meetings:workplace", number)
    return render(request, "meetings/cancel.html", {"meeting": meeting, "form": form})


@for_coordinators
@require_POST
def hold(request: MemberRequest, number: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting, number=number)
    unchanged(request, meeting)
    try:
        actions.hold(meeting, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("meetings:workplace", number)
    return redirect("meetings:report", number)
