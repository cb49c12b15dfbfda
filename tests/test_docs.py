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


# Named by the house's habit, whatever the room; a package of nouns (models/, actions/, ...) counts as one.
HABITUAL = {
    *("states", "permissions", "models", "queries", "actions", "emails", "tasks", "forms", "privacy", "views", "urls"),
    *("admin", "exceptions", "apps", "migrations", "management", "templatetags", "__init__", "__main__"),
}
ROOMS = [page.parent for page in PAGES if page.name == "README.md" and (page.parent / "__init__.py").exists()]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_the_page_of_a_room_names_every_module_of_its_own(room: Path) -> None:
    told = (room / "README.md").read_text()
    packages = [room, *(room.glob("*/") if room.name == "base" else [])]
    modules = {path.stem for package in packages for path in package.glob("[!0-9]*.py")}
    modules |= {path.parent.name for path in room.glob("*/__init__.py")}
    assert [name for name in sorted(modules - HABITUAL) if f"{name}.py" not in told and f"{name}/" not in told] == []


def test_the_map_names_every_room() -> None:
    told = (ROOT / "atelier" / "README.md").read_text()
    rooms = {path.parent.name for pattern in ("*/__init__.py", "atelier/*/__init__.py") for path in ROOT.glob(pattern)}
    assert [room for room in sorted(rooms - {"atelier", "tests", "bench"}) if f"[{room}]" not in told] == []
