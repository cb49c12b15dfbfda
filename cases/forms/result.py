"""What a meeting gave, and what came of it."""

from datetime import timedelta
from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.fields import choice
from atelier.base.forms.plain import PlainForm
from atelier.base.forms.reason import reason_form
from atelier.base.forms.versions import VersionedForm
from atelier.base.types import Data, Files, FormOptions, Values
from cases.models import Advice, Case, Commitment, LookBack, Mechanism
from cases.states import CommitmentState, Lens, Level, Verdict
from members.models import Member
from members.queries import called
from members.states import Perspective

SHORT = forms.Textarea(attrs={"rows": 4})


class AdviceForm(PlainForm):
    texts_of = "cases.Advice"
    text = forms.CharField(
        label=_("Advice"),
        help_text=_("One thing one can do, on one card."),
        max_length=2000,
        widget=SHORT,
        error_messages={"required": _("Write the advice.")},
    )
    perspective = forms.ChoiceField(
        label=_("From which perspective"), required=False, choices=[("", _("From several")), *Perspective.choices]
    )


class ReviseAdviceForm(VersionedForm, AdviceForm):
    def known(self) -> Values:
        return {"text": self.versioned.text, "perspective": self.versioned.perspective}


class CommitmentForm(PlainForm):
    texts_of, guards = "cases.Commitment", {"owner": ""}
    what = forms.CharField(
        label=_("What"),
        max_length=1000,
        widget=SHORT,
        error_messages={"required": _("Write what will be done.")},
    )
    owner = forms.CharField(
        label=_("Participant who does it"),
        help_text=_("The name or the e-mail address."),
        max_length=254,
        required=False,
    )
    owner_role = forms.CharField(
        label=_("Or the role that does it"),
        help_text=_("For who is no participant, like: team leader housing."),
        max_length=120,
        required=False,
    )
    due_on = forms.DateField(
        label=_("By when"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Give the date by which it will be done."),
            "invalid": _("Give a date that exists, like 14-01-2027."),
        },
    )

    def clean_owner(self) -> Member | None:
        typed = self.cleaned_data["owner"]
        if not typed:
            return None
        found = called(typed, Member.objects.active())
        if found.one:
            return found.one
        if found.exact:
            raise ValidationError(_("Several people take part under this name. Give the e-mail address."))
        if found.near:
            raise ValidationError(
                _("Whom do you mean by “%(name)s”: %(names)s? Write the whole name, or the e-mail address."),
                params={"name": typed, "names": found.named},
            )
        raise ValidationError(_("Nobody takes part under this name or address. Or name the role that does it."))

    def clean_due_on(self) -> object:
        day = self.cleaned_data["due_on"]
        today = timezone.localdate()
        if day < today:
            raise ValidationError(_("This date has passed. Give a date from today on."))
        if day > today + timedelta(days=730):
            raise ValidationError(_("This date is more than two years ahead. Is the year right?"))
        return day

    def clean(self) -> Values:
        cleaned = super().clean() or self.cleaned_data
        if "owner" not in self.errors and not cleaned.get("owner") and not cleaned.get("owner_role"):
            self.add_error("owner", _("Say who does it: a participant or a role."))
        return cleaned


class ChangeCommitmentForm(VersionedForm, CommitmentForm):
    """What was promised, and by when; only a coordinator says whose it is."""

    def __init__(
        self,
        data: Data = None,
        files: Files = None,
        *,
        commitment: Commitment,
        may_name_owner: bool,
        **options: Unpack[FormOptions],
    ) -> None:
        owner = commitment.owner
        same = owner and called(owner.name, Member.objects.active()).one is None
        initial = {
            "what": commitment.what,
            "due_on": commitment.due_on,
            "owner": (owner.email if same else owner.name) if owner else "",
            "owner_role": commitment.owner_role,
        }
        super().__init__(data, files, initial=initial, versioned=commitment, **options)
        self.commitment = commitment
        if not may_name_owner:
            del self.fields["owner"], self.fields["owner_role"]

    def clean_due_on(self) -> object:
        """The words of what is late can be changed without another date."""
        day = self.cleaned_data["due_on"]
        return day if day == self.commitment.due_on else super().clean_due_on()

    def clean(self) -> Values:
        if "owner" in self.fields:
            return super().clean()
        return {**self.cleaned_data, "owner": self.commitment.owner, "owner_role": self.commitment.owner_role}

    @property
    def values(self) -> Values:
        """What change_commitment takes."""
        return {name: self.cleaned_data[name] for name in ("what", "due_on", "owner", "owner_role")}


class InsightForm(PlainForm):
    texts_of = "cases.Insight"
    title = forms.CharField(
        label=_("Insight in one sentence"),
        max_length=140,
        error_messages={"required": _("Write the insight in one sentence.")},
    )
    text = forms.CharField(
        label=_("What did we see?"),
        help_text=_("It becomes public after a moderator's review. Nobody may be traceable in it."),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Write what we saw.")},
    )
    mechanism = forms.ModelChoiceField(
        label=_("Mechanism"), queryset=Mechanism.objects.all(), required=False, empty_label=_("Not named yet")
    )
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("Not named yet")), *Level.choices])
    lens = forms.ChoiceField(label=_("Lens"), required=False, choices=[("", _("Not named yet")), *Lens.choices])


class ReviseInsightForm(VersionedForm, InsightForm):
    pass


# A move by the coordinator, with a word why.
StepForm = reason_form(_("Why, in a word"), limit=500, rows=0, required=False, kept="cases.CaseMove.why")
NotReachedForm = reason_form(
    _("Why was the case not reached?"),
    hint=_("The submitter reads this."),
    missing=_("Give a reason: the submitter reads it."),
    limit=500,
    rows=0,
    kept="cases.CaseMove.why",
)


class LookBackForm(VersionedForm, PlainForm):
    """Per advice a verdict and a word, then what changed more widely."""

    texts_of = "cases.LookBack"

    changed = forms.CharField(
        label=_("What changed more widely?"),
        help_text=_("In your team, your organisation, a rule, a way of working. All members read this."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(
        self,
        data: Data = None,
        files: Files = None,
        *,
        case: Case,
        told: LookBack | None,
        **options: Unpack[FormOptions],
    ) -> None:
        self.advices: list[Advice] = list(case.advices.all())
        before = {one.advice_id: one for one in told.judgements.all()} if told else {}
        initial: Values = {"changed": told.changed if told else ""}
        for advice in self.advices:
            if known := before.get(advice.pk):
                initial |= {f"verdict_{advice.pk}": known.verdict, f"word_{advice.pk}": known.word}
        super().__init__(data, files, initial=initial, versioned=told, **options)
        for advice in self.advices:
            self.fields[f"verdict_{advice.pk}"] = forms.ChoiceField(
                label=advice.text,
                choices=Verdict.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose what you can say of this advice.")},
            )
            self.fields[f"word_{advice.pk}"] = forms.CharField(
                label=_("In a word: what came of it?"), max_length=1000, required=False, widget=SHORT
            )
        self.order_fields([f"{name}_{advice.pk}" for advice in self.advices for name in ("verdict", "word")])
        self.add_helpful_errors()

    @classmethod
    def key_of_text(cls, name: str) -> str:
        return "cases.Judgement.word" if name.startswith("word_") else super().key_of_text(name)

    @property
    def verdicts(self) -> dict[int, tuple[str, str]]:
        """What look_back takes."""
        return {
            advice.pk: (self.cleaned_data[f"verdict_{advice.pk}"], self.cleaned_data[f"word_{advice.pk}"])
            for advice in self.advices
        }


class CommitmentAnswerForm(VersionedForm, PlainForm):
    texts_of = "cases.Commitment"
    to = forms.ChoiceField(
        label=_("How does it stand?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it stands.")},
    )
    word = forms.CharField(
        label=_("What came of it?"),
        help_text=_("All members read this."),
        max_length=1000,
        required=False,
        widget=SHORT,
    )

    def __init__(
        self, data: Data = None, files: Files = None, *, commitment: Commitment, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, initial={"word": commitment.word}, versioned=commitment, **options)
        again = [(CommitmentState.OPEN, _("It is open again"))]
        ended = [(CommitmentState.DONE, _("It is done")), (CommitmentState.DROPPED, _("It will not be done"))]
        choice(self, "to").choices = ended if commitment.state == CommitmentState.OPEN else again
