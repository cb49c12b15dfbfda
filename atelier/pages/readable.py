"""An export as a page: lists and names instead of brackets."""

from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from atelier.lib.dates import nice_date, nice_moment

ROOMS: dict[str, str | Promise] = {
    "members": gettext_lazy("You as a member"),
    "cases": gettext_lazy("Cases"),
    "meetings": gettext_lazy("Meetings"),
    "research": gettext_lazy("Research"),
    "mail": gettext_lazy("Mail"),
    "audit": gettext_lazy("Log of sensitive acts"),
}


def readable(data: dict[str, Any]) -> list[tuple[str, SafeString]]:
    """(room, HTML) for every room of an export."""
    return [(str(ROOMS.get(name, name)), _show(value)) for name, value in data.items() if isinstance(value, dict)]


def _show(value: Any) -> SafeString:
    if isinstance(value, dict) and value:
        rows = ((label(key), _show(inner)) for key, inner in value.items())
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))
    if isinstance(value, list | tuple) and value:
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_show(inner),) for inner in value)))
    return format_html("{}", _plain(value))


def _plain(value: Any) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return _("nothing")
    if value is True or value is False:
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return nice_moment(value)
    if isinstance(value, date):
        return nice_date(value)
    return str(value)


def label(key: str) -> str:
    """The word for a key of an export; an unknown one is shown as it is."""
    return str(LABELS.get(key, key.replace("_", " ")))


LABELS: dict[str, str | Promise] = {}
