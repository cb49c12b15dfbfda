"""What the desk's own pages ask."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from atelier.base.files import room
from atelier.desk.waiting import Waiting, what_waits

register = template.Library()


@register.simple_tag
def disk_is_tight() -> bool:
    return room.is_tight()


@register.simple_tag
def waiting_here() -> list[Waiting]:
    return what_waits()


@register.simple_tag
def named(row: Iterable[SafeString], headers: Iterable[dict[str, Any]]) -> SafeString:
    """The cells of a row as Django gives them, each with the name of its column beside it."""
    return SafeString("".join(_named(cell, header) for cell, header in zip(row, headers, strict=True)))


def _named(cell: SafeString, header: dict[str, Any]) -> str:
    name = format_html(' data-label="{}" class=', capfirst(str(header["text"])))
    return cell.replace(" class=", name, 1)
