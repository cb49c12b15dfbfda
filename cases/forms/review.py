"""What a moderator writes while reviewing."""

from collections.abc import Mapping
from typing import Any, Unpack, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import Stale
from atelier.base.forms.bounded import LONGEST_TEXT
from atelier.base.forms.fields import model_choice
from atelier.base.forms.plain import PlainForm
from atelier.base.forms.reason import ReasonForm as WhyForm
from atelier.base.forms.reason import reason_form
from atelier.base.forms.versions import VersionedForm, version_of
from atelier.base.types import Data, Files, FormOptions, Values
from atelier.base.words.dates import nice_moment
from cases.blanks import filled, has_blanks
from cases.exceptions import BlanksLeft
from cases.models import Case, ChangeNote, InHand, Period, ReadyAnswer, Rewrite
from cases.models.intake import TEXTS
from members.models import Member

WRITTEN = ("title", *TEXTS)
TAKEN_OVER = _("%(name)s has this case in hand, since %(moment)s.")
PARKED = _("%(name)s parked a text for this case on %(moment)s.")
LONG = forms.Textarea(attrs={"rows": 10})
SHORT = forms.Textarea(attrs={"rows": 4})


class ReleaseForm(VersionedForm, PlainForm):
    """The text that members read: the intake, with a blank for each piece that may lead to a person, edited.

    `start`: the texts it begins with. `parked`: the text of a moderator who went no further; `other`: who else has the
    case in hand. When one of these has changed it is stale, as when the case has.
    """

    may_have_brackets = False

    texts_of = "cases.Case"

    title = forms.CharField(
        label=_("Title"),
        help_text=_("What it is about, in a few words."),
        max_length=140,
        error_messages={"required": _("Write a title.")},
    )
    situation = forms.CharField(
        label=_("What happens"),
        max_length=6000,
        widget=LONG,
        error_messages={"required": _("Write what happens, so that nobody can be traced.")},
    )
    question = forms.CharField(
        label=_("Question to the studio"),
        max_length=1000,
        widget=SHORT,
        error_messages={"required": _("Write the question to the studio.")},
    )
    tried = forms.CharField(label=_("What was tried"), max_length=4000, widget=LONG, required=False)
    looked_over = forms.BooleanField(
        label=_("I read the text as a whole: nobody can be traced in it"),
        error_messages={"required": _("Read the text as a whole, and tick this when nobody can be traced in it.")},
    )

    def __init__(
        self,
        data: Data = None,
        files: Files = None,
        *,
        case: Case,
        start: Mapping[str, str],
        parked: Rewrite | None = None,
        other: InHand | None = None,
        looking: bool = False,
        **options: Unpack[FormOptions],
    ) -> None:
        self.parked, self.other = parked, other
        super().__init__(data, files, versioned=case, initial={"title": case.title, **start}, **options)
        if looking:
            self.let_empty()

    @property
    def version_now(self) -> str:
        other = self.other.by_id if self.other else ""
        return f"{super().version_now} {version_of(self.parked)} {other}".strip()

    def conflict(self) -> Stale:
        told = super().conflict()
        if self.other:
            told.args = (TAKEN_OVER % {"name": self.other.by, "moment": nice_moment(self.other.since)},)
        elif self.parked:
            told.args = (PARKED % {"name": self.parked.by or _("A moderator"), "moment": nice_moment(self.parked.at)},)
        return told

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in WRITTEN}

    @property
    def shown(self) -> dict[str, str]:
        """The texts as they stand on the page, sound or not; of what is far too long the beginning."""
        words = {name: self[name].value() or "" for name in WRITTEN}
        return {
            name: str(self.cleaned_data.get(name, typed) if self.is_bound else typed)[:LONGEST_TEXT]
            for name, typed in words.items()
        }

    @property
    def blanks(self) -> int:
        """In how many of its texts words stand between brackets."""
        return 0 if self.may_have_brackets else sum(map(has_blanks, self.shown.values()))

    @property
    def released(self) -> Values:
        """What release takes."""
        return {**self.texts, "looked_over": bool(self.cleaned_data.get("looked_over"))}

    def take_brackets_off(self) -> None:
        """Whoever writes says that the words between them are right. The page shows them once more."""
        sent = cast(QueryDict, self.data)  # a copy of what was sent (Plain)
        for name in self.cleaned_data.keys() & set(WRITTEN):
            self.cleaned_data[name] = sent[self.add_prefix(name)] = filled(self.cleaned_data[name])

    def clean(self) -> Values:
        cleaned = super().clean() or self.cleaned_data
        for name in WRITTEN if not (self.may_have_brackets or self.is_half) else ():
            if has_blanks(cleaned.get(name, "")):
                self.add_error(name, str(BlanksLeft.sentence))
        return cleaned


class CorrectForm(ReleaseForm):
    """Other words for a text that members read already."""

    may_have_brackets = True
    guards = {"reason": "cases.CaseMove.why"}

    reason = forms.CharField(
        label=_("Why do you correct it?"),
        help_text=_("The submitter reads this."),
        max_length=1000,
        widget=SHORT,
        error_messages={"required": _("Give a reason: the submitter reads it.")},
    )

    @property
    def told(self) -> Values:
        return {**self.released, "reason": self.cleaned_data["reason"]}


class AnswerForm(VersionedForm, PlainForm):
    """An answer to who submitted, which can begin with a ready one. `choosing`: it is shown again, nothing is sent."""

    def __init__(
        self,
        data: Data = None,
        files: Files = None,
        *,
        case: Case,
        choosing: bool = False,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, files, versioned=case, **options)
        self.is_choosing = choosing
        if choosing:
            self.let_empty()

    def put(self, answer: ReadyAnswer) -> None:
        """The words of a ready answer, below what was typed already."""
        if not self.is_valid() and self.is_stale:
            return
        sent = cast(QueryDict, self.data)  # a copy of what was sent (Plain)
        for name, words in answer.words.items():
            typed = self.cleaned_data.get(name)
            if typed is not None and words not in typed:
                sent[self.add_prefix(name)] = f"{typed}\n\n{words}".strip()


class ChangesForm(AnswerForm):
    """A note per field; at least one."""

    guards = dict.fromkeys(ChangeNote.Field.values, "cases.ChangeNote.note")

    situation = forms.CharField(label=ChangeNote.Field.SITUATION.label, max_length=1000, widget=SHORT, required=False)
    question = forms.CharField(label=ChangeNote.Field.QUESTION.label, max_length=1000, widget=SHORT, required=False)
    tried = forms.CharField(label=ChangeNote.Field.TRIED.label, max_length=1000, widget=SHORT, required=False)

    @property
    def notes(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in ChangeNote.Field.values}

    def clean(self) -> Values:
        cleaned = super().clean() or self.cleaned_data
        if not self.is_half and not self.errors and not any(self.notes.values()):
            raise ValidationError(_("Write at one question at least what you want to be changed."))
        return cleaned


class DeclineForm(AnswerForm):
    guards = {"reason": "cases.CaseMove.why", "offer": "cases.CaseMove.offer"}
    reason = forms.CharField(
        label=_("Why does the studio not take it up?"),
        help_text=_("The submitter reads this."),
        max_length=2000,
        widget=SHORT,
        error_messages={"required": _("Give a reason: the submitter reads it.")},
    )
    offer = forms.CharField(
        label=_("What do you offer instead?"),
        help_text=_("Somebody to talk to, another place, a meeting on the theme. The submitter reads this."),
        max_length=2000,
        widget=SHORT,
        error_messages={"required": _("Write what you offer instead: the submitter reads it.")},
    )

    @property
    def told(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("reason", "offer")}


# What the public read goes at once; the reason stays in its place.
TakeOffForm = reason_form(
    _("Why do you take it back?"),
    hint=_("Everybody can read this, also without logging in. Keep it plain, and name nobody."),
    missing=_("Give a reason: it stays where the text was."),
    limit=500,
    kept="cases.InsightNote.why",
)
ReasonForm = reason_form(_("Why?"), missing=_("Write why."), limit=1000, kept="cases.CaseMove.why")
DroppedForm = reason_form(_("Why?"), missing=_("Write why."), limit=1000, kept="cases.Commitment.word")
WordForm = reason_form(_("Why, in a word"), limit=500, rows=0, required=False, kept="cases.CaseMove.why")


class PeriodForm(WhyForm):
    """Another number of days for a kind of text, within its bounds, and why."""

    guards = {"reason": "cases.PeriodChange.why"}

    def __init__(self, *args: Any, subject: Period, **options: Any) -> None:
        super().__init__(*args, subject=subject, **options)
        bounds = subject.bounds
        self.fields["days"] = forms.IntegerField(
            label=_("Days"), initial=subject.days, min_value=bounds.least, max_value=bounds.most
        )
        self.order_fields(["days", "reason"])


class CoSubmitterForm(PlainForm):
    takes_subject = True
    member = forms.ModelChoiceField(
        label=_("Who no longer submits this case?"),
        queryset=Member.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose a person.")},
    )

    def __init__(
        self, data: Data = None, files: Files = None, *, subject: Case, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        model_choice(self, "member").queryset = subject.co_submitters.all()
