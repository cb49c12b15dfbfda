"""What the admin's own pages ask."""

from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from atelier.base.files import room
from atelier.desk.fieldsets import fieldset
from atelier.desk.lists import table
from atelier.desk.waiting import Waiting, what_waits

register = template.Library()
register.simple_tag(table, name="list_table")
register.simple_tag(fieldset, name="form_fieldset")

type Row = tuple[str, str, str, str, bool]
type Room = tuple[str, str, str, tuple[Row, ...]]


@register.simple_tag
def disk_is_tight() -> bool:
    return room.is_tight()


@register.simple_tag
def waiting_here() -> list[Waiting]:
    return what_waits()


@register.simple_tag(takes_context=True)
def app_tables(context: Context, app_list: list[dict[str, Any]], show_changelinks: bool) -> SafeString:
    """The rooms and their models, as Django's `admin/app_list.html` gives them; it stands on every page of the admin.

    Names and addresses only, so the HTML is kept.
    """
    rooms = tuple(
        (
            app["app_label"],
            str(app["name"]),
            app["app_url"],
            tuple(
                (
                    model["object_name"].lower(),
                    str(model["name"]),
                    model["admin_url"],
                    model["add_url"] or "",
                    model["view_only"],
                )
                for model in app["models"]
            ),
        )
        for app in app_list
    )
    here = context["request"].path
    addresses = [
        address for _label, _name, room_url, rows in rooms for address in (room_url, *(row[2] for row in rows))
    ]
    current = frozenset(address for address in addresses if address in here)
    return _tables(rooms, bool(show_changelinks), current, get_language() or "")


@lru_cache(maxsize=256)
def _tables(rooms: tuple[Room, ...], links: bool, current: frozenset[str], language: str) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', [(_("Model name"),), (_("Add link"),), (_("Change link"),)])
    return format_html_join(
        "",
        '<div class="app-{} module{}"><table><caption><a href="{}" class="section">{}</a></caption>'
        '<thead class="visually-hidden"><tr>{}</tr></thead>{}</table></div>',
        (
            (
                label,
                " current-app" if url in current else "",
                url,
                name,
                head,
                SafeString("".join(_row(label, row, links, row[2] in current) for row in rows)),
            )
            for label, name, url, rows in rooms
        ),
    )


def _row(room: str, row: Row, links: bool, is_current: bool) -> SafeString:
    model, name, url, add_url, view_only = row
    described = f"{room}-{model}"
    cell = '<td><a href="{}" class="{}" aria-describedby="{}">{}</a></td>'
    add = format_html(cell, add_url, "addlink", described, _("Add")) if add_url else SafeString("<td></td>")
    look, word = ("viewlink", _("View")) if view_only else ("changelink", _("Change"))
    return format_html(
        '<tr class="model-{}{}"><th scope="row" id="{}"><a href="{}"{}>{}</a></th>{}{}</tr>',
        model,
        " current-model" if is_current else "",
        described,
        url,
        SafeString(' aria-current="page"') if is_current else "",
        name,
        add,
        format_html(cell, url, look, described, word) if links else "",
    )
