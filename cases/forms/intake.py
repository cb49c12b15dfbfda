"""The questions of a submission, one per page, and the changed intake."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from atelier.base.forms.binding import PlainForm, VersionedForm, hold
from cases.exceptions import DraftChanged
from cases.models import Case
from cases.states import Attribution, Urgency

WHO_READS = _("Only you, who submits with you, and the moderators read this text.")
LONG = forms.Textarea(attrs={"rows": 10})
SHORT = forms.Textarea(attrs={"rows": 4})


def situation_field() -> forms.CharField:
    return forms.CharField(
        label=_("What happens?"),
        help_text=_("Write about the situation, not about the person. Leave out names, addresses and numbers."),
        max_length=6000,
        widget=LONG,
        error_messages={"required": _("Write what happens.")},
    )


def question_field() -> forms.CharField:
    return forms.CharField(
        label=_("Which question do you ask the studio?"),
        help_text=_("One question, as you would ask it to colleagues."),
        max_length=1000,
        widget=SHORT,
        error_messages={"required": _("Write which question you ask the studio.")},
    )


def tried_field() -> forms.CharField:
    return forms.CharField(
        label=_("What was tried already?"),
        help_text=_("What did you or others do, and what came of it?"),
        max_length=4000,
        widget=LONG,
        required=False,
    )


class DraftForm(PlainForm):
    """One question of a submission. `later`: the writer goes on another day, so nothing has to be there yet.

    `version` says what the draft held of this question when the page was made: an old window overwrites nothing, and
    who goes on with another question, or presses twice, is not stopped.
    """

    title: str | Promise = ""
    about: str | Promise = WHO_READS

    def __init__(self, *args: Any, case: Case, later: bool = False, **kwargs: Any) -> None:
        self.case = case
        if args and args[0] is not None:
            hold(case)
            hold(case.intake)
        super().__init__(*args, initial={**self.kept(case), **kwargs.pop("initial", {})}, **kwargs)
        self.fields["version"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=self.version)
        if later:
            self.let_empty()

    def kept(self, case: Case) -> dict[str, Any]:
        """What the draft holds of these questions."""
        return {name: getattr(case.intake, name, "") for name in self.base_fields}

    @property
    def version(self) -> str:
        return sha256(repr(self.kept(self.case)).encode()).hexdigest()[:20]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        sent = cleaned.pop("version", "")
        if sent and sent != self.version and set(self.changed_data) - {"version"}:
            changed = DraftChanged()
            changed.form = self
            raise changed
        return cleaned

    def go_on(self) -> None:
        """After keeping: the same page, shown again, starts from what is kept now."""
        data: Any = self.data
        data["version"] = self.version

    def changes(self) -> dict[str, Any]:
        """What save_draft takes."""
        return self.cleaned_data


class SituationForm(DraftForm):
    title = _("What happens")
    situation = situation_field()


class QuestionForm(DraftForm):
    title = _("Your question")
    question = question_field()


class UrgencyForm(DraftForm):
    title = _("How urgent it is")
    about = _("Members see how urgent your case is, and by when you need an answer.")
    urgency = forms.ChoiceField(
        label=_("How urgent is it?"),
        choices=Urgency.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how urgent it is.")},
    )
    needed_by = forms.DateField(
        label=_("By when do you need an answer?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Give a date that exists, like 14-01-2027.")},
    )

    def kept(self, case: Case) -> dict[str, Any]:
        return {"urgency": case.urgency, "needed_by": case.needed_by}

    def clean_needed_by(self) -> Any:
        day = self.cleaned_data["needed_by"]
        today = timezone.localdate()
        if day and day < today:
            raise ValidationError(_("This date has passed. Give a date from today on."))
        if day and day.year > today.year + 2:
            raise ValidationError(_("This date is more than two years ahead. Is the year right?"))
        return day

    def changes(self) -> dict[str, Any]:
        # "Later" with nothing chosen leaves what was chosen before.
        return {**self.cleaned_data, "urgency": self.cleaned_data["urgency"] or self.case.urgency}


class TriedForm(DraftForm):
    title = _("What was tried")
    tried = tried_field()


class AttributionForm(DraftForm):
    title = _("Who may see your name")
    about = _("The moderators know who you are. What you choose here is what all members see with your case.")
    attribution = forms.ChoiceField(
        label=_("What do members see with your case?"),
        choices=Attribution.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what members see.")},
    )

    def kept(self, case: Case) -> dict[str, Any]:
        return {"attribution": case.attribution}

    def changes(self) -> dict[str, Any]:
        return {"attribution": self.cleaned_data["attribution"] or self.case.attribution}


class TogetherForm(DraftForm):
    title = _("Who submits with you")
    about = _(
        "We ask them first. After a yes they read your whole text, answer questions about it and present it with you. "
        "Members do not see them."
    )
    addresses = forms.CharField(
        label=_("E-mail addresses of members who submit with you"),
        help_text=_("One address per line, at most five."),
        max_length=1500,
        required=False,
        widget=SHORT,
    )

    def kept(self, case: Case) -> dict[str, Any]:
        return {"addresses": case.intake.together}

    def clean_addresses(self) -> str:
        """Whether somebody takes part with an address is not told here: anybody could find out who does."""
        typed = self.cleaned_data["addresses"].replace(",", " ").replace(";", " ").split()
        if len(typed) > 5:
            raise ValidationError(
                ngettext(
                    "At most five people submit with you. There is %(number)d address now.",
                    "At most five people submit with you. There are %(number)d addresses now.",
                    len(typed),
                )
                % {"number": len(typed)}
            )
        for address in typed:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(
                    _("%(address)s is not an e-mail address."), params={"address": address[:80]}
                ) from None
        return "\n".join(dict.fromkeys(typed))

    def changes(self) -> dict[str, Any]:
        return {"together": self.cleaned_data["addresses"]}


class ResubmitForm(VersionedForm, PlainForm):
    """The intake again, with what the moderators asked beside each field."""

    situation = situation_field()
    question = question_field()
    tried = tried_field()

    def __init__(self, *args: Any, asked: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, note in asked.items():
            field = self.fields[name]
            # format_html escapes what the moderator typed; the pack shows help texts as they are.
            field.help_text = format_html("{}<br><strong>{}</strong> {}", field.help_text, _("Asked:"), note)


class ShowLessForm(VersionedForm, PlainForm):
    attribution = forms.ChoiceField(
        label=_("What do members see with your case?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what members see.")},
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, versioned=case, **kwargs)
        self.fields["attribution"].choices = [(one.value, one.label) for one in case.stricter]  # type: ignore[attr-defined]


class WhyForm(VersionedForm, PlainForm):
    """Withdraw: a word why, if one wants."""

    why = forms.CharField(
        label=_("Why do you withdraw it?"),
        help_text=_("The moderators read this."),
        max_length=1000,
        required=False,
        widget=SHORT,
    )
