"""Answering, inviting, checking in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from atelier.lib.forms import PlainForm
from atelier.lib.renderer import ShortTicks
from meetings.models import Answer, Meeting
from meetings.states import Choice
from members.models import Member
from members.states import Perspective

GIVEN = [choice for choice in Choice.choices if choice[0] != Choice.NONE]
WITHOUT_ONLINE = [choice for choice in GIVEN if choice[0] != Choice.YES_ONLINE]


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

    def __init__(self, *args: Any, answer: Answer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not answer.meeting.online_url and answer.choice != Choice.YES_ONLINE:
            choice: Any = self.fields["choice"]
            choice.choices = WITHOUT_ONLINE
            choice.error_messages["required"] = _("Choose whether you come, or cannot come.")

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
        widget=ShortTicks,
        error_messages={
            "required": _("Choose at least one person to invite."),
            "invalid_choice": _(
                "Somebody you ticked has been invited meanwhile, or takes part no more. The others are still ticked:"
                " send once more."
            ),
        },
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["members"]
        field.queryset = Member.objects.active().exclude(answers__meeting=meeting)
        self.people = list(field.queryset.order_by("name", "pk").values_list("pk", "name", "perspective"))
        field.choices = [
            (perspective.label, ticks)
            for perspective in Perspective
            if (ticks := [(pk, name) for pk, name, theirs in self.people if theirs == perspective])
        ]

    def tick_everybody(self) -> None:
        self.initial["members"] = [pk for pk, _name, _perspective in self.people]


class CheckInForm(PlainForm):
    code = forms.CharField(
        label=_("The code on the screen"),
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Type the code that you see on the screen.")},
    )
