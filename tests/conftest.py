import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from django.core.management.commands import flush
from django.db import connection

from atelier.base.files import washing
from atelier.base.start.collector import leave_the_loaded_alone
from tests.browser import chromium, live, new_page, page
from tests.cast import Cast, make_cast
from tests.clamd import clamd
from tests.emptied import nothing_to_make, rows_that_go
from tests.fixtures_mail import celery_worker_process, mailbox, outbox_sent, smtp_sink
from tests.post import post, post_office
from tests.s3 import s3, s3_server
from tests.spread import QUICK, some_of_each

__all__ = [
    "celery_worker_process",
    "chromium",
    "clamd",
    "live",
    "mailbox",
    "new_page",
    "outbox_sent",
    "page",
    "post",
    "post_office",
    "s3",
    "s3_server",
    "smtp_sink",
]

# Each is long: begun first of those that empty the database, so that no worker waits for them at the end.
LONG = {"test_every_page.py", "test_twice.py", "test_versions.py"}


# A busy machine is no fault of the code, and our fixtures are the same for every example.
hypothesis.settings.register_profile(
    "portal",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("portal")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = some_of_each(items) if QUICK else items
    long = [item for item in items if Path(item.path).name in LONG and empties_the_database(item)]
    others = [item for item in items if item not in long]
    first = next((n for n, item in enumerate(others) if empties_the_database(item)), len(others))
    items[:] = [*others[:first], *long, *others[first:]]


def pytest_collection_finish(session: pytest.Session) -> None:
    """As a web server does: without it a fifth of the tests' time goes into walking through what stays."""
    leave_the_loaded_alone()


def empties_the_database(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    asked = set(getattr(item, "fixturenames", ()))
    return bool({"transactional_db", "live_server"} & asked) or bool(mark and mark.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """./test has the tables made once; each worker copies that database."""
    if template := os.environ.get("TEST_TEMPLATE"):
        connection.settings_dict["TEST"].update(TEMPLATE=template, MIGRATE=False)


@pytest.fixture(scope="session", autouse=True)
def _emptied_by_row() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "sql_flush", rows_that_go)
        patch.setattr(flush, "emit_post_migrate_signal", nothing_to_make)
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


WASHED = cache(washing._ask)


@pytest.fixture(autouse=QUICK)
def washed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For who sends the same file time and again, and with --quick for all: its process is started once."""
    monkeypatch.setattr(washing, "_ask", WASHED)
