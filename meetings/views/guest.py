"""The guest expert's own page: one meeting's agenda, the case of the own slot, and the slides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from atelier.base.exceptions import DomainError
from atelier.base.files import uploads
from atelier.base.forms.binding import bind
from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.forms.versions import unchanged
from atelier.base.web import links
from atelier.base.web.access import needs
from meetings.actions import guest as actions
from meetings.emails import GUEST_LINK_PURPOSE
from meetings.forms.guest import GuestExpertForm, SlidesForm
from meetings.models import GuestExpert, Meeting
from meetings.queries.agenda import timed_agenda
from meetings.states import MeetingState
from members.permissions import may_coordinate
from members.requests import MemberRequest

FOR_COORDINATORS = _lazy("Only a coordinator can do this.")


@login_not_required
@never_cache
def page(request: HttpRequest, token: str) -> HttpResponse:
    guest = _guest_of_link(token)
    if guest is None:
        return links.gone(request)
    form = bind(request, SlidesForm, files_of=guest)
    if request.method == "POST" and form.is_valid():
        actions.hand_in_slides(guest, form.cleaned_data["slides"])
        messages.success(request, _("Thank you. We have your slides."))
        return redirect("meetings:guest", token)
    context = {
        "guest": guest,
        "token": token,
        "meeting": guest.meeting,
        "agenda": timed_agenda(guest.meeting),
        "form": form,
    }
    return render(request, "meetings/guest.html", context)


@login_not_required
@require_safe
def own_slides(request: HttpRequest, token: str) -> HttpResponse | FileResponse:
    """What the guest handed in, as members get it."""
    guest = _guest_of_link(token)
    if guest is None:
        return links.gone(request)
    return uploads.serve(request, guest.slides, name=guest.slides_name)


@needs(may_coordinate, FOR_COORDINATORS)
def add(request: MemberRequest, number: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting, number=number)
    form = bind(request, GuestExpertForm, makes_new=True, meeting=meeting, instance=GuestExpert(meeting=meeting))
    if request.method == "POST" and form.is_valid():
        try:
            guest = actions.invite_guest(form.save(commit=False), by=request.user)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s gets a mail with a personal link.") % {"name": guest.name})
            return redirect("meetings:answers", number)
    return render(request, "meetings/guest_form.html", {"meeting": meeting, "form": form})


@needs(may_coordinate, FOR_COORDINATORS)
@require_POST
def renew(request: MemberRequest, number: int, guest: int) -> HttpResponse:
    expert = get_object_or_404(GuestExpert, pk=guest, meeting__number=number)
    unchanged(request, expert)
    try:
        actions.invite_guest(expert, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s gets a new link; the old one works no longer.") % {"name": expert.name})
    return redirect("meetings:answers", number)


@needs(may_coordinate, FOR_COORDINATORS)
@require_POST
def end(request: MemberRequest, number: int, guest: int) -> HttpResponse:
    expert = get_object_or_404(GuestExpert, pk=guest, meeting__number=number)
    unchanged(request, expert)
    back = reverse("meetings:answers", args=[number])
    title = _("End the link of %(name)s?") % {"name": expert.name}
    what = _("The link works no longer, and the data and slides go.")
    if page := ask_once(request, title, what, _("End the link"), back=back):
        return page
    with undoable(request, _("The link works no longer, and the data and slides are gone."), expert, back=back):
        actions.end_guest(expert, by=request.user)
    return redirect(back)


@require_safe
def slides(request: MemberRequest, number: int, guest: int) -> FileResponse:
    """The slides, for members who may see the meeting."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), number=number)
    expert = get_object_or_404(meeting.experts.exclude(slides=""), pk=guest)
    return uploads.serve(request, expert.slides, name=expert.slides_name)


def _guest_of_link(token: str) -> GuestExpert | None:
    data = links.read(token, GUEST_LINK_PURPOSE)
    if data is None:
        return None
    guests = GuestExpert.objects.select_related("meeting", "item__case")
    guests = guests.filter(expires_at__gt=timezone.now()).exclude(meeting__state=MeetingState.CANCELLED)
    return guests.filter(pk=data.person, token_version=data.version).first()
