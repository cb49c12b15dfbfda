"""Answering, inviting, checking in, and the guest's slides."""

from typing import Any

from atelier.lib.forms import PlainForm, PlainModelForm
from atelier.lib.uploads import CheckedFileField
from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Answer, GuestExpert, Meeting
from meetings.states import Choice, ItemKind
from members.models import Member

GIVEN = [choice for choice in Choice.choices if choice[0] != Choice.NONE]


class AnswerForm(PlainForm):
    choice = forms.ChoiceField(
        label=_("Are you coming?"),
        choices=GIVEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you come on site, join online, or cannot come.")},
    )
    access_needs = forms.CharField(
        label=_("What do you need to be able to take part?"),
        help_text=_("A ramp, an interpreter, a quiet place, large print. Only the coordinator sees this."),
        required=False,
        max_length=300,
    )
    food_needs = forms.CharField(
        label=_("Is there something you do not eat or drink?"),
        help_text=_("Only the coordinator sees this."),
        required=False,
        max_length=300,
    )
    shows_name = forms.BooleanField(label=_("Other members may see that I come"), required=False)

    @classmethod
    def initial_of(cls, answer: Answer) -> dict[str, Any]:
        return {
            "choice": "" if answer.choice == Choice.NONE else answer.choice,
            "access_needs": answer.access_needs,
            "food_needs": answer.food_needs,
            "shows_name": answer.shows_name,
        }


class InviteForm(PlainForm):
    members = forms.ModelMultipleChoiceField(
        label=_("Whom do you invite?"),
        queryset=Member.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person to invite.")},
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["members"]
        field.queryset = Member.objects.active().exclude(answers__meeting=meeting)
        field.label_from_instance = lambda member: f"{member.name} ({member.get_perspective_display()})"


class CheckInForm(PlainForm):
    code = forms.CharField(
        label=_("The code on the screen"),
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Type the code that you see on the screen.")},
    )


class GuestExpertForm(PlainModelForm):
    class Meta:
        model = GuestExpert
        fields = ["name", "email", "organisation", "language", "item"]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        item: Any = self.fields["item"]
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
