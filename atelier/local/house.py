"""The figures of docs/house.md: python -m atelier.local.house prints them for the code as it stands."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("atelier", "members", "cases", "meetings", "research")


def tracked(pattern: str) -> list[Path]:
    found = subprocess.run(["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for line in found.stdout.splitlines() if (path := ROOT / line).is_file()]


def code() -> list[Path]:
    """The product: no tests, no benchmarks, no migrations."""
    return [
        path for path in tracked("*.py") if path.relative_to(ROOT).parts[0] in OURS and "migrations" not in path.parts
    ]


def lines(paths: list[Path]) -> list[str]:
    return [line for path in paths for line in path.read_text().splitlines()]


def functions(paths: list[Path]) -> Iterator[int]:
    """Lines of each function, from `def` to its end, docstring included."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1


def figures() -> Iterator[tuple[str, object]]:
    python = code()
    longest = sorted((len(lines([path])), path.relative_to(ROOT).as_posix()) for path in python)
    lengths = sorted(functions(python))
    templates = lines([path for path in tracked("templates/*") if path.suffix in (".html", ".txt", ".xml")])
    styles = lines(tracked("static/*.css"))
    words = "\n".join(line for line in lines(python) if not re.match(r"\s*from typing import ", line))
    yield "Python files", len(python)
    yield "lines in them", len(lines(python))
    yield "files over 300 lines", ", ".join(f"{name} {n}" for n, name in reversed(longest) if n > 300) or "none"
    yield "functions", len(lengths)
    yield (
        "lines of a function: median, 9 of 10 at most, longest",
        (f"{median(lengths):.0f}, {quantiles(lengths, n=10)[-1]:.0f}, {lengths[-1]}"),
    )
    yield "template lines", len(templates)
    yield (
        "template lines over 120, over 150",
        (f"{sum(len(line) > 120 for line in templates)}, {sum(len(line) > 150 for line in templates)}"),
    )
    yield "style sheet lines, over 120", f"{len(styles)}, {sum(len(line) > 120 for line in styles)}"
    yield "Any (imports left out)", len(re.findall(r"\bAny\b", words))
    yield "type: ignore", len(re.findall(r"# type: ignore", words))


if __name__ == "__main__":
    for name, figure in figures():
        print(f"{name:<55} {figure}")
