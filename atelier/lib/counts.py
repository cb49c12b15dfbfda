"""How many rows a list of the workplace has: counted at each look, of a long list once a minute."""

from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property

LONG = 10_000  # below it counting costs less than a millisecond
SECONDS = 60
# Further back one goes by a search or a filter: each page more would cost more than the one before.
MOST_PAGES = 400
# Of the address: the page and the order change nothing about how many there are.
NOT_ASKED = ("p", "page", "o")


class RememberingPaginator(Paginator):  # type: ignore[type-arg]
    """Takes the number of a long list from the cache, and says so: then it is about that many."""

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key
        self.is_about = False

    @cached_property
    def count(self) -> int:
        remembered: int | None = cache.get(self.key)
        if remembered is not None:
            self.is_about = True
            return remembered
        number: int = self.object_list.count()  # type: ignore[attr-defined]
        if number >= LONG:
            cache.set(self.key, number, SECONDS)
        return number

    @cached_property
    def num_pages(self) -> int:
        return min(super().num_pages, MOST_PAGES)


def key_of(request: HttpRequest) -> str:
    """One per list and filter; what somebody searched for is not to be read in it."""
    asked = sorted((name, values) for name, values in request.GET.lists() if name not in NOT_ASKED)
    return "count:" + sha256(repr((request.path, asked)).encode()).hexdigest()
