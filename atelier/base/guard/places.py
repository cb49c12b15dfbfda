"""Villages, towns and neighbourhoods: all of Limburg, and the towns under 50,000 people elsewhere."""

from collections.abc import Iterator, Mapping
from functools import cache

from atelier.base.guard import lists
from atelier.base.guard.pieces import Piece, Token, Told, bare

_LONGEST = 5
# Before these a place is meant, when the word has a capital.
_STRONG = lists.vocabulary("strong place signs")
_DASHED = ("-noord", "-zuid", "-oost", "-west", "-centrum", "-kern", "-dorp")
# Never places in running text, whatever a map says.
_NEVER = lists.vocabulary("never places")


@cache
def _entries() -> Mapping[str, str]:
    """Name, with single spaces, to what it is: town, municipality, village or neighbourhood."""
    return {**dict.fromkeys(lists.phrases("towns"), "town"), **lists.phrases("limburg")}


@cache
def _beginnings() -> frozenset[str]:
    """First words of names of several words."""
    return frozenset(
        name.split(" ")[0].rstrip(".") for name in _entries() if " " in name or "." in name or "'" in name
    )


def look(told: Told) -> Iterator[Piece]:
    tokens = told.tokens
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end, sort = _place(told, tokens, at) if token.is_word or token.text in ("'", "'t") else (at, "")
        if sort:
            close = tokens[end].end - 2 if tokens[end].low.endswith("'s") else tokens[end].end
            yield Piece(token.start, close, "place", sort)
            at = end
        at += 1


def _place(told: Told, tokens: list[Token], at: int) -> tuple[int, str]:
    name = bare(tokens[at].text)
    if name in _beginnings() or tokens[at].text == "'":
        for end in range(min(len(tokens), at + _LONGEST + 2) - 1, at, -1):
            phrase = lists.plain(told.plain[tokens[at].start : tokens[end].end])
            if phrase in _entries() and "\n" not in phrase and _many(tokens, at, end, phrase):
                return end, _entries()[phrase]
    sort = _entries().get(name) or (_part(name) if "-" in name else "")
    return (at, sort) if sort and _is_meant(tokens, at, name) else (at, "")


def _many(tokens: list[Token], at: int, end: int, phrase: str) -> bool:
    """Several words need a capital somewhere, or no word of the language among them."""
    return any(token.capital for token in tokens[at + (tokens[at].begins) : end + 1]) or any(
        token.is_word and len(token.text) > 3 and token.low not in lists.words() for token in tokens[at : end + 1]
    )


def _part(name: str) -> str:
    """ "Heerlerheide-Zuid", "Oud-Geleen": a part of a place that is listed."""
    for ending in _DASHED:
        if name.endswith(ending) and name.removesuffix(ending) in _entries():
            return "neighbourhood"
    begin, dash, rest = name.partition("-")
    return (
        "neighbourhood"
        if dash and begin in ("oud", "nieuw", "groot", "klein", "midden") and rest in _entries()
        else ""
    )


def _is_meant(tokens: list[Token], at: int, name: str) -> bool:
    """A name that is a word or a name of people too needs a sign beside it."""
    token = tokens[at]
    before = tokens[at - 1].low if at else ""
    word = token.low in lists.words() or name in _NEVER
    person = name in lists.first_names() or name in lists.surnames() or name in lists.known()
    after_postcode = (
        at > 1 and len(tokens[at - 1].text) == 2 and tokens[at - 2].text.isdigit() and len(tokens[at - 2].text) == 4
    )
    if token.capital and after_postcode:
        return True
    if not token.capital:
        if word:
            return False
        return before in _STRONG or not (person or name in lists.phrases("towns"))
    if token.text.isupper() and len(token.text) < 5:
        return before in ("de", "in", "wijk", "buurt", "het") and not token.begins
    if not word and not person:
        return True
    signed = before in _STRONG or (
        before == "van"
        and at > 1
        and tokens[at - 2].low in ("gemeente", "dorp", "wijk", "inwoners", "centrum", "buurt", "omgeving")
    )
    if before in ("de", "het") and at > 1 and tokens[at - 2].low in _STRONG and not word:
        signed = True
    lone = (
        at > 0
        and tokens[at - 1].text == ","
        and not token.begins
        and (at + 1 == len(tokens) or tokens[at + 1].text in ".,;\n)")
    )
    if word:
        return (signed or lone or (before == "of" and at > 2 and tokens[at - 3].low in _STRONG)) and not token.begins
    listed = (at > 0 and tokens[at - 1].text in (",", "/", "-", "(") and not token.begins) or before in ("en", "of")
    return signed or (listed and name not in lists.first_names() and name not in lists.known())
