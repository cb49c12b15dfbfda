"""What was answered in a field, as text."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django import forms
from django.db.models import Model, QuerySet
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from atelier.base.words.dates import nice_date


def answer_text(field: forms.Field, value: object) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        key = field.to_field_name or "pk"
        values = value if isinstance(value, list | tuple | QuerySet) else [value]
        plain = [getattr(one, key) if isinstance(one, Model) else one for one in values]
        return ", ".join(field.label_from_instance(one) for one in field.queryset.filter(**{f"{key}__in": plain}))
    if isinstance(field, forms.ChoiceField):
        chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
        choices = flatten_choices(cast("Iterable[tuple[object, object]]", field.choices))
        return ", ".join(str(label) for key, label in choices if str(key) in chosen)
    if isinstance(field, forms.DateField) and isinstance(value, date):
        return nice_date(value)
    return str(value)
