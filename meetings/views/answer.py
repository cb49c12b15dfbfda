"""Answering an invitation: on the page, or by the personal link in the mail. A GET never changes anything."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import bind
from atelier.base.web import links
from meetings import answer_links, calendar
from meetings.actions import answer as actions
from meetings.actions.attendance import check_in as take_check_in
from meetings.forms.answer import AnswerByLinkForm, AnswerForm, CheckInForm
from meetings.models import Answer, Attendance, Meeting
from meetings.states import Choice, Presence, Seat
from members.requests import MemberRequest

# In the address of the page: the answer that was tapped, and that the plan changed meanwhile.
CHOICE, CHANGED = "keuze", "gewijzigd"


def give(request: MemberRequest, number: int) -> HttpResponse:
    """The answer page of a logged-in member; the quick buttons elsewhere post here as well."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), number=number)
    mine = get_object_or_404(meeting.answers, member=request.user)
    initial = AnswerForm.initial_of(mine, request.GET.get(CHOICE, ""))
    form = bind(request, AnswerForm, answer=mine, initial=initial)
    if request.method == "POST" and form.is_valid() and not form.plan_has_changed:
        return _answered(request, form, mine, redirect(meeting))
    return _page(request, mine, form, stale=CHANGED in request.GET)


@require_POST
def give_quickly(request: MemberRequest, number: int) -> HttpResponse:
    """One button, one answer: needs that were told before stay as they are."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), number=number)
    mine = get_object_or_404(meeting.answers, member=request.user)
    sent = {name: request.POST.get(name, "") for name in ("choice", "seen")}
    form = AnswerForm({**AnswerForm.initial_of(mine), **sent}, answer=mine)
    if not form.is_valid():
        return redirect("meetings:answer", number)
    if form.plan_has_changed:
        query = urlencode({CHOICE: sent["choice"], CHANGED: 1})
        return redirect(f"{reverse('meetings:answer', args=[number])}?{query}")
    return _answered(request, form, mine, redirect(meeting))


@login_not_required
@never_cache
def give_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The personal link of a mail, this one's or an older one's: the question as it is now, and what changed since.

    Wrong and foreign links, and those that have ended, all give the same page.
    """
    found = answer_links.read(token)
    if found is None:
        return links.gone(request)
    mine, then = found
    initial = AnswerForm.initial_of(mine, request.GET.get(CHOICE, ""))
    form = bind(request, AnswerByLinkForm, answer=mine, initial=initial)
    if request.method == "POST" and form.is_valid() and not form.plan_has_changed:
        return _answered(request, form, mine, redirect("meetings:answer_by_link", token))
    return _page(request, mine, form, then=then, by_link=True)


def _page(
    request: HttpRequest, mine: Answer, form: AnswerForm, *, stale: bool = False, **context: Any
) -> HttpResponse:
    """The question. An answer to an earlier plan is not taken: it stands chosen under the new one."""
    stale = stale or (form.is_bound and form.is_valid() and form.plan_has_changed)
    context |= {"meeting": mine.meeting, "mine": mine, "form": form.now() if form.is_bound and stale else form}
    if then := context.get("then"):
        context |= {"moved": then.moved(mine.meeting), "elsewhere": then.elsewhere(mine.meeting)}
    context["answered_since"] = mine.answered_at is not None and mine.answered_at >= mine.meeting.changed_at
    context["stale"] = stale
    return render(request, "meetings/answer.html", context)


@require_safe
def calendar_file(request: MemberRequest, number: int) -> HttpResponse:
    """ "Put it in my calendar": the same event the mail carries."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), number=number)
    mine = get_object_or_404(meeting.answers, member=request.user)
    body = calendar.feed([calendar.own_entry_of(mine)], name="Over leven")
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


def _answered(request: HttpRequest, form: AnswerForm, mine: Answer, then: HttpResponse) -> HttpResponse:
    try:
        mine = actions.answer(mine.meeting, mine.member, **form.given)
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
