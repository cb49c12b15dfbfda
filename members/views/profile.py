"""The own membership: data, what others see, language, leaving."""

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.forms import Form, ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from atelier.base.forms.binding import bind
from members import actions
from members.forms import LeaveForm, ProfileForm, VisibilityForm
from members.models import BringSeek, Member
from members.requests import MemberRequest


def profile(request: MemberRequest) -> HttpResponse:
    member = me(request)
    context = {
        "member": member,
        "items": BringSeek.objects.active().filter(member=member),
        "links_accounts": bool(settings.OIDC_SERVER_URL),
        "has_second_factor": Authenticator.objects.filter(user=member).exists(),
    }
    return render(request, "members/profile.html", context)


def me(request: MemberRequest) -> Member:
    """A fresh copy: a form may write on it without changing who the rest of the page sees."""
    member: Member = Member.objects.select_related("organisation").get(pk=request.user.pk)
    return member


def profile_edit(request: MemberRequest) -> HttpResponse:
    member = me(request)
    form = bind(request, ProfileForm, instance=member)
    if request.method == "POST" and form.is_valid():
        actions.save_profile(member, **only(form, "name", "language", "perspective"))
        messages.success(request, _("Your data are saved."))
        return redirect("members:profile")
    return render(request, "members/profile_form.html", {"form": form, "member": member})


def visibility(request: MemberRequest) -> HttpResponse:
    member = me(request)
    form = bind(request, VisibilityForm, instance=member)
    if request.method == "POST" and form.is_valid():
        actions.choose_visibility(member, **only(form, "is_listed", "show_organisation", "show_email", "bio"))
        messages.success(request, _("Saved. This is how others see you now."))
        return redirect("members:profile")
    return render(request, "members/visibility_form.html", {"form": form, "member": member})


def only(form: "Form | ModelForm[Member]", *names: str) -> dict[str, object]:
    return {name: form.cleaned_data[name] for name in names}


def leave(request: MemberRequest) -> HttpResponse:
    member = me(request)
    form = bind(request, LeaveForm)
    if request.method == "POST" and form.is_valid():
        actions.leave(member, by=member)
        get_adapter().logout(request)
        messages.success(request, _("You no longer take part. Thank you for everything you brought."))
        return redirect("home")
    return render(request, "members/leave.html", {"form": form})
