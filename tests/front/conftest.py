from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.world import load_world


@pytest.fixture(scope="module")
def played(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The demo, played once for a whole file and rolled back after it; each test undoes its own changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_world()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def studio(played: None, db: None) -> None:
    """A full portal: the demo."""
