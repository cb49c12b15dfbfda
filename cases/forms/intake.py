"""The questions of a submission, one per page, and the changed intake."""

from collections.abc import Mapping
from typing import Any, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from atelier.base.data.names import who_are_called
from atelier.base.exceptions import Stale
from atelier.base.forms.fields import choice
from atelier.base.forms.plain import PlainForm
from atelier.base.forms.reason import reason_form
from atelier.base.forms.versions import VersionedForm
from atelier.base.types import Data, Files, FormOptions, Values
from cases.exceptions import DraftChanged, TextChanged
from cases.models import Case
from cases.queries.together import chosen_colleagues
from cases.states import Attribution, Urgency
from members.models import Member
from members.queries import colleagues_of

OPEN_ALREADY = _(
    "Members can read this text already: somebody who submits with you said that it is right, or the time had passed."
    " Has something to be different still? Mail the moderators, or withdraw the case."
)
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


class DraftForm(VersionedForm, PlainForm):
    """One question of a submission. Its version is of this question alone: who goes on with another is not stopped."""

    texts_of = "cases.Intake"
    about: str | Promise = WHO_READS
    stale = DraftChanged
    versioned: Case

    def known(self) -> Values:
        return {name: getattr(self.versioned.intake, name, "") for name in self.base_fields}

    def changes(self) -> Values:
        """What save_draft takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class SituationForm(DraftForm):
    situation = situation_field()


class QuestionForm(DraftForm):
    question = question_field()


class UrgencyForm(DraftForm):
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
    at_once = forms.BooleanField(
        label=_("Members may read it before I have looked at the text"),
        help_text=_(
            "Only where it is urgent. Otherwise you look first at the text that a moderator writes for members."
        ),
        required=False,
    )

    def known(self) -> Values:
        return {name: getattr(self.versioned, name) for name in self.base_fields}

    def clean_needed_by(self) -> object:
        day = self.cleaned_data["needed_by"]
        today = timezone.localdate()
        if day and day < today:
            raise ValidationError(_("This date has passed. Give a date from today on."))
        if day and day.year > today.year + 2:
            raise ValidationError(_("This date is more than two years ahead. Is the year right?"))
        return day

    def changes(self) -> Values:
        # "Later" with nothing chosen leaves what was chosen before.
        changes = super().changes()
        return {**changes, "urgency": changes["urgency"] or self.versioned.urgency}


class TriedForm(DraftForm):
    tried = tried_field()


class AttributionForm(DraftForm):
    about = _("The moderators know who you are. What you choose here is what all members see with your case.")
    attribution = forms.ChoiceField(
        label=_("What do members see with your case?"),
        choices=Attribution.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what members see.")},
    )

    def known(self) -> Values:
        return {"attribution": self.versioned.attribution}

    def changes(self) -> Values:
        return {"attribution": self.cleaned_data["attribution"] or self.versioned.attribution}


# More colleagues than this are looked for by name.
SHOWN = 12
MOST_TOGETHER = 5


class TogetherForm(DraftForm):
    """Colleagues by name, as far as they let themselves be found; others by their address."""

    guards = {"addresses": "cases.Intake.together", "search": ""}
    about = _(
        "We ask them first. After a yes they read your whole text, answer questions about it and present it with you. "
        "Members do not see them. At most five people."
    )
    search = forms.CharField(label=_("Look for a colleague by name"), max_length=80, required=False)
    colleagues = forms.MultipleChoiceField(label=_("Colleagues"), required=False, widget=forms.CheckboxSelectMultiple)
    addresses = forms.CharField(
        label=_("E-mail addresses of others"),
        help_text=_("One address per line. If somebody says yes, you first see who it is. Then you decide."),
        max_length=1500,
        required=False,
        widget=SHORT,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        by = self.versioned.submitter
        self.everybody = colleagues_of(by) if by else Member.objects.none()
        self.first = list(self.everybody[: SHOWN + 1])
        if len(self.first) <= SHOWN:
            del self.fields["search"]
        else:
            self.fields["colleagues"].help_text = _("Look for somebody first, then tick the name here.")
        if not self.first:
            del self.fields["colleagues"]
            return
        # Asked for when they are needed: what was typed before a session ended comes in after this.
        choice(self, "colleagues").choices = lambda: self.offered
        if self.is_bound and self.data.get("search") and not self.found:
            said = _("Nobody was found. Perhaps they do not let themselves be found: type their address below.")
            self["search"].help_text = said

    @cached_property
    def offered(self) -> list[tuple[str, str]]:
        people = {one.pk: one for one in (*self._picked(), *self.found)}
        return [(str(one.pk), f"{one.name}, {one.get_perspective_display()}") for one in people.values()]

    @cached_property
    def found(self) -> list[Member]:
        """Who is called what was looked for; at most as many as stand there without looking."""
        if "search" not in self.fields:
            return self.first
        typed = str(self["search"].value() or "").strip()
        return list(who_are_called(self.everybody, typed)[:SHOWN]) if typed else []

    def _picked(self) -> QuerySet[Member]:
        sent = self["colleagues"].value() or []
        keys = [key for key in sent[: 2 * SHOWN] if str(key).isdecimal() and len(str(key)) < 19]
        return self.everybody.filter(pk__in=keys)

    def known(self) -> Values:
        chosen = [str(one.pk) for one in chosen_colleagues(self.versioned.intake)]
        return {"addresses": self.versioned.intake.together, "colleagues": chosen}

    def clean_addresses(self) -> str:
        """Whether somebody takes part with an address is not told here: anybody could find out who does."""
        typed = self.cleaned_data["addresses"].replace(",", " ").replace(";", " ").split()
        chosen = self.cleaned_data.get("colleagues", [])
        if len(typed) + len(chosen) > MOST_TOGETHER:
            raise ValidationError(_("At most five people submit with you, colleagues and addresses together."))
        for address in typed:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(
                    _("%(address)s is not an e-mail address."), params={"address": address[:80]}
                ) from None
        return "\n".join(dict.fromkeys(typed))

    def clean(self) -> Values:
        """Enter in the box looks, too: the page comes back with who was found."""
        cleaned = super().clean() or self.cleaned_data
        found = {str(one.pk) for one in self.found}
        if cleaned.get("search") and not self.is_half and not found & set(cleaned.get("colleagues", [])):
            self.add_error("search", _("Tick the colleague you mean below, or empty this box."))
        return cleaned

    def changes(self) -> Values:
        return {"together": self.cleaned_data["addresses"], "colleagues": self.cleaned_data.get("colleagues", [])}


class ResubmitForm(VersionedForm, PlainForm):
    """The intake again, with what the moderators asked beside each field."""

    texts_of = "cases.Intake"

    situation = situation_field()
    question = question_field()
    tried = tried_field()

    def __init__(
        self, data: Data = None, files: Files = None, *, asked: Mapping[str, str], **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        for name, note in asked.items():
            field = self.fields[name]
            # format_html escapes what the moderator typed; the pack shows help texts as they are.
            field.help_text = format_html("{}<br><strong>{}</strong> {}", field.help_text, _("Asked:"), note)


class TextForm(VersionedForm, PlainForm):
    """The answer of who submitted to the text for members: it is right, or these words must be different."""

    guards = {"words": "cases.TextWish.words"}
    stale = TextChanged

    words = forms.CharField(
        label=_("What has to be different?"),
        help_text=_("Say which words, and why. The moderators read this, and who submits with you."),
        max_length=2000,
        widget=SHORT,
        error_messages={"required": _("Write what has to be different.")},
    )

    def __init__(
        self, data: Data = None, files: Files = None, *, case: Case, agrees: bool, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, versioned=case, **options)
        self.agrees = agrees
        self.fields["words"].required = not agrees

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if self.agrees and words:
            raise ValidationError(_("You say that it is right, and that something has to be different. Choose one."))
        return words

    def conflict(self) -> Stale:
        """Somebody answered first, or the time has passed: what became of it."""
        told = super().conflict()
        if self.versioned.is_open_to_members:
            told.args = (OPEN_ALREADY,)
        if not self.versioned.is_shown:
            told.version = ""  # so nothing can be sent once more
        return told


class ShowLessForm(VersionedForm, PlainForm):
    attribution = forms.ChoiceField(
        label=_("What do members see with your case?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what members see.")},
    )

    def __init__(self, data: Data = None, files: Files = None, *, case: Case, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, files, versioned=case, **options)
        choice(self, "attribution").choices = [(one.value, one.label) for one in case.stricter]


WithdrawForm = reason_form(
    _("Why do you withdraw it?"),
    hint=_("The moderators read this."),
    limit=1000,
    required=False,
    kept="cases.CaseMove.why",
)
