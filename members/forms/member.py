"""One's own profile, and what of it others see."""

from typing import Unpack

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.fields import choice
from atelier.base.forms.plain import PlainForm, PlainModelForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.types import Data, Files, FormOptions, ModelFormOptions
from members.models import Member
from members.states import Perspective


class ProfileForm(VersionedForm, PlainModelForm):
    """Without the organisation: rights hang on it, so a moderator changes that one."""

    class Meta:
        model = Member
        fields = ["name", "language", "perspective"]
        labels = {"name": _("Your name"), "language": _("Language of pages and mails")}
        error_messages = {"name": {"required": _("Write your name")}}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "language": forms.RadioSelect,
            "perspective": forms.RadioSelect,
        }

    def __init__(self, data: Data = None, files: Files = None, **options: Unpack[ModelFormOptions]) -> None:
        super().__init__(data, files, **options)
        # Everybody looks from one of the seven: Django would offer an eighth, empty one.
        choice(self, "perspective").choices = Perspective.choices


class VisibilityForm(VersionedForm, PlainModelForm):
    class Meta:
        model = Member
        fields = ["is_listed", "show_organisation", "show_email", "bio"]
        labels = {
            "is_listed": _("Put me in the list of members"),
            "show_organisation": _("Show my organisation"),
            "show_email": _("Show my e-mail address"),
            "bio": _("About me"),
        }
        help_texts = {
            "is_listed": _("Only people who take part see the list. They see your name and your perspective."),
            "show_organisation": _("Also on the page of your organisation."),
            "show_email": _("Then others can write to you."),
            "bio": _("What do you do, what do you know, what may people ask you about?"),
        }
        widgets = {"bio": forms.Textarea(attrs={"rows": 4})}


class PasswordForm(PlainForm):
    """Choose a password at the first visit: typed once, because it can be made visible and reset."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password")},
    )

    def __init__(
        self, data: Data = None, files: Files = None, *, member: Member, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        self.member = member
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password, self.member)
        except ValidationError as refused:
            raise forms.ValidationError(refused.messages) from None
        return password


class LeaveForm(PlainForm):
    sure = forms.BooleanField(
        label=_("Yes, I want to stop"), error_messages={"required": _("Tick that you are sure, or go back")}
    )
