"""What is longer than its field's limit is refused before anything looks at it."""

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext_lazy

TOO_LONG = ngettext_lazy(
    "Use at most %(limit_value)d character. There are %(show_value)d now.",
    "Use at most %(limit_value)d characters. There are %(show_value)d now.",
    "limit_value",
)
# In characters, where a field says nothing itself: of a text of several lines, and of anything else.
LONGEST_TEXT, LONGEST_LINE = 20_000, 500


def limit_of(field: forms.Field) -> int:
    """How many characters one value of this field may have; every field has a limit."""
    if limit := getattr(field, "max_length", None):
        return int(limit)
    long = isinstance(field, forms.JSONField) or isinstance(field.widget, forms.Textarea)
    return LONGEST_TEXT if long else LONGEST_LINE


def is_beyond_python(field: forms.Field, value: Any) -> bool:
    """Whether this JSON is deeper, or has longer numbers, than Python reads; of other nonsense the field speaks."""
    if not isinstance(field, forms.JSONField) or not isinstance(value, str):
        return False
    try:
        json.loads(value)
    except json.JSONDecodeError:
        return False
    except (ValueError, RecursionError):
        return True
    return False


def length_of(value: Any, *, strip: bool = True) -> int:
    """Of the longest of the texts in the data of a field, as a browser counts: a line end is one character."""
    if isinstance(value, list | tuple):
        return max((length_of(one, strip=strip) for one in value), default=0)
    if not isinstance(value, str):
        return 0
    lines = value.replace("\r\n", "\n")
    return len(lines.strip() if strip else lines)


class Bounded(forms.BaseForm):
    """What is longer than its field's limit is refused before any validator, pattern or hash looks at it.

    A mixin, for forms of packages too: put it first.
    """

    _too_long: frozenset[str] = frozenset()

    def _clean_fields(self) -> None:
        self._too_long = frozenset()
        for name, bound in super()._bound_items():  # type: ignore[misc]
            limit = limit_of(bound.field)
            length = length_of(bound.data, strip=getattr(bound.field, "strip", True))
            if length > limit and not bound.field.disabled:
                self._too_long |= {name}
                sentence = bound.field.error_messages.get("max_length", TOO_LONG)
                params = {"limit_value": limit, "show_value": length}
                self.add_error(name, ValidationError(sentence, code="max_length", params=params))
            elif is_beyond_python(bound.field, bound.data):
                self._too_long |= {name}
                self.add_error(name, ValidationError(bound.field.error_messages["invalid"], code="invalid"))
        super()._clean_fields()  # type: ignore[misc]

    def _bound_items(self) -> Iterator[tuple[str, Any]]:
        """What Django cleans and compares."""
        items: Iterator[tuple[str, Any]] = super()._bound_items()  # type: ignore[misc]
        return ((name, bound) for name, bound in items if name not in self._too_long)
