"""Django's admin classes say to the type checker, and to it alone, which model they are of."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import Model

if TYPE_CHECKING:

    class ModelAdmin[M: Model](admin.ModelAdmin[M]): ...

    class TabularInline[M: Model, P: Model](admin.TabularInline[M, P]): ...
else:

    class ModelAdmin[M](admin.ModelAdmin): ...

    class TabularInline[M, P](admin.TabularInline): ...
