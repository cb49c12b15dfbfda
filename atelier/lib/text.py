"""Typed text: made clean without losing a letter, and searched for citizen service numbers (BSN)."""

import re
import unicodedata
from collections.abc import Iterator

from stdnum.nl import bsn

# Kept: tab and newline. Joiners (ZWJ, ZWNJ) stay too where they join: emoji and several scripts need them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u200b\u2060-\u2064\ufeff\u180e\u00ad\u202a-\u202e\u2066-\u206f]")
_LOOSE_JOINER = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x85")


def tidy(text: str, *, lines: bool = True) -> str:
    """`text` in NFC, newlines as \\n, without control, bidi-override and stray zero-width characters.

    With `lines=False` (names, titles) newlines and tabs become spaces, so that none ever reaches a mail header.
    """
    text = _NEWLINES.sub("\n", text)
    text = _INVISIBLE.sub("", _CONTROLS.sub("", text))
    text = unicodedata.normalize("NFC", _LOOSE_JOINER.sub("", text))
    return text if lines else re.sub(r"[\n\t]+", " ", text)


# Digits that may belong together: groups with at most three separators between them.
_GROUPS = re.compile(r"\d+(?:[ .\-/\u00a0\u2010-\u2015\t]{1,3}\d+)*")
_DATE = re.compile(
    r"(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])([.\-/ ])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d"
    r"|(?:19|20)\d\d([.\-/])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d)"
)
_NAMED_SHORT = re.compile(r"(?:bsn|burgerservicenummer|sofi-?nummer)\D{0,12}(\d{8})(?!\d)", re.IGNORECASE)


def bsn_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where in `text` a citizen service number stands: nine digits (also parted by spaces, dots, dashes) that pass
    the 11-test, or eight after the word BSN. Dates are no part of a number. About 9 % of other numbers pass too."""
    digits = "".join(str(unicodedata.decimal(c, c)) if ord(c) > 127 else c for c in text)  # one for one: spans stay
    undated = _DATE.sub(lambda found: "x" * len(found[0]), digits)
    for run in _GROUPS.finditer(undated):
        groups = [(m.start() + run.start(), m[0]) for m in re.finditer(r"\d+", run[0])]
        for first in range(len(groups)):
            number = ""
            for start, group in groups[first : first + 9]:
                number += group
                if len(number) >= 9:
                    if len(number) == 9 and bsn.is_valid(number):
                        yield groups[first][0], start + len(group)
                    break
    for named in _NAMED_SHORT.finditer(undated):
        if bsn.is_valid(named[1]):
            yield named.span(1)


def has_bsn(text: str) -> bool:
    return any(True for _ in bsn_spans(text))
