"""Answering an invitation: on the page, or by the personal link in the mail. A GET never changes anything."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from atelier.lib import links
from atelier.lib.errors import DomainError
from atelier.lib.forms import bind
from meetings import calendar
from meetings.actions import answer as actions
from meetings.actions.attendance import check_in as take_check_in
from meetings.emails import ANSWER_LINK_PURPOSE
from meetings.forms.answer import AnswerForm, CheckInForm
from meetings.models import Answer, Attendance, Meeting
from meetings.states import Choice, Presence, Seat
from members.requests import MemberRequest

LINK_WORKS_FOR = timedelta(days=200)


def give(request: MemberRequest, number: int) -> HttpResponse:
    """The answer page of a logged-in member; the quick buttons elsewhere post here as well."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), number=number)
    mine = get_object_or_404(meeting.answers, member=request.user)
    form = bind(request, AnswerForm, answer=mine, initial=AnswerForm.initial_of(mine))
    if request.method == "POST" and form.is_valid():
        return _answered(request, form, mine, redirect(meeting))
    return render(request, "meetings/answer.html", {"meeting": meeting, "mine": mine, "form": form})


@require_POST
def give_quickly(request: MemberRequest, number: int) -> HttpResponse:
    """One button, one answer: needs that were told before stay as they are."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), number=number)
    mine = get_object_or_404(meeting.answers, member=request.user)
    form = AnswerForm({**AnswerForm.initial_of(mine), "choice": request.POST.get("choice", "")}, answer=mine)
    if not form.is_valid():
        return redirect("meetings:answer", number)
    return _answered(request, form, mine, redirect(meeting))


@login_not_required
@never_cache
def give_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The personal link of the mail. Wrong, foreign, old and superseded links all give the same page."""
    mine = _answer_of_link(token)
    if mine is None:
        return links.gone(request)
    initial = AnswerForm.initial_of(mine)
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, answer=mine, initial=initial)
    context = {"meeting": mine.meeting, "mine": mine, "form": form, "by_link": True}
    if request.method == "POST" and form.is_valid():
        return _answered(request, form, mine, redirect("meetings:answer_by_link", token))
    return render(request, "meetings/answer.html", context)


@require_safe
def calendar_file(request: MemberRequest, number: int) -> HttpResponse:
    """ "Put it in my calendar": the same event the mail carries."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), number=number)
    mine = get_object_or_404(meeting.answers, member=request.user)
    body = calendar.feed([calendar.entry_of(mine)], name="Over leven")
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bijeenkomst-{meeting.number}.ics"'
    return response


def check_in(request: MemberRequest, number: int) -> HttpResponse:
    """A member ticks themself as present, with the code on the screen in the room."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), number=number)
    form = bind(request, CheckInForm)
    if request.method == "POST" and form.is_valid():
        try:
            attendance = take_check_in(meeting, request.user, form.cleaned_data["code"])
        except DomainError as refusal:
            form.add_error("code", str(refusal))
        else:
            _tell_what_is_written(request, attendance)
            return redirect(meeting)
    return render(request, "meetings/check_in.html", {"meeting": meeting, "form": form})


def _tell_what_is_written(request: HttpRequest, attendance: Attendance) -> None:
    """A coordinator may have ticked something else before."""
    if attendance.presence == Presence.ABSENT:
        messages.warning(request, _("The list says that you were not there. Ask the coordinator to put it right."))
    elif attendance.presence == Presence.ONLINE:
        messages.success(request, _("You are on the list as taking part online. Good that you are here."))
    else:
        messages.success(request, _("You are on the list. Good that you are here."))


def _answer_of_link(token: str) -> Answer | None:
    data = links.read(token, ANSWER_LINK_PURPOSE, max_age=LINK_WORKS_FOR)
    if data is None:
        return None
    answers = Answer.objects.select_related("meeting", "member").filter(member__is_active=True)
    return answers.filter(meeting=data.ids["meeting"], member=data.person, meeting__sequence=data.version).first()


def _answered(request: HttpRequest, form: AnswerForm, mine: Answer, then: HttpResponse) -> HttpResponse:
    try:
        mine = actions.answer(mine.meeting, mine.member, **form.cleaned_data)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return then
    messages.success(request, _sentence_about(mine))
    return then


def _sentence_about(mine: Answer) -> str:
    if mine.state == Seat.WAITING:
        return _("The room is full. You are on the waiting list; you get a mail as soon as there is a seat for you.")
    return {
        Choice.YES_ONSITE: _("Good, you are coming. We keep a seat for you."),
        Choice.YES_ONLINE: _("Good, you join online. The link stands on the page of the meeting."),
        Choice.NO: _("Thank you for letting us know. We will miss you."),
    }[Choice(mine.choice)]
