"""How many rows a list of the desk has: counted as far as its last page, so that a long list costs no more."""

from django.db.models import Model, QuerySet
from django.utils.functional import cached_property

from atelier.desk.typed import Paginator

# Further back one goes by a search or a filter: each page more would cost more than the one before.
MOST_PAGES = 400


class BoundedPaginator[M: Model](Paginator[M]):
    """Says that there are more, where there are."""

    has_more = False

    @cached_property
    def count(self) -> int:
        most = self.per_page * MOST_PAGES
        rows = self.object_list
        number = rows.order_by()[: most + 1].count() if isinstance(rows, QuerySet) else len(rows)
        self.has_more = number > most
        return min(number, most)
