"""Error pages: what happened and what one can do, in the same look, with nothing typed lost."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from atelier.lib import kept_files
from atelier.lib.errors import DomainError, NotAllowed, Stale
from atelier.lib.keep import FILE_TOKENS, names_of, page_of
from atelier.lib.refusals import sentence_of

log = logging.getLogger(__name__)
MOST_SHOWN = 400_000


def errors_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Errors that no view caught become a page: 403 for a right, 409 for the domain's, 503 for the database's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # What people type may be about other people: error reports never carry it.
        request.sensitive_post_parameters = "__ALL__"  # type: ignore[attr-defined]
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowed):
            return render(request, "403.html", {"sentence": str(error)}, status=HTTPStatus.FORBIDDEN)
        if isinstance(error, DomainError):
            context = {
                "sentence": str(error),
                "stale": isinstance(error, Stale),
                "typed": typed_fields(request, error.form),
                "page": page_of(request) or request.get_full_path(),
                "files": kept_files.keep_all(request),
            }
            return render(request, "ui/conflict.html", context, status=HTTPStatus.CONFLICT)
        sentence = sentence_of(error)
        return _not_now(request, str(sentence)) if sentence else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


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


def typed_fields(request: HttpRequest, form: Any = None) -> list[tuple[str, str]]:
    """(label, text) of what was typed in this POST, to copy from the page; no tokens, no passwords."""
    if request.method != "POST":
        return []
    names = {form.add_prefix(name): form[name] for name in form.fields} if form is not None else {}
    typed = []
    left = MOST_SHOWN
    for name in request.POST:
        bound = names.get(name)
        if name in ("csrfmiddlewaretoken", "version", "once") or "password" in name or name.endswith(FILE_TOKENS):
            continue
        if bound and bound.is_hidden:
            continue
        text = "\n".join(value for value in request.POST.getlist(name) if value.strip())[:left]
        if text:
            left -= len(text)
            typed.append((str(bound.label) if bound else name, text))
    return typed


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400; a body that is too big gets its own page, which tells the limit."""
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
