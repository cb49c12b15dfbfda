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

from atelier.base.forms.bounded import Bounded
from atelier.base.forms.plain import Plain
from atelier.base.types import Data, Files, FormOptions, Values
from members.guesses import guess, right
from members.models import Member

NAME = _("Name of this key")
NAME_HELP = _("For yourself, to tell it from other keys. For example: my telephone.")


class AddKeyForm(Plain, webauthn.AddWebAuthnForm):
    guards = {"name": ""}

    def __init__(self, data: Data = None, files: Files = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, files, **options)
        self.fields["name"].label, self.fields["name"].help_text = NAME, NAME_HELP
        alone = self.fields["passwordless"]
        alone.label = _("Log in with this key alone, without a password")
        alone.help_text = _("Then it is a passkey: your fingerprint, your face or the code of your device is enough.")


class EditKeyForm(Plain, webauthn.EditWebAuthnForm):
    guards = {"name": ""}

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


class LoginForm(Bounded, account.LoginForm):
    pass


class ReauthenticateForm(Bounded, account.ReauthenticateForm):
    pass


class RequestCodeForm(Bounded, account.RequestLoginCodeForm):
    pass


class ConfirmCodeForm(Bounded, account.ConfirmLoginCodeForm):
    pass


class ChangeEmailForm(Plain, account.ChangeEmailForm):
    guards = {"email": ""}


class AddEmailForm(Plain, account.AddEmailForm):
    guards = {"email": ""}


class ChangePasswordForm(Bounded, account.ChangePasswordForm):
    pass


class SetPasswordForm(Bounded, account.SetPasswordForm):
    pass


class ResetPasswordForm(Bounded, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Bounded, account.ResetPasswordKeyForm):
    pass


class UserTokenForm(Bounded, account.UserTokenForm):
    pass


class SecondStepForm(Guarded, Bounded, mfa.AuthenticateForm):
    pass


class SecondStepAgainForm(Guarded, Bounded, mfa.ReauthenticateForm):
    pass


class ActivateAppForm(Bounded, ActivateTOTPForm):
    pass


class KeyLoginForm(Bounded, webauthn.LoginWebAuthnForm):
    pass


class KeySecondStepForm(Bounded, webauthn.AuthenticateWebAuthnForm):
    pass


class KeyAgainForm(Bounded, webauthn.ReauthenticateWebAuthnForm):
    pass


class EndLinkForm(Bounded, DisconnectForm):
    """The last linked account may go too: a code by mail always opens the door."""

    def clean(self) -> Values:
        return dict(self.cleaned_data)
