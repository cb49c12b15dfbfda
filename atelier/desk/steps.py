"""What a moderator can do with an object: each thing is a small form, or a page of its own.

steps = (
    Step(name="sluiten", label=_("Close"), act=actions.close, possible=lambda case: ..., form=ReasonForm),
    PageStep(name="vrijgeven", label=_("Release"), view=review.release, possible=lambda case: ...),
)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

from django.contrib import messages
from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import bind
from atelier.base.forms.decisions import told
from atelier.base.forms.plain import Plain, PlainForm
from atelier.base.forms.undo import undoable
from atelier.base.forms.versions import VersionedForm, check_version, version_of
from atelier.base.types import Context, Data, Files, FormOptions, Rows
from atelier.desk.tables import Column, label_of

if TYPE_CHECKING:
    from atelier.desk.admins import DeskAdmin

type Text = str | Promise

DONE = _("Done.")


class NoQuestions(PlainForm):
    """A step that asks nothing: only the button."""


class SeenForm(VersionedForm, PlainForm):
    """Decides about exactly the text that stands on the page: another one meanwhile is a conflict."""

    takes_subject = True

    def __init__(
        self, data: Data = None, files: Files = None, *, subject: Model, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, versioned=subject, **options)


@dataclass(frozen=True)
class Place:
    """Where at the desk a step is taken: its object, the way back, and what every page of the desk needs."""

    desk: "DeskAdmin[Any]"
    request: HttpRequest
    subject: Any

    @property
    def back(self) -> str:
        return self._url("change", self.subject.pk)

    @property
    def changelist(self) -> str:
        return self._url("changelist")

    @cached_property
    def offered(self) -> list[tuple[Text, str]]:
        """(label, address) of the steps that who is here may take."""
        steps = self.desk.steps_for(self.subject, self.request.user)
        return [(one.label, self._url("step", self.subject.pk, one.name)) for one in steps]

    def context(self, title: Text) -> Context:
        each = self.desk.admin_site.each_context(self.request)
        return {**each, "opts": self.desk.opts, "original": self.subject, "title": title, "back": self.back}

    def _url(self, page: str, *args: object) -> str:
        return reverse(f"admin:{self.desk.opts.app_label}_{self.desk.opts.model_name}_{page}", args=args)


@dataclass(frozen=True, kw_only=True)
class BaseStep:
    name: str
    label: Text
    possible: Callable[[Any], bool]

    def answer(self, place: Place) -> HttpResponse:
        """The page of this step, or what comes after it was taken; the object is held when something is sent."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class PageStep(BaseStep):
    """A step with a page of its own: `view(request, obj, place)`. Its template extends `admin/desk/frame.html`."""

    view: Callable[[Any, Any, Place], HttpResponse]

    def answer(self, place: Place) -> HttpResponse:
        return self.view(place.request, place.subject, place)


@dataclass(frozen=True, kw_only=True)
class Step(BaseStep):
    """A step with a small form, or with only a button.

    `act(obj, by, **cleaned)` calls the action; a DomainError it raises stands above the form, with what was typed.
    When it gives a response (a download), that is the answer.
    `form` may take `subject=obj` when it defines `takes_subject = True`.
    `shows`: what a person reads on that page before deciding: fields, or (label, what to show of the object).
    """

    act: Callable[..., object]
    form: type[Plain] = NoQuestions
    intro: Text = ""
    done: Text = DONE
    shows: Sequence[Column] = ()
    # Of these texts the page also tells what may lead to a person, and what was decided on it.
    weighs: Sequence[str] = ()
    # What it throws away can be undone for ten minutes: `undoes(obj)` gives the other rows it changes.
    undoes: Callable[[Any], Sequence[Rows]] | None = None

    def answer(self, place: Place) -> HttpResponse:
        form = self._bound(place)
        if form.is_valid() and (answer := self._taken(place, form)):
            return answer
        return self._page(place, form)

    def _bound(self, place: Place) -> Plain:
        extra = {"subject": place.subject} if getattr(self.form, "takes_subject", False) else {}
        form: Plain = bind(place.request, self.form, **extra)
        if form.is_bound and not isinstance(form, VersionedForm):  # which compares by itself
            sent, now = place.request.POST.get("version", ""), version_of(place.subject)
            check_version(sent, now, form=form)
        return form

    def _taken(self, place: Place, form: BaseForm) -> HttpResponse | None:
        typed = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            answer = self._acted(place, typed)
        except DomainError as error:
            form.add_error(None, str(error))
            return None
        if isinstance(answer, HttpResponse):
            return answer
        if self.undoes is None:
            messages.success(place.request, str(self.done))
        gone = place.subject.pk is None  # the step removed it: two that were one, say
        return HttpResponseRedirect(place.changelist if gone else place.back)

    def _acted(self, place: Place, typed: dict[str, object]) -> object:
        if self.undoes is None:
            return self.act(place.subject, place.request.user, **typed)
        others = self.undoes(place.subject)
        with undoable(place.request, self.done, place.subject, back=place.changelist, also=others):
            return self.act(place.subject, place.request.user, **typed)

    def _page(self, place: Place, form: Plain) -> HttpResponse:
        context = {
            **place.context(self.label),
            "step": self,
            "form": form,
            "version": "" if isinstance(form, VersionedForm) else version_of(place.subject),
            "read_first": self.read_first(place.subject),
            "weighed": [weighed for name in self.weighs for weighed in told(getattr(place.subject, name))],
        }
        return TemplateResponse(place.request, "admin/desk/step.html", context)

    def read_first(self, subject: Model) -> list[tuple[Text, object]]:
        """(label, value) of each field that is not empty; a choice in words."""
        rows = [_row(subject, column) for column in self.shows]
        return [(label, value) for label, value in rows if value]


def _row(subject: Model, column: Column) -> tuple[Text, object]:
    if isinstance(column, str):
        return label_of(type(subject), column), _in_words(subject, column)
    label, value = column
    return label, value(subject)


def _in_words(subject: Any, name: str) -> object:
    if in_words := getattr(subject, f"get_{name}_display", None):
        return in_words()
    value = getattr(subject, name)
    if isinstance(value, FieldFile):
        return format_html('<a href="{}">{}</a>', subject.file_url, _("Download the file")) if value else ""
    return value
