"""A series makes meetings from a rule: every n months, the nth weekday."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.states import Nth, Weekday


class Series(models.Model):
    """The rule and what its meetings share. Times are wall clock in Europe/Amsterdam."""

    name = models.CharField(_("name"), max_length=120)
    every_months = models.PositiveSmallIntegerField(
        _("every how many months"), default=2, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    nth = models.SmallIntegerField(_("which one in the month"), choices=Nth, default=Nth.SECOND)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday, default=Weekday.THURSDAY)
    start_time = models.TimeField(_("starts at"))
    end_time = models.TimeField(_("ends at"))
    place = models.CharField(_("place"), max_length=120)
    address = models.CharField(_("address"), max_length=200, blank=True)
    online_url = models.URLField(_("link for who takes part online"), blank=True, max_length=500)
    capacity = models.PositiveSmallIntegerField(_("places in the room"), default=40)
    seats_for_lived = models.PositiveSmallIntegerField(_("places kept for experts by experience"), default=6)
    skip_school_holidays = models.BooleanField(_("skip the school holidays of Limburg"), default=True)
    reminder_answer_days = models.PositiveSmallIntegerField(
        _("days before: reminder to who has not answered"), default=14, validators=[MaxValueValidator(90)]
    )
    reminder_agenda_days = models.PositiveSmallIntegerField(
        _("days before: agenda to who comes"), default=2, validators=[MaxValueValidator(30)]
    )
    reminder_online_hours = models.PositiveSmallIntegerField(
        _("hours before: link to who comes online"), default=3, validators=[MaxValueValidator(72)]
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = pgettext_lazy("plural", "series")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_time__gt=models.F("start_time")),
                name="series_ends_after_start",
                violation_error_message=_("The end must be later than the start."),
            ),
            models.CheckConstraint(
                condition=models.Q(seats_for_lived__lte=models.F("capacity")),
                name="series_kept_seats_fit",
                violation_error_message=_("You cannot keep more places than there are."),
            ),
            models.CheckConstraint(
                condition=models.Q(every_months__gte=1, every_months__lte=12),
                name="series_every_one_to_twelve_months",
                violation_error_message=_("Choose 1 to 12 months."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:series", args=[self.pk])


class SchoolHoliday(models.Model):
    """Days without a meeting besides those the calendar knows: a local holiday, a different school holiday."""

    name = models.CharField(_("name"), max_length=80)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("extra holiday")
        verbose_name_plural = _("extra holidays")
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="school_holiday_ends_after_start",
                violation_error_message=_("The last day must not be before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
