"""What every admin of the desk stands on."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import DateField, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from atelier.audit.actions import record
from atelier.base.exceptions import DomainError, MoveNotAllowed
from atelier.base.forms.binding import give_back, sent_forms
from atelier.base.forms.plain import PlainModelForm
from atelier.base.forms.versions import VersionedForm, hold
from atelier.base.types import Context
from atelier.desk.asked import asked
from atelier.desk.counts import BoundedPaginator
from atelier.desk.filters import declared
from atelier.desk.rights import DeskRights
from atelier.desk.steps import BaseStep, Place
from atelier.desk.tables import Table
from atelier.desk.typed import ModelAdmin, TabularInline


class DeskForm(VersionedForm, PlainModelForm):
    """As all forms here: no citizen service number, and no text of somebody else is overwritten."""


def decided_by[F: type](request: HttpRequest, form: F) -> F:
    """Django made this class for this request: who types decides on what may lead to a person."""
    form.decider = request.user  # type: ignore[attr-defined]
    return form


class DeskInline[M: Model, P: Model](DeskRights[P], TabularInline[M, P]):
    """Parts of an object that are typed together with it. What is only read is a `Table`."""

    form = PlainModelForm
    may_add = True
    extra = 1
    can_delete = False

    def get_formset(self, request: HttpRequest, obj: P | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        decided_by(request, formset.form)
        return formset


class DeskAdmin[M: Model](DeskRights[M], ModelAdmin[M]):
    """Base of every admin: list fields and filters by the subclass, `steps` for its moves.

    `may_add` and `may_change` open typing (default: change, not add); fields in `state_fields` are always read-only.
    """

    steps: ClassVar[Sequence[BaseStep]] = ()
    tables: ClassVar[Sequence[Table]] = ()
    state_fields: ClassVar[Sequence[str]] = ("state",)
    form = DeskForm
    # The browser's own calendar: Django's needs script, and speaks English in places.
    formfield_overrides = {DateField: {"widget": forms.DateInput}}
    actions = None
    list_per_page = 25
    paginator = BoundedPaginator
    show_full_result_count = False
    # Counting each choice of each filter would read the whole table as often.
    show_facets = admin.ShowFacets.NEVER
    save_on_top = False
    change_form_template = "admin/desk/change_form.html"

    def get_form(
        self, request: HttpRequest, obj: M | None = None, change: bool = False, **kwargs: object
    ) -> "type[forms.ModelForm[M]]":
        return decided_by(request, super().get_form(request, obj, change, **kwargs))

    # -- What is shown

    def get_readonly_fields(self, request: HttpRequest, obj: M | None = None) -> list[str]:
        own = [name for name in self.state_fields if any(f.name == name for f in self.opts.get_fields())]
        return [*map(str, super().get_readonly_fields(request, obj)), *own]

    def get_fields(self, request: HttpRequest, obj: M | None = None) -> list[Any]:
        """Where nothing is typed, what is empty is left out: the rest is read sooner."""
        fields = list(super().get_fields(request, obj))
        return fields if obj is None or self.may_change else [name for name in fields if self._is_told(obj, name)]

    def _is_told(self, obj: M, name: object) -> bool:
        field = next((one for one in self.opts.concrete_fields if one.name == name), None)
        return field is None or getattr(obj, field.attname) not in (None, "", [])

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> M | None:
        """With what its read-only fields name, in the same query."""
        shown = {*self.get_readonly_fields(request), *(self.get_fields(request) if not self.may_change else ())}
        related = [one.name for one in self.opts.fields if one.is_relation and one.name in shown]
        rows = self.on_page(self.get_queryset(request))
        # Without names select_related would join every foreign key.
        rows = rows.select_related(*related) if related else rows
        try:
            return rows.get(**{from_field or "pk": object_id})
        except (ObjectDoesNotExist, ValidationError, ValueError):
            return None

    def on_page(self, rows: QuerySet[M]) -> QuerySet[M]:
        """What the page of one object shows and its list does not; a subclass annotates it."""
        return rows

    def changelist_view(self, request: HttpRequest, extra_context: Context | None = None) -> HttpResponse:
        """Without the scripts of forms and actions, except where a form's search glass opened the list."""
        if page := self.page_of(request.GET.get(SEARCH_VAR, "")):
            return HttpResponseRedirect(page)
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        bare = {} if IS_POPUP_VAR in request.GET else {"media": forms.Media(), **title}
        return super().changelist_view(request, {**bare, **(extra_context or {})})

    def render_change_form(
        self,
        request: HttpRequest,
        context: Context,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: M | None = None,
    ) -> HttpResponse:
        inlines = [form for inline in context["inline_admin_formsets"] for form in inline.formset.forms]
        for form in (context["adminform"].form, *inlines):
            if request.method == "GET":
                give_back(request, form)
            else:
                sent_forms(request).append(form)
        if not self.has_change_permission(request, obj):
            context["media"] = forms.Media()  # no scripts of fields: nothing is typed
        if obj:
            context |= {
                "title": capfirst(str(self.opts.verbose_name)),
                "steps": Place(self, request, obj).offered,
                "tables": [table.of(obj) for table in self.tables],
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    # -- What is asked of a list

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return request is not None and lookup in self.declared_lookups(request)

    def declared_lookups(self, request: HttpRequest) -> set[str]:
        return declared(self.get_list_filter(request), self.date_hierarchy)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[M], search_term: str
    ) -> tuple[QuerySet[M], bool]:
        return asked(queryset, self.get_search_fields(request), search_term), False

    def page_of(self, typed: str) -> str:
        """The object that a typed number is of: its page, without a list of one in between. A subclass says how."""
        return ""

    # -- What is recorded: the audit is the history; Django's own log would keep names in it

    def log_addition(self, request: HttpRequest, obj: M, message: object) -> None:  # type: ignore[override]
        self._record("added", obj, request)

    def log_change(self, request: HttpRequest, obj: M, message: object) -> None:  # type: ignore[override]
        self._record("changed", obj, request)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[M]) -> None:  # type: ignore[override]
        for obj in queryset:
            self._record("deleted", obj, request)

    def _record(self, what: str, obj: M, request: HttpRequest) -> None:
        record(f"{obj._meta.model_name}.{what}", obj, by=request.user)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Context | None = None) -> HttpResponse:
        found = f"?object_type={self.opts.label_lower}&object_id={unquote(object_id)}"
        return HttpResponseRedirect(reverse("admin:audit_entry_changelist") + found)

    # -- Steps

    def get_urls(self) -> list[URLPattern]:
        step = path(
            "<path:object_id>/stap/<slug:step>/",
            self.admin_site.admin_view(self.step_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_step",
        )
        return [step, *super().get_urls()]

    def steps_for(self, obj: M, by: AbstractBaseUser | AnonymousUser) -> list[BaseStep]:
        """The steps that `by` is offered; a subclass may leave some out."""
        return [step for step in self.steps if step.possible(obj)]

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        chosen = next((one for one in self.steps if one.name == step), None)
        if obj is None or chosen is None or not self.has_view_permission(request, obj):
            raise Http404
        place = Place(self, request, obj)
        if request.method == "POST":
            hold(obj)
        return chosen.answer(place) if chosen.possible(obj) else self._too_late(place)

    def _too_late(self, place: Place) -> HttpResponse:
        if place.request.method == "POST":
            raise self.moved(place.subject)
        messages.warning(place.request, _("This step is not possible from the present state."))
        return HttpResponseRedirect(place.back)

    def moved(self, obj: M) -> DomainError:
        """What is said of a step that came too late; a subclass may tell what happened meanwhile."""
        return MoveNotAllowed()
