"""The list of modules at the end of each room's README, taken from the first line of each module.

python -m atelier.local.rooms            write the lists
python -m atelier.local.rooms --check    say which are not true any more; exit code 1 when any is
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = ("base", "audit", "mail", "desk", "removal", "front", "demo", "local")
ROOMS = (*(f"atelier/{floor}" for floor in FLOORS), "members", "cases", "meetings", "research")
HEAD = "## Modules\n"
NO_MODULES = {"__init__.py", "apps.py"}


def modules(room: Path) -> Iterator[Path]:
    for path in sorted(room.rglob("*.py"), key=lambda path: (path.parent != room, path)):
        if path.name not in NO_MODULES and "migrations" not in path.parts:
            yield path


def first_line(path: Path) -> str:
    said = ast.get_docstring(ast.parse(path.read_text())) or ""
    return said.partition("\n")[0]


def listed(room: Path) -> str:
    lines = [f"- `{path.relative_to(room)}` {first_line(path)}".rstrip() for path in modules(room)]
    return "\n".join([HEAD, *lines]) + "\n"


def without_list(readme: str) -> str:
    return readme.partition(f"\n{HEAD}")[0].rstrip() + "\n\n"


def main(arguments: list[str]) -> int:
    check, stale = "--check" in arguments, []
    silent = [path for room in ROOMS for path in modules(ROOT / room) if not first_line(path)]
    if silent:
        print("\n".join(f"{path.relative_to(ROOT)}: its first line should say what it is for" for path in silent))
        return 1
    for room in ROOMS:
        readme = ROOT / room / "README.md"
        now = readme.read_text()
        true = without_list(now) + listed(ROOT / room)
        if now != true:
            stale.append(room)
            if not check:
                readme.write_text(true)
    if check and stale:
        print(f"The list of modules is not true any more in: {', '.join(stale)}. Run python -m atelier.local.rooms")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
