"""Asking to join, and the first visit. All of it is for visitors."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from atelier.base.forms.binding import bind
from atelier.base.forms.robots import GuardedForm
from atelier.base.web import links
from atelier.base.web.limits import take, too_often
from members import actions
from members.emails import CONFIRM, WELCOME
from members.forms import JoinForm, PasswordForm
from members.models import JoinRequest, Member
from members.states import JoinState

DAY = 24 * 3600
NOT_TOLD = ("house_rules", "version", *GuardedForm.GUARDS)
CONFIRM_DAYS, WELCOME_DAYS = 7, 14


@login_not_required
def join(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = bind(request, JoinForm, makes_new=True)
    if request.method == "POST" and form.is_valid():
        if until := take(request, "mail_to_join"):
            return too_often(request, until)
        told = {name: value for name, value in form.cleaned_data.items() if name not in NOT_TOLD}
        actions.join(**told, language=get_language() or settings.LANGUAGE_CODE)
        request.session["join_email"] = told["email"]
        return redirect("members:join_sent")
    return render(request, "members/join_form.html", {"form": form})


@login_not_required
@never_cache
def join_sent(request: HttpRequest) -> HttpResponse:
    """The same words for every address: whether somebody takes part is told in the mail only."""
    return render(request, "members/join_sent.html", {"email": request.session.get("join_email", "")})


@login_not_required
@never_cache
def join_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail: looking changes nothing, the button confirms or withdraws."""
    asked = request_of(token)
    if asked is None:
        return links.gone(request)
    if request.method == "POST" and request.POST.get("answer") == "withdraw":
        actions.withdraw(asked)
        return redirect("members:join_withdrawn")
    if request.method == "POST" and asked.state == JoinState.UNCONFIRMED:
        actions.confirm(asked)
        return redirect(request.path)
    return render(request, "members/join_confirm.html", {"asked": asked})


def request_of(token: str) -> JoinRequest | None:
    found = links.read(token, CONFIRM, max_age=CONFIRM_DAYS * DAY)
    if found is None:
        return None
    return JoinRequest.objects.open().filter(pk=found.person, link_version=found.version).first()


@login_not_required
def join_withdrawn(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "members/join_withdrawn.html",
    )


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The first visit: choose a password, or go in without one. The link works once."""
    member = newcomer_of(token)
    if member is None:
        # Who presses once more in the mail is in already.
        return redirect(settings.LOGIN_REDIRECT_URL) if is_own(request, token) else links.gone(request)
    without = request.POST.get("way") == "code"
    form = PasswordForm(request.POST if request.method == "POST" and not without else None, member=member)
    if request.method == "POST" and (without or form.is_valid()):
        actions.welcome(member, password=None if without else form.cleaned_data["password"])
        messages.success(request, _("Welcome! Here you see what is asked of you."))
        # The link came by mail, as a login code would; whoever set up a second factor is asked for it.
        record_authentication(request, member, method="code", email=member.email)
        response: HttpResponse = perform_login(request, Login(user=member, redirect_url=settings.LOGIN_REDIRECT_URL))
        return response
    return render(request, "members/welcome.html", {"form": form, "member": member})


def is_own(request: HttpRequest, token: str) -> bool:
    found = links.read(token, WELCOME, max_age=WELCOME_DAYS * DAY)
    return found is not None and request.user.is_authenticated and found.person == request.user.pk


def newcomer_of(token: str) -> Member | None:
    found = links.read(token, WELCOME, max_age=WELCOME_DAYS * DAY)
    if found is None:
        return None
    newcomers: QuerySet[Member] = Member.objects.active().select_related("organisation")
    return newcomers.filter(pk=found.person, link_version=found.version, welcomed_at=None).first()
