"""What the READMEs and docs point at is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.local.rooms import ROOT

FILE = re.compile(r"[\w./-]+\.(?:py|html|css|js|toml|yml)\b")
# An example of a name, an address, a program of somebody else.
NO_FILE = {"received_message.html"}


OURS = (
    "atelier",
    "bench",
    "cases",
    "deploy",
    "docs",
    "meetings",
    "members",
    "research",
    "scripts",
    "static",
    "templates",
    "tests",
)


def _files() -> Iterator[Path]:
    yield from (path for path in ROOT.iterdir() if path.is_file())
    for folder in OURS:
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file())


FILES = [str(path.relative_to(ROOT)) for path in _files()]
NAMES = {path.rpartition("/")[2] for path in FILES}
DOCUMENTS = sorted(path for path in FILES if path.endswith(".md") and path != "CHANGELOG.md")


def missing(text: str) -> list[str]:
    """The files that a text names and that the house does not have."""
    named = set(FILE.findall(text)) - NO_FILE
    return sorted(name for name in named if not _stands(name))


def _stands(name: str) -> bool:
    end = name.removeprefix("./").lstrip("./")
    return end in NAMES or ("/" in end and any(f"/{path}".endswith(f"/{end}") for path in FILES))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_names_only_files_that_are_there(document: str) -> None:
    assert missing((ROOT / document).read_text()) == []


def test_a_file_that_went_is_noticed() -> None:
    assert missing("See atelier/base/gone.py and `cases/models/case.py`, in settings.py") == ["atelier/base/gone.py"]
