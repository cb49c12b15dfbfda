"""The moderators' workplace: a Django admin in which nothing is deleted and every move goes through its action."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import DomainError, MoveNotAllowed, NotAllowed
from atelier.base.forms.binding import (
    Plain,
    PlainForm,
    PlainModelForm,
    VersionedForm,
    bind,
    check_version,
    give_back,
    hold,
    version_of,
)
from atelier.base.forms.undo import undoable
from atelier.desk.asked import asked
from atelier.desk.counts import BoundedPaginator
from atelier.desk.tables import Table

type Text = str | Promise
type Recorder = Callable[[str, models.Model, Any], None]


def works_here(user: Any) -> bool:
    """Django's own word for it is staff; no permission tables are asked."""
    return bool(user.is_active and user.is_staff)


# -- What waits: counts on the first page ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    label: Text
    url: str
    count: int


_waiting: list[tuple[Text, Callable[[], str], Callable[[], models.QuerySet[Any]]]] = []


def waiting(label: Text, url: Callable[[], str], rows: Callable[[], models.QuerySet[Any]]) -> None:
    """Show on the first page how many wait: `waiting(_("Requests"), lambda: reverse(...), lambda: queryset)`."""
    _waiting.append((label, url, rows))


def what_waits() -> list[Waiting]:
    """One query for all counts."""
    counts = [
        rows().order_by().values(place=models.Value(place)).annotate(number=models.Count("pk"))
        for place, (_label, _url, rows) in enumerate(_waiting)
    ]
    numbers = {one["place"]: one["number"] for one in counts[0].union(*counts[1:], all=True).order_by("place")}
    return [Waiting(label, url(), numbers.get(place, 0)) for place, (label, url, _rows) in enumerate(_waiting)]


# -- Who hears of changes ---------------------------------------------------------------------------------------------

_recorders: list[Recorder] = []


def tell_of_changes(recorder: Recorder) -> None:
    """Call `recorder("member.changed", obj, by)` for each change typed in the workplace (the audit listens)."""
    if recorder not in _recorders:
        _recorders.append(recorder)


def tell(verb: str, obj: models.Model, by: Any) -> None:
    """For a room that may not know the audit: let it hear of something done here."""
    for recorder in _recorders:
        recorder(verb, obj, by)


# -- Steps: one page per move -----------------------------------------------------------------------------------------


DONE = _("Done.")


class NoQuestions(PlainForm):
    """A step that asks nothing: only the button."""


@dataclass(frozen=True)
class Step:
    """One thing a moderator can do with an object, on a page of its own.

    `act(obj, by, **cleaned)` calls the action; a DomainError it raises stands above the form, with what was typed.
    When it gives a response (a download), that is the answer.
    `form` may take `subject=obj` when it defines `takes_subject = True`.
    `shows`: the fields a person reads on that page before deciding.
    """

    name: str
    label: Text
    act: Callable[..., Any]
    possible: Callable[[Any], bool]
    form: type[Plain] = NoQuestions
    intro: Text = ""
    done: Text = DONE
    shows: Sequence[str] = ()
    # What it throws away can be undone for ten minutes: `undoes(obj)` gives the other rows it changes.
    undoes: Callable[[Any], Sequence[Any]] | None = None

    def read_first(self, obj: models.Model) -> list[tuple[Text, Any]]:
        """(label, value) of each field that is not empty; a choice in words."""
        values = [(name, getattr(obj, f"get_{name}_display", None) or getattr(obj, name)) for name in self.shows]
        told = [(name, _in_words(obj, value)) for name, value in values]
        return [(obj._meta.get_field(name).verbose_name, value) for name, value in told if value]  # type: ignore[union-attr]


def _in_words(obj: Any, value: Any) -> Any:
    if isinstance(value, FieldFile):
        return format_html('<a href="{}">{}</a>', obj.file_url, _("Download the file")) if value else ""
    return value() if callable(value) else value


class SeenForm(VersionedForm, PlainForm):
    """Decides about exactly the text that stands on the page: another one meanwhile is a conflict."""

    takes_subject = True

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, versioned=subject, **kwargs)


# -- Filters ----------------------------------------------------------------------------------------------------------


def waiting_since(field: str, named: Text = "") -> type[admin.SimpleListFilter]:
    """A list filter on how long ago `field` was: today, over three days, a week, a month."""

    class WaitingSince(admin.SimpleListFilter):
        parameter_name = "since"

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
            return [
                ("3", _("Over three days")),
                ("7", _("Over a week")),
                ("30", _("Over a month")),
            ]

        def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
            days = self.value()
            if days in ("3", "7", "30"):
                return queryset.filter(**{f"{field}__lte": timezone.now() - timedelta(days=int(days))})
            return queryset

    WaitingSince.title = named or _("waiting since")  # type: ignore[assignment]
    return WaitingSince


# How Django's filters ask: for a value, a related object, a span of days, whether there is one.
WAYS = ("", "exact", "in", "isnull", "isempty", "gte", "lt", "id__exact")
DAYS = ("year", "month", "day", "gte", "lt")


def _ways(field: str, ways: Sequence[str]) -> Iterator[str]:
    return (f"{field}__{way}" if way else field for way in ways)


# -- The base classes -------------------------------------------------------------------------------------------------


class WorkplaceRights:
    """Who works here sees all; nothing is deleted; adding and changing as the class says."""

    may_add: ClassVar[bool] = False
    may_change: ClassVar[bool] = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return works_here(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return works_here(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change and works_here(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_add and works_here(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class WorkplaceForm(VersionedForm, PlainModelForm):
    """As all forms here: no citizen service number, and no text of somebody else is overwritten."""


class WorkplaceAdmin(WorkplaceRights, admin.ModelAdmin):  # type: ignore[type-arg]
    """Base of every admin: list fields and filters by the subclass, `steps` for its moves.

    `may_add` and `may_change` open typing (default: change, not add); fields in `state_fields` are always read-only.
    """

    steps: ClassVar[Sequence[Step]] = ()
    tables: ClassVar[Sequence[Table]] = ()
    state_fields: ClassVar[Sequence[str]] = ("state",)
    form = WorkplaceForm
    # The browser's own calendar: Django's needs script, and speaks English in places.
    formfield_overrides = {models.DateField: {"widget": forms.DateInput}}
    actions = None
    list_per_page = 25
    paginator = BoundedPaginator
    show_full_result_count = False
    # Counting each choice of each filter would read the whole table as often.
    show_facets = admin.ShowFacets.NEVER
    save_on_top = False
    change_list_template = "admin/workplace/change_list.html"
    change_form_template = "admin/workplace/change_form.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        own = [name for name in self.state_fields if any(f.name == name for f in self.opts.get_fields())]
        return [*super().get_readonly_fields(request, obj), *own]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Where nothing is typed, what is empty is left out: the rest is read sooner."""
        fields = list(super().get_fields(request, obj))
        return fields if obj is None or self.may_change else [name for name in fields if self._is_told(obj, name)]

    def _is_told(self, obj: models.Model, name: Any) -> bool:
        field: Any = next((one for one in self.opts.concrete_fields if one.name == name), None)
        return field is None or getattr(obj, field.attname) not in (None, "", [])

    # The audit is the history; Django's own log would keep names in it.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        self._tell("added", obj, request)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        self._tell("changed", obj, request)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        for obj in queryset:
            self._tell("deleted", obj, request)

    def _tell(self, what: str, obj: models.Model, request: HttpRequest) -> None:
        tell(f"{obj._meta.model_name}.{what}", obj, request.user)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
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

    def steps_for(self, obj: Any, by: Any) -> list[Step]:
        """The steps that `by` is offered; a subclass may leave some out."""
        return [step for step in self.steps if step.possible(obj)]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """What may be asked of a list: its filters and its days, and nothing else. Django lets ask any field of the
        model, so that a hash could be read out sign by sign."""
        if request is None:
            return False
        return lookup in self.declared_lookups(request)

    def declared_lookups(self, request: HttpRequest) -> set[str]:
        declared = set(_ways(self.date_hierarchy, DAYS)) if self.date_hierarchy else set()
        for one in self.get_list_filter(request):
            field: Any = one[0] if isinstance(one, tuple) else one
            if isinstance(field, str):
                declared |= set(_ways(field, WAYS))
            else:
                declared.add(str(field.parameter_name))
        return declared

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        return asked(queryset, self.get_search_fields(request), search_term), False

    def page_of(self, typed: str) -> str:
        """The object that a typed number is of: its page, without a list of one in between. A subclass says how."""
        return ""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Without the scripts of forms and actions, except where a form's search glass opened the list."""
        if page := self.page_of(request.GET.get(SEARCH_VAR, "")):
            return HttpResponseRedirect(page)
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        bare = {} if IS_POPUP_VAR in request.GET else {"media": forms.Media(), **title}
        return super().changelist_view(request, {**bare, **(extra_context or {})})

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """With what its read-only fields name, in the same query."""
        shown = {*self.get_readonly_fields(request), *(self.get_fields(request) if not self.may_change else ())}
        related = [one.name for one in self.opts.fields if one.is_relation and one.name in shown]
        rows = self.get_queryset(request)
        field = self.opts.get_field(from_field) if from_field else self.opts.pk
        try:
            return (rows.select_related(*related) if related else rows).get(**{field.name: field.to_python(object_id)})  # type: ignore[union-attr]
        except (self.model.DoesNotExist, ValidationError, ValueError):
            return None

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if request.method == "GET":
            inlines = [form for inline in context["inline_admin_formsets"] for form in inline.formset.forms]
            for form in (context["adminform"].form, *inlines):
                give_back(request, form)
        steps = [(step.label, self._step_url(obj, step)) for step in self.steps_for(obj, request.user)] if obj else []
        tables = [table.of(obj) for table in self.tables] if obj else []
        if not self.has_change_permission(request, obj):
            context["media"] = forms.Media()  # no scripts of fields: nothing is typed
        context = {**context, "steps": steps, "tables": tables}
        if obj:
            context["title"] = capfirst(str(self.opts.verbose_name))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _step_url(self, obj: models.Model, step: Step) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_step"
        return reverse(name, args=[obj.pk, step.name])

    def _acted(self, request: HttpRequest, step: Step, obj: Any, typed: dict[str, Any]) -> Any:
        if step.undoes is None:
            return step.act(obj, request.user, **typed)
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        with undoable(request, step.done, obj, back=back, also=step.undoes(obj)):
            return step.act(obj, request.user, **typed)

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        chosen = next((one for one in self.steps if one.name == step), None)
        if obj is None or chosen is None or not self.has_view_permission(request, obj):
            raise Http404
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
        if request.method == "POST":
            hold(obj)
        if not chosen.possible(obj):
            if request.method == "POST":
                raise MoveNotAllowed
            messages.warning(request, _("This step is not possible from the present state."))
            return HttpResponseRedirect(back)
        extra = {"subject": obj} if getattr(chosen.form, "takes_subject", False) else {}
        form = bind(request, chosen.form, **extra)
        own = isinstance(form, VersionedForm)  # and compares by itself
        if form.is_bound and not own:
            check_version(obj, request.POST.get("version", ""), version_of(obj), form=form)
        if form.is_valid():
            typed = {name: value for name, value in form.cleaned_data.items() if name != "version"}
            try:
                answer = self._acted(request, chosen, obj, typed)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                if isinstance(answer, HttpResponse):
                    return answer
                if chosen.undoes is None:
                    messages.success(request, str(chosen.done))
                gone = obj.pk is None  # the step removed it: two that were one, say
                return HttpResponseRedirect(
                    reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist") if gone else back
                )
        return TemplateResponse(
            request,
            "admin/workplace/step.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "original": obj,
                "title": chosen.label,
                "step": chosen,
                "form": form,
                "version": "" if own else version_of(obj),
                "read_first": chosen.read_first(obj),
                "back": back,
            },
        )


class Workplace(admin.AdminSite):
    """The admin site. It takes only what derives from WorkplaceAdmin, so that no package's own admin can delete."""

    site_title = _("Over leven")
    site_header = _("Over leven: administration")
    index_title = _("Workplace of the moderators")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._lists: dict[tuple[str, bool, str], list[Any]] = {}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """What stands in the side bar: names and addresses, the same for all who work here, so it is made once."""
        key = (get_language() or "", bool(getattr(request.user, "is_superuser", False)), app_label or "")
        if key not in self._lists:
            self._lists[key] = super().get_app_list(request, app_label)
        return self._lists[key]

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        if admin_class is not None and issubclass(admin_class, WorkplaceAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return works_here(request.user)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one login, for all. Who is in and has no right here hears so."""
        if request.user.is_authenticated:
            raise NotAllowed(_("Only moderators work here."))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        return redirect("account_change_password")


class WorkplaceInline(WorkplaceRights, admin.TabularInline):  # type: ignore[type-arg]
    """Parts of an object that are typed together with it. What is only read is a `Table`."""

    form = PlainModelForm
    may_add = True
    extra = 1
    can_delete = False
