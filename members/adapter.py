"""How allauth works here: nobody signs up, mails look like ours, secrets are encrypted, logins are recorded."""

import base64
from datetime import datetime
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from atelier.base.types import Context
from atelier.base.web.limits import remember, take
from atelier.mail.actions import send_now
from members import actions, outside
from members.guesses import guess, right
from members.middleware import begin
from members.models import Member

UNKNOWN = "account/email/unknown_account"
WRONG_CODE = _("This code is not right. Look once more, or ask for a new one.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("You cannot log in with this account any more. Ask a moderator."),
        "email_password_mismatch": _("This e-mail address and this password do not belong together."),
        "email_taken": _("This e-mail address is already in use."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "invalid_or_expired_key": _("This link or code no longer works. Ask for a new one."),
        "same_as_current": _("This is what it is already. Choose something else."),
        "too_many_login_attempts": _("This went wrong too often. Wait some minutes and try again."),
        "rate_limited": _("This went too fast. Wait a moment and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """A page of our own: the Host of the request says nothing about that."""
        return url_has_allowed_host_and_scheme(url, None)

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        guess(request, credentials.get("email", ""))

    def authenticate(self, request: HttpRequest, **credentials: str) -> Member | None:
        """The right password of who left says no more than a wrong one."""
        member: Member | None = super().authenticate(request, **credentials)
        if member is None or not member.is_active:
            return None
        right(request, credentials.get("email", ""))
        return member

    def post_login(self, request: HttpRequest, user: Member, **about: object) -> HttpResponse:
        begin(request)
        remember(request, user.email)
        outside.connect_proved(request, user)
        answer: HttpResponse = super().post_login(request, user, **about)
        return answer

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """The own new address: what was given out under the old one ends, but for the session that asks."""
        member, own = email_address.user, request.user.pk == email_address.user_id
        with transaction.atomic():
            if not email_address.can_set_verified() or not member.is_active:
                return False
            actions.use_new_address(member, email_address.email, session=session_key(request) if own else "")
            confirmed: bool = super().confirm_email(request, email_address)
        if own:
            update_session_auth_hash(request, member)
            UserSession.objects.create_from_request(request)
        return confirmed

    def send_mail(self, template_prefix: str, email: str, context: Context) -> None:
        """Through our outbox, at once. Codes and links are sealed there, and wiped when the mail has left.

        Who types an address that is nobody's has it mailed twice a day at most; the page says the same.
        A new address that is not the member's yet gets its mail as an address, in the member's language.
        """
        if template_prefix == UNKNOWN and take(self.request, "mail_to_unknown", email=email):
            return
        owner = context.get("user") or Member.objects.active().filter(email__iexact=email).first()
        own = owner if owner is not None and owner.email.lower() == email.lower() else None
        send_now(
            "members.account",
            to=own or email,
            language=owner.language if owner else translation.get_language() or settings.LANGUAGE_CODE,
            params={"template": template_prefix.replace("/", ".")},
            sealed={"email": email, **sayable(context)},
        )


def session_key(request: HttpRequest) -> str:
    return request.session.session_key or ""


def sayable(context: Context) -> dict[str, str]:
    """The words of allauth's context; people and requests stay out."""
    words = {name: str(value) for name, value in context.items() if isinstance(value, str | int | Promise)}
    if isinstance(context.get("timestamp"), datetime):
        words["timestamp"] = date_format(localtime(context["timestamp"]), "DATETIME_FORMAT")
    return words


class MFAAdapter(DefaultMFAAdapter):
    """The secrets of authenticator apps lie encrypted in the database; the key comes from SECRET_KEY."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _("You cannot switch this off."),
        "cannot_generate_recovery_codes": _("First set up an authenticator app or a passkey."),
        "unverified_email": _("First confirm your e-mail address."),
    }

    def generate_authenticator_name(self, user: Member, type: Authenticator.Type) -> str:
        """What the form proposes; people change it to what they call their device."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("My passkey") if number == 1 else gettext("Passkey %(number)d") % {"number": number}

    def build_totp_svg(self, url: str) -> SafeString:
        """Drawn in the page itself: the content security policy has no room for data: pictures."""
        image = qrcode.make(url, image_factory=SvgPathFillImage)
        drawing: str = image.to_string(encoding="unicode")
        return mark_safe(drawing)  # noqa: S308 - made here, of squares only

    def encrypt(self, text: str) -> str:
        return vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault().decrypt(encrypted_text.encode()).decode()


def vault() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(derived(key)) for key in keys])


def derived(key: str) -> bytes:
    secret = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"over-leven second factor").derive(key.encode())
    return base64.urlsafe_b64encode(secret)


class SocialAdapter(DefaultSocialAccountAdapter):
    """An account elsewhere opens the door only for who is a member here already."""

    def pre_social_login(self, request: HttpRequest, sociallogin: object) -> None:
        outside.refuse_others(request, sociallogin)

    def can_authenticate_by_email(self, login: object, email: str) -> bool:
        return outside.is_verified(login) and outside.is_allowed(login)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        raise ImmediateHttpResponse(outside.to_the_door(request, sociallogin))

    def on_authentication_error(self, request: HttpRequest, provider: object, **about: object) -> None:
        if about.get("error") != AuthError.CANCELLED:
            raise ImmediateHttpResponse(outside.cannot_now(request))
