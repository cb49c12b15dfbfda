"""The workplace for meetings: methods and holidays are typed here; meetings are planned on the coordination pages."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from atelier.lib.admin import WorkplaceAdmin, WorkplaceInline
from atelier.lib.tables import Table, history
from meetings.models import AgendaItem, GuestExpert, Meeting, MeetingMove, Method, MethodStep, SchoolHoliday, Series


class StepInline(WorkplaceInline):
    model = MethodStep


@admin.register(Method)
class MethodAdmin(WorkplaceAdmin):
    may_add = True
    list_display = ("name", "name_en")
    search_fields = ("name", "name_en", "summary")
    inlines = (StepInline,)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["slug"] if obj else []


@admin.register(SchoolHoliday)
class SchoolHolidayAdmin(WorkplaceAdmin):
    """Days without a meeting besides the public and school holidays the calendar knows by itself."""

    may_add = True
    list_display = ("name", "first_day", "last_day")
    date_hierarchy = "first_day"
    search_fields = ("name",)


@admin.register(Series)
class SeriesAdmin(WorkplaceAdmin):
    may_change = False
    list_display = ("name", "every_months", "nth", "weekday", "start_time", "place")
    search_fields = ("name", "place")


AGENDA = Table(AgendaItem, ("position", "minutes", "kind", "title", "case", "expert_name", "reached"))


@admin.register(Meeting)
class MeetingAdmin(WorkplaceAdmin):
    may_change = False
    list_display = ("number", "title", "state", "starts_at", "place")
    list_filter = ("state", "series")
    date_hierarchy = "starts_at"
    search_fields = ("title", "theme", "place")
    ordering = ("-starts_at",)
    exclude: ClassVar[Any] = ("words", "online_url")
    tables = (AGENDA, history(MeetingMove))


@admin.register(GuestExpert)
class GuestExpertAdmin(WorkplaceAdmin):
    may_change = False
    list_display = ("name", "organisation", "meeting", "expires_at")
    list_select_related = ("meeting",)
    search_fields = ("name", "organisation")
    exclude: ClassVar[Any] = ("token_version",)
