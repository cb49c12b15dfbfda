"""How many rows a list of the workplace has: counted as far as its last page, so that a long list costs no more."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

# Further back one goes by a search or a filter: each page more would cost more than the one before.
MOST_PAGES = 400


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Says that there are more, where there are."""

    has_more = False

    @cached_property
    def count(self) -> int:
        most = self.per_page * MOST_PAGES
        rows: Any = self.object_list
        number: int = rows.order_by()[: most + 1].count()
        self.has_more = number > most
        return min(number, most)
