"""The coordinator invites, and sees who comes and what they need."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from atelier.base.data.search import tidied
from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import bind
from atelier.base.web.access import needs
from atelier.base.web.paging import keyset
from meetings.actions.attendance import show_check_in_code
from meetings.actions.invite import invite as send_invitations
from meetings.actions.many import AT_ONCE
from meetings.forms.invite import InviteForm
from meetings.models import Meeting
from meetings.queries import answer as queries
from meetings.queries.meeting import meeting_to_run, who_comes
from members.permissions import may_coordinate
from members.requests import MemberRequest

FOR_COORDINATORS = _lazy("Only a coordinator can do this.")
PEOPLE_SHOWN = 25
ANSWERS_SHOWN = 100
SOME = 12


@needs(may_coordinate, FOR_COORDINATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: MemberRequest, number: int) -> HttpResponse:
    """Choose whom to invite, see how many that are, and only then send.

    Searching and turning pages send the form too, so that no tick is lost. Nobody is chosen beforehand, except when
    the page is opened with everybody.
    """
    meeting = get_object_or_404(Meeting, number=number)
    wanted = {"everybody": True} if request.GET.get("wie") == "iedereen" else {}
    form = bind(request, InviteForm, makes_new=True, left=queries.members_to_invite(meeting), initial=wanted)
    if "send" in request.POST and form.is_valid():
        return _sent(request, meeting, form)
    if "check" in request.POST and form.is_valid():
        return _check(request, meeting, form)
    page = keyset(form.found().select_related("organisation"), request, order=("name", "pk"), size=PEOPLE_SHOWN)
    context = {
        "meeting": meeting,
        "form": form,
        "people": page,
        "shown": ",".join(str(one.pk) for one in page),
        "not_invited": queries.not_invited(meeting),
    }
    if form.is_bound and not {"check", "send"} & set(request.POST):
        form.errors.clear()  # looking further: nothing has been asked for yet
    return render(request, "meetings/invite.html", context)


def _check(request: MemberRequest, meeting: Meeting, form: InviteForm) -> HttpResponse:
    count = form.members.count()
    context = {"meeting": meeting, "form": form, "count": count, "some": form.members.order_by("name", "pk")[:SOME]}
    return render(request, "meetings/invite_check.html", context)


def _sent(request: MemberRequest, meeting: Meeting, form: InviteForm) -> HttpResponse:
    count = form.members.count()
    many = count > AT_ONCE
    try:
        with transaction.atomic():
            if many:
                send_invitations(meeting, by=request.user, **form.groups)
                send_invitations(meeting, form.left.filter(pk__in=form.cleaned_data["chosen"]), by=request.user)
            else:
                count = send_invitations(meeting, form.members, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        in_parts = _("With so many people it takes some minutes before all mail has left.") if many else ""
        messages.success(request, f"{_sentence_about(count)} {in_parts}".strip())
    return redirect("meetings:answers", meeting.number)


@needs(may_coordinate, FOR_COORDINATORS)
def answers(request: MemberRequest, number: int) -> HttpResponse:
    """Everybody's answer with what they need, over pages; counted per perspective."""
    meeting = meeting_to_run(number)
    words = tidied(request.GET.get("q", ""))
    page = keyset(queries.people_asked(meeting, words), request, order=("name", "pk"), size=ANSWERS_SHOWN)
    context = {
        "meeting": meeting,
        "page": page,
        "words": words,
        "answers": queries.answers_of(meeting, page),
        "counts": who_comes(meeting),
        "guests": queries.guests_of(meeting),
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
