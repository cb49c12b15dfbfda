"""Days and times as people say them."""

from datetime import date, datetime

from django import template

from atelier.base.words import dates

register = template.Library()

register.filter("nice_date", dates.nice_date)
register.filter("short_date", dates.short_date)
register.filter("nice_time", dates.nice_time)
register.filter("nice_moment", dates.nice_moment)
register.filter("in_days", dates.in_days)
register.filter("holiday_name", dates.holiday_name)


@register.simple_tag
def nice_span(start: datetime | None, end: datetime | None) -> str:
    return dates.nice_span(start, end)


@register.filter
def iso(value: date | datetime | None) -> str:
    """For <time datetime>."""
    return value.isoformat() if value else ""
