"""Journeys wait for the page: nothing is read of it, or of the database, while an answer may still be on its way.

A release was refused for `click(); assert page.title() == ...`: on a busy machine the title was read before the new
page was parsed. What is written here refuses that kind in every test that drives a browser.
"""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
READS = {
    "all_inner_texts", "all_text_contents", "content", "evaluate", "get_attribute", "inner_html", "inner_text",
    "input_value", "is_checked", "is_disabled", "is_editable", "is_enabled", "is_hidden", "is_visible", "text_content",
    "title",
}  # fmt: skip
FINDS = ("locator", "get_by_")
ASSERTED = "reads what a page is just now, which may not be there yet: say expect(page).to_have_title(...) or the like"
HURRIED = "goes on before the answer is there: say follow(...) (tests/browser.py), or expect() what comes at once"


def in_a_browser() -> list[Path]:
    return [path for path in TESTS.rglob("test_*.py") if path != Path(__file__) and drives(path.read_text())]


def drives(source: str) -> bool:
    return "from tests.browser import" in source or "mark.browser" in source


def faults(source: str) -> list[str]:
    tree = ast.parse(source)
    located = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and locates(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    asserted = [
        f"{node.lineno} {ASSERTED}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) and any(reads(part, located) for part in ast.walk(node.test))
    ]
    return asserted + [f"{one.lineno} {HURRIED}" for one, after in steps(tree) if hurries(one) and not waits(after)]


def locates(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr.startswith(FINDS) for part in ast.walk(node))


def reads(node: ast.AST, located: set[str]) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) if name in READS:
            return True
        case ast.Call(func=ast.Attribute(attr="count", value=what)):
            return locates(what) or (isinstance(what, ast.Name) and what.id in located)
        case ast.Attribute(attr="url", value=ast.Name(id=whose)):
            return whose != "live"
    return False


def steps(tree: ast.AST) -> Iterator[tuple[ast.stmt, ast.stmt | None]]:
    """Every statement with the next one of its block; what stands in `with page.expect_...():` is waited for there."""
    for node in ast.walk(tree):
        for block in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            if isinstance(block, list) and not (isinstance(node, ast.With) and expects(node)):
                yield from pairwise([*block, None])


def expects(node: ast.With) -> bool:
    return any(".expect_" in ast.unparse(item.context_expr) for item in node.items)


def hurries(step: ast.stmt) -> bool:
    match step:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="click" | "dblclick" | "tap"))):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="press"), args=[*_, ast.Constant(value="Enter")])):
            return True
    return False


def waits(step: ast.stmt | None) -> bool:
    return step is not None and (ast.unparse(step).startswith("expect(") or ".wait_for" in ast.unparse(step))


def test_every_journey_waits_for_what_it_reads() -> None:
    wrong = [f"{path}:{fault}" for path in in_a_browser() for fault in faults(path.read_text())]
    assert wrong == [], "\n".join(wrong)
    assert len(in_a_browser()) > 10, "too few tests were found to prove anything"


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("assert page.title().startswith('Fout:')", 1),
        ("assert page.url.endswith('/meedoen/')", 1),
        ("assert page.get_by_text('Ja').count() == 1", 1),
        ("one = page.locator('h1')\nassert one.count() == 1", 1),
        ("assert Case.objects.count() == 1", 0),
        ("page.get_by_text('Verder').click()\nassert Case.objects.exists()", 1),
        ("page.keyboard.press('Enter')", 1),
        ("page.get_by_text('Menu').click()\nexpect(link).to_be_visible()", 0),
        ("with page.expect_navigation():\n    way.click()", 0),
        ("follow(page.get_by_text('Verder'))\nexpect(page).to_have_url(live.url)", 0),
    ],
)
def test_what_is_in_a_hurry_is_seen(source: str, number: int) -> None:
    assert len(faults(source)) == number
