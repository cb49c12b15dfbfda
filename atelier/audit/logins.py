"""Logins and changes of what protects an account go into the audit. Signals, as the login is not our code."""

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_ipv46_address
from django.dispatch import receiver
from django.http import HttpRequest

from atelier.audit.actions import record


def origin_of(request: HttpRequest | None) -> str:
    """The visitor's address as far as our own proxies vouch for it."""
    if request is None or not request.META.get("REMOTE_ADDR"):
        return ""
    try:
        address = str(get_adapter().get_client_ip(request))
        validate_ipv46_address(address)
    except (PermissionDenied, ValidationError):
        return ""
    return address


@receiver(user_logged_in)
def logged_in(request: HttpRequest, user: AbstractBaseUser, **_: object) -> None:
    record("login", user, by=user, origin=origin_of(request))


@receiver(user_logged_out)
def logged_out(request: HttpRequest, user: AbstractBaseUser, **_: object) -> None:
    if user is not None:
        record("logout", user, by=user, origin=origin_of(request))


@receiver(user_login_failed)
def login_failed(credentials: dict[str, object], request: HttpRequest | None = None, **_: object) -> None:
    """Whose account it was about, when there is one; what was typed is not kept."""
    typed = str(credentials.get("email") or credentials.get("username") or "")
    user = get_user_model()._default_manager.filter(email__iexact=typed).first() if typed else None
    record("login", user, result="refused", origin=origin_of(request))


@receiver(account.login_code_rejected)
@receiver(account.password_reset_code_rejected)
@receiver(mfa.authentication_failed)
def code_refused(request: HttpRequest, user: AbstractBaseUser | None = None, **_: object) -> None:
    record("code", user, result="refused", origin=origin_of(request))


@receiver(account.password_set)
@receiver(account.password_changed)
@receiver(account.password_reset)
def password_changed(request: HttpRequest, user: AbstractBaseUser, **_: object) -> None:
    record("password.changed", user, by=user, origin=origin_of(request))


@receiver(account.email_changed)
def address_changed(request: HttpRequest, user: AbstractBaseUser, **_: object) -> None:
    record("address.changed", user, by=user, origin=origin_of(request))


@receiver(mfa.authenticator_added)
@receiver(mfa.authenticator_reset)
def factor_added(request: HttpRequest, user: AbstractBaseUser, **_: object) -> None:
    record("second_factor.added", user, by=user, origin=origin_of(request))


@receiver(mfa.authenticator_removed)
def factor_removed(request: HttpRequest, user: AbstractBaseUser, **_: object) -> None:
    record("second_factor.removed", user, by=user, origin=origin_of(request))
