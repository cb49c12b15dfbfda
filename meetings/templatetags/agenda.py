"""What an agenda needs of its numbers."""

from functools import lru_cache

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def minutes_class(minutes: int | None) -> str:
    """The class that gives an agenda block its height (style attributes are forbidden by the CSP)."""
    steps = min(max(5, round((minutes or 0) / 5) * 5), 120)
    return f"min-{steps}"


@register.simple_tag
@lru_cache(maxsize=1024)
def number_options(last: int, chosen: int) -> SafeString:
    """The options 1 to `last` of a select; a template would render each on its own, for each line of a list."""
    return format_html_join(
        "",
        "<option value={0}{1}>{0}</option>",
        ((number, SafeString(" selected" if number == chosen else "")) for number in range(1, last + 1)),
    )
