"""Keyset pages, for lists that grow: page 4,000 costs the same as page 1."""

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest

from atelier.base.words.text import without_controls

type Column = "Field[object, object]"

AFTER, BEFORE = "na", "voor"
LONGEST = 2000  # of a cursor, in characters


@dataclass(frozen=True, slots=True)
class Page[M: Model]:
    """The rows of one page; `next` and `previous` are query strings ("?na=...") or empty."""

    items: list[M]
    next: str = ""
    previous: str = ""

    def __iter__(self) -> Iterator[M]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def keyset[M: Model](
    queryset: QuerySet[M], request: HttpRequest, *, order: Sequence[str], size: int = 25, prefix: str = ""
) -> Page[M]:
    """One page of `queryset` in the `order` of fields of its own model, e.g. ("-released_at", "-pk").

    The last field must make the order unique, and none may hold NULL. A cursor that cannot be read gives the first
    page. Other parameters of the address are kept; `prefix` keeps two lists on one page apart.
    """
    names = [name.lstrip("-") for name in order]
    fields = [_field(queryset.model, name) for name in names]
    down = [name.startswith("-") for name in order]
    backwards = prefix + BEFORE in request.GET
    cursor = _read(request.GET.get(prefix + (BEFORE if backwards else AFTER), ""), fields)
    if cursor is None:
        backwards = False
    else:
        queryset = queryset.filter(_beyond(names, [d != backwards for d in down], cursor))
    turned = [f"{'-' if d != backwards else ''}{name}" for d, name in zip(down, names, strict=True)]
    rows = list(queryset.order_by(*turned)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()

    def address(name: str, row: M) -> str:
        query = request.GET.copy()
        for other in (AFTER, BEFORE):
            query.pop(prefix + other, None)
        query[prefix + name] = _write(row, fields)
        return f"?{query.urlencode()}"

    return Page(
        items=rows,
        next=address(AFTER, rows[-1]) if rows and (more or backwards) else "",
        previous=address(BEFORE, rows[0]) if rows and (more if backwards else cursor is not None) else "",
    )


def _field(model: type[Model], name: str) -> Column:
    found = model._meta.pk if name == "pk" else model._meta.get_field(name)
    if not isinstance(found, Field):
        raise TypeError(f"{name} is no field of {model.__name__} itself")
    return found


def _beyond(names: Sequence[str], down: Sequence[bool], cursor: Sequence[object]) -> Q:
    """(a, b) > (x, y), written so that an index on (a, b) serves it, each field in its own direction."""
    beyond = Q()
    same: dict[str, object] = {}
    for name, falls, value in zip(names, down, cursor, strict=True):
        beyond |= Q(**same, **{f"{name}__{'lt' if falls else 'gt'}": value})
        same[name] = value
    return Q(**{f"{names[0]}__{'lte' if down[0] else 'gte'}": cursor[0]}) & beyond


def _write(row: Model, fields: Sequence[Column]) -> str:
    values = [field.value_to_string(row) for field in fields]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(cursor: str, fields: Sequence[Column]) -> list[object] | None:
    if not cursor or len(cursor) > LONGEST:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(fields):
            return None
        read = [field.to_python(value) for field, value in zip(fields, values, strict=True)]
    except (ValueError, TypeError, ValidationError, binascii.Error, OverflowError, RecursionError):
        return None
    return read if all(map(_can_be, read)) else None


def _can_be(value: object) -> bool:
    """Whether a row may hold this: cursors come from strangers too."""
    if isinstance(value, str):
        return without_controls(value) == value
    if isinstance(value, date):
        return 1900 <= value.year <= 9000
    return value is not None and (not isinstance(value, int) or abs(value) < 2**63)
