"""What waits for a moderator: counts on the first page of the desk.

A registry, for several rooms have something that waits and the desk stands below them all. In a room's admin.py:

    waiting(_("Join requests"), lambda: reverse("admin:..."), lambda now: JoinRequest.objects.waiting())
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Value
from django.utils.functional import Promise

from atelier.base.data.prepared import NOW, prepared
from atelier.base.types import Rows

type Text = str | Promise
type Url = Callable[[], str]


@dataclass(frozen=True)
class Waiting:
    label: Text
    url: str
    count: int


_waiting: list[tuple[Text, Url, Callable[[datetime], Rows]]] = []


def waiting(label: Text, url: Url, rows: Callable[[datetime], Rows]) -> None:
    """Show on the first page how many of `rows`, asked with the moment, wait; with a link to `url`."""
    _waiting.append((label, url, rows))


def what_waits() -> list[Waiting]:
    numbers = dict(_numbers())
    return [Waiting(label, url(), numbers.get(place, 0)) for place, (label, url, _rows) in enumerate(_waiting)]


@prepared
def _numbers(now: datetime = NOW) -> Rows:
    """One query for all counts: (place, number)."""
    counts = [
        rows(now).order_by().values(place=Value(place)).annotate(number=Count("pk")).values_list("place", "number")
        for place, (_label, _url, rows) in enumerate(_waiting)
    ]
    numbers: Rows = counts[0].union(*counts[1:], all=True).order_by("place")
    return numbers
