"""Typed text: made clean without losing a letter, and searched for citizen service numbers (BSN).

All of it takes time in proportion to the text (tests/base/test_growth.py measures it), whatever stands in it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from stdnum.nl import bsn

# Kept: tab and newline. Joiners (ZWJ, ZWNJ) stay too where they join: emoji and several scripts need them.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u200b\u2060-\u2064\ufeff\u180e\u00ad\u202a-\u202e\u2066-\u206f]")
_JOINERS = re.compile("[\u200c\u200d]+")
# Windows writes \r\n; Word a vertical tab where one presses Shift and Enter, a form feed at a new page.
_NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\u2028\u2029\x85]")
# Neither letter, digit nor space: what may be a run of marks is looked at sign by sign.
_MAYBE_MARKS = re.compile(r"[^\w\s\x00-\x7f]{8,}")
# On one letter: Tibetan needs nine, a flag of emoji seven; more is no writing, and slow to put in order.
MOST_MARKS = 12
_MARKS = frozenset({"Mn", "Mc", "Me", "Cf"})


def tidy(text: str, *, lines: bool = True) -> str:
    """`text` in NFC, newlines as \\n, without control, bidi-override and stray zero-width characters.

    With `lines=False` (names, titles) newlines and tabs become spaces, so that none ever reaches a mail header.
    """
    text = _CONTROLS.sub("", _NEWLINES.sub("\n", text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", _MAYBE_MARKS.sub(_few_marks, _INVISIBLE.sub("", text)))
        text = _JOINERS.sub(_joiner, _MAYBE_MARKS.sub(_few_marks, text))
        text = unicodedata.normalize("NFC", text)
    return text if lines else re.sub(r"[\n\t]+", " ", text)


def without_controls(text: str) -> str:
    """For values that nobody types: what no database takes is left out."""
    return _CONTROLS.sub("", text)


def _few_marks(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for sign in run[0]:
        marks = marks + 1 if unicodedata.category(sign) in _MARKS else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _joiner(run: re.Match[str]) -> str:
    """Between two signs beyond ASCII it may join; anywhere else nobody sees it."""
    text, start, end = run.string, run.start(), run.end()
    joins = start > 0 and end < len(text) and not text[start - 1].isascii() and not text[end].isascii()
    return run[0] if joins else ""


# -- Citizen service numbers ------------------------------------------------------------------------------------------
#
# The text is first written in ASCII, sign for sign: digits of every script as 0-9, every space as a space, every dash
# as -, other letters as x, other signs as #. What nobody sees is left out.

_DATE = re.compile(
    r"(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])([.\-/ ])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d"
    r"|(?:19|20)\d\d([.\-/])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d)"
)
# Ten digits from a nought; with the country in front nine of them are left: +31 6 12345678.
_PHONE = re.compile(
    r"(?:\+|\b00)31[ -]?(?:\(0\))?(?:[ -]?\d){9}(?!\d)"
    r"|(?<!\d)0[1-9](?:\d{8}|[ -](?:[ -]?\d){8}|\d[ -](?:[ -]?\d){7}|\d\d[ -](?:[ -]?\d){6})(?!\d)"
)
# Groups of digits that are written as one number: up to three signs between them, a dot or comma only without a space.
_RUN = re.compile(r"\d+(?:(?:[ \-/_']{1,3}|[.,])\d+)*")
# Between two runs that may still be parts of one number: a dot and a space, a new line, other signs. No letter, and no
# sign of an amount.
_LOOSE = re.compile(r"(?:[^\w$%]|_){1,6}")
_DIGITS = re.compile(r"\d+")
_NAMED = re.compile(r"(?:bsn|burgerservicenummer|sofi-?nummer)\D{0,12}(?=\d)", re.IGNORECASE)
# Longer rows are lists of numbers: then only all of it together can be one.
MOST_GROUPS, MOST_RUNS = 6, 4

type Piece = tuple[int, int, str]
"""Start, end, digits."""


def has_bsn(text: str) -> bool:
    return any(True for _ in bsn_spans(text))


def bsn_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where in `text` a citizen service number stands: nine digits that pass the 11-test, in one or in pieces (spaces,
    dashes, new lines, other signs between), or eight after the word BSN. Dates and telephone numbers are none. About
    9 % of other numbers pass too."""
    plain, places = _plain(text)
    undated = _PHONE.sub(_crossed_out, _DATE.sub(_crossed_out, plain))
    for start, end in _found(undated):
        yield places[start], places[end - 1] + 1


def _found(plain: str) -> Iterator[tuple[int, int]]:
    seen: set[tuple[int, int]] = set()
    runs = [(run.start(), run.end()) for run in _RUN.finditer(plain)]
    groups = [[(m.start(), m.end(), m[0]) for m in _DIGITS.finditer(plain, *run)] for run in runs]
    wholes = [(*run, "".join(part[2] for part in parts)) for run, parts in zip(runs, groups, strict=True)]
    named = {found.end() for found in _NAMED.finditer(plain)}
    short = (one[:2] for one in wholes if one[0] in named and len(one[2]) == 8 and bsn.is_valid(one[2]))
    within = chain.from_iterable(_numbers(parts, MOST_GROUPS) for parts in groups)
    across = chain.from_iterable(_numbers(row, MOST_RUNS) for row in _rows(plain, wholes))
    for span in chain(within, across, short):
        if span not in seen:
            seen.add(span)
            yield span


def _numbers(pieces: Sequence[Piece], most: int) -> Iterator[tuple[int, int]]:
    """Neighbours with nine digits together; in a long row of short pieces only the whole row."""
    if len(pieces) == 9 and all(len(digits) == 1 for _start, _end, digits in pieces):
        most = 9
    for first in range(len(pieces)):
        number = ""
        for _start, end, digits in pieces[first : first + most]:
            number += digits
            if len(number) >= 9:
                if len(number) == 9 and bsn.is_valid(number):
                    yield pieces[first][0], end
                break


def _rows(plain: str, wholes: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Runs with little between them."""
    row: list[Piece] = []
    for piece in wholes:
        if row and not _LOOSE.fullmatch(plain, row[-1][1], piece[0]):
            yield row
            row = []
        row.append(piece)
    yield row


def _crossed_out(found: re.Match[str]) -> str:
    return "x" * len(found[0])


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text in ASCII, and where in `text` each of its signs stands."""
    if text.isascii():
        return text, range(len(text))
    simple = {sign: _simple(sign) for sign in set(text) if not sign.isascii()}
    if all(len(sign) == 1 for sign in simple.values()):
        return _BEYOND.sub(lambda sign: simple[sign[0]], text), range(len(text))
    kept = [(sign, place) for place, sign in enumerate(map(_simple, text)) if sign]
    return "".join(sign for sign, _place in kept), [place for _sign, place in kept]


_BEYOND = re.compile(r"[^\x00-\x7f]")
_ALIKE = {
    **dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4", "'"),
    **dict.fromkeys("\u00b7\u2022\u2219\u30fb", "."),
    **dict.fromkeys("\u2044\u2215", "/"),
    **dict.fromkeys("\u060c\u3001", ","),
    "\u2212": "-",
    "\u2800": " ",  # a Braille cell without dots
    **dict.fromkeys("\u115f\u1160\u3164\uffa0", ""),  # letters of Hangul without a shape
}
_KINDS = {"Zs": " ", "Zl": "\n", "Zp": "\n", "Pd": "-", "Pc": "_", "Sc": "$", **dict.fromkeys(_MARKS, "")}


@lru_cache(maxsize=4096)
def _simple(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign in _ALIKE:
        return _ALIKE[sign]
    number = unicodedata.numeric(sign, -1)
    if number in range(10):
        return str(int(number))
    kind = unicodedata.category(sign)
    if kind in _KINDS:
        return _KINDS[kind]
    usual = unicodedata.normalize("NFKC", sign)
    return usual if len(usual) == 1 and usual.isascii() else "x" if kind.startswith("L") else "#"
