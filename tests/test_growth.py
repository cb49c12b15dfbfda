"""What strangers send makes nothing grow without end: rows of every table and files, before and after many posts."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase

from atelier.base.forms import keep
from tests.access_table import GET, POST
from tests.counted import rows_of_tables
from tests.test_access import address
from tests.world import load_world

POSTS = 4
# What a stranger may make grow at all: settings.LIMITS bounds each per network, most go again in time.
MAY_GROW = {
    "audit.Entry": "refused logins",
    "audit.Origin": "where they came from, 90 days",
    "sessions.Session": "of a browser that asked for a code, SESSION_HOURS",
    "outbox.OutboxMessage": "the answer to who asks for a code or a new password; of a report; 400 days",
    "removal.Report": "what a visitor reported, 300 a day at most, until 90 days after a moderator handled it",
}


def files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def typed(number: int) -> dict[str, Any]:
    return {
        "login": f"vreemd{number}@elders.test",
        "email": f"vreemd{number}@elders.test",
        "password": "geraden",
        "name": f"Vreemd {number}",
        "brings": "Tijd",
        "hopes": "Ideeën",
        "perspective": "resident",
        "code": "000000",
        "next": "/mijn/",
        "language": "nl",
        "file": SimpleUploadedFile("verslag.pdf", b"%PDF-1.7"),
    }


def post(name: str, path: str, number: int) -> None:
    client = Client(raise_request_exception=False)
    client.cookies[keep.COOKIE] = f"{number}:verzonnen"
    client.post(path, typed(number))


@pytest.mark.long
class TestGrowth(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_world()

    def test_what_a_stranger_posts_makes_no_table_or_folder_grow_but_those_with_a_limit(self) -> None:
        # Of all that ask for a login one will do: they meet the same guard.
        open_ones = [row for row in [*GET, *POST] if row[2][0] in "OR-M"]
        one_behind_login = next(row for row in POST if row[2][0] == "L")
        asked = {name: address(name, find()) for name, find, _letters in [*open_ones, one_behind_login]}
        before_files = files()
        grown = {}
        for name, path in asked.items():
            before = rows_of_tables()
            for number in range(POSTS):
                post(name, path, number)
            more = dict(rows_of_tables() - before)
            if more:
                grown[name] = more
        assert files() == before_files
        assert {table for more in grown.values() for table in more} - set(MAY_GROW) == set(), grown
