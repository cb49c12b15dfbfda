from pathlib import Path

import pytest

from tests.browser import chromium, live, new_page, page
from tests.cast import Cast, make_cast
from tests.fixtures_mail import celery_worker_process, mailbox, outbox_sent, smtp_sink
from tests.post import post, post_office

__all__ = [
    "celery_worker_process",
    "chromium",
    "live",
    "mailbox",
    "new_page",
    "outbox_sent",
    "page",
    "post",
    "post_office",
    "smtp_sink",
]

# Minutes in a browser: begun first of those that empty the database, so that no worker waits for them at the end.
LONG = {"test_every_page.py"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    long = [item for item in items if Path(item.path).name in LONG]
    others = [item for item in items if item not in long]
    first = next((n for n, item in enumerate(others) if empties_the_database(item)), len(others))
    items[:] = [*others[:first], *long, *others[first:]]


def empties_the_database(item: pytest.Item) -> bool:
    return bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
