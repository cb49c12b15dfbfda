"""allauth's forms for passkeys and codes, in our words and with our limits."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

from members.guesses import guess, right
from members.models import Member

NAME = _("Name of this key")
NAME_HELP = _("For yourself, to tell it from other keys. For example: my telephone.")


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].help_text = NAME, NAME_HELP
        alone = self.fields["passwordless"]
        alone.label = _("Log in with this key alone, without a password")
        alone.help_text = _("Then it is a passkey: your fingerprint, your face or the code of your device is enough.")


class EditKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].help_text = NAME, NAME_HELP


class Guarded:
    """A code of the app or a recovery code: who guesses waits."""

    user: Member

    def clean_code(self) -> str:
        guess(context.request, self.user.email)
        code: str = super().clean_code()  # type: ignore[misc]
        right(context.request, self.user.email)
        return code


class SecondStepForm(Guarded, AuthenticateForm):  # type: ignore[misc]
    pass


class SecondStepAgainForm(Guarded, ReauthenticateForm):  # type: ignore[misc]
    pass
