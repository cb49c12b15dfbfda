"""Errors a person can read: every domain error is a class with one plain sentence."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """What the domain refuses. `str()` gives the sentence for the person."""

    sentence: ClassVar[str | Promise] = _("This cannot be done.")

    def __init__(self, sentence: str | Promise | None = None) -> None:
        super().__init__(sentence or self.sentence)

    # Whether the page can be opened again; not when what it is about is gone.
    has_page: ClassVar[bool] = True
    # The form that was sent, where there was one: the conflict page shows its labels beside what was typed.
    form: Any = None

    def __str__(self) -> str:
        return str(self.args[0])


class NotAllowed(DomainError):
    """This person may not do this; pages answer 403 with the sentence."""

    sentence = _("You do not have the right to do this.")


class MoveNotAllowed(DomainError):
    """The state table has no such move."""

    sentence = _("This step is not possible from the present state.")


class Stale(DomainError):
    """Someone else changed the object meanwhile; pages answer 409 and keep the typed text."""

    sentence = _("Someone else changed this while you were working on it.")
    # What the page would say now, for who chooses the own words after all.
    version = ""
