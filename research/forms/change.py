"""What researchers ask to change in research that was approved."""

from datetime import date
from typing import Any, Unpack

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.fields import model_choice
from atelier.base.forms.plain import PlainForm, PlainModelForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.types import Data, Files, FormOptions, ModelFormOptions, Values
from cases.models import Case
from members.models import Member, Organisation
from research.forms.registration import LONGEST, WRONG_DAY, split
from research.forms.typed import Typed
from research.models import LearningQuestion, Project

MONTHS = (1, 2, 3)


class ChangeForm(Typed, VersionedForm, PlainModelForm):
    """Period, method, partner and links, as they stand; and why they should be different."""

    guards = {"cases": "", "reason": "research.ProjectChange.why"}

    cases = forms.CharField(
        label=_("Cases it builds on, by number"),
        required=False,
        max_length=400,
        help_text=_("For example: 2026-031, 2026-024."),
    )
    reason = forms.CharField(
        label=_("Why should it be different?"),
        max_length=1000,
        help_text=_("Your supervisor reads this. It stays on the page of the research, for members."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it should be different.")},
    )

    class Meta:
        model = Project
        fields = ["starts_on", "ends_on", "method", "partner", "learning_questions"]
        labels = {
            "starts_on": _("First day"),
            "ends_on": _("Last day"),
            "method": _("How will you find out?"),
            "partner": _("Partner organisation"),
            "learning_questions": _("Which learning questions does it help?"),
        }
        error_messages = {
            "method": {"required": _("Write down how you will find out.")},
            "starts_on": {"required": _("Fill in the first day."), "invalid": WRONG_DAY},
            "ends_on": {"required": _("Fill in the last day."), "invalid": WRONG_DAY},
        }
        widgets = {"method": forms.Textarea(attrs={"rows": 6}), "learning_questions": forms.CheckboxSelectMultiple}

    field_order = ["starts_on", "ends_on", "method", "partner", "learning_questions", "cases", "reason"]

    def __init__(
        self, data: Data = None, files: Files = None, *, member: Member, **options: Unpack[ModelFormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        for name in ("starts_on", "ends_on", "method"):
            self.fields[name].required = True
        partner, questions = model_choice(self, "partner"), model_choice(self, "learning_questions")
        partner.queryset = Organisation.objects.filter(is_confirmed=True)
        partner.empty_label = _("No partner organisation")
        questions.queryset = LearningQuestion.objects.visible_to(member).linkable()
        self.visible_cases = Case.objects.visible_to(member)
        linked = self.visible_cases.filter(projects=self.instance).order_by("number")
        self.initial.setdefault("cases", ", ".join(str(case.number) for case in linked))

    def clean_cases(self) -> list[Case]:
        """What this member cannot see stays as it is."""
        typed = split(self.cleaned_data["cases"])
        found = {case.number: case for case in self.visible_cases.filter(number__in=typed)}
        if missing := [number for number in typed if number not in found]:
            raise forms.ValidationError(
                _("There is no released case with number %(number)s. Check the number, or leave it out."),
                params={"number": missing[0]},
            )
        return [*found.values(), *self._hidden(self.instance.cases.all(), self.visible_cases)]

    def clean_learning_questions(self) -> list[LearningQuestion]:
        offered = model_choice(self, "learning_questions").queryset
        hidden = self._hidden(self.instance.learning_questions.all(), offered)
        return [*self.cleaned_data["learning_questions"], *hidden]

    @staticmethod
    def _hidden[M: Model](linked: QuerySet[M], offered: Any) -> list[M]:
        return list(linked.exclude(pk__in=offered.values("pk")))

    def clean(self) -> Values:
        data = super().clean() or self.cleaned_data
        if error := _wrong_period(data.get("starts_on"), data.get("ends_on"), self.initial.get("ends_on")):
            self.add_error("ends_on", error)
        return data

    def _post_clean(self) -> None:
        """The research itself stays as it is until the supervisor agrees."""


def _wrong_period(starts_on: date | None, ends_on: date | None, stood: object) -> object:
    if not (starts_on and ends_on):
        return None
    if ends_on <= starts_on:
        return _("The last day must come after the first day.")
    if ends_on - starts_on > LONGEST:
        return _("Research here takes three years at most. Check the year.")
    if ends_on != stood and ends_on < timezone.localdate():
        return _("The last day has passed. Choose a day ahead of us.")
    return None


class ExtendForm(Typed, PlainForm):
    """More time: the answer that fits most is chosen already."""

    guards = {"reason": "research.ProjectChange.why"}

    ends_on = forms.DateField(label=_("Until when?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why do you need more time?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: Data = None, files: Files = None, *, project: Project, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        days = later_days(project)
        widget: Any = self.fields["ends_on"].widget
        widget.choices = [(day.isoformat(), date_format(day)) for day in days]
        self.initial.setdefault("ends_on", days[0].isoformat() if days else None)
        self.days = days

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        if day not in self.days:
            raise forms.ValidationError(_("Choose one of these days."))
        return day


def later_days(project: Project) -> list[date]:
    """One, two and three months after the last day, or after today when that has passed; three years at most."""
    today = timezone.localdate()
    first, last = project.starts_on or today, max(project.ends_on or today, today)
    days = [_months_later(last, months) for months in MONTHS]
    return [day for day in days if day - first <= LONGEST]


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    ends = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, ends))
