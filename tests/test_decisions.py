"""Each decision has its day, what would undo it, and its line in the list."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "docs" / "decisions"
PAGES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_decision_says_its_day_and_what_would_undo_it(path: Path) -> None:
    title, empty, day, *rest = path.read_text().splitlines()
    assert title.startswith("# ")
    assert not empty
    assert re.match(r"\*\d{1,2} [A-Z][a-z]+ \d{4}[.;]", day), "The third line begins with the day: *30 November 2026.*"
    assert any(line.startswith("**Undo when") for line in rest)


def test_the_list_names_every_decision_once_by_its_title() -> None:
    listed = re.findall(r"^- \[(.+)\]\((.+)\.md\)$", (FOLDER / "README.md").read_text(), re.MULTILINE)
    titles = [(path.read_text().splitlines()[0].removeprefix("# "), path.stem) for path in PAGES]
    assert sorted(listed, key=lambda row: row[1]) == titles
