"""Every free text of the portal: who reads it, and what guards it. The rooms declare theirs in `texts.py`.

A field that has no row fails `tests/test_guard.py`; docs/privacy.md shows the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _


class Readers(TextChoices):
    """Who reads a text, beside who wrote it. The later, the more people."""

    ONE = "one", _("one other person")
    MODERATORS = "moderators", _("moderators")
    COORDINATORS = "coordinators", _("coordinators")
    INVOLVED = "involved", _("who is involved in the case or the research, and moderators")
    MEMBERS = "members", _("members")
    PUBLIC = "public", _("everybody")


class Guard(TextChoices):
    """What is done before a text reaches its readers. A citizen service number (BSN) is refused in all of them."""

    NUMBER = "number", _("no citizen service number")
    NAMED = "named", _("it is there to name somebody or something")
    MARKED = "marked", _("what may lead to a person is marked for the writer")
    DECIDED = "decided", _("each piece that may lead to a person is decided on")
    SECOND = "second", _("each piece is decided on, and a second person publishes")


@dataclass(frozen=True)
class Text:
    """One field."""

    readers: Readers
    guard: Guard
    # Why no second person publishes what everybody reads.
    because: str = ""

    @property
    def is_decided(self) -> bool:
        """Nothing in it that may lead to a person goes on without a decision."""
        return self.guard in (Guard.DECIDED, Guard.SECOND)


type Texts = Mapping[str, Text]


@cache
def texts() -> Texts:
    """All rows, by "app.Model.field"."""
    found: dict[str, Text] = {}
    for config in apps.get_app_configs():
        if config.module is not None and find_spec(f"{config.name}.texts"):
            found |= import_module(f"{config.name}.texts").TEXTS
    return found


def key_of(model: type[Model], field: str) -> str:
    return f"{model._meta.label}.{field}"
