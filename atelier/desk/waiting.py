"""What waits for a moderator: counts on the first page of the desk.

A registry, for several rooms have something that waits and the desk stands below them all. In a room's admin.py:

    waiting(_("Join requests"), lambda: reverse("admin:..."), lambda: JoinRequest.objects.waiting())
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise

type Text = str | Promise
type Url = Callable[[], str]
type Rows = Callable[[], "models.QuerySet[models.Model]"]


@dataclass(frozen=True)
class Waiting:
    label: Text
    url: str
    count: int


_waiting: list[tuple[Text, Url, Rows]] = []


def waiting(label: Text, url: Url, rows: Rows) -> None:
    """Show on the first page how many of `rows` wait, with a link to `url`."""
    _waiting.append((label, url, rows))


def what_waits() -> list[Waiting]:
    """One query for all counts."""
    counts = [
        rows().order_by().values(place=models.Value(place)).annotate(number=models.Count("pk"))
        for place, (_label, _url, rows) in enumerate(_waiting)
    ]
    numbers = {one["place"]: one["number"] for one in counts[0].union(*counts[1:], all=True).order_by("place")}
    return [Waiting(label, url(), numbers.get(place, 0)) for place, (label, url, _rows) in enumerate(_waiting)]
