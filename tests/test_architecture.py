import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOMS = ("atelier", "members", "cases", "meetings", "research")


def test_imports_follow_the_house(capfd) -> None:
    code = lint_imports(no_cache=True)
    assert code == EXIT_STATUS_SUCCESS, (
        f"An import goes up or across (pyproject.toml has the rooms):\n{capfd.readouterr().out}"
    )


def test_what_the_portal_refuses_stands_in_exceptions() -> None:
    """Who looks for the sentence of a refusal finds it in the `exceptions.py` of its room."""
    classes = list(_classes())
    refusals, more = set(), {"DomainError"}
    while more - refusals:
        refusals |= more
        more = {name for _path, name, bases in classes if bases & refusals}
    assert len(refusals) > 40
    assert [
        f"{path}: {name}" for path, name, _bases in classes if name in refusals and path.stem != "exceptions"
    ] == []


def _classes() -> Iterator[tuple[Path, str, set[str]]]:
    for room in ROOMS:
        for path in (settings.BASE_DIR / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ClassDef):
                    yield path, node.name, {ast.unparse(base).rpartition(".")[2] for base in node.bases}
