"""The filters of a list, and what of a list may be asked by its address."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.types import Words

LENGTHS = {"3": _("Over three days"), "7": _("Over a week"), "30": _("Over a month")}
# How Django's filters ask: for a value, a related object, a span of days, whether there is one.
WAYS = ("", "exact", "in", "isnull", "isempty", "gte", "lt", "id__exact")
DAYS = ("year", "month", "day", "gte", "lt")


def waiting_since(field: str) -> type[admin.SimpleListFilter]:
    """A list filter on how long ago `field` was: over three days, a week, a month."""

    class WaitingSince(admin.SimpleListFilter):
        title = _("waiting since")
        parameter_name = "since"

        def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Model]") -> list[tuple[str, Words]]:
            return list(LENGTHS.items())

        def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
            days = self.value()
            if days not in LENGTHS:
                return queryset
            return queryset.filter(**{f"{field}__lte": timezone.now() - timedelta(days=int(days))})

    return WaitingSince


def declared(filters: Iterable[Any], date_hierarchy: str | None) -> set[str]:
    """What a list may be asked by its address: its filters and its days, and nothing else.

    Django lets ask any field of the model, so that a hash could be read out sign by sign.
    """
    found = set(_ways(date_hierarchy, DAYS)) if date_hierarchy else set()
    for one in filters:
        field = one[0] if isinstance(one, tuple) else one
        found |= set(_ways(field, WAYS)) if isinstance(field, str) else {str(field.parameter_name)}
    return found


def _ways(field: str, ways: Sequence[str]) -> Iterator[str]:
    return (f"{field}__{way}" if way else field for way in ways)
