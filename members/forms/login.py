"""allauth's forms: what is too long is refused before anything looks at it, and passkeys are in our words.

What is kept (the name of a key, a new address) is tidied and searched for a BSN as well.
"""

from typing import Unpack

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount.forms import DisconnectForm
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.binding import Bounded, Plain
from atelier.base.types import Data, Files, FormOptions, Values
from members.guesses import guess, right
from members.models import Member

NAME = _("Name of this key")
NAME_HELP = _("For yourself, to tell it from other keys. For example: my telephone.")


class AddKeyForm(Plain, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, data: Data = None, files: Files = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, files, **options)
        self.fields["name"].label, self.fields["name"].help_text = NAME, NAME_HELP
        alone = self.fields["passwordless"]
        alone.label = _("Log in with this key alone, without a password")
        alone.help_text = _("Then it is a passkey: your fingerprint, your face or the code of your device is enough.")


class EditKeyForm(Plain, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, data: Data = None, files: Files = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, files, **options)
        self.fields["name"].label, self.fields["name"].help_text = NAME, NAME_HELP


class Guarded:
    """A code of the app or a recovery code: who guesses waits."""

    user: Member

    def clean_code(self) -> str:
        guess(context.request, self.user.email)
        code: str = super().clean_code()  # type: ignore[misc]
        right(context.request, self.user.email)
        return code


class LoginForm(Bounded, account.LoginForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(Bounded, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class RequestCodeForm(Bounded, account.RequestLoginCodeForm):  # type: ignore[misc]
    pass


class ConfirmCodeForm(Bounded, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    pass


class ChangeEmailForm(Plain, account.ChangeEmailForm):  # type: ignore[misc]
    pass


class AddEmailForm(Plain, account.AddEmailForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(Bounded, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(Bounded, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(Bounded, account.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(Bounded, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class UserTokenForm(Bounded, account.UserTokenForm):  # type: ignore[misc]
    pass


class SecondStepForm(Guarded, Bounded, mfa.AuthenticateForm):  # type: ignore[misc]
    pass


class SecondStepAgainForm(Guarded, Bounded, mfa.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateAppForm(Bounded, ActivateTOTPForm):  # type: ignore[misc]
    pass


class KeyLoginForm(Bounded, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class KeySecondStepForm(Bounded, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class KeyAgainForm(Bounded, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class EndLinkForm(Bounded, DisconnectForm):  # type: ignore[misc]
    """The last linked account may go too: a code by mail always opens the door."""

    def clean(self) -> Values:
        return dict(self.cleaned_data)
