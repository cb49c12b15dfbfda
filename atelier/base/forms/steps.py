"""Long forms, one question group per page: each step is saved on the server, then the answers are checked.

    steps = Steps(Step("situatie", _("What is going on?"), SituationForm), Step("vraag", _("Question"), QuestionForm))

    def submit_step(request, pk, step):
        draft = get_object_or_404(Draft.objects.of(request.user), pk=pk)
        return steps.page(
            request, step,
            kwargs={"instance": draft},
            save=lambda form: form.save(),
            address=lambda step: reverse("cases:submit_step", args=[pk, step]),
            check=reverse("cases:submit_check", args=[pk]),
            later=reverse("mine"),
        )

"Save and go on later" (a button named `later`) asks for nothing that is still empty.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import add_form_error, bind
from atelier.base.words.dates import nice_date

FROM_CHECK = "controle"


@dataclass(frozen=True, slots=True)
class Step:
    """One page. `slug` stands in the address."""

    slug: str
    title: str | Promise
    form: type[forms.BaseForm]
    template: str = "ui/step.html"


class Steps:
    def __init__(self, *steps: Step) -> None:
        self.all = steps

    def __iter__(self) -> Iterator[Step]:
        return iter(self.all)

    @property
    def first(self) -> Step:
        return self.all[0]

    def get(self, slug: str) -> Step:
        for step in self.all:
            if step.slug == slug:
                return step
        raise Http404

    def after(self, slug: str) -> Step | None:
        """The next step; None after the last."""
        following = self.all[self.all.index(self.get(slug)) + 1 :]
        return following[0] if following else None

    def before(self, slug: str) -> Step | None:
        earlier = self.all[: self.all.index(self.get(slug))]
        return earlier[-1] if earlier else None

    def page(
        self,
        request: HttpRequest,
        slug: str,
        *,
        save: Callable[[Any], Any],
        address: Callable[[str], str],
        check: str,
        kwargs: Mapping[str, Any] | None = None,
        start: str = "",
        later: str = "",
        context: Mapping[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or take one step: `save(form)` with a valid form, then on to the next, or to `check` after the last
        (or when the person came from there). `kwargs` go to the form, `start` is the way back from the first step."""
        step = self.get(slug)
        form = bind(request, step.form, **(kwargs or {}))
        for_later = bool(later) and "later" in request.POST
        if for_later:
            for field in form.fields.values():
                field.required = False
        if request.method == "POST" and form.is_valid():
            try:
                save(form)
            except DomainError as error:
                add_form_error(form, error)
            else:
                return redirect(later if for_later else self._next_address(request, slug, address, check))
        before = self.before(slug)
        return render(
            request,
            step.template,
            {
                "form": form,
                "step": step,
                "steps": self.all,
                "number": self.all.index(step) + 1,
                "back": self._back(request, before, address, check, start),
                "later": later,
                **(context or {}),
            },
        )

    def _next_address(self, request: HttpRequest, slug: str, address: Callable[[str], str], check: str) -> str:
        following = self.after(slug)
        return check if following is None or FROM_CHECK in request.GET else address(following.slug)

    def _back(
        self, request: HttpRequest, before: Step | None, address: Callable[[str], str], check: str, start: str
    ) -> str:
        if FROM_CHECK in request.GET:
            return check
        return address(before.slug) if before else start

    def answers(
        self, kwargs: Mapping[str, Any], address: Callable[[str], str] | None = None
    ) -> list[tuple[str, str, str]]:
        """Rows for {% summary_list %}: every answer with the address where it can be changed."""
        rows = []
        for step in self.all:
            form = step.form(**kwargs)
            url = f"{address(step.slug)}?{FROM_CHECK}=1" if address else ""
            rows += [(label, answer, url) for label, answer in answers_of(form)]
        return rows


def answers_of(form: forms.BaseForm) -> Iterable[tuple[str, str]]:
    """(label, answer as text) of each visible field, by what the form holds now."""
    for bound in form:
        if not bound.is_hidden:
            yield str(bound.label), answer_text(bound.field, bound.value())


def answer_text(field: forms.Field, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        key = field.to_field_name or "pk"
        values = value if isinstance(value, list | tuple | QuerySet) else [value]
        plain = [getattr(one, key) if isinstance(one, Model) else one for one in values]
        return ", ".join(field.label_from_instance(one) for one in field.queryset.filter(**{f"{key}__in": plain}))
    if isinstance(field, forms.ChoiceField):
        chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
        return ", ".join(str(label) for key, label in _flat(cast(Iterable[Any], field.choices)) if str(key) in chosen)
    if isinstance(field, forms.DateField) and not isinstance(value, str):
        return nice_date(value)
    return str(value)


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
