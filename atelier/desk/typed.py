"""Classes of Django that say to the type checker, and to it alone, which model they are of."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.core import paginator
from django.db.models import Model

if TYPE_CHECKING:

    class ModelAdmin[M: Model](admin.ModelAdmin[M]): ...

    class TabularInline[M: Model, P: Model](admin.TabularInline[M, P]): ...

    class Paginator[M: Model](paginator.Paginator[M]): ...
else:

    class ModelAdmin[M](admin.ModelAdmin): ...

    class TabularInline[M, P](admin.TabularInline): ...

    class Paginator[M](paginator.Paginator): ...
