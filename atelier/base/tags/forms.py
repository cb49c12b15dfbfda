"""Fields, the summary of what is wrong, the check of the answers."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django import forms, template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from atelier.base.forms.decided import Decided, Piece
from atelier.base.forms.versions import version_of
from atelier.base.forms.widgets import ShortTicks
from atelier.base.types import Context
from atelier.base.words import dates

register = template.Library()


@register.simple_tag
def version(subject: object) -> SafeString:
    """What the page was made from, for a form that is only a button; `unchanged(request, subject)` compares it."""
    return format_html('<input type="hidden" name="version" value="{}">', version_of(subject))


@register.filter
def target_id(field: forms.BoundField) -> str:
    """The id an error summary links to: the first control of the field."""
    if isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget):
        return f"{field.auto_id}_0"
    return field.auto_id


@register.filter
def kind(field: forms.BoundField) -> str:
    """Which part of the pack renders this field."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, ShortTicks):
        return "ticks"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.MultiWidget | forms.SelectDateWidget):
        return "group"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "plain"


# What allauth says of a button that is not the one thing to do on its page.
QUIET = frozenset({"secondary", "outline", "link", "danger", "minor", "tool", "cancel"})


@register.filter
def are_quiet(tags: Collection[str]) -> bool:
    return not QUIET.isdisjoint(tags)


@register.filter
def is_optional(field: forms.BoundField) -> bool:
    """Not what this page demands just now, but what the form asks in the end (`Plain.let_empty`)."""
    return not getattr(field.field, "is_asked", field.field.required)


@register.filter
def describedby(field: forms.BoundField) -> str:
    ids = [f"{field.auto_id}_helptext"] if field.help_text else []
    return " ".join([*ids, f"{field.auto_id}_error"] if field.errors else ids)


@register.filter
def guard(field: forms.BoundField) -> str:
    """The row of a text of which each piece is decided on; empty for other fields."""
    form = field.form
    return form.key_of_text(field.name) if isinstance(form, Decided) and field.name in form.guarded else ""


@register.filter
def pieces(field: forms.BoundField) -> list[Piece]:
    """What may lead to a person in what was typed there."""
    return field.form.pieces.get(field.name, []) if isinstance(field.form, Decided) else []


@register.filter
def limit(field: forms.BoundField) -> str:
    """How many characters a long text may have, for the count under it."""
    return str(field.field.widget.attrs.get("data-limit", ""))


@register.filter
def day_in_words(field: forms.BoundField) -> str | None:
    """For a date field: weekday, date and holiday in words (the script keeps it up to date); None for other fields."""
    if not isinstance(field.field, forms.DateField) or not isinstance(field.field.widget, forms.DateInput):
        return None
    value = field.value()
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return ""
    if not isinstance(value, date):
        return ""
    holiday = dates.holiday_name(value)
    return f"{dates.nice_date(value)} ({holiday})" if holiday else dates.nice_date(value)


@register.inclusion_tag("atelier/error_summary.html")
def error_summary(*sources: forms.BaseForm | None) -> Context:
    """On top of the page: what is still wrong, each line a link to its field."""
    found: list[tuple[str, str]] = []
    for source in sources:
        if not source or not source.is_bound:
            continue
        found += [("", str(error)) for error in source.non_field_errors()]
        for name in source.fields:
            if name in source.errors:
                bound = source[name]
                id_ = "" if bound.is_hidden else target_id(bound)
                found += [(id_, str(error)) for error in bound.errors]
    return {"found": found}


@register.inclusion_tag("atelier/summary_list.html")
def summary_list(rows: Iterable[Sequence[object]]) -> Context:
    """Check your answers: rows of (label, answer) or (label, answer, address to change it)."""
    return {"rows": [(*row, "")[:3] for row in rows]}
