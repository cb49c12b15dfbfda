"""The third floor: the desk as a plain Django admin shows it, the same rows, columns, filters and fields.

Each admin of the desk is built anew as a plain ModelAdmin. What the desk adds (steps, tables below a form, cards, its
own searches and forms) is left out, but for the tables: those are the inlines that Django has for them.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.http import HttpRequest

from atelier.desk.admins import DeskAdmin
from atelier.desk.rights import DeskRights
from atelier.desk.tables import Table

TAKEN_OVER = ("list_filter", "list_select_related", "ordering", "date_hierarchy", "list_per_page", "sortable_by")
OF_FORMS = ("exclude", "raw_id_fields", "autocomplete_fields", "prepopulated_fields")


class PlainSite(admin.AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active


def site() -> PlainSite:
    made = PlainSite("admin")
    for model, ours in admin.site._registry.items():
        made.register(model, plain(model, ours))
    return made


def plain(model: type[Model], ours: DeskAdmin) -> type[admin.ModelAdmin]:
    parts: dict[str, Any] = {name: getattr(ours, name) for name in (*TAKEN_OVER, *OF_FORMS)}
    # Boxes to tick would be one column more.
    parts |= {"actions": None, "may_add": ours.may_add, "may_change": ours.may_change}
    parts |= {"list_display": columns(model, ours, ours.list_display)}
    parts |= {"search_fields": [searched(model, name) for name in ours.search_fields]}
    parts |= {"get_queryset": lambda self, request: ours.get_queryset(request)}
    parts |= {
        "inlines": [*(of_inline(one) for one in ours.inlines), *(of_table(table, model) for table in ours.tables)]
    }
    parts |= {"get_fields": lambda self, request, obj=None: columns(model, ours, ours.get_fields(request, obj))}
    parts |= {"get_readonly_fields": lambda self, request, obj=None: read(model, ours, request, obj)}
    return type(f"Plain{type(ours).__name__}", (DeskRights, admin.ModelAdmin), parts)


def columns(model: type[Model], ours: DeskAdmin, names: Iterable[str]) -> list[str | Callable[..., Any]]:
    return [name if is_field(model, name) or not hasattr(ours, name) else getattr(ours, name) for name in names]


def read(model: type[Model], ours: DeskAdmin, request: HttpRequest, obj: Model | None) -> Iterable[Any]:
    return columns(model, ours, ours.get_readonly_fields(request, obj))


def searched(model: type[Model], name: str) -> str:
    """The column that Django's search box reads where ours asks an index."""
    column = name.lstrip("=@~#").split(",")[0]
    if column in ("search", "words"):
        return "pk"
    if name.startswith("#"):
        return f"{column}__number"
    return f"{column}__name" if model._meta.get_field(column).is_relation else column


def is_field(model: type[Model], name: str) -> bool:
    try:
        return bool(model._meta.get_field(name)) or name == "__str__"
    except FieldDoesNotExist:
        return name == "__str__"


def of_inline(ours: type[admin.TabularInline]) -> type[admin.TabularInline]:
    return type(f"Plain{ours.__name__}", (DeskRights, admin.TabularInline), {"model": ours.model, "extra": ours.extra})


def of_table(table: Table, model: type[Model]) -> type[admin.TabularInline]:
    """As Django shows what is only read below a form."""
    shown = [name if isinstance(name, str) else made(*name) for name in table.columns]
    related = [one.name for one in table.model._meta.fields if one.many_to_one and one.name in shown]
    parts = {"model": table.model, "fields": shown, "readonly_fields": shown, "extra": 0, "may_change": False}
    parts |= {"get_queryset": lambda self, request: table.model._default_manager.select_related(*related)}
    parts |= {"fk_name": next(one.name for one in table.model._meta.fields if one.related_model is model)}
    return type(f"Plain{table.model.__name__}Inline", (DeskRights, admin.TabularInline), parts)


def made(label: Any, show: Callable[[Any], Any]) -> Callable[[Any], Any]:
    @admin.display(description=label)
    def column(row: Model) -> Any:
        return show(row)

    return column
