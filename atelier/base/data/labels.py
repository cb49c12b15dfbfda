"""`get_state_display()` and its like, without making the choices anew.

Django makes a dictionary of all choices at each call, and asks the translation of every label for its hash: on a list
of forty people that was a quarter of the page. Choices never change while a process runs, so here the dictionary is
made once per field; the label is translated when it is shown.
"""

import functools
from typing import Any

from django.db import models


class Labelled:
    """Mixin of a model with choices; stands before models.Model."""

    def _get_FIELD_display(self, field: Any) -> Any:  # noqa: N802 - Django's own name
        value = getattr(self, field.attname)
        label = _labels_of(field).get(value, value)
        return label if label is None else str(label)


@functools.cache
def _labels_of(field: "models.Field[Any, Any]") -> dict[Any, Any]:
    return dict(field.flatchoices)
