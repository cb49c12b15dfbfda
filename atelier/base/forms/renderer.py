"""Widgets, labels and errors without the template engine.

A form of ten fields renders some fifty templates, most of them one line; that took half of the time of a page with a
form. The commonest of Django's own widget templates are functions here, with the same outcome (tests/base/
test_renderer.py compares them with Django's). What is not in the list, and what a room names itself, stays a template.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

type Widget = Mapping[str, Any]


def attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(name)}" if value is True else f' {conditional_escape(name)}="{_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _text(value: Any) -> str:
    return str(conditional_escape(value if isinstance(value, str) else str(value)))


def _input(widget: Widget) -> str:
    value = widget["value"]
    filled = "" if value is None else f' value="{_text(value)}"'
    return f'<input type="{widget["type"]}" name="{_text(widget["name"])}"{filled}{attributes(widget["attrs"])}>'


def _input_option(widget: Widget) -> str:
    if not widget.get("wrap_label"):
        return _input(widget)
    id_ = widget["attrs"].get("id")
    target = f' for="{_text(id_)}"' if id_ else ""
    return f"<label{target}>{_input(widget)} {_text(widget['label'])}</label>"


def _textarea(widget: Widget) -> str:
    text = _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{attributes(widget["attrs"])}>\n{text}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    return f'<select name="{_text(widget["name"])}"{attributes(widget["attrs"])}>{groups}\n</select>'


def _group(name: Any, options: Iterable[Widget]) -> str:
    inside = "".join("\n  " + _option(option) for option in options)
    return f'\n  <optgroup label="{_text(name)}">{inside}\n  </optgroup>' if name else inside


def _option(option: Widget) -> str:
    return f'<option value="{_text(option["value"])}"{attributes(option["attrs"])}>{_text(option["label"])}</option>'


def _label(context: Mapping[str, Any]) -> str:
    label = conditional_escape(context["label"])
    return (
        f"<{context['tag']}{attributes(context['attrs'])}>{label}</{context['tag']}>" if context["use_tag"] else label
    )


def _error_list(context: Mapping[str, Any]) -> str:
    errors = context["errors"]
    if not errors:
        return ""
    id_ = f' id="{_text(errors.field_id)}_error"' if getattr(errors, "field_id", "") else ""
    lines = "".join(f"<li>{_text(error)}</li>" for error in errors)
    return f'<ul class="{_text(context["error_class"])}"{id_}>{lines}</ul>'


_INPUTS = (
    *("checkbox", "color", "date", "datetime", "email", "file", "hidden", "input"),
    *("number", "password", "search", "tel", "text", "time", "url"),
)
WIDGETS: dict[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    **{f"django/forms/widgets/{name}_option.html": _input_option for name in ("input", "radio", "checkbox")},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/select_option.html": _option,
}


OTHERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "django/forms/label.html": _label,
    **{f"django/forms/errors/list/{name}.html": _error_list for name in ("default", "ul")},
}


class ShortSelect(forms.Select):
    """A select of a few plain choices that stands on a page forty times: no context per option, no groups."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = {str(one) for one in self.format_value(value)}
        options = "".join(
            f'<option value="{_text(key)}"{" selected" if str(key) in chosen else ""}>{_text(label)}</option>'
            for key, label in self.choices
        )
        built = attributes(self.build_attrs(self.attrs, attrs))
        return SafeString(f'<select name="{_text(name)}"{built}>{options}</select>')


class ShortTicks(forms.CheckboxSelectMultiple):
    """Hundreds of ticks under headings, without a context per tick. Choices: (heading, [(key, label), ...])."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        ticked = {str(one) for one in self.format_value(value)}
        id_, number, groups = _text((attrs or {}).get("id", name)), count(), []
        name = _text(name)
        for heading, people in self.choices:
            ticks = "".join(_tick(name, f"{id_}_{next(number)}", key, label, ticked) for key, label in people)
            groups.append(f'<fieldset class="field"><legend>{_text(heading)}</legend>{ticks}</fieldset>')
        return SafeString("".join(groups))


def _tick(name: str, id_: str, key: Any, label: Any, ticked: set[str]) -> str:
    """`name` and `id_` are safe already."""
    checked = " checked" if str(key) in ticked else ""
    box = f'<input type="checkbox" name="{name}" value="{_text(key)}" id="{id_}"{checked}>'
    return f'<div class="choice">{box}<label for="{id_}">{_text(label)}</label></div>'


class QuickRenderer(TemplatesSetting):
    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        if quick := WIDGETS.get(template_name):
            return SafeString(quick(context["widget"]))
        if quick := OTHERS.get(template_name):
            return SafeString(quick(context))
        return SafeString(super().render(template_name, context, request))
