"""What a test committed is gone for the next one, and what Django needs of itself is there."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from atelier.audit.models import Entry
from tests.cast import Cast
from tests.emptied import with_rows


@pytest.mark.django_db(transaction=True)
def test_after_a_test_that_commits_no_row_is_left(cast: Cast) -> None:
    Entry.objects.create(verb="test.done", actor=cast.samira)
    assert {"members_member", "members_organisation", "audit_entry"} <= set(with_rows(connection))
    call_command("flush", interactive=False, verbosity=0)
    assert set(with_rows(connection)) <= {"django_migrations"}
    assert ContentType.objects.exists()
    assert Permission.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
