"""Queries that never change their shape, so that their SQL is made once per process.

Django builds and compiles a queryset anew for each page. For a union of seven tables, or a page of ten queries,
that is most of what the page costs. A function marked `@prepared` builds its queryset once, with slots where the
values come:

    @prepared
    def open_cases_of(member: Any, since: Any) -> QuerySet[Case]:
        return Case.objects.open().filter(submitter=member, released_at__gte=since)

    open_cases_of(member.pk, since)     # a list of cases: one query, nothing built

Rows are made by Django itself, so instances, `select_related`, `values()` and `prefetch_related` are as always.

What the function reads apart from its arguments (the time, the language, a setting, who may see what) would be frozen
at the first call: it must be an argument. Arguments are plain values: a primary key, not a member; and no list for
`__in`, whose length is part of the SQL.
"""

import copy
import functools
import inspect
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Slot(Expression):
    """Where a value comes; stands in a filter as the value would."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def __repr__(self) -> str:
        return f"Slot({self.name!r})"


class _Prepared:
    """A compiled queryset. Immutable, so shared by threads."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.queryset = queryset
        self.compiler: SQLCompiler = queryset.query.get_compiler(using=queryset.db)
        self.sql, self.params = self.compiler.as_sql()

    def rows(self, values: dict[str, Any]) -> list[Any]:
        params = tuple(values[one.name] if isinstance(one, Slot) else one for one in self.params)
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, params)  # type: ignore[method-assign]
        query = copy.copy(self.queryset.query)
        query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        # As QuerySet._clone does, without cloning the query.
        fresh: Any = self.queryset.__class__(model=self.queryset.model, query=query, using=self.queryset.db)
        for kept in ("_iterable_class", "_fields", "_prefetch_related_lookups", "_known_related_objects"):
            setattr(fresh, kept, getattr(self.queryset, kept))
        return list(fresh)


def prepared[**P](make: Callable[P, QuerySet[Any]]) -> Callable[P, list[Any]]:
    """See the module. Gives the rows as a list; the SQL is made at the first call."""
    signature = inspect.signature(make)

    @functools.cache
    def made() -> _Prepared:
        slots: Any = {name: Slot(name) for name in signature.parameters}
        return _Prepared(make(**slots))  # type: ignore[call-arg]

    @functools.wraps(make)
    def rows(*args: P.args, **kwargs: P.kwargs) -> list[Any]:
        return made().rows(signature.bind(*args, **kwargs).arguments)

    return rows
