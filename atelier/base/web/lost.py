"""What was typed is not lost where it cannot be taken: gone, ended, moved, somebody else's, or never a page.

Every error page that answers a POST shows the typed text to copy (`{% typed_text %}` in ui/error.html); a POST that is
refused with a message and a step elsewhere gets such a page too. An address that takes a POST only, opened again,
leads to the page it belongs to: `view.page_of`, or else the nearest page above it.
"""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve

from atelier.base.forms import keep
from atelier.base.forms.plain import Plain
from atelier.base.hooks import with_hooks
from atelier.base.words.text import bsn_spans

MOST_SHOWN = 400_000
# A value of a field that no form of ours has counts as typed from here, when it has a space in it.
A_SENTENCE = 20

type View = Callable[..., HttpResponse]
type PageOf = Callable[..., str]


def belongs_to(page: PageOf) -> Callable[[View], View]:
    """`page(request, **arguments)` is the address of the page that holds the buttons of this POST-only view."""

    def mark(view: View) -> View:
        return with_hooks(view, page_of=page)

    return mark


def lost_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Stands after MessageMiddleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return _not_allowed(request) or response
        if request.method == "POST" and isinstance(response, HttpResponseRedirect):
            return _refused(request, response) or response
        return response

    return middleware


def _not_allowed(request: HttpRequest) -> HttpResponse | None:
    if request.method in ("GET", "HEAD"):
        page = page_of(request)
        return HttpResponseRedirect(keep.page_for(request, page)) if page else None
    if request.method == "POST":
        return render(request, "405.html", {"page": request.path}, status=HTTPStatus.METHOD_NOT_ALLOWED)
    return None


def page_of(request: HttpRequest) -> str:
    """The page that this POST-only address belongs to. Whoever may not see it is told so there."""
    match = request.resolver_match
    own: PageOf | None = getattr(match.func, "page_of", None) if match else None
    if match and own:
        return own(request, *match.args, **match.kwargs)
    return next(_pages_above(request.path), "")


def _pages_above(path: str) -> Iterator[str]:
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        yield path


def _refused(request: HttpRequest, response: HttpResponseRedirect) -> HttpResponse | None:
    """A sentence that says no, on the way to another page, would leave what was typed behind."""
    told = messages.get_messages(request)
    new = getattr(told, "_queued_messages", [])
    if not any(one.level >= messages.ERROR for one in new) or not typed_texts(request):
        return None
    sentence = " ".join(str(one) for one in told)
    context = {"sentence": sentence, "page": response.url, "messages": []}
    return render(request, "ui/conflict.html", context, status=HTTPStatus.CONFLICT)


# -- What was typed ---------------------------------------------------------------------------------------------------


def typed_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """(label, text) of what was written in this POST, to copy; no choices, passwords and citizen service numbers.

    Only where an address of ours was asked: there the check of origin was done, so that no other site puts words here.
    """
    if request.method != "POST" or request.resolver_match is None:
        return []
    return texts_in(request.POST)


def texts_in(typed: QueryDict) -> list[tuple[str, str]]:
    """(label, text) of what was written in these fields."""
    fields, labels = _fields_like(frozenset(typed))
    left, found = MOST_SHOWN, []
    for name, values in typed.lists():
        field = fields.get(_bare(name))
        text = "\n".join(one for one in values if one.strip() and _is_written(name, field, one))[:left]
        if text:
            left -= len(text)
            found.append((labels.get(_bare(name), ""), without_bsn(text)))
    return found


def _is_written(name: str, field: forms.Field | None, text: str) -> bool:
    if "password" in name or name == "csrfmiddlewaretoken":
        return False
    if field is None:
        return not name.startswith("_") and len(text) >= A_SENTENCE and " " in text.strip()
    widget = field.widget
    return isinstance(widget, forms.TextInput | forms.Textarea) and not isinstance(widget, forms.PasswordInput)


def without_bsn(text: str) -> str:
    for start, end in sorted(bsn_spans(text), reverse=True):
        text = f"{text[:start]}*********{text[end:]}"
    return text


def _bare(name: str) -> str:
    """Without the prefix of a form: "advies-text"."""
    return name.rpartition("-")[2]


def _fields_like(names: frozenset[str]) -> tuple[dict[str, forms.Field], dict[str, str]]:
    """Fields and labels of the form that has most of these names: a page that is gone has no form of its own.

    Where several have as many, only the labels in which they agree: no label is better than a wrong one.
    """
    bare = {_bare(name) for name in names}
    alike = {form: len(bare & form.base_fields.keys()) for form in _forms()}
    most = max(alike.values(), default=0)
    best = [form for form, count in alike.items() if count == most and most]
    fields = {name: field for form in best for name, field in form.base_fields.items()}
    said = {
        name: {str(form.base_fields[name].label or "") for form in best if name in form.base_fields} for name in bare
    }
    return fields, {name: labels.pop() for name, labels in said.items() if len(labels) == 1}


def _forms(of: Any = None) -> Iterator[Any]:
    for form in (of or Plain).__subclasses__():
        if hasattr(form, "base_fields"):
            yield form
        yield from _forms(form)
