"""The fields of a form in the workplace, without the template engine.

Django's `admin/includes/fieldset.html` asks some thirty questions of each field in template language: a quarter of
what a form costs. This gives the same HTML (tests/base/test_workplace.py compares them).
"""

from typing import Any

from django.contrib.admin.helpers import AdminField, AdminReadonlyField, Fieldline
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

type Field = AdminField | AdminReadonlyField


def fieldset(fields: Any, number: int) -> SafeString:
    """The `number`th group of fields of a form: a django.contrib.admin.helpers.Fieldset."""
    lines = SafeString("".join(map(_line, fields)))
    labelled = head = SafeString("")
    if fields.name:
        id_ = f"fieldset-0-{number}-heading"
        labelled = format_html(' aria-labelledby="{}"', id_)
        head = format_html('<h2 id="{}" class="fieldset-heading">{}</h2>', id_, fields.name)
        if fields.is_collapsible:
            head, lines = format_html("<details><summary>{}</summary>", head), format_html("{}</details>", lines)
    if fields.description:
        head += format_html('<div class="description">{}</div>', SafeString(fields.description))
    start = format_html('<fieldset class="module aligned {}"{}>', fields.classes, labelled)
    return format_html("{}{}{}</fieldset>", start, head, lines)


def _line(line: Fieldline) -> str:
    fields = list(line)
    alone = len(fields) == 1
    names = "".join(_named(field) for field in fields)
    several = "" if alone else " flex-container form-multiline"
    hidden = "" if line.has_visible_field else " hidden"
    return f'<div class="form-row{several}{hidden}{names}">{"".join(_field(one, line, alone) for one in fields)}</div>'


def _named(field: Field) -> str:
    name = _of(field, "name")
    return f" field-{conditional_escape(name)}" if name else ""


def _of(field: Field, name: str) -> Any:
    """A read-only field is a dictionary, another one an object."""
    bound: Any = field.field
    return bound.get(name, "") if isinstance(bound, dict) else getattr(bound, name)


def _field(field: Field, line: Fieldline, alone: bool) -> str:
    is_set = bool(getattr(field, "is_fieldset", False))
    wrong = line.errors() if alone else "" if field.is_readonly else field.errors()  # type: ignore[union-attr]
    classes = " errors" if wrong else ""
    if not alone:
        classes += f" fieldBox{_named(field)}{' hidden' if _of(field, 'is_hidden') else ''}"
    if field.is_checkbox:
        classes += " checkbox-row"
    help_, help_id = _help(field)
    begin = f'<div class="flex-container{classes}">{_label(field, is_set)}{help_}{conditional_escape(wrong)}'
    inside = f"{begin}{_input(field)}</div>"
    if not is_set:
        return inside
    described = f' aria-describedby="{help_id}"' if help_ else ""
    return f"<fieldset{described}>{field.label_tag()}{inside}</fieldset>"


def _label(field: Field, is_set: bool) -> str:
    label = "" if is_set else field.label_tag()
    return f'<div class="checkbox">{field.field}{label}</div>' if field.is_checkbox else label


def _input(field: Field) -> str:
    if field.is_checkbox:
        return ""
    if isinstance(field, AdminReadonlyField):
        return f'<div class="readonly">{conditional_escape(field.contents())}</div>'
    return str(field.field)


def _help(field: Field) -> tuple[str, str]:
    """The help text, and the id by which the field names it."""
    text = _of(field, "help_text")
    if not text:
        return "", ""
    id_ = "" if field.is_readonly else _of(field, "id_for_label")
    named = f' id="{conditional_escape(id_)}_helptext"' if id_ else ""
    hidden = " hidden" if _of(field, "is_hidden") else ""
    return f'<div class="help{hidden}"{named}><div>{text}</div></div>', f"{id_}_helptext"
