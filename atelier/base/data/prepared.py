"""Queries that never change their shape, so that their SQL is made once per process.

Django builds and compiles a queryset anew for each page. For a union of seven tables, or a page of ten queries,
that is most of what the page costs. A function marked `@prepared` builds its queryset once, with slots where the
values come:

    @prepared
    def open_cases_of(member: Any, since: Any) -> QuerySet[Case]:
        return Case.objects.open().filter(submitter=member, released_at__gte=since)

    open_cases_of(member.pk, since)     # a list of cases: one query, nothing built

Rows are made by Django itself, so instances, `select_related`, `values()` and `prefetch_related` are as always.

What the function reads apart from its arguments (the time, the language, a setting) would be frozen at the first
call: it must be an argument; tests/base/test_prepared.py looks for what is not. Arguments are plain values: a
primary key, not an object; and no list for `__in`, whose length is part of the SQL. The one exception is the
reader of a page: pass `request.user`, and `visible_to(reader)` works as always, for what it looks at (the roles)
is part of the shape. The SQL is made once per combination of roles.
"""

import copy
import functools
import inspect
from collections.abc import Callable, Hashable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.http import Http404

# What permissions look at in a person: what Django knows, and what rooms declare (`roles`). What is not in the list
# raises AttributeError when it is asked for.
ROLES = ["is_authenticated", "is_active", "is_staff", "is_superuser"]


def roles(*names: str) -> None:
    """Called in the `ready` of the room that has them: a reader has these attributes too, each true or false."""
    ROLES.extend(name for name in names if name not in ROLES)


# What QuerySet._clone takes along beside the query.
KEPT = ("_iterable_class", "_fields", "_fetch_mode", "_prefetch_related_lookups", "_known_related_objects")

# Every function that is marked, for the test that compiles each at two moments and in two languages.
MARKED: list[Callable[..., QuerySet[Any]]] = []


class Slot(Expression):
    """Where a value comes; stands in a filter as the value would."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"


class Reader(Slot):
    """Somebody with these roles; who it is comes with each call."""

    def __init__(self, name: str, roles: tuple[bool, ...]) -> None:
        super().__init__(name)
        self.__dict__.update(zip(ROLES, roles, strict=True))

    @property
    def pk(self) -> "Reader":
        return self


def _roles(value: Any) -> tuple[bool, ...] | None:
    """None for what is no person."""
    if not hasattr(value, "is_authenticated"):
        return None
    return tuple(bool(getattr(value, role, False)) for role in ROLES)


class _Prepared:
    """A compiled queryset. Nothing changes it, so threads share it."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.queryset = queryset
        self.compiler: SQLCompiler = queryset.query.get_compiler(using=queryset.db)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", ()

    def rows(self, values: dict[str, Any]) -> list[Any]:
        if not self.sql:
            return []
        params = tuple(values[one.name] if isinstance(one, Slot) else one for one in self.params)
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, params)  # type: ignore[method-assign]
        query = copy.copy(self.queryset.query)
        query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        # As QuerySet._clone does, without cloning the query.
        fresh: Any = self.queryset.__class__(model=self.queryset.model, query=query, using=self.queryset.db)
        for kept in KEPT:
            setattr(fresh, kept, getattr(self.queryset, kept))
        return list(fresh)


def prepared[**P](make: Callable[P, QuerySet[Any]]) -> Callable[P, list[Any]]:
    """See the module. Gives the rows as a list; the SQL is made at the first call."""
    MARKED.append(make)
    names = tuple(inspect.signature(make).parameters)

    @functools.cache
    def made(people: tuple[Hashable, ...]) -> _Prepared:
        slots: list[Any] = [
            Slot(name) if roles is None else Reader(name, roles)  # type: ignore[arg-type]
            for name, roles in zip(names, people, strict=True)
        ]
        return _Prepared(make(*slots))  # type: ignore[call-arg]

    @functools.wraps(make)
    def rows(*args: P.args, **kwargs: P.kwargs) -> list[Any]:
        given = (*args, *(kwargs[name] for name in names[len(args) :]))
        people = tuple(map(_roles, given))
        values = [one if roles is None else one.pk for one, roles in zip(given, people, strict=True)]  # type: ignore[attr-defined]
        return made(people).rows(dict(zip(names, values, strict=True)))

    return rows


def hold(instance: Model, relation: str, rows: list[Any]) -> None:
    """Keep rows as `prefetch_related` would: `instance.<relation>.all()` gives them without a query."""
    field: Any = instance._meta.get_field(relation)
    held: Any = QuerySet(field.related_model)
    held._result_cache, held._prefetch_done = rows, True
    instance.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = held


def one_or_404(rows: list[Any]) -> Any:
    """The only row; 404 when there is none, as `get_object_or_404`."""
    if not rows:
        raise Http404
    return rows[0]
