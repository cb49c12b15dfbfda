"""What a look yields, and the text as every look reads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from atelier.base.guard import lists


class Piece(NamedTuple):
    """From `start` up to `end` in the text; `sort` chooses the sentence of its suggestion."""

    start: int
    end: int
    kind: str
    sort: str = ""


@dataclass(slots=True)
class Token:
    """A word, a number or a sign."""

    start: int
    end: int
    text: str
    low: str
    is_word: bool
    capital: bool
    begins: bool
    """A sentence begins here, so that a capital tells nothing."""
    gap: bool
    """White space stands before it."""


# So far from figures a piece that has some begins or ends, with the word that announces it; and without one.
_ANNOUNCED, _BARE = 60, 24
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True)
class Told:
    """The text sign for sign, with plain spaces, dashes and quotes, and its tokens."""

    plain: str
    tokens: list[Token]

    @cached_property
    def near_figures(self) -> list[tuple[int, int]]:
        """(start, end) of the parts of the text around figures: nowhere else does a number stand."""
        return _parts(self.plain, _ANNOUNCED)

    @cached_property
    def _at_figures(self) -> list[tuple[int, int]]:
        return _parts(self.plain, _BARE)

    def announced(self, *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where these match, of patterns that ask for figures not far from a word."""
        return (match for one in patterns for part in self.near_figures for match in one.finditer(self.plain, *part))

    def bare(self, *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where these match, of patterns of hardly more than figures."""
        return (match for one in patterns for part in self._at_figures for match in one.finditer(self.plain, *part))


def _parts(plain: str, around: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    for match in _FIGURES.finditer(plain):
        start, end = max(0, match.start() - around), min(len(plain), match.end() + around)
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return parts


# As long as the text: an offset in one is an offset in the other.
_ALIKE = {
    ord(sign): usual
    for sign, usual in {
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4`\u201b", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u201f", '"'),
    }.items()
}
_ODD = re.compile("[" + "".join(map(chr, _ALIKE)) + "]")
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+){0,6}|\d+|[^\w\s]|_|\n")
# What is longer is no word, and no name either.
_LONGEST = 64
_ENDS = frozenset(".!?:\n\u2022\u2026*|\u00b7")
_QUOTES = frozenset("\"'()[]-\u2013>")
# A dot after these ends no sentence.
_SHORT = lists.vocabulary("short forms")


def read(text: str) -> Told:
    plain = text if text.isascii() and "\t" not in text and "`" not in text else _ODD.sub(_usual, text)
    return Told(plain, _tokens(plain))


def _usual(sign: re.Match[str]) -> str:
    return _ALIKE[ord(sign[0])]


def _tokens(plain: str) -> list[Token]:
    found: list[Token] = []
    begins, last_end = True, 0
    for match in _TOKEN.finditer(plain):
        start, end = match.span()
        sign = match[0]
        is_word = sign[0].isalpha()
        found.append(
            Token(
                start,
                end,
                sign,
                sign.lower() if len(sign) <= _LONGEST else "",
                is_word,
                is_word and sign[0].isupper(),
                begins,
                start > last_end,
            )
        )
        last_end = end
        if is_word or sign[0].isdigit():
            begins = False
        elif sign in _ENDS:
            begins = not (sign == "." and len(found) > 1 and _shortened(found[-2]))
        elif sign not in _QUOTES:
            begins = False
    _quiet_capitals(found)
    return found


def _shortened(token: Token) -> bool:
    return token.low in _SHORT or (token.is_word and len(token.text) == 1 and token.capital)


def _quiet_capitals(tokens: list[Token]) -> None:
    """In a line that is written in capitals a capital tells nothing."""
    line: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.text != "\n":
            line.append(token)
            continue
        words = [one for one in line if one.is_word and len(one.text) > 1]
        if len(words) > 3 and sum(one.text.isupper() for one in words) > 0.6 * len(words):
            for one in words:
                one.begins = True
        line = []


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """The word in lower case, without accents and possessive s, as the lists of names know it."""
    low = lists.plain(word) if len(word) <= _LONGEST else ""
    return low[:-2] if low.endswith("'s") else low.rstrip("'")
