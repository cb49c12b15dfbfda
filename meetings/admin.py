"""The desk for meetings: methods and holidays are typed here; meetings are planned on the coordination pages."""

from collections.abc import Sequence

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from atelier.desk.admins import DeskAdmin, DeskInline
from atelier.desk.tables import Table, history
from meetings.models import AgendaItem, GuestExpert, Meeting, MeetingMove, Method, MethodStep, SchoolHoliday, Series
from meetings.queries.meeting import number_in


class StepInline(DeskInline[MethodStep, Method]):
    model = MethodStep


@admin.register(Method)
class MethodAdmin(DeskAdmin[Method]):
    may_add = True
    list_display = ("name", "name_en")
    search_fields = ("name", "name_en", "summary")
    inlines = (StepInline,)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Method | None = None) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Method | None = None) -> list[str]:
        return ["slug"] if obj else []


@admin.register(SchoolHoliday)
class SchoolHolidayAdmin(DeskAdmin[SchoolHoliday]):
    """Days without a meeting besides the public and school holidays the calendar knows by itself."""

    may_add = True
    list_display = ("name", "first_day", "last_day")
    date_hierarchy = "first_day"
    search_fields = ("name",)


@admin.register(Series)
class SeriesAdmin(DeskAdmin[Series]):
    may_change = False
    list_display = ("name", "every_months", "nth", "weekday", "start_time", "place")
    search_fields = ("name", "place")


AGENDA = Table(AgendaItem, ("position", "minutes", "kind", "title", "case", "expert_name", "reached"))


@admin.register(Meeting)
class MeetingAdmin(DeskAdmin[Meeting]):
    may_change = False
    list_display = ("number", "title", "state", "starts_at", "place")
    list_filter = ("state", "series")
    date_hierarchy = "starts_at"
    search_fields = ("@words",)
    search_help_text = _("A number, or words of title, theme and place")
    ordering = ("-starts_at",)
    exclude = ("words", "online_url")

    def page_of(self, typed: str) -> str:
        number = number_in(typed, bare=True)
        found = Meeting.objects.filter(number=number).first() if number is not None else None
        return reverse("admin:meetings_meeting_change", args=[found.pk]) if found else ""

    tables = (AGENDA, history(MeetingMove))


@admin.register(GuestExpert)
class GuestExpertAdmin(DeskAdmin[GuestExpert]):
    may_change = False
    list_display = ("name", "organisation", "meeting", "expires_at")
    list_select_related = ("meeting",)
    search_fields = ("name", "organisation")
    # A file has no address of its own; its page asks for the right.
    exclude = ("token_version", "slides")
    readonly_fields = ("slides_name",)
