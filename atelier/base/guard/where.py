"""Where texts stand that others read: objects with a page, and what stands on it. Rooms declare theirs in `places.py`.

Any of those texts can be reported by who reads the page, and taken off by a moderator (`atelier.removal`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from atelier.base.types import Rows


@dataclass(frozen=True)
class Part:
    """Rows whose texts stand on the page of a place."""

    # From such a row to the object of the place; "pk" for that object itself.
    of: str
    # From such a row to who wrote its texts: they go on reading the earlier words for a while.
    writers: tuple[str, ...] = ()


def _no_copies(row: object, field: str, earlier: str, new: str) -> None:
    """Nothing to do."""


@dataclass(frozen=True)
class Place:
    """An object with a page. `parts` by "app.Model"; its own model is the first of them."""

    parts: Mapping[str, Part]
    # The objects whose page this person may open; a visitor too.
    shown_to: Callable[[Any], Rows]
    # Where copies of a text lie: (row, field, earlier words, new words), in the transaction that takes it off.
    follow: Callable[[Any, str, str, str], None] = _no_copies

    @property
    def label(self) -> str:
        return next(iter(self.parts))


type Places = Mapping[str, Place]


@cache
def places() -> Places:
    """All of them, by the word that stands in the address."""
    found: dict[str, Place] = {}
    for config in apps.get_app_configs():
        if config.module is not None and find_spec(f"{config.name}.places"):
            found |= import_module(f"{config.name}.places").PLACES
    return found


def kind_of(label: str) -> str:
    """The word in the address for objects of this model ("cases.Case")."""
    return next(kind for kind, place in places().items() if place.label == label)
