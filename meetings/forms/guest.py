"""Inviting a guest expert, and handing in slides."""

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from atelier.base.files.uploads import CheckedFileField
from atelier.base.forms.fields import model_choice
from atelier.base.forms.plain import PlainForm, PlainModelForm
from atelier.base.types import Data, Files, ModelFormOptions
from meetings.models import GuestExpert, Meeting
from meetings.states import ItemKind


class GuestExpertForm(PlainModelForm):
    class Meta:
        model = GuestExpert
        fields = ["name", "email", "organisation", "language", "item"]

    def __init__(
        self, data: Data = None, files: Files = None, *, meeting: Meeting, **options: Unpack[ModelFormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        self.meeting = meeting
        item = model_choice(self, "item")
        item.label = _("Contributes to")
        item.queryset = meeting.agenda_items.filter(
            kind__in=[ItemKind.EXPERT, ItemKind.CASE], expert__isnull=True
        ).order_by("position")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if self.meeting.experts.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This person has already been invited as an expert for this meeting."))
        return email


class SlidesForm(PlainForm):
    slides = CheckedFileField(
        label=_("Your slides"),
        help_text=_("A PDF or a presentation, 10 MB at most."),
        error_messages={"required": _("Choose a file to hand in.")},
    )
