"""Planning and changing a meeting: a date, times in quarters of an hour, a place."""

from datetime import date, time, timedelta
from typing import Any, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.plain import PlainForm
from atelier.base.forms.reason import reason_form
from atelier.base.forms.versions import VersionedForm
from atelier.base.forms.widgets import ShortSelect
from atelier.base.types import Data, Files, FormOptions, Values
from atelier.desk.seconds import words_that_wait
from meetings.models import Meeting
from meetings.queries.series import wall_clock

EARLIEST, LATEST = 7, 22
YEARS_AHEAD = 5


def quarters() -> list[tuple[str, str]]:
    """07.00, 07.15 ... 22.45"""
    times = [time(hour, minute) for hour in range(EARLIEST, LATEST + 1) for minute in (0, 15, 30, 45)]
    return [(f"{one:%H:%M}", f"{one:%H.%M}") for one in times]


class QuarterField(forms.TypedChoiceField):
    """A clock time on the wall, in quarters of an hour."""

    widget = ShortSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("", "--.--"), *quarters()],
            coerce=time.fromisoformat,
            empty_value=None,
            **{"error_messages": {"required": _("Choose a time.")}, **kwargs},
        )

    def prepare_value(self, value: object) -> object:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def has_changed(self, initial: object, data: object) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def valid_value(self, value: object) -> bool:
        # A time that was set otherwise (at the desk) may stay.
        return super().valid_value(value) or self.prepare_value(self.initial) == value


class DayField(forms.DateField):
    """A date in the browser's own picker, with the weekday beside it in words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"],
            **{
                "error_messages": {
                    "required": _("Choose a date."),
                    "invalid": _("Write the date as day-month-year, like 14-01-2027."),
                },
                "help_text": SafeString('<span id="id_day_weekday"></span>'),
                **kwargs,
            },
        )


class PlaceFields(forms.Form):
    place = forms.CharField(
        label=_("Place"), max_length=120, error_messages={"required": _("Say where the meeting is.")}
    )
    address = forms.CharField(
        label=_("Address"), max_length=200, required=False, help_text=_("Street, number and town, for members only.")
    )
    online_url = forms.URLField(
        label=_("Link for who takes part online"),
        max_length=500,
        required=False,
        help_text=_("Only who comes sees the link."),
        error_messages={"invalid": _("Write the whole link, beginning with https://")},
    )
    capacity = forms.IntegerField(
        label=_("Places in the room"),
        min_value=1,
        max_value=500,
        initial=40,
        error_messages={"required": _("Say how many people fit in the room.")},
    )
    seats_for_lived = forms.IntegerField(
        label=_("Places kept for experts by experience"),
        min_value=0,
        max_value=500,
        initial=6,
        error_messages={"required": _("Say how many places are kept, or 0.")},
    )

    def check_seats(self) -> None:
        seats, kept = self.cleaned_data.get("capacity"), self.cleaned_data.get("seats_for_lived")
        if seats is not None and kept is not None and kept > seats:
            self.add_error("seats_for_lived", _("You cannot keep more places than there are."))


class PlanForm(PlainForm, PlaceFields):
    """A new meeting."""

    texts_of = "meetings.Meeting"

    title = forms.CharField(
        label=_("Title"), max_length=160, error_messages={"required": _("Give the meeting a title.")}
    )
    theme = forms.CharField(label=_("Theme"), max_length=200, required=False)
    public_text = forms.CharField(
        label=_("Text for everybody"),
        help_text=_("Visitors read this too. Write nothing here that can be traced to a person."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    day = DayField(label=_("Date"))
    start = QuarterField(label=_("Starts at"))
    end = QuarterField(label=_("Ends at"))

    field_order = ["title", "theme", "public_text", "day", "start", "end"]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        today = timezone.localdate()
        if day < today and not self._is_unchanged(day):
            raise ValidationError(_("This date is in the past. Choose a date from today on."))
        if day > today + timedelta(days=366 * YEARS_AHEAD):
            raise ValidationError(_("This date is more than five years ahead. Is the year right?"))
        return day

    def _is_unchanged(self, day: date) -> bool:
        return False

    def clean(self) -> Values:
        cleaned = super().clean() or self.cleaned_data
        self.check_seats()
        day, start, end = cleaned.get("day"), cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", _("The end must be later than the start."))
        elif day and start and end:
            starts_at = wall_clock(day, start)
            if starts_at <= timezone.now() and not self._is_unchanged(day):
                self.add_error("start", _("This time has already passed. Choose a later one."))
            cleaned["starts_at"], cleaned["ends_at"] = starts_at, wall_clock(day, end)
        return cleaned

    @property
    def plan(self) -> Values:
        """What the actions take."""
        names = ("title", "theme", "public_text", "starts_at", "ends_at", *PlaceFields.base_fields)
        return {name: self.cleaned_data[name] for name in names}


SCOPES = [
    ("this", _("This meeting only")),
    ("later", _("This one and the later ones of the series")),
    ("all", _("All meetings of the series that are still ahead")),
]


class ChangeForm(VersionedForm, PlanForm):
    """Change a meeting; in a series also the place, times and room of others."""

    scope = forms.ChoiceField(
        label=_("For which meetings?"),
        help_text=_(
            "Title and texts change for this meeting only. What you change of times, place and room holds for all you "
            "choose; the rest stays as it is for each."
        ),
        choices=SCOPES,
        widget=forms.RadioSelect,
        initial="this",
    )
    move_days = forms.BooleanField(
        label=_("Move the date of the others too"),
        required=False,
        help_text=_(
            "By as many days as this one: from Thursday to Tuesday moves each two days forward. "
            "Without a tick the others keep their own date."
        ),
    )

    def __init__(
        self,
        data: Data = None,
        files: Files = None,
        *,
        meeting: Meeting,
        in_series: bool,
        **options: Unpack[FormOptions],
    ) -> None:
        self.meeting = meeting
        start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        known = {name: getattr(meeting, name) for name in ("title", "theme", "public_text", *PlaceFields.base_fields)}
        known |= {name: text for name, text in words_that_wait(meeting).items() if name in known}
        initial = {**known, "day": start.date(), "start": start.time(), "end": end.time()}
        super().__init__(data, files, versioned=meeting, initial=initial, **options)
        for name in ("start", "end"):
            self.fields[name].initial = initial[name]
        if not in_series:
            del self.fields["scope"], self.fields["move_days"]

    def _is_unchanged(self, day: date) -> bool:
        """A meeting of today that has begun may get another text."""
        return day == self.meeting.day and self.cleaned_data.get("start") in (
            None,
            timezone.localtime(self.meeting.starts_at).time(),
        )

    @property
    def version_now(self) -> str:
        """As the action compares it."""
        return str(self.versioned.version)

    @property
    def scope_chosen(self) -> str:
        return str(self.cleaned_data.get("scope", "this"))

    @property
    def moves_days(self) -> bool:
        return bool(self.cleaned_data.get("move_days"))

    @property
    def shared(self) -> Values:
        """What other meetings of the series take over: only what was changed here, the rest stays each one's own."""
        names = {**{name: name for name in PlaceFields.base_fields}, "start": "start_time", "end": "end_time"}
        return {names[field]: self.cleaned_data[field] for field in self.changed_data if field in names}


CancelForm = reason_form(
    _("Why does the meeting not take place?"),
    hint=_("Everybody who was invited reads this."),
    missing=_("Give a reason: everybody who was invited reads it."),
    limit=500,
    rows=3,
    kept="meetings.MeetingMove.why",
)
