"""The style sheets: every class and id in them is named somewhere, and both dark schemes are the same."""

import re
from pathlib import Path

import django.contrib.admin
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROOMS = ("atelier", "members", "cases", "meetings", "research", "templates", "static")
SHEETS = sorted((ROOT / "static").glob("*.css"))
WORD = re.compile(r"[\w-]+")
ADMIN = Path(django.contrib.admin.__file__).parent
SELECTOR = re.compile(r"([^{};]+)\{")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A class stands in a class attribute, in a block of a page that fills one, or by itself between quotes: in a page, a
# script, code that speaks of classes.
ATTRIBUTE = re.compile(r"""class=\\?["'](.*?)["'](?=[\s>\\])""", re.DOTALL)
BLOCK = re.compile(r"{% block \w*class %}(.*?){% endblock", re.DOTALL)
QUOTED = re.compile(r"""["'] ?([a-z][\w-]*)["']""")
OF_LIBRARIES = {"htmx-request", "warning"}  # htmx while it asks; the level of a message


def classes(css: str) -> set[str]:
    selectors = SELECTOR.findall(COMMENT.sub("", css))
    return {name for selector in selectors for name in re.findall(r"\.([a-z][\w-]*)", selector)}


def ids(css: str) -> set[str]:
    selectors = SELECTOR.findall(COMMENT.sub("", css))
    return {name for selector in selectors for name in re.findall(r"#([a-zA-Z][\w-]*)", selector)}


def sources(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.suffix in {".html", ".py", ".js"}]


def named(*folders: Path) -> tuple[set[str], set[str]]:
    """The names of classes in pages, scripts and code, and how those begin that are put together (p-{{ key }})."""
    names, beginnings = set(OF_LIBRARIES), set()
    for path in sources(*folders):
        text = path.read_text()
        worn = " ".join(ATTRIBUTE.findall(text) + BLOCK.findall(text))
        makes_html = path.suffix != ".py" or "templatetags" in path.parts
        lines = [line for line in text.splitlines() if makes_html or re.search("class|tone|chip", line)]
        names |= {*re.findall(r"[a-z][\w-]*", worn), *QUOTED.findall("\n".join(lines))}
        beginnings |= set(re.findall(r"""["'\s]([a-z]+-)\{""", text + f" {worn}"))
    return names, beginnings


def unknown(css: str, names: set[str], beginnings: set[str]) -> set[str]:
    return {name for name in classes(css) - names if not name.startswith(tuple(beginnings))}


def test_no_sheet_dresses_what_nobody_names() -> None:
    names, beginnings = named(*(ROOT / room for room in ROOMS))
    of_the_admin, of_its_columns = named(ADMIN)
    left = unknown((ROOT / "static" / "atelier.css").read_text(), names, beginnings)
    left |= unknown((ROOT / "static" / "admin.css").read_text(), names | of_the_admin, beginnings | of_its_columns)
    assert left == set(), "take these out, or name them"


def test_no_sheet_dresses_an_id_that_nobody_has() -> None:
    words = {
        word for path in sources(*(ROOT / room for room in ROOMS), ADMIN) for word in WORD.findall(path.read_text())
    }
    assert {name for sheet in SHEETS for name in ids(sheet.read_text())} <= words


def test_the_look_itself_sees_a_class_that_nobody_names() -> None:
    assert unknown(".known .gone:hover, .p-lived { margin: .5rem }", {"known"}, {"p-"}) == {"gone"}


def test_dark_by_choice_is_dark_as_the_device_asks() -> None:
    css = (ROOT / "static" / "tokens.css").read_text()
    _, device, choice = [body.split() for body in re.findall(r":root[^{]*\{(.*?)\}", css, re.DOTALL)]
    assert device == choice
