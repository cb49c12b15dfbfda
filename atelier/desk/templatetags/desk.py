"""What the desk's own pages ask."""

from collections.abc import Iterable
from types import SimpleNamespace

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language

from atelier.base.files import room
from atelier.base.types import Values
from atelier.desk.waiting import Waiting, what_waits

register = template.Library()


@register.simple_tag
def disk_is_tight() -> bool:
    return room.is_tight()


@register.simple_tag
def waiting_here() -> list[Waiting]:
    return what_waits()


@register.simple_tag(takes_context=True)
def side_bar(context: Context) -> SafeString:
    """Django's, rendered once: it holds names and addresses only, alike for all who work here, and is half a list."""
    apps, request = context["available_apps"], context["request"]
    addresses = [url for app in apps for url in (app["app_url"], *(model["admin_url"] for model in app["models"]))]
    here = max((url for url in addresses if url in request.path), key=len, default="")
    key = (get_language() or "", bool(request.user.is_superuser), here)
    if key not in _side_bars:
        place = {"available_apps": apps, "request": SimpleNamespace(path=here)}
        _side_bars[key] = render_to_string("admin/nav_sidebar.html", place)
    return _side_bars[key]


_side_bars: dict[tuple[str, bool, str], SafeString] = {}


@register.simple_tag
def named(row: Iterable[SafeString], headers: Iterable[Values]) -> SafeString:
    """The cells of a row as Django gives them, each with the name of its column beside it."""
    return SafeString("".join(_named(cell, header) for cell, header in zip(row, headers, strict=True)))


def _named(cell: SafeString, header: Values) -> str:
    name = format_html(' data-label="{}" class=', capfirst(str(header["text"])))
    return cell.replace(" class=", name, 1)
