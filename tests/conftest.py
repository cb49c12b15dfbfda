import pytest

from tests.browser import chromium, live, new_page, page
from tests.cast import Cast, make_cast
from tests.fixtures_mail import mailbox, outbox_sent

__all__ = ["chromium", "live", "mailbox", "new_page", "outbox_sent", "page"]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
