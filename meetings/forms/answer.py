"""Answering, inviting, checking in."""

from typing import Unpack, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.fields import choice
from atelier.base.forms.plain import PlainForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.types import Data, Files, FormOptions, Values
from meetings.models import Answer, Meeting
from meetings.states import Choice

GIVEN = [choice for choice in Choice.choices if choice[0] != Choice.NONE]
NEEDS = ("access_needs", "food_needs")
WITHOUT_ONLINE = [choice for choice in GIVEN if choice[0] != Choice.YES_ONLINE]


class AnswerForm(VersionedForm, PlainForm):
    texts_of = "meetings.Answer"
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
    # The plan this page showed: an answer to another one is asked once more.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Data = None, files: Files = None, *, answer: Answer, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, versioned=answer, **options)
        self.answer = answer
        if not answer.meeting.online_url and answer.choice != Choice.YES_ONLINE:
            choice(self, "choice").choices = WITHOUT_ONLINE
            self.fields["choice"].error_messages["required"] = _("Choose whether you come, or cannot come.")

    @classmethod
    def initial_of(cls, answer: Answer, choice: str = "") -> Values:
        """What was answered before; `choice` is what was just tapped elsewhere."""
        known = "" if answer.choice == Choice.NONE else answer.choice
        return {
            "choice": choice if choice in dict(GIVEN) else known,
            "access_needs": answer.access_needs,
            "food_needs": answer.food_needs,
            "shows_name": answer.shows_name,
            "seen": plan_of(answer.meeting),
        }

    @property
    def plan_has_changed(self) -> bool:
        """Since the page was made that this was sent from."""
        seen = self.cleaned_data.get("seen")
        return bool(seen) and seen != plan_of(self.answer.meeting)

    def now(self) -> "AnswerForm":
        """The same form with what was typed, for the plan as it is now."""
        data = cast("QueryDict", self.data).copy()
        data["seen"] = plan_of(self.answer.meeting)
        return type(self)(data, answer=self.answer)

    @property
    def given(self) -> Values:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "version")}


class AnswerByLinkForm(AnswerForm):
    """For whoever holds the mail, which may have been passed on: needs that are known do not stand on the page.

    An empty field leaves them as they are.
    """

    def __init__(
        self, data: Data = None, files: Files = None, *, answer: Answer, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, answer=answer, **options)
        for name in NEEDS:
            self.initial.pop(name, None)
            if getattr(answer, name):
                self.fields[name].help_text = _(
                    "You told us before, and we know it still. Leave this empty to keep it so, or write it anew. "
                    "Only the coordinator sees this."
                )

    @property
    def given(self) -> Values:
        kept = {name: getattr(self.answer, name) for name in NEEDS if not self.cleaned_data.get(name)}
        return {**super().given, **kept}


def plan_of(meeting: Meeting) -> str:
    """What a page remembers of when and where."""
    return str(meeting.sequence)


class CheckInForm(PlainForm):
    guards = {"code": ""}
    code = forms.CharField(
        label=_("The code on the screen"),
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Type the code that you see on the screen.")},
    )
