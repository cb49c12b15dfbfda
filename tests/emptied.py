"""The database empty again after a test that commits, at the cost of the rows that it made.

Django truncates every table, full or not, and then makes the content types and permissions anew: a third of a second
for each of a hundred tests.
"""

from typing import Any

from django.core.management.color import Style
from django.db.backends.base.base import BaseDatabaseWrapper

# The same after every flush: Django writes them from the models.
STAY = {"auth_permission", "django_content_type"}


def rows_that_go(
    style: Style, connection: BaseDatabaseWrapper, reset_sequences: bool = True, allow_cascade: bool = False
) -> list[str]:
    """In the place of Django's `sql_flush`. As a replica: neither foreign keys nor the audit's trigger are asked."""
    full = with_rows(connection)
    if not full:
        return []
    return [
        "SET LOCAL session_replication_role = replica",
        *(f"DELETE FROM {connection.ops.quote_name(table)}" for table in full),  # noqa: S608
        "SET LOCAL session_replication_role = origin",
    ]


def with_rows(connection: BaseDatabaseWrapper) -> list[str]:
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - STAY
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in sorted(tables))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [table for (table,) in cursor.fetchall()]


def nothing_to_make(*about: Any) -> None:
    """In the place of `emit_post_migrate_signal`: what it makes has stayed."""
