"""Error pages: what happened and what one can do, in the same look, with nothing typed lost."""

import logging
import sys
from collections.abc import Callable
from datetime import time
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, ValidationError
from django.db import DatabaseError, IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from psycopg.errors import UniqueViolation

from atelier.base.data.refusals import sentence_of
from atelier.base.exceptions import DomainError, NotAllowed, Stale
from atelier.base.forms import kept_files
from atelier.base.forms.answers import answer_text
from atelier.base.forms.binding import sent_forms
from atelier.base.forms.keep import FILE_TOKENS, names_of, page_of
from atelier.base.forms.same_page import TOKEN, comes_back
from atelier.base.forms.submitted import was_sent_before
from atelier.base.forms.versions import VersionedForm
from atelier.base.hooks import note, with_hooks
from atelier.base.web.lost import MOST_SHOWN, typed_texts, without_bsn

log = logging.getLogger(__name__)
MADE_BY_TWO = gettext_lazy("Somebody else made the same at this very moment. Look at what is there.")


def errors_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Errors that no view caught become a page: 403 for a right, 409 for the domain's, 503 for the database's.

    A form that turned out to be stale becomes the conflict page too, whatever its view made of it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        # What people type may be about other people: error reports never carry it.
        note(request, sensitive_post_parameters="__ALL__")
        response = get_response(request)
        stale = [one for one in sent_forms(request) if isinstance(one, VersionedForm) and one.is_stale]
        return conflict(request, stale[0].conflict()) if stale else response

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowed):
            return render(
                request,
                "403.html",
                {"sentence": str(error), "typed": typed_fields(request, error.form)},
                status=HTTPStatus.FORBIDDEN,
            )
        if isinstance(error, DomainError):
            return conflict(request, error)
        if isinstance(error, IntegrityError) and isinstance(error.__cause__, UniqueViolation):
            log.warning("Two made the same at one moment on %s", request.path, extra={"request": request})
            return conflict(request, Stale(MADE_BY_TWO))
        sentence = sentence_of(error)
        return _not_now(request, str(sentence)) if sentence else None

    return with_hooks(middleware, process_exception=process_exception)


def _not_now(request: HttpRequest, sentence: str) -> HttpResponse | None:
    """What the database refused; its own page too must be made without it."""
    log.error("the database refused: %s", sentence, exc_info=True, extra={"request": request})
    context = {
        "sentence": sentence,
        "typed": typed_fields(request),
        "page": page_of(request) or request.get_full_path(),
    }
    try:
        response = render(request, "ui/conflict.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    except DatabaseError:
        return None
    response.headers["Retry-After"] = "60"
    return response


def conflict(request: HttpRequest, error: DomainError) -> HttpResponse:
    """What is there now and what was typed, side by side; who wants their own words after all can still send them."""
    stale = isinstance(error, Stale)
    own = stale and was_sent_before(request)
    both = now_and_typed(request, error.form) if stale and error.form is not None else []
    context = {
        "sentence": _("You saved this page before, with other words.") if own else str(error),
        "stale": stale,
        "own": own,
        "both": both,
        "same": [(label, typed) for label, there, typed in both if there == typed],
        "again": again(request, error) if both else [],
        "typed": [] if both else typed_fields(request, error.form),
        "page": (page_of(request) or request.get_full_path()) if error.has_page else "",
        "files": kept_files.keep_all(request),
    }
    return render(request, "ui/conflict.html", context, status=HTTPStatus.CONFLICT)


def now_and_typed(request: HttpRequest, form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """(label, what is there, what was typed) of each field that says something."""
    rows = []
    for bound in form:
        if bound.is_hidden or isinstance(bound.field, forms.FileField) or "password" in bound.html_name:
            continue
        there, typed = answer(bound.field, bound.initial), answer(bound.field, bound.data)
        if there or typed:
            rows.append((str(bound.label), there, typed))
    return rows


def answer(field: forms.Field, value: object) -> str:
    """In words; what is no answer at all stays as it was typed."""
    try:
        return answer_text(field, plain(field, value))
    except (ValueError, TypeError, ValidationError):
        return str(value)


def plain(field: forms.Field, value: Any) -> object:
    """The same for what is stored and for what was typed: a date, a time, line ends and no tick look alike in both."""
    if isinstance(field, forms.BooleanField | forms.CharField | forms.DateField):
        return field.to_python(value)
    return field.prepare_value(value) if isinstance(value, time) else value


def again(request: HttpRequest, error: DomainError) -> list[tuple[str, str]]:
    """All that was sent, with the version of now; not where a file was sent, which cannot be repeated."""
    if request.FILES or not isinstance(error, Stale) or error.form is None or not error.version:
        return []
    version = error.form.add_prefix("version")
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(version, error.version), *((n, v) for n, v in sent if n not in (TOKEN, version) and "password" not in n)]


# Not typed: tokens, and the names of buttons.
NOT_TYPED = {TOKEN, "version", "seen", "go", "next", "later", "save", "back", "way", "check", "controle"}


def typed_fields(request: HttpRequest, form: forms.BaseForm | None = None) -> list[tuple[str, str]]:
    """(label, text) of what was typed in this POST, to copy from the page; no tokens, no passwords."""
    if request.method != "POST":
        return []
    if form is None:
        return typed_texts(request)
    names = {form.add_prefix(name): form[name] for name in form.fields}
    typed = []
    left = MOST_SHOWN
    for name in request.POST:
        bound = names.get(name)
        hidden = name in NOT_TYPED or name.startswith("_") or name.endswith(("_FORMS", *FILE_TOKENS))
        if hidden or "password" in name or (bound and bound.is_hidden):
            continue
        text = "\n".join(value for value in request.POST.getlist(name) if value.strip())[:left]
        if text:
            left -= len(text)
            typed.append((str(bound.label) if bound else name, without_bsn(text)))
    return typed


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500. What the database refused before any view, in a middleware, has its sentence here."""
    error = sys.exception()
    sentence = sentence_of(error) if error else None
    page = render_to_string("500.html", {"sentence": sentence})
    if sentence is None:
        return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "60"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400; a body that is too big gets its own page, which tells the limit."""
    comes_back(request, "")  # what was sent cannot be read
    too_big = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    if too_big:
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


@sensitive_post_parameters()
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: mostly a page that stood open too long; the typed text is there to copy."""
    log.warning("CSRF check failed on %s: %s", request.path, reason, extra={"request": request})
    return render(
        request,
        "403_csrf.html",
        {
            "typed": typed_fields(request),
            "page": page_of(request) or request.get_full_path(),
            "files": [(name, False) for name in names_of(request)],
        },
        status=HTTPStatus.FORBIDDEN,
    )
