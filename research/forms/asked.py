"""Asking a question from practice."""

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.plain import PlainModelForm
from atelier.base.types import Data, Files, ModelFormOptions, Values
from members.models import Member
from research.models import AskedQuestion


class AskForm(PlainModelForm):
    for_organisation = forms.BooleanField(label=_("I ask this on behalf of my organisation"), required=False)

    class Meta:
        model = AskedQuestion
        fields = ["title", "question", "why", "help"]
        labels = {
            "title": _("Your question in a few words"),
            "question": _("What would you like to know?"),
            "why": _("What would you do with the answer?"),
            "help": _("What can you offer the students?"),
        }
        help_texts = {
            "title": _("For the list. For example: why people do not open our letters."),
            "question": _("Write about situations, not about persons."),
            "help": _("For example: people to talk with, figures, a desk, a contact person."),
        }
        error_messages = {
            "title": {"required": _("Say in a few words what your question is about.")},
            "question": {"required": _("Write down what you would like to know.")},
            "why": {"required": _("Write down what you would do with the answer.")},
        }
        widgets = {
            "question": forms.Textarea(attrs={"rows": 4}),
            "why": forms.Textarea(attrs={"rows": 3}),
            "help": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(
        self, data: Data = None, files: Files = None, *, member: Member, **options: Unpack[ModelFormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        self.member = member
        if member.organisation is None:
            del self.fields["for_organisation"]
        else:
            self.fields["for_organisation"].label = _("I ask this on behalf of %(organisation)s") % {
                "organisation": member.organisation.name
            }

    def typed(self) -> Values:
        """The fields as the action takes them."""
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        on_behalf = self.cleaned_data.get("for_organisation")
        return {**data, "organisation": self.member.organisation if on_behalf else None}
