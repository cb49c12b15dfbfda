import pytest

from tests.browser import chromium, live, new_page, page
from tests.cast import Cast, make_cast

__all__ = ["chromium", "live", "new_page", "page"]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
