"""The audit in the workplace: to look at only."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from atelier.audit.models import Entry
from atelier.lib.admin import WorkplaceAdmin


@admin.register(Entry)
class EntryAdmin(WorkplaceAdmin):
    may_change = False
    list_display = ("at", "actor", "verb", "object_type", "object_id", "result", "note")
    list_filter = ("at", "result", "object_type")
    list_select_related = ("actor",)
    search_fields = ("=verb", "=object_id", "actor__name", "actor__email")
    fields = ("at", "actor", "verb", "object_type", "object_id", "result", "origin", "note")

    @admin.display(description=_("internet address"))
    def origin(self, entry: Entry) -> str:
        return str(getattr(entry, "origin", ""))

    def lookup_allowed(self, lookup: str, value: str, request: object = None) -> bool:
        """An object's own history is asked for by its kind and number."""
        return lookup in ("object_type", "object_id") or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]
