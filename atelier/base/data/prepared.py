"""Queries that never change their shape, so that their SQL is made once per process.

Django builds and compiles a queryset anew for each page. For a union of seven tables, or a page of ten queries,
that is most of what the page costs. A function marked `@prepared` builds its queryset once, with slots where the
values come:

    @prepared
    def open_cases_of(member: Member, since: date, now: datetime = NOW) -> QuerySet[Case]:
        return Case.objects.open().filter(submitter=member, released_at__range=(since, now))

    open_cases_of(request.user, since)     # list[Case]: one query, nothing built

Rows are made by Django itself, so instances, `select_related`, `values()` and `prefetch_related` are as always.

Arguments are values or instances; of an instance the function may use nothing but the key. A parameter whose default
is `NOW` gets the moment of each call. A person is more: `visible_to(reader)` works as always, for what it looks at
(`reader.is_moderator`, anything that is true or false) is part of the shape, and the SQL is made once per combination.

What the function reads apart from its arguments (the time, the language, a setting) would be frozen at the first
call: it must be an argument; tests/base/test_prepared.py looks for what is not. No list for `__in`, whose length is
part of the SQL: `filter(Among("member", people))` takes a list of keys of any length.
"""

import copy
import functools
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, Func, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.http import Http404
from django.utils import timezone

from atelier.base.types import Rows, Values

# The default of a parameter that gets the moment of each call.
NOW: Final = datetime.min.replace(tzinfo=UTC)

# What QuerySet._clone takes along beside the query.
KEPT = ("_iterable_class", "_fields", "_fetch_mode", "_prefetch_related_lookups", "_known_related_objects")

# Every function that is marked, for the test that compiles each at two moments and in two languages.
MARKED: list[Callable[..., Rows]] = []


class Slot(Expression):
    """Where a value comes; stands in a filter as the value would."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    @property
    def pk(self) -> Self:
        return self

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return "%s", [self]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"


class Among(Func):
    """The field is one of a list of keys, which PostgreSQL takes as one value."""

    template = "%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, field: str, keys: Iterable[int]) -> None:
        super().__init__(field, keys, arg_joiner=" = ANY(")


class Person(Slot):
    """Somebody. Who it is comes with each call; what is so of them (`is_moderator`) shapes the query, and is noted."""

    def __init__(self, name: str, who: AbstractBaseUser | AnonymousUser) -> None:
        super().__init__(name)
        self.who = [who]  # Django copies expressions: what is shared is kept once, and can be forgotten
        self.noted: dict[str, bool | None] = {}

    def __getattr__(self, name: str) -> bool:
        value = next((getattr(who, name, None) for who in self.__dict__.get("who", ())), None)
        if value is None and self.__dict__.get("who"):
            self.noted[name] = None  # a visitor lacks it; of who has it another query may be true
        if not isinstance(value, bool):
            raise AttributeError(f"a prepared query can ask of a person what is true or false, not {name!r}")
        self.noted[name] = value
        return value


class _Prepared:
    """A compiled queryset. Nothing changes it, so threads share it.

    `shaped_by` tells what was so of each person among the arguments, as far as it was looked at.
    """

    def __init__(self, queryset: Rows, people: Iterable[Person]) -> None:
        self.queryset = queryset
        self.compiler: SQLCompiler = queryset.query.get_compiler(using=queryset.db)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", ()
        self.shaped_by = [(person.name, *noted) for person in people for noted in person.noted.items()]

    def fits(self, given: Mapping[str, object]) -> bool:
        return all(getattr(given[name], what, None) is value for name, what, value in self.shaped_by)

    def rows(self, values: Values) -> list[Any]:
        if not self.sql:
            return []
        params = tuple(values[one.name] if isinstance(one, Slot) else one for one in self.params)
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, params)  # type: ignore[method-assign]
        query = copy.copy(self.queryset.query)
        query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        # As QuerySet._clone does, without cloning the query.
        fresh = self.queryset.__class__(model=self.queryset.model, query=query, using=self.queryset.db)
        for kept in KEPT:
            setattr(fresh, kept, getattr(self.queryset, kept))
        return list(fresh)


def prepared[**P, M: Model, Row](make: Callable[P, QuerySet[M, Row]]) -> Callable[P, list[Row]]:
    """See the module. Gives the rows as a list; the SQL is made at the first call."""
    MARKED.append(make)
    parameters = inspect.signature(make).parameters
    names = tuple(parameters)
    build: Callable[..., QuerySet[M, Row]] = make
    moments = {name for name, parameter in parameters.items() if parameter.default is NOW}

    shapes: list[_Prepared] = []

    def made(given: Mapping[str, object]) -> _Prepared:
        for shape in shapes:
            if shape.fits(given):
                return shape
        slots = {name: _slot(name, given[name]) for name in names}
        people = [slot for slot in slots.values() if isinstance(slot, Person)]
        shapes.append(_Prepared(build(**slots), people))
        for person in people:
            person.who.clear()
        return shapes[-1]

    @functools.wraps(make)
    def rows(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        given = dict(zip(names, args, strict=False)) | kwargs
        given |= {name: timezone.now() for name in moments - given.keys()}
        return made(given).rows({name: _value(one) for name, one in given.items()})

    return rows


def _slot(name: str, given: object) -> Slot:
    return Person(name, given) if isinstance(given, AbstractBaseUser | AnonymousUser) else Slot(name)


def _value(given: object) -> object:
    """What stands in the query for it: the key of an instance, and of somebody who is not logged in none."""
    return given.pk if isinstance(given, Model | AnonymousUser) else given


def hold(instance: Model, relation: str, rows: Sequence[Model]) -> None:
    """Keep rows as `prefetch_related` would: `instance.<relation>.all()` gives them without a query."""
    field: Any = instance._meta.get_field(relation)
    held: Any = QuerySet(field.related_model)
    held._result_cache, held._prefetch_done = list(rows), True
    instance.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = held


def first[Row](rows: Sequence[Row]) -> Row | None:
    return rows[0] if rows else None


def one_or_404[Row](rows: Sequence[Row]) -> Row:
    """The only row; 404 when there is none, as `get_object_or_404`."""
    if not rows:
        raise Http404
    return rows[0]
