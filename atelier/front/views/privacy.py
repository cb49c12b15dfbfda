"""My data: what is kept, take it with you, be erased. Handing over and erasing ask for a fresh login."""

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import bind
from atelier.base.forms.plain import PlainForm
from atelier.base.web.access import View
from atelier.front import privacy
from atelier.front.readable import readable
from members.models import Member
from members.permissions import may_take_part
from members.requests import MemberRequest


def after_fresh_login(view: View) -> View:
    """allauth asks for the password (or passkey, or code) again when that was some time ago, and then goes on."""
    asked: View = reauthentication_required(view)
    return asked


class EraseForm(PlainForm):
    sure = forms.BooleanField(
        label=gettext_lazy("I understand that this cannot be undone."),
        error_messages={"required": gettext_lazy("Tick the box if you are sure, or go back.")},
    )


@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    return render(request, "front/privacy_mine.html", {})


@require_POST
@after_fresh_login
def export_json(request: MemberRequest) -> HttpResponse:
    member = _member(request)
    return privacy.as_file(privacy.export(member, by=member))


@require_POST
@after_fresh_login
def export_page(request: MemberRequest) -> HttpResponse:
    member = _member(request)
    data = privacy.export(member, by=member)
    return render(request, "front/privacy_export.html", {"rooms": readable(data)})


@after_fresh_login
def erase(request: MemberRequest) -> HttpResponse:
    form = bind(request, EraseForm)
    if request.method == "POST" and form.is_valid():
        member = _member(request)
        try:
            privacy.erase(member, by=member)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            messages.success(request, _("You have been erased. Thank you for taking part. You are always welcome."))
            return redirect("home")
    return render(request, "front/privacy_erase.html", {"form": form})


def _member(request: MemberRequest) -> Member:
    assert isinstance(request.user, Member)  # noqa: S101 - login is required
    assert may_take_part(request.user)  # noqa: S101
    return request.user
