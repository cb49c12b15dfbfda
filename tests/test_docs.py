"""The pages for who builds and runs the portal lead somewhere, and from the front page one reaches all of them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [
    *ROOT.glob("*.md"),
    *(
        path
        for folder in ("docs", "atelier", "members", "cases", "meetings", "research")
        for path in (ROOT / folder).rglob("*.md")
    ),
]


def links(page: Path) -> list[Path]:
    found = re.findall(r"\]\((?!https?:|mailto:|/|#)([^)#]+)(?:#[^)]*)?\)", page.read_text())
    return [(page.parent / link).resolve() for link in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    assert [str(link) for link in links(page) if not link.exists()] == []


def test_from_the_front_page_one_reaches_every_page_of_the_docs() -> None:
    reached: set[Path] = set()
    ahead = [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page not in reached and page.suffix == ".md" and page.exists():
            reached.add(page)
            ahead += links(page)
    assert [str(page.relative_to(ROOT)) for page in PAGES if "docs" in page.parts and page not in reached] == []
