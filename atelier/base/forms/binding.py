"""The form of a page: bound, or filled with what was typed before the session ended."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from atelier.base.forms import keep, kept_files
from atelier.base.forms.decided import Decided
from atelier.base.forms.plain import Plain
from atelier.base.hooks import note


def bind[F: forms.BaseForm](
    request: HttpRequest,
    form_class: type[F],
    *,
    files_of: Model | None = None,
    makes_new: bool = False,
    **kwargs: Any,
) -> F:
    """The form of this page: bound on POST; after an expired session filled with what was typed; else as it is.

    A kept form is not bound, so `is_valid()` is False and nothing happens before the person sends it again.
    `files_of`: the guest for whom files are kept; otherwise it is the member who is logged in. `makes_new`: sent again
    much later it would make another one, which no version can tell (see `web.once`).
    """
    form = _bound_or_not(request, form_class, files_of, kwargs)
    if isinstance(form, Decided) and form.guarded:
        note(request, needs_htmx=True)
    if makes_new and request.method == "POST":
        note(request, makes_new=True)
    return form


def _bound_or_not[F: forms.BaseForm](
    request: HttpRequest, form_class: type[F], files_of: Model | None, kwargs: dict[str, Any]
) -> F:
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, **kwargs)
        if isinstance(form, Decided):
            form.decider = getattr(request, "user", None)
        kept_files.attach(request, form, files_of)
        sent_forms(request).append(form)
        return form
    if again := _shown_again(request, form_class, files_of, kwargs):
        return again
    form = form_class(**kwargs)
    kept_files.attach(request, form, files_of)
    give_back(request, form)
    return form


def sent_forms(request: HttpRequest) -> list[forms.BaseForm]:
    """The bound forms of this request: one that is stale is answered by the conflict page (`errors_middleware`)."""
    found: list[forms.BaseForm] = vars(request).setdefault("_sent_forms", [])
    return found


def give_back(request: HttpRequest, form: forms.BaseForm) -> None:
    """Fill an unbound form with what was typed in it before the session ended."""
    kept = keep.take(request)
    if kept is not None and _fill(form, kept):
        keep.filled(request, _names_in(form, kept))
        if not hasattr(request, "looks_again"):
            keep.tell_once(request, lambda: _tell_of_return(request))


def _shown_again[F: forms.BaseForm](
    request: HttpRequest, form_class: type[F], files_of: Model | None, kwargs: dict[str, Any]
) -> F | None:
    """The form with what was sent and its errors, in the language that was chosen since; it is never valid."""
    typed = keep.take(request) if getattr(request, "looks_again", False) else None
    if typed is None:
        return None
    form = form_class(typed, MultiValueDict(), **kwargs)
    if not isinstance(form, Plain) or not (names := _names_in(form, typed)):
        return None
    form.is_only_shown = True
    kept_files.attach(request, form, files_of)
    if form.errors and form.is_stale:
        return None
    keep.filled(request, names)
    return form


def _names_in(form: forms.BaseForm, typed: QueryDict) -> set[str]:
    """Which of the fields that were sent are of this form."""
    names = {form.add_prefix(name) for name in form.fields}
    return {key for key in typed if key in names or key.rpartition("_")[0] in names}


def _tell_of_return(request: HttpRequest) -> None:
    messages.warning(
        request, _("You were logged out meanwhile. Your text is still here. Look it over and send it again.")
    )
    if names := keep.names_of_files(request):
        messages.warning(
            request, _("A file does not stay here: choose it again (%(names)s).") % {"names": ", ".join(names)}
        )


def _fill(form: forms.BaseForm, typed: QueryDict) -> bool:
    """Show `typed` in an unbound form; False when nothing in it belongs to this form."""
    names = {form.add_prefix(name): name for name in form.fields}
    if not any(key == html or key.startswith(f"{html}_") for key in typed for html in names):
        return False
    for html, name in names.items():
        widget = form.fields[name].widget
        if not isinstance(widget, forms.FileInput | forms.PasswordInput):
            form.initial[name] = widget.value_from_datadict(typed, MultiValueDict(), html)
    return True
