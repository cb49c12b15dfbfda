"""A series: the rule, and the dates it gives."""

from datetime import date
from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.bounded import Bounded
from atelier.base.forms.fields import choice
from atelier.base.forms.plain import PlainForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.types import Data, Files, FormOptions, Values
from meetings.forms.meeting import PlaceFields, QuarterField
from meetings.models import Series
from meetings.queries.series import Proposal
from meetings.states import Nth, Weekday

MONTHS_OFFERED = 18
MOST_DATES = 12


def _months() -> list[tuple[str, str]]:
    """This month and those after it, as ("2027-01", "januari 2027")."""
    today = timezone.localdate()
    months = [today.year * 12 + today.month - 1 + n for n in range(MONTHS_OFFERED)]
    return [(f"{m // 12}-{m % 12 + 1:02d}", f"{MONTHS[m % 12 + 1]} {m // 12}") for m in months]


def _first_of(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


class DatesForm(PlainForm):
    """From which month, and how many."""

    first_month = forms.TypedChoiceField(label=_("First month"), choices=_months, coerce=_first_of)
    count = forms.TypedChoiceField(
        label=_("How many meetings"), choices=[(n, n) for n in range(1, MOST_DATES + 1)], coerce=int, initial=6
    )


class RuleFields(PlaceFields):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Like: Meetings 2027. Each meeting gets a title of its own later."),
        error_messages={"required": _("Give the series a name.")},
    )
    every_months = forms.TypedChoiceField(
        label=_("Every how many months"), choices=[(n, n) for n in range(1, 13)], coerce=int, initial=2
    )
    nth = forms.TypedChoiceField(label=_("Which one in the month"), choices=Nth.choices, coerce=int, initial=2)
    weekday = forms.TypedChoiceField(label=_("Day of the week"), choices=Weekday.choices, coerce=int, initial=3)
    start_time = QuarterField(label=_("Starts at"), initial="13:30")
    end_time = QuarterField(label=_("Ends at"), initial="16:30")
    skip_school_holidays = forms.BooleanField(
        label=_("Skip the school holidays of Limburg"), required=False, initial=True
    )
    reminder_answer_days = forms.IntegerField(
        label=_("Days before: reminder to who has not answered"), min_value=1, max_value=90, initial=14
    )
    reminder_agenda_days = forms.IntegerField(
        label=_("Days before: agenda to who comes"), min_value=1, max_value=30, initial=2
    )
    reminder_online_hours = forms.IntegerField(
        label=_("Hours before: link to who comes online"), min_value=1, max_value=72, initial=3
    )

    field_order = ["name", "every_months", "nth", "weekday", "start_time", "end_time", "skip_school_holidays"]

    def check_rule(self) -> None:
        self.check_seats()
        start, end = self.cleaned_data.get("start_time"), self.cleaned_data.get("end_time")
        if start and end and end <= start:
            self.add_error("end_time", _("The end must be later than the start."))

    @property
    def rule(self) -> Values:
        return {name: self.cleaned_data[name] for name in RuleFields.base_fields}


class SeriesForm(PlainForm, RuleFields):
    texts_of = "meetings.Series"
    first_month = DatesForm.base_fields["first_month"]
    count = DatesForm.base_fields["count"]
    field_order = [
        "name",
        "every_months",
        "nth",
        "weekday",
        "first_month",
        "count",
        "start_time",
        "end_time",
        "skip_school_holidays",
    ]

    def clean(self) -> Values:
        cleaned = super().clean() or self.cleaned_data
        self.check_rule()
        return cleaned

    @property
    def series(self) -> Series:
        """Not saved yet: for the preview."""
        return Series(**self.rule)


class ChangeSeriesForm(VersionedForm, PlainForm, RuleFields):
    texts_of = "meetings.Series"

    def __init__(
        self, data: Data = None, files: Files = None, *, series: Series, **options: Unpack[FormOptions]
    ) -> None:
        initial = {name: getattr(series, name) for name in RuleFields.base_fields}
        super().__init__(data, files, versioned=series, initial=initial, **options)
        for name in ("start_time", "end_time"):
            self.fields[name].initial = initial[name]

    @property
    def version_now(self) -> str:
        """As the action compares it."""
        return str(self.versioned.version)

    def clean(self) -> Values:
        cleaned = super().clean() or self.cleaned_data
        self.check_rule()
        return cleaned


class ChosenDaysForm(Bounded, forms.Form):
    """The dates of the preview that were ticked: each one proposed, or offered instead of one with a holiday."""

    days = forms.MultipleChoiceField(error_messages={"required": _("Choose at least one date.")})

    def __init__(
        self, data: Data = None, files: Files = None, *, proposals: list[Proposal], **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        offered = {day for proposal in proposals for day in (proposal.day, proposal.instead) if day}
        choice(self, "days").choices = [(day.isoformat(), day.isoformat()) for day in sorted(offered)]

    def clean_days(self) -> list[date]:
        chosen = [date.fromisoformat(day) for day in self.cleaned_data["days"]]
        if min(chosen) <= timezone.localdate():
            raise ValidationError(_("A date that has passed cannot be planned. Take its tick away."))
        return chosen
