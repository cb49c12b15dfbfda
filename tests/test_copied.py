"""The copy of the demo that most tests of the whole portal stand on is the demo."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from members.models import Member, Organisation
from tests.copied import Copied, rows_of, tables
from tests.world import play_the_demo

pytestmark = pytest.mark.django_db


class Enough(Exception):
    pass


def undone(do: Any) -> Any:
    """What it gives, and the database as it was."""
    result = None
    try:
        with transaction.atomic():
            result = do()
            raise Enough
    except Enough:
        return result


def all_rows() -> dict[str, list[bytes]]:
    return {table: sorted(rows_of(table).splitlines()) for table in tables()}


@pytest.mark.long
def test_a_copy_has_every_row_and_file_of_the_demo(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    demo = Copied(play_the_demo)

    def load() -> dict[str, list[bytes]]:
        demo.load()
        return all_rows()

    played, files = undone(load), {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert files
    for path in files:
        path.unlink()
    assert not Member.objects.exists()
    assert undone(load) == played
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == files


def test_after_a_copy_new_rows_get_new_keys_and_the_triggers_watch_again() -> None:
    two = Copied(lambda: [Organisation.objects.create(name=name, slug=name) for name in ("een", "twee")])
    undone(two.load)
    two.load()
    assert Organisation.objects.create(name="drie", slug="drie").pk > max(
        Organisation.objects.exclude(name="drie").values_list("pk", flat=True)
    )
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)


def test_a_copy_of_yesterday_is_played_again() -> None:
    played = []
    some = Copied(lambda: played.append(timezone.localdate()))
    undone(some.load)
    undone(some.load)
    assert len(played) == 1
    some.day = timezone.localdate().replace(year=2020)
    undone(some.load)
    assert len(played) == 2
