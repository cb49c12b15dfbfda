"""The table of a list in the workplace, without the template engine.

Django looks up the field, the link and the empty value of each cell anew and joins its HTML three times: a third of
what a list costs. Here that is done once per column. Each cell carries its column's name as well, for on a phone a row
is a card (static/admin.css).
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import display_for_field, display_for_value, quote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

EMPTY = "-"
PLACE = "PK"  # where the number of an object comes in an address

type Shows = Callable[[Any], Any]


def table(changes: ChangeList) -> SafeString:
    """What `{% result_list cl %}` gives, but for a box to tick: nothing is done to many objects at once here."""
    if not changes.result_list:
        return SafeString("")
    heads = list(result_headers(changes))
    several = sum(bool(head.get("sorted")) for head in heads) > 1
    labels = [str(capfirst(str(head["text"]))) for head in heads]
    columns = [Column(name, changes, label) for name, label in zip(changes.list_display, labels, strict=True)]
    address = _address(changes)
    rows = "".join(_row(row, columns, address, changes) for row in changes.result_list)
    return SafeString(
        '<div class="results"><table id="result_list"><thead>\n<tr>'
        + "".join(_head(head, label, several) for head, label in zip(heads, labels, strict=True))
        + f"</tr>\n</thead><tbody>\n{rows}</tbody></table></div>"
    )


class Column:
    """One column: how its cells begin, and what they show of an object."""

    def __init__(self, name: Any, changes: ChangeList, label: str) -> None:
        self.name = str(name)
        self.is_link = name in (changes.list_display_links or changes.list_display[:1])
        self.shows = _shows(self.name, changes)
        self.begin = format_html(' class="field-{}" data-label="{}">', self.name, label)


def _shows(name: str, changes: ChangeList) -> Shows:
    try:
        field: Any = changes.model._meta.get_field(name)
    except FieldDoesNotExist:
        return _shows_what_is_made(name, changes)
    if isinstance(field, models.ForeignKey):
        return lambda row: EMPTY if getattr(row, field.attname) is None else getattr(row, name)
    if isinstance(field, models.BooleanField):
        words = {True: _("yes"), False: _("no")}
        return lambda row: words.get(getattr(row, name), EMPTY)
    if choices := getattr(field, "flatchoices", None):
        labels = {value: str(label) for value, label in choices}
        return lambda row: labels.get(getattr(row, name), EMPTY)
    return lambda row: display_for_field(getattr(row, name), field, EMPTY, avoid_link=True)


def _shows_what_is_made(name: str, changes: ChangeList) -> Shows:
    """A method of the admin, else one of the model, or a property."""
    if (method := getattr(changes.model_admin, name, None)) and name != "__str__":
        return lambda row: display_for_value(method(row), EMPTY)

    def of_the_model(row: Any) -> Any:
        value = getattr(row, name)
        return display_for_value(value() if callable(value) else value, EMPTY)

    return of_the_model


def _address(changes: ChangeList) -> str:
    """Of an object's page, with the search and filters one came from; PLACE stands for its number."""
    path = reverse(f"admin:{changes.opts.app_label}_{changes.opts.model_name}_change", args=[PLACE])
    known: Any = {"preserved_filters": changes.preserved_filters, "opts": changes.opts}
    return str(conditional_escape(add_preserved_filters(known, path)))


def _row(row: models.Model, columns: list[Column], address: str, changes: ChangeList) -> str:
    return f"<tr>{''.join(_cells(row, columns, address, changes))}</tr>\n"


def _cells(row: models.Model, columns: list[Column], address: str, changes: ChangeList) -> Iterator[str]:
    for number, column in enumerate(columns):
        text: str = conditional_escape(column.shows(row))
        if column.is_link:
            key = str(conditional_escape(quote(row.pk)))
            # The form that a list was opened from by its search glass takes over what is chosen.
            chosen = format_html(' data-popup-opener="{}"', _chosen(row, changes)) if changes.is_popup else ""
            text = f'<a href="{address.replace(f"/{PLACE}/", f"/{key}/", 1)}"{chosen}>{text}</a>'
        tag = "th" if column.is_link and not any(before.is_link for before in columns[:number]) else "td"
        yield f"<{tag}{column.begin}{text}</{tag}>"


def _chosen(row: models.Model, changes: ChangeList) -> Any:
    return row.serializable_value(str(changes.to_field) if changes.to_field else changes.pk_attname)


def _head(head: dict[str, Any], label: str, several: bool) -> str:
    if not head["sortable"]:
        return format_html(
            '<th scope="col"{}><div class="text"><span>{}</span></div></th>', head["class_attrib"], label
        )
    return format_html(
        '<th scope="col"{}>{}<div class="text"><a role="button" href="{}">{}</a></div></th>',
        head["class_attrib"],
        _sorted(head, several) if head["sort_priority"] else "",
        head["url_primary"],
        label,
    )


def _sorted(head: dict[str, Any], several: bool) -> SafeString:
    priority = SafeString("")
    if several:
        number = head["sort_priority"]
        words = _("Sorting priority: %(priority_number)s") % {"priority_number": number}
        priority = format_html('<span class="sortpriority" title="{}">{}</span>', words, number)
    return format_html(
        '<div class="sortoptions"><a class="sortremove" href="{}" title="{}"></a>{}'
        '<a href="{}" class="toggle {}" title="{}"></a></div>',
        head["url_remove"],
        _("Remove from sorting"),
        priority,
        head["url_toggle"],
        "ascending" if head["ascending"] else "descending",
        _("Toggle sorting"),
    )
