"""The registration of research, one close group of questions per page."""

from datetime import timedelta
from typing import Unpack

from django import forms
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.fields import model_choice
from atelier.base.forms.plain import PlainModelForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.types import Data, Files, ModelFormOptions, Values
from cases.models import Case
from members.models import Member, Organisation
from research.forms.typed import Typed
from research.models import LearningQuestion, Project
from research.states import Promise

WRONG_DAY = _("This is not a day of the calendar. Write it like 31-12-2026.")
LONGEST = timedelta(days=3 * 366)
LONG_AGO, FAR_AHEAD = timedelta(days=366), timedelta(days=2 * 366)
# Long lists do not fit on a page; numbers of cases that are not listed can be typed.
SHORTLIST = 12
MOST_FELLOWS = 60


def split(typed: str) -> list[str]:
    return [part.strip() for part in typed.replace(";", ",").split(",") if part.strip()]


class StepForm(VersionedForm, PlainModelForm):
    """A step of the registration. `fields_to_save()` gives what the action keeps."""

    def __init__(
        self, data: Data = None, files: Files = None, *, member: Member, **options: Unpack[ModelFormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        self.member = member
        self.prepare()

    def prepare(self) -> None:
        """Narrow the choices to what this member may choose."""

    def fields_to_save(self) -> Values:
        return {name: self.cleaned_data[name] for name in self._meta.fields or [] if name in self.cleaned_data}


class StartForm(Typed, PlainModelForm):
    """The first step makes the draft."""

    class Meta:
        model = Project
        fields = ["title", "question", "reason"]
        labels = {
            "title": _("Title"),
            "question": _("What is your research question?"),
            "reason": _("Why does practice need the answer?"),
        }
        help_texts = {
            "title": _("Plain words. Members see it in the list."),
            "question": _("One main question. Add at most three smaller ones."),
        }
        error_messages = {
            "title": {"required": _("Give your research a title.")},
            "question": {"required": _("Write down your research question.")},
        }
        widgets = {"question": forms.Textarea(attrs={"rows": 4}), "reason": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, data: Data = None, files: Files = None, **options: Unpack[ModelFormOptions]) -> None:
        super().__init__(data, files, **options)
        self.fields["question"].required = True


class QuestionStep(StepForm):
    class Meta(StartForm.Meta):
        pass

    def prepare(self) -> None:
        self.fields["question"].required = True

    def fields_to_save(self) -> Values:
        """A draft is known by these two: one that is emptied halfway stays what it was."""
        saved = super().fields_to_save()
        return {name: value for name, value in saved.items() if value or name not in ("title", "question")}


class ApproachStep(StepForm):
    class Meta:
        model = Project
        fields = ["method", "starts_on", "ends_on"]
        labels = {
            "method": _("How will you find out?"),
            "starts_on": _("First day"),
            "ends_on": _("Last day"),
        }
        help_texts = {
            "method": _("Whom do you talk with, what do you read or count, how do experts by experience take part?"),
            "ends_on": _("The day you hand in what you made."),
        }
        error_messages = {
            "method": {"required": _("Write down how you will find out.")},
            "starts_on": {"required": _("Fill in the first day."), "invalid": WRONG_DAY},
            "ends_on": {"required": _("Fill in the last day."), "invalid": WRONG_DAY},
        }
        widgets = {
            "method": forms.Textarea(attrs={"rows": 6}),
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def prepare(self) -> None:
        for name in self.Meta.fields:
            self.fields[name].required = True

    def clean_ends_on(self) -> object:
        ends_on = self.cleaned_data["ends_on"]
        if ends_on and ends_on < timezone.localdate():
            raise forms.ValidationError(_("The last day has passed. Choose a day ahead of us."))
        return ends_on

    def clean_starts_on(self) -> object:
        starts_on = self.cleaned_data["starts_on"]
        if starts_on and starts_on < timezone.localdate() - LONG_AGO:
            raise forms.ValidationError(_("The first day is more than a year ago. Check the year."))
        if starts_on and starts_on > timezone.localdate() + FAR_AHEAD:
            raise forms.ValidationError(_("The first day is more than two years ahead. Check the year."))
        return starts_on

    def clean(self) -> Values:
        data = super().clean() or self.cleaned_data
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The last day must come after the first day."))
        elif starts_on and ends_on and ends_on - starts_on > LONGEST:
            self.add_error("ends_on", _("Research here takes three years at most. Check the year."))
        return data


class PeopleStep(StepForm):
    guards = {"addresses": ""}
    participants = forms.ModelMultipleChoiceField(
        label=_("Who works with you?"),
        queryset=Member.objects.none(),
        required=False,
        help_text=_("They can write in this registration too. You are already in."),
        widget=forms.CheckboxSelectMultiple,
    )
    addresses = forms.CharField(
        label=_("Others, by e-mail address"),
        required=False,
        max_length=1000,
        help_text=_("Your school is too big to list everybody. Put a comma between two addresses."),
    )

    class Meta:
        model = Project
        fields = ["supervisor", "partner"]
        labels = {"supervisor": _("Who supervises you?"), "partner": _("Partner organisation")}
        help_texts = {
            "supervisor": _("A teacher-researcher. He or she gets a mail when you hand in."),
            "partner": _("Where you do the research, or who asked for it."),
        }
        error_messages = {"supervisor": {"required": _("Choose who supervises you.")}}

    field_order = ["supervisor", "participants", "addresses", "partner"]

    def prepare(self) -> None:
        supervisor = model_choice(self, "supervisor")
        supervisor.required = True
        supervisor.queryset = Member.objects.active().filter(is_teacher=True).exclude(pk=self.member.pk)
        supervisor.empty_label = _("Choose a name")
        partner = model_choice(self, "partner")
        partner.queryset = Organisation.objects.filter(is_confirmed=True)
        partner.empty_label = _("No partner organisation")
        self._offer_fellows()

    def _offer_fellows(self) -> None:
        """Students and teacher-researchers of one's own organisation, and who is in already."""
        chosen = list(self.instance.participants.values_list("pk", flat=True))
        near = Q(organisation=self.member.organisation_id) if self.member.organisation_id else Q(pk=None)
        fellows = Member.objects.active().filter(Q(is_student=True) | Q(is_teacher=True), near | Q(pk__in=chosen))
        self.fellows = fellows.exclude(pk=self.member.pk)
        listed = self.fellows.exclude(pk__in=chosen).order_by("name", "pk")[: MOST_FELLOWS + 1]
        shown = [*self.fellows.filter(pk__in=chosen).order_by("name", "pk"), *listed[:MOST_FELLOWS]]
        if len(listed) <= MOST_FELLOWS:
            del self.fields["addresses"]
        if not shown:
            del self.fields["participants"]
            return
        field = model_choice(self, "participants")
        field.queryset = self.fellows
        field.choices = [(one.pk, one.name) for one in shown]
        self.initial.setdefault("participants", [pk for pk in chosen if pk != self.member.pk])

    def clean_addresses(self) -> list[Member]:
        typed = split(self.cleaned_data["addresses"])
        lowered = [address.lower() for address in typed]
        asked = self.fellows.alias(lower_email=Lower("email")).filter(lower_email__in=lowered)
        found = {one.email.lower(): one for one in asked}
        if missing := [address for address in typed if address.lower() not in found]:
            raise forms.ValidationError(
                _("No student or teacher-researcher of your school has the address %(address)s. Check it."),
                params={"address": missing[0]},
            )
        return list(found.values())

    def _chosen(self) -> list[Member]:
        return [*(self.cleaned_data.get("participants") or ()), *(self.cleaned_data.get("addresses") or ())]

    def clean(self) -> Values:
        data = super().clean() or self.cleaned_data
        if data.get("supervisor") in self._chosen():
            self.add_error("supervisor", _("Who does the research cannot supervise it. Choose somebody else."))
        return data

    def fields_to_save(self) -> Values:
        saved = super().fields_to_save()
        if "participants" in self.cleaned_data:
            saved["participants"] = [*self._chosen(), self.member]
        return saved


class LinksStep(StepForm):
    guards = {"numbers": ""}
    numbers = forms.CharField(
        label=_("Other cases, by number"),
        required=False,
        max_length=200,
        help_text=_("For example: 2026-031, 2026-024."),
    )

    class Meta:
        model = Project
        fields = ["learning_questions", "cases"]
        labels = {
            "learning_questions": _("Which learning questions does it help?"),
            "cases": _("Which cases does it build on?"),
        }
        help_texts = {"cases": _("The newest released cases. You see only what every member sees.")}
        widgets = {"learning_questions": forms.CheckboxSelectMultiple, "cases": forms.CheckboxSelectMultiple}

    field_order = ["learning_questions", "cases", "numbers"]

    def prepare(self) -> None:
        questions = model_choice(self, "learning_questions")
        questions.queryset = LearningQuestion.objects.visible_to(self.member).linkable()
        visible = Case.objects.visible_to(self.member)
        chosen = list(self.instance.cases.values_list("pk", flat=True)) if self.instance.pk else []
        linked = list(visible.filter(pk__in=chosen).only("pk", "number", "title"))
        newest = visible.exclude(pk__in=chosen).order_by("-released_at", "-pk").only("pk", "number", "title")
        cases = model_choice(self, "cases")
        cases.queryset = visible
        cases.choices = [(one.pk, f"{one.number} {one.title}") for one in [*linked, *newest[:SHORTLIST]]]
        if not questions.queryset.exists():
            del self.fields["learning_questions"]

    def clean_numbers(self) -> list[Case]:
        typed = split(self.cleaned_data["numbers"])
        found = {case.number: case for case in Case.objects.visible_to(self.member).filter(number__in=typed)}
        if missing := [number for number in typed if number not in found]:
            raise forms.ValidationError(
                _("There is no released case with number %(number)s. Check the number, or leave it out."),
                params={"number": missing[0]},
            )
        return list(found.values())

    def fields_to_save(self) -> Values:
        saved = super().fields_to_save()
        saved["cases"] = {*saved.get("cases", ()), *self.cleaned_data["numbers"]}
        return saved


class CareStep(StepForm):
    promises = forms.MultipleChoiceField(
        label=_("What do you promise?"),
        choices=Promise.choices,
        error_messages={"required": _("Tick what you promise. What you leave open, you explain below.")},
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Project
        fields = ["promises", "ethics_note"]
        labels = {"ethics_note": _("Where do you keep the data, and what do you do differently?")}
        help_texts = {"ethics_note": _("If you left something open above: why, and how do you take care instead?")}
        widgets = {"ethics_note": forms.Textarea(attrs={"rows": 4})}

    def clean(self) -> Values:
        data = super().clean() or self.cleaned_data
        open_ones = set(Promise.values) - set(data.get("promises") or ())
        if open_ones and not data.get("ethics_note"):
            self.add_error("ethics_note", _("You left something open. Write here how you take care instead."))
        return data
