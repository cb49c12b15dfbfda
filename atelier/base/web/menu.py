"""What a room puts into the main menu. It declares its entries in its `menu.py`; the front gathers and draws them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from atelier.base.types import Anybody

type Whom = Callable[[Any], bool]


def visitors(user: Anybody) -> bool:
    """Who is not logged in."""
    return not user.is_authenticated


def everybody_here(user: Anybody) -> bool:
    """Who takes part."""
    return bool(user.is_authenticated)


@dataclass(frozen=True)
class Entry:
    """A link of the menu: the name of its URL, what it is called, for whom, and its place from left to right."""

    page: str
    label: str | Promise
    place: int
    whom: Whom = everybody_here

    @property
    def address(self) -> str:
        """NoReverseMatch for a page that is not there: a menu that lacks an entry would be noticed by nobody."""
        return address_of(self.page)


@lru_cache(maxsize=64)
def address_of(page: str) -> str:
    """Of a page without arguments. Addresses are the same in every language."""
    return reverse(page)
