"""The audit at the desk: to look at only."""

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from atelier.audit.models import Entry
from atelier.audit.words import OUTCOMES, is_verb, noted, outcome, subject, told
from atelier.desk.admins import DeskAdmin


class SubjectFilter(admin.SimpleListFilter):
    """The kinds that the desk knows: asking the table for its kinds would read all of it."""

    title = _("kind of object")
    parameter_name = "object_type"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Model]") -> list[tuple[str, str]]:
        models = [model._meta for model in model_admin.admin_site._registry if model is not Entry]
        return sorted(
            ((meta.label_lower, str(capfirst(meta.verbose_name))) for meta in models), key=lambda one: one[1]
        )

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        return queryset.filter(object_type=self.value()) if self.value() else queryset


class OutcomeFilter(admin.SimpleListFilter):
    title = _("result")
    parameter_name = "result"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Model]") -> list[tuple[str, str]]:
        return [(result, outcome(result)) for result in OUTCOMES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        return queryset.filter(result=self.value()) if self.value() else queryset


@admin.register(Entry)
class EntryAdmin(DeskAdmin[Entry]):
    may_change = False
    list_display = ("at", "actor", "what", "subject", "outcome", "noted")
    list_filter = ("at", OutcomeFilter, SubjectFilter)
    list_select_related = ("actor",)
    sortable_by = ("at",)
    search_fields = ("=verb", "=object_id", "~actor")  # one of these, by what is typed
    search_help_text = _("A name, a verb such as case.released, or the number of an object")
    fields = ("at", "actor", "what", "verb", "subject", "outcome", "origin", "noted")

    @admin.display(description=_("what"), ordering="verb")
    def what(self, entry: Entry) -> str:
        return told(entry.verb)

    @admin.display(description=_("object"))
    def subject(self, entry: Entry) -> str:
        """Its kind and number, with a link where it has a page here."""
        if not entry.object_type:
            return ""
        label, _dot, model = entry.object_type.partition(".")
        words = subject(entry.object_type, entry.object_id)
        try:
            return format_html(
                '<a href="{}">{}</a>', reverse(f"admin:{label}_{model}_change", args=[entry.object_id]), words
            )
        except NoReverseMatch:
            return words

    @admin.display(description=_("result"), ordering="result")
    def outcome(self, entry: Entry) -> str:
        return outcome(entry.result)

    @admin.display(description=_("why"))
    def noted(self, entry: Entry) -> str:
        return noted(entry.object_type, entry.note)

    @admin.display(description=_("internet address"))
    def origin(self, entry: Entry) -> str:
        return str(getattr(entry, "origin", ""))

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """A number, a verb or a name: each is asked alone, so that its index gives the order too."""
        typed = request.GET.get(SEARCH_VAR, "").strip()
        if typed.isdigit():
            return ("=object_id",)
        return ("=verb",) if is_verb(typed) else ("~actor",)

    def declared_lookups(self, request: HttpRequest) -> set[str]:
        """An object's own history is asked for by its kind and number."""
        return {*super().declared_lookups(request), "object_id"}
