"""Asking to take part."""

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.plain import PlainModelForm
from atelier.base.forms.robots import GuardedForm
from atelier.base.types import Values
from members.models import JoinRequest, Organisation
from members.states import PERSPECTIVE_MEANS, OrganisationKind, Perspective


def _perspectives() -> list[tuple[str, str]]:
    return [(one.value, f"{one.label}: {PERSPECTIVE_MEANS[one]}") for one in Perspective]


def _consent() -> str:
    return format_html(
        '{} <a href="{}" target="_blank">{}</a>',
        _("I agree with the house rules."),
        reverse_lazy("house_rules"),
        _("Read them"),
    )


class JoinForm(GuardedForm, PlainModelForm):
    perspective = forms.ChoiceField(
        label=_("From which perspective do you look?"),
        choices=_perspectives,
        widget=forms.RadioSelect,
        help_text=_("Choose what fits best. You can change it later."),
        error_messages={"required": _("Choose the perspective that fits best")},
    )
    organisation = forms.ModelChoiceField(
        label=_("Your organisation"),
        queryset=Organisation.objects.confirmed(),
        required=False,
        empty_label=_("None, or not in this list"),
    )
    proposed_kind = forms.ChoiceField(
        label=_("What kind of organisation is it?"),
        choices=[("", _("Choose a kind")), *OrganisationKind.choices],
        required=False,
    )
    house_rules = forms.BooleanField(
        label=lazy(_consent, str)(),
        error_messages={"required": _("You can only join when you agree with the house rules")},
    )

    class Meta:
        model = JoinRequest
        fields = [
            "name", "email", "perspective", "organisation", "proposed_name", "proposed_kind", "brings", "hopes",
        ]  # fmt: skip
        labels = {
            "name": _("Your name"),
            "email": _("Your e-mail address"),
            "proposed_name": _("Is your organisation not in the list? Then write its name here"),
            "brings": _("What do you bring?"),
            "hopes": _("What do you hope to learn?"),
        }
        help_texts = {
            "email": _("We send a mail there to confirm it. Later you log in with it."),
            "brings": _("Experience, knowledge, a network, a place to meet. A few sentences will do."),
            "hopes": _("A few sentences will do."),
        }
        error_messages = {
            "name": {"required": _("Write your name")},
            "email": {
                "required": _("Write your e-mail address"),
                "invalid": _("Write a whole e-mail address, like name@example.nl"),
            },
            "brings": {"required": _("Write what you bring")},
            "hopes": {"required": _("Write what you hope to learn")},
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "brings": forms.Textarea(attrs={"rows": 4}),
            "hopes": forms.Textarea(attrs={"rows": 4}),
        }

    def clean(self) -> Values:
        told: Values = super().clean() or self.cleaned_data
        if told.get("organisation") and told.get("proposed_name"):
            self.add_error("proposed_name", _("Choose an organisation from the list, or write a name here. Not both."))
        elif told.get("proposed_name") and not told.get("proposed_kind"):
            self.add_error("proposed_kind", _("Choose what kind of organisation it is"))
        if not told.get("proposed_name"):
            told["proposed_kind"] = ""
        return told

    def validate_constraints(self) -> None:
        """That an address asked before is no error here: the mail tells, the page does not."""
