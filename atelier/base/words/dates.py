"""Dates and times as people here read them: donderdag 14 januari 2027, 13.30 uur."""

from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

SATURDAY = 5


def nice_date(value: date | datetime | None) -> str:
    """Like: donderdag 14 januari 2027"""
    if value is None:
        return ""
    return date_format(_local(value), _("l j F Y"))


def short_date(value: date | datetime | None) -> str:
    """Like: 14 jan 2027 (for tables)"""
    if value is None:
        return ""
    return date_format(_local(value), _("j b Y"))


def nice_time(value: datetime | None) -> str:
    """Like: 13.30"""
    if value is None:
        return ""
    return date_format(_local(value), _("H:i"))


def nice_moment(value: datetime | None) -> str:
    """Like: donderdag 14 januari 2027 om 13.30 uur"""
    if value is None:
        return ""
    return _("%(day)s at %(time)s") % {"day": nice_date(value), "time": nice_time(value)}


def nice_span(start: datetime | None, end: datetime | None) -> str:
    """Like: donderdag 14 januari 2027, 13.30 tot 16.30 uur"""
    if start is None or end is None:
        return nice_moment(start)
    return _("%(day)s, %(start)s to %(end)s") % {
        "day": nice_date(start),
        "start": nice_time(start),
        "end": nice_time(end),
    }


def in_days(value: date | datetime | None) -> str:
    """Like: vandaag, morgen, over 12 dagen, gisteren, 9 dagen geleden"""
    if value is None:
        return ""
    days = (_day(value) - timezone.localdate()).days
    if days in (-1, 0, 1):
        return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[days]
    if days > 0:
        return _("in %(days)d days") % {"days": days}
    return _("%(days)d days ago") % {"days": -days}


@lru_cache(maxsize=64)
def _holidays(year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("NL", years=year, language=language).items())


def holiday_name(value: date) -> str:
    """The Dutch public holiday on this day, or nothing."""
    return _holidays(value.year, "nl" if get_language() == "nl" else "en_US").get(_day(value), "")


def working_days_later(moment: datetime, days: int) -> datetime:
    """The same time of the day, so many working days on: weekends and public holidays do not count."""
    local = timezone.localtime(moment)
    day = local.date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY and not holiday_name(day)
    return timezone.make_aware(datetime.combine(day, local.time()))


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _day(value: date | datetime) -> date:
    local = _local(value)
    return local.date() if isinstance(local, datetime) else local
