"""The log tells where it went wrong, and no word that somebody typed."""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.db import connection, transaction
from django.test import RequestFactory
from django.urls import resolve

from atelier.base.web.logs import RouteInsteadOfPath, WithoutValues

TYPED = "roodborstmarkering"


@contextmanager
def the_log() -> Iterator[io.StringIO]:
    """What the handler of the settings writes, as the operator reads it."""
    ours = [one for one in logging.getLogger().handlers if isinstance(one.formatter, WithoutValues)]
    assert len(ours) == 1
    written = io.StringIO()
    before = ours[0].setStream(written)  # type: ignore[attr-defined]
    try:
        yield written
    finally:
        ours[0].setStream(before)  # type: ignore[attr-defined]


def refused_by_the_database(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("create temporary table people (mail text check (length(mail) < 5), born date)")
        cursor.execute(statement, [f"eerst\n{TYPED}\n\n{TYPED}"])


def not_a_number(typed: str = f"{TYPED}\n{TYPED}") -> None:
    int(typed)


def in_a_group() -> None:
    try:
        not_a_number()
    except ValueError as error:
        raise ExceptionGroup(TYPED, [error]) from error


def of_no_such_name() -> None:
    raise SuspiciousFileOperation(f"Could not derive file name from '{TYPED}'")


def of_a_form() -> None:
    raise ValidationError(TYPED)


def of_a_file() -> None:
    open(f"/nowhere/{TYPED}")  # noqa: SIM115


def of_the_wrong_kind() -> None:
    from members.models import Member

    Member._meta.pk.get_prep_value([TYPED])


def of_the_code() -> None:
    None.such  # type: ignore[attr-defined] # noqa: B018


FAULTS: tuple[tuple[Callable[[], None], str], ...] = (
    (lambda: refused_by_the_database("insert into people (mail) values (%s)"), "[23514] new row for relation"),
    (lambda: refused_by_the_database("insert into people (born) values (%s)"), "psycopg.errors.InvalidDatetime"),
    (lambda: refused_by_the_database(f"insert {TYPED} %s"), "SyntaxError: [42601]"),
    (not_a_number, "in not_a_number\n"),
    (in_a_group, "ExceptionGroup"),
    (of_no_such_name, "SuspiciousFileOperation"),
    (of_a_form, "ValidationError"),
    (of_a_file, "FileNotFoundError: [Errno 2] No such file or directory"),
    (of_the_wrong_kind, "Field 'id' expected a number"),
    (of_the_code, "AttributeError: 'NoneType' object has no attribute 'such'"),
)


@pytest.mark.django_db
@pytest.mark.parametrize(("fault", "told"), FAULTS)
def test_a_traceback_says_what_is_wrong_and_not_what_was_typed(fault: Callable[[], None], told: str) -> None:
    with the_log() as log:
        try:
            fault()
        except Exception:
            logging.getLogger("atelier").exception("it failed")
    assert "Traceback (most recent call last)" in log.getvalue()
    assert told in log.getvalue()
    assert TYPED not in log.getvalue()


def test_who_formats_first_leaves_no_words_for_the_next() -> None:
    other = logging.Formatter()
    try:
        not_a_number()
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "it failed", (), (type(error), error, None))
    assert TYPED in other.format(record)
    assert TYPED not in WithoutValues().format(record)


@pytest.mark.parametrize(
    ("logger", "message", "args", "told"),
    [
        ("django.security.SuspiciousFileOperation", TYPED, (), "refused: SuspiciousFileOperation"),
        (
            "celery.app.trace",
            "Task %(name)s[%(id)s] %(description)s: %(exc)s\n%(traceback)s",
            ({"name": "a.b", "id": "1", "description": "raised unexpected", "exc": TYPED, "traceback": TYPED},),
            "task a.b[1] raised unexpected",
        ),
    ],
)
def test_a_package_that_quotes_an_exception_is_cut_short(logger: str, message: str, args: tuple, told: str) -> None:
    with the_log() as log:
        logging.getLogger(logger).error(message, *args)
    assert told in log.getvalue()
    assert TYPED not in log.getvalue()


def test_the_log_names_the_route_and_not_what_the_address_carried() -> None:
    request = RequestFactory().get("/healthz")
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Server Error: %s", ("/healthz",), None)
    record.request = request
    assert RouteInsteadOfPath().filter(record)
    assert record.getMessage() == "Server Error: an unknown address"
    record.args = ("/healthz",)
    request.resolver_match = resolve("/healthz")
    RouteInsteadOfPath().filter(record)
    assert record.getMessage() == "Server Error: /healthz"
