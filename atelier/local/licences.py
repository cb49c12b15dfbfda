"""The licences of what the locks bring: `python -m atelier.local.licences` counts them, one line a list.

Read from the metadata of what is installed. docs/decisions/licences.md says what follows for the portal's own licence.
"""

import re
from collections import Counter
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LISTS = ("requirements", "requirements-local", "requirements-dev")

FAMILIES = {
    "LGPL": r"LGPL|Lesser General Public",
    "GPL": r"\bA?GPL|(?<!Lesser )General Public",
    "MPL": r"\bMPL|Mozilla",
    "MIT": r"\bMIT\b",
    "BSD": r"\bBSD\b",
    "Apache": r"Apache",
    "PSF": r"\bPSF\b",
    "OFL": r"\bOFL\b",
}
# These ask for their notice, and nothing of who uses them.
FREE = {"MIT", "BSD", "Apache", "PSF", "OFL"}
# These ask that changes to their own files, or to the library itself, stay open; they do not reach our code.
LIBRARY_ONLY = {"MPL", "LGPL"}
# Their metadata say nothing; read in their own files.
READ_BY_US = {"axe-playwright-python": {"MIT"}}


def packages(name: str) -> list[str]:
    """What a list brings on this kind of machine."""
    named = re.findall(r"^([a-z0-9-]+)==", (ROOT / f"{name}.txt").read_text(), re.MULTILINE)
    return [package for package in sorted(set(named)) if is_here(package)]


def is_here(package: str) -> bool:
    """Not those for Windows, PyPy or a browser."""
    try:
        metadata(package)
    except PackageNotFoundError:
        return False
    return True


def families(package: str) -> set[str]:
    """{"MIT"}, or several where parts differ or one may choose; empty when nobody says."""
    about = metadata(package)
    said = [about.get("License-Expression"), *(about.get_all("Classifier") or [])]
    kinds = [line for line in said if line and (line.startswith("License ::") or "::" not in line)]
    return named_in(" ".join(kinds)) or named_in(about.get("License") or "") or READ_BY_US.get(package, set())


def named_in(text: str) -> set[str]:
    return {family for family, pattern in FAMILIES.items() if re.search(pattern, text)}


def asks(package: str) -> set[str]:
    """What it asks beyond its notice: nothing where one of the free ones may be chosen or is all there is."""
    return families(package) - FREE


def reaches_us(package: str) -> bool:
    """Nobody says its licence, or it would decide for the portal's own."""
    told = families(package)
    return not told or bool(told - FREE - LIBRARY_ONLY)


def main() -> None:
    for name in LISTS:
        counts = Counter(family for package in packages(name) for family in families(package))
        print(
            f"{name}.txt: {len(packages(name))} packages;", ", ".join(f"{one} {n}" for one, n in counts.most_common())
        )
        print("   ask something:", ", ".join(package for package in packages(name) if asks(package)) or "none")
        print("   reach our code:", ", ".join(package for package in packages(name) if reaches_us(package)) or "none")


if __name__ == "__main__":
    main()
