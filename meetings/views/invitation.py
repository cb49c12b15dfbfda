"""The coordinator invites, and sees who comes and what they need."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from atelier.lib.access import needs
from atelier.lib.errors import DomainError
from atelier.lib.forms import bind
from meetings.actions.answer import invite as send_invitations
from meetings.actions.attendance import show_check_in_code
from meetings.forms.answer import InviteForm
from meetings.models import Meeting
from meetings.queries import answer as queries
from members.permissions import may_coordinate
from members.requests import MemberRequest

FOR_COORDINATORS = _lazy("Only a coordinator can do this.")


@needs(may_coordinate, FOR_COORDINATORS)
def invite(request: MemberRequest, number: int) -> HttpResponse:
    """Choose whom to invite; nobody is chosen beforehand except when the page is opened with everybody."""
    meeting = get_object_or_404(Meeting, number=number)
    form = bind(request, InviteForm, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            count = send_invitations(meeting, form.cleaned_data["members"], by=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _sentence_about(count))
        return redirect("meetings:answers", number)
    if request.GET.get("wie") == "iedereen" and request.method == "GET":
        form.tick_everybody()
    return render(request, "meetings/invite.html", {"meeting": meeting, "form": form})


@needs(may_coordinate, FOR_COORDINATORS)
def answers(request: MemberRequest, number: int) -> HttpResponse:
    """Everybody's answer, counted per perspective, with what they need."""
    meeting = get_object_or_404(Meeting, number=number)
    given = queries.answers_of(meeting.pk)
    context = {
        "meeting": meeting,
        "answers": given,
        "counts": queries.count_by_perspective(given),
        "totals": queries.count_by_choice(given),
        "guests": list(meeting.experts.select_related("item__case", "item__method_step")),
        "not_invited": queries.not_invited(meeting),
    }
    return render(request, "meetings/answers.html", context)


@needs(may_coordinate, FOR_COORDINATORS)
def check_in_code(request: MemberRequest, number: int) -> HttpResponse:
    """The code for the screen in the room. A POST makes it, a GET shows it."""
    meeting = get_object_or_404(Meeting, number=number)
    if request.method == "POST":
        show_check_in_code(meeting, by=request.user)
        return redirect("meetings:check_in_code", number)
    return render(request, "meetings/check_in_code.html", {"meeting": meeting})


def _sentence_about(count: int) -> str:
    return ngettext(
        "%(count)s person gets an invitation by mail.", "%(count)s people get an invitation by mail.", count
    ) % {"count": count}
