"""Logs hold what the operator needs and nobody's personal data.

A message is made of our own words, names and numbers. What an exception says is another matter: it may quote what
somebody typed. So a log names its kind and its place in the code, and its words only where those are of the code.
"""

import copy
import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

import psycopg
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import DatabaseError
from django.template import TemplateDoesNotExist, TemplateSyntaxError

type ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# They speak of the code and never of a value.
OF_THE_CODE = (
    AttributeError,
    FieldError,
    ImportError,
    ImproperlyConfigured,
    NameError,
    TemplateDoesNotExist,
    TemplateSyntaxError,
    TypeError,
)
# Errors of PostgreSQL whose first line quotes a value (wrong data), or a piece of the statement.
QUOTING = ("22", "42601")
CAUSED = "The above exception was the direct cause of the following exception:"
MEANWHILE = "During handling of the above exception, another exception occurred:"


class RouteInsteadOfPath(logging.Filter):
    """Paths carry tokens and search words; the route that answered says as much about the error."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and record.args:
            # The development server hands over a socket here.
            path, match = getattr(request, "path", None), getattr(request, "resolver_match", None)
            route = f"/{match.route}" if match else "an unknown address"
            record.args = tuple(route if arg == path else arg for arg in record.args)
        return True


class KindInsteadOfWords(logging.Filter):
    """Where a package makes its message of what an exception says."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.msg, record.args = "refused: %s", (record.name.rpartition(".")[2],)
        elif record.name == "celery.app.trace" and isinstance(record.args, dict) and "exc" in record.args:
            named = {name: record.args.get(name, "") for name in ("name", "id", "description")}
            record.msg, record.args = "task %(name)s[%(id)s] %(description)s", named
        return True


class WithoutValues(logging.Formatter):
    """A traceback with what an exception is, and what it says where it quotes nobody."""

    def format(self, record: logging.LogRecord) -> str:
        own = copy.copy(record)
        own.exc_text = None  # another handler may have written it with its values
        return super().format(own)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802
        return "\n".join(_told(ei[1], set())) if ei[1] is not None else ""


def _told(error: BaseException, known: set[int]) -> Iterator[str]:
    known.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in known:
        yield from _told(before, known)
        yield f"\n{CAUSED if error.__cause__ else MEANWHILE}\n"
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    yield f"{_kind(error)}: {words}" if (words := _words(error)) else _kind(error)
    for inner in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _told(inner, known)


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _words(error: BaseException) -> str:
    if isinstance(error, DatabaseError):
        error = error.__cause__ or error
    if isinstance(error, psycopg.Error):
        return _words_of_the_database(error)
    if isinstance(error, OSError):
        return f"[Errno {error.errno}] {error.strerror}" if error.strerror else ""  # without the name of a file
    # "Field 'id' expected a number but got 'Jan'."
    return str(error).split(" but got ")[0] if isinstance(error, OF_THE_CODE) else ""


def _words_of_the_database(error: psycopg.Error) -> str:
    """Its first line: the others name the offending values. Without an answer of the server: why there is none."""
    code = error.sqlstate or ""
    if error.diag.message_primary is None:
        return "" if code or isinstance(error, psycopg.DataError | psycopg.ProgrammingError) else str(error)
    return f"[{code}]" if code.startswith(QUOTING) else f"[{code}] {error.diag.message_primary}"


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"route": {"()": RouteInsteadOfPath}, "kind": {"()": KindInsteadOfWords}},
    "formatters": {"plain": {"()": WithoutValues, "format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["route", "kind"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # What strangers ask for that is not there is their business, and would fill the log.
        "django.request": {"level": "ERROR", "propagate": True},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
