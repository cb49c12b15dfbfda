"""Who comes in with an account of an organisation's own server (OpenID Connect): what it says, and what that opens.

It opens the door for members alone. An address that the provider does not vouch for is proved by a code in its mail;
the page is then the same for every address, and only the mail tells who takes part.
"""

from http import HTTPStatus

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from atelier.base.types import Values
from atelier.base.web import limits
from members.models import Member

WAITS = "outside_account"


def claims_of(login: SocialLogin) -> Values:
    told = login.account.extra_data
    found: dict[str, object] = told.get("userinfo") or told.get("id_token") or told
    return found


def is_verified(login: object) -> bool:
    """Some providers say it in letters, and "false" is no yes."""
    return str(claims_of(login).get("email_verified")).lower() == "true"


def email_of(login: SocialLogin) -> str:
    return str(login.email_addresses[0].email) if login.email_addresses else ""


def is_allowed(login: SocialLogin) -> bool:
    """Whether this provider speaks for this address at all (OIDC_DOMAINS)."""
    domains = login.provider.app.settings.get("domains") or []
    return not domains or email_of(login).rpartition("@")[2].lower() in domains


def is_of_one_person(login: SocialLogin) -> bool:
    """What the provider tells aside must be about whom its token names (OpenID Connect Core, 5.3.2)."""
    told = login.account.extra_data
    subs = {str(told[part].get("sub")) for part in ("userinfo", "id_token") if told.get(part)}
    return len(subs) <= 1


def refuse_others(request: HttpRequest, login: object) -> None:
    if not is_of_one_person(login):
        raise ImmediateHttpResponse(cannot_now(request))
    if not is_allowed(login):
        raise ImmediateHttpResponse(cannot_now(request, foreign=True))


def to_the_door(request: HttpRequest, login: object) -> HttpResponse:
    """Nobody is known by this account: a code to an address that is not vouched for, else the way to join."""
    email = email_of(login)
    if email and not is_verified(login):
        if until := limits.take(request, "account_request_login_code", email=email):
            return limits.too_often(request, until)
        return by_code(request, login, email)
    messages.info(request, _("You do not take part yet with this account. Here you can ask to join."))
    return redirect("members:join")


def by_code(request: HttpRequest, login: SocialLogin, email: str) -> HttpResponse:
    member = Member.objects.active().filter(email__iexact=email).first()
    LoginCodeVerificationProcess.initiate(request=request, user=member, email=email)
    request.session[WAITS] = {"email": email.lower(), "login": login.serialize()}
    return redirect("account_confirm_login_code")


def connect_proved(request: HttpRequest, member: Member) -> None:
    """The code was right: from now on this account opens the door at once."""
    waits = request.session.pop(WAITS, None)
    if not waits or waits["email"] != member.email.lower():
        return
    login = SocialLogin.deserialize(waits["login"])
    if not SocialAccount.objects.filter(provider=login.account.provider, uid=login.account.uid).exists():
        login.connect(request, member)


def cannot_now(request: HttpRequest, *, foreign: bool = False) -> HttpResponse:
    """The page with the other ways to log in."""
    context = {"foreign": foreign}
    return render(request, "socialaccount/authentication_error.html", context, status=HTTPStatus.UNAUTHORIZED)
