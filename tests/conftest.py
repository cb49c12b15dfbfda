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


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
