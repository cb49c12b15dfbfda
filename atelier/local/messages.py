"""The Dutch texts: one catalogue per room, locale/nl/rooms/<room>.po, compiled together into Django's one.

scripts/messages             bring the rooms' catalogues up to date with the code, keeping what is translated
scripts/messages --check     say what is missing, left over or contradictory; exit code 1 when anything is
scripts/messages --compile   make the .mo file (./run, ./test and the image do this by themselves)

Needs polib, and Babel and Django to read the code (not to compile).
"""

import re
import secrets
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import polib

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("base", "front", "removal", "members", "cases", "meetings", "research")
# Where each room's texts live; a template folder belongs to the room of its name, all others to base.
HOMES = {
    "atelier/front": "front",
    "atelier/removal": "removal",
    "members": "members",
    "cases": "cases",
    "meetings": "meetings",
    "research": "research",
}
TEMPLATE_HOMES = {
    "front": "front",
    "removal": "removal",
    "members": "members",
    "cases": "cases",
    "meetings": "meetings",
    "research": "research",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")

type Key = tuple[str, str]  # context, text


def catalogue_of(root: Path, room: str) -> Path:
    return root / "locale" / "nl" / "rooms" / f"{room}.po"


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def read(root: Path, room: str) -> polib.POFile:
    path = catalogue_of(root, room)
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    file = polib.POFile(wrapwidth=110)
    file.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "nl",
        "MIME-Version": "1.0",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return file


def extract(root: Path) -> dict[str, dict[Key, polib.POEntry]]:
    """Every text of the code and the templates, by room."""
    found: dict[str, dict[Key, polib.POEntry]] = {room: {} for room in ROOMS}
    for path, room in sources(root):
        for context, text, plural in texts_of(path):
            entry = polib.POEntry(msgid=text, msgid_plural=plural, msgctxt=context or None)
            if "%(" in text:
                entry.flags = ["python-format"]
            known = found[room].setdefault((context, text), entry)
            if plural and not known.msgid_plural:
                found[room][context, text] = entry
    return found


def sources(root: Path) -> Iterator[tuple[Path, str]]:
    for folder in ("atelier", "members", "cases", "meetings", "research"):
        for path in sorted((root / folder).rglob("*.py")):
            place = path.relative_to(root).as_posix()
            if "/migrations/" not in place:
                yield path, next((room for home, room in HOMES.items() if place.startswith(home + "/")), "base")
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in (".html", ".txt", ".xml") and path.is_file():
            yield path, TEMPLATE_HOMES.get(path.relative_to(root / "templates").parts[0], "base")


def texts_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """(context, text, plural) of one file."""
    from babel.messages.extract import extract as babel_extract

    source: IO[bytes] = BytesIO(templatized(path)) if path.suffix != ".py" else path.open("rb")
    with source:
        for _, text, _, context in babel_extract("python", source, keywords=KEYWORDS, options={"encoding": "utf-8"}):
            if isinstance(text, tuple):
                one, many = text[0], text[1]
            else:
                one, many = text, ""
            if one:
                yield context or "", one, many or ""


def templatized(path: Path) -> bytes:
    """Django turns a template into words that read like Python; in brackets, so that indents mean nothing."""
    from django.utils.translation.template import templatize

    return f"(\n{templatize(path.read_text(), origin=str(path))}\n)".encode()


KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def translated(entry: polib.POEntry) -> bool:
    if entry.msgid_plural:
        return len(entry.msgstr_plural) >= 2 and all(entry.msgstr_plural.values())
    return bool(entry.msgstr)


def update(root: Path) -> None:
    """Merge the code's texts into the rooms' catalogues; a text that moved rooms takes its translation along."""
    found = extract(root)
    files = {room: read(root, room) for room in ROOMS}
    known = {key(entry): entry for file in files.values() for entry in file if translated(entry)}
    for room, file in files.items():
        own = {key(entry): entry for entry in file if translated(entry)}
        entries = []
        for each, entry in sorted(found[room].items(), key=lambda item: (item[0][1].casefold(), item[0])):
            old = own.get(each) or known.get(each)
            if old:
                adopt(entry, old)
            entries.append(entry)
        file[:] = entries
        file.metadata.pop("POT-Creation-Date", None)
        catalogue_of(root, room).parent.mkdir(parents=True, exist_ok=True)
        file.save(str(catalogue_of(root, room)))


def adopt(entry: polib.POEntry, old: polib.POEntry) -> None:
    entry.tcomment = old.tcomment
    if entry.msgid_plural:
        if old.msgid_plural:
            entry.msgstr_plural = dict(old.msgstr_plural)
    elif not old.msgid_plural:
        entry.msgstr = old.msgstr


def problems(root: Path) -> list[str]:
    """Sentences: what keeps the Dutch from being complete and unambiguous."""
    found = extract(root)
    said: list[str] = []
    meanings: dict[Key, dict[tuple[str, ...], str]] = {}
    for room in ROOMS:
        entries = {key(entry): entry for entry in read(root, room) if not entry.obsolete}
        for each in sorted(found[room].keys() - entries.keys()):
            said.append(f"{room}: not in the catalogue (run scripts/messages): {each[1]!r}")
        for each, entry in entries.items():
            if each not in found[room]:
                said.append(f"{room}: no longer in the code (run scripts/messages): {each[1]!r}")
                continue
            if "fuzzy" in entry.flags:
                said.append(f"{room}: a guess (fuzzy): {each[1]!r}")
            if not translated(entry):
                said.append(f"{room}: not translated: {each[1]!r}")
                continue
            said.extend(f"{room}: {wrong}: {each[1]!r}" for wrong in wrongs(entry))
            meaning = tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)
            meanings.setdefault(each, {}).setdefault(meaning, room)
    for (_, text), ways in meanings.items():
        # The same text may stand with and without a plural; the singular must agree.
        if len({meaning[:1] for meaning in ways}) > 1 or len([meaning for meaning in ways if len(meaning) > 1]) > 1:
            listed = ", ".join(f"{room}: {meaning[0]!r}" for meaning, room in ways.items())
            said.append(f"one text, several translations (give one a context, or agree): {text!r} ({listed})")
    return said


def wrongs(entry: polib.POEntry) -> Iterator[str]:
    asked = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
    for text in list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]:
        given = set(PLACEHOLDER.findall(text))
        # One of the plural forms may say "one" in words.
        if given - asked or (asked - given and not entry.msgid_plural):
            yield f"other placeholders in the translation ({sorted(given ^ asked)})"
        if entry.msgid.startswith("\n") != text.startswith("\n") or entry.msgid.endswith("\n") != text.endswith("\n"):
            yield "line breaks at begin or end differ"


def compile_all(root: Path) -> Path:
    """Make locale/nl/LC_MESSAGES/django.mo of all rooms when any of them is newer."""
    target = root / "locale" / "nl" / "LC_MESSAGES" / "django.mo"
    rooms = sorted((root / "locale" / "nl" / "rooms").glob("*.po"))
    stamps = [path.stat().st_mtime for path in rooms]
    if target.exists() and all(stamp <= target.stat().st_mtime for stamp in stamps):
        return target
    whole = read(root, "")
    entries: dict[Key, polib.POEntry] = {}
    for path in rooms:
        for entry in polib.pofile(str(path)):
            if translated(entry) and not entry.obsolete and "fuzzy" not in entry.flags:
                known = entries.setdefault(key(entry), entry)
                if entry.msgid_plural and not known.msgid_plural:
                    entries[key(entry)] = entry
    whole.extend(entries.values())
    target.parent.mkdir(parents=True, exist_ok=True)
    # A name of our own: several may compile at once, ./test beside ./run.
    new = target.with_name(f"django.{secrets.token_hex(4)}.mo")
    whole.save_as_mofile(str(new))
    new.replace(target)
    return target


def main(arguments: list[str]) -> int:
    if arguments == ["--compile"]:
        compile_all(ROOT)
    elif arguments == ["--check"]:
        wrong = problems(ROOT)
        for line in wrong:
            print(line)
        return 1 if wrong else 0
    elif not arguments:
        update(ROOT)
        compile_all(ROOT)
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
