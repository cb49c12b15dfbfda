"""The lists of the finder: read once per process, when a text is first looked at."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

# Of so many words a process remembers what they are: a text says most of its words more than once.
REMEMBERED = 8192
DATA = Path(__file__).parent / "data"
_LETTERS = str.maketrans("ıłøđðşţ", "ilodðst")


def plain(word: str) -> str:
    """In lower case and without accents: "Renée" and "renee" are one name."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFD", word.replace("İ", "I").casefold().translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """What data/`name`.txt holds per [section]; a line may say whose it is before a colon."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(section, []).extend(line.rpartition(": ")[2].split(", "))
    return {section: tuple(entries) for section, entries in found.items()}


def entries(name: str, *wanted: str) -> list[str]:
    of = sections(name)
    return [entry for section in (wanted or of) for entry in of[section]]


@cache
def words() -> frozenset[str]:
    return frozenset(word.casefold() for word in entries("words"))


@cache
def first_names() -> frozenset[str]:
    return frozenset(map(plain, entries("first_names")))


@cache
def surnames() -> frozenset[str]:
    return frozenset(map(plain, entries("surnames")))


@cache
def known() -> frozenset[str]:
    """Capitalised words that are nobody's name: states, peoples, big cities, brands, laws, national bodies."""
    return frozenset(map(plain, entries("known")))


@cache
def vocabulary(section: str) -> frozenset[str]:
    return frozenset(sections("vocabulary")[section])


@cache
def endings(section: str) -> tuple[str, ...]:
    """For `str.endswith` and `str.startswith`."""
    return tuple(sections("vocabulary")[section])


@cache
def _tails(section: str) -> frozenset[str]:
    return frozenset(ending[-2:] for ending in endings(section))


@lru_cache(maxsize=REMEMBERED)
def has_ending(word: str, section: str) -> bool:
    """Whether a word ends as an entry of a section does; most words are refused by their last two letters."""
    return word[-2:] in _tails(section) and word.endswith(endings(section))


@cache
def either(section: str) -> str:
    """The entries of a section of the vocabulary as alternatives of a pattern."""
    return "|".join(sections("vocabulary")[section])


@cache
def phrases(name: str, *wanted: str) -> dict[str, str]:
    """Entry, in lower case, to its section."""
    return {plain(entry): section for section in (wanted or sections(name)) for entry in sections(name)[section]}
