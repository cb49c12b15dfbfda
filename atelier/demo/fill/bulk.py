"""Load first, check and index after: one pass over the table instead of work for every row."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, models

FOREIGN_KEYS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conrelid = %s::regclass
"""
# Not those that a constraint stands on: they keep out doubles.
INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = %s::regclass AND NOT i.indisunique
"""


@contextmanager
def checked_afterwards(tables: Iterable[type[models.Model]]) -> Iterator[None]:
    """Inside a transaction: take foreign keys and plain indexes off these tables, and put them back, checked."""
    quote = connection.ops.quote_name
    back: list[str] = []
    with connection.cursor() as cursor:
        # What waits to be checked at the commit is checked now: a table with waiting checks cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in tables:
            table = quote(model._meta.db_table)
            cursor.execute(FOREIGN_KEYS, [table])
            for name, definition in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {quote(name)}")
                back.append(f"ALTER TABLE {table} ADD CONSTRAINT {quote(name)} {definition}")
            cursor.execute(INDEXES, [table])
            for name, definition in cursor.fetchall():
                cursor.execute(f"DROP INDEX {quote(name)}")
                back.insert(0, definition)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SET LOCAL maintenance_work_mem = '128MB'")
        for statement in back:
            cursor.execute(statement)
