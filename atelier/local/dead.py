"""Code that nobody uses any more: `python -m atelier.local.dead`, one of the checks of ./test.

vulture sees which names the code mentions. Django mentions many more: in templates, in dotted paths of the settings,
in lookups, in the kinds of mail. So a name in a template tag, alone in a string or as a keyword counts as used; one in
`__all__` or in a decorator does not, as there a name is only handed on. What Django and packages ask for by name is
listed in pyproject.toml under tool.vulture, a group a reason; a listed name that is gone is reported too.
"""

import ast
import fnmatch
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parent.parent.parent
TAG = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
WORD = re.compile(r"[A-Za-z_]\w*")
# A name, a dotted path, a lookup (`case__state`), an address (`cases:detail`), an order (`-made_at`); no sentence.
NAMES = re.compile(r"-?[\w.:/-]+")


def main() -> int:
    found = dead(ROOT)
    for line in found:
        print(line)
    if found:
        print("Nobody uses these: remove them, or say in pyproject.toml, under tool.vulture, who does.")
    return 1 if found else 0


def dead(root: Path) -> list[str]:
    """One line for each definition that nothing mentions, and for each reviewed name that is gone."""
    rules = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["vulture"]
    reviewed: list[str] = rules["ignore_names"]
    found = Vulture(ignore_decorators=rules["ignore_decorators"])
    for path in modules(root, rules["paths"]):
        read(path, found)
    for path in (root / "templates").rglob("*.*"):
        found.used_names.update(names_in_tags(path.read_text()))
    unused = found.get_unused_code()
    unseen = [item for item in unused if not any(fnmatch.fnmatchcase(item.name, one) for one in reviewed)]
    gone = [one for one in reviewed if not fnmatch.filter((item.name for item in unused), one)]
    return [
        *(f"{item.filename.relative_to(root)}:{item.first_lineno}: {item.name}" for item in unseen),
        *(f"pyproject.toml: {one} needs no review any more" for one in gone),
    ]


def modules(root: Path, rooms: Sequence[str]) -> Iterator[Path]:
    for room in rooms:
        yield from (path for path in sorted((root / room).rglob("*.py")) if "migrations" not in path.parts)


def read(path: Path, found: Vulture) -> None:
    code = path.read_text()
    for statement in ast.parse(code).body:
        if is_all(statement):
            code = without(code, statement)
        else:
            found.used_names.update(names_beside_code(statement))
    found.scan(code, path)


def is_all(node: ast.AST) -> bool:
    """`__all__`: a package that imports names to hand them on uses none of them."""
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"


def without(code: str, statement: ast.stmt) -> str:
    """Empty lines in its place, so that all others keep their number."""
    lines = code.splitlines()
    first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
    return "\n".join([*lines[:first], *[""] * (last - first), *lines[last:]])


def names_beside_code(node: ast.AST) -> Iterator[str]:
    """The names in strings and keywords, those of decorators apart."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAMES.fullmatch(node.value):
        for word in WORD.findall(node.value):
            yield from (word, *word.split("__"))
    elif isinstance(node, ast.keyword) and node.arg:
        yield from node.arg.split("__")
    decorators = getattr(node, "decorator_list", [])
    for child in ast.iter_child_nodes(node):
        if child not in decorators:
            yield from names_beside_code(child)


def names_in_tags(template: str) -> Iterator[str]:
    for tag in TAG.findall(template):
        yield from WORD.findall(tag)


if __name__ == "__main__":
    sys.exit(main())
