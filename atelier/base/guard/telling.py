"""A telling word in a clause about somebody, and a person with a trait that few have."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from atelier.base.guard import lists
from atelier.base.guard.pieces import Piece, Token, Told

_CUTS = frozenset(',.;:()"!?\n/|\u2022')
_TURNS = frozenset(["maar", "want", "dus", "omdat", "toen", "ok", "krijgt", "vraagt", "moet"])
_W = r"[\w'-]{1,30}"
# What ends a telling phrase that runs on.
_STOP = re.compile(
    r" (?:en (?:nu|ze|hij|zij|ik|dat|die|de|het|wil|heeft|is)|maar|want|dus|omdat|terwijl|krijgt|krijgen|vraagt|"
    r"vragen|moet|"
    r"moeten|wil|willen|kan niet|zegt|belt|komt|meldt|heeft geen|zoekt)\b"
)
_WORD = re.compile(r"[^\W\d_]{5,30}")


@cache
def _trait() -> re.Pattern[str]:
    """ "de man die elke dag met de kruiwagen door het dorp loopt"."""
    return re.compile(
        rf"\b(?:de|een|het|die|dat|deze|dit|dae|twee|drie|haar|mijn|onze|'n|zijn|hun|van) "
        rf"(?:(?!(?:eigen|hele|andere|volgende|eerste)\b)[\w-]{{2,20}} ){{0,2}}(?:{lists.either('somebody')})"
        rf",? (?:die|dat|met|zonder|op|in|mit|mèt|who|with) (?:{_W}[ ]?){{1,10}}",
        re.IGNORECASE,
    )


@cache
def _general() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{lists.either('general')})\b", re.IGNORECASE)


def is_general(phrase: str) -> bool:
    """A rule or a figure, no person: "de enige voorwaarde van de regeling"."""
    return bool(_general().search(phrase))


def trimmed(plain: str, start: int, end: int) -> int:
    """Without the little words that a pattern ran on to."""
    words = plain[start:end].rstrip().split(" ")
    while len(words) > 1 and words[-1].lower() in lists.vocabulary("cut at the end"):
        words.pop()
    return start + len(" ".join(words))


def look(told: Told) -> Iterator[Piece]:
    tokens = told.tokens
    for at, token in enumerate(tokens):
        if token.is_word and _tells(token.low):
            yield from _clause_about(told, at)
        if token.is_word and at and _is_somebody(token.low):
            yield from _with_a_trait(told, at)


@lru_cache(maxsize=lists.REMEMBERED)
def _tells(low: str) -> bool:
    if low in lists.phrases("telling"):
        return True
    if low.endswith(("en", "s", "je")) and low not in lists.words() and _one_of(low) in lists.phrases("telling"):
        return True
    begin, dash, rest = low.partition("-")
    if dash and begin in ("ex", "oud"):
        return rest not in lists.vocabulary("not former")
    telling = len(low) > 8 and lists.has_ending(low, "telling endings")
    return telling and low not in lists.phrases("words", "very common", "common")


def _one_of(low: str) -> str:
    return low.removesuffix("tje").removesuffix("je").removesuffix("en").removesuffix("s")


def _clause_about(told: Told, at: int) -> Iterator[Piece]:
    tokens, token = told.tokens, told.tokens[at]
    begin, end = _clause(tokens, at)
    around = {one.low for one in tokens[max(0, begin - 4) : end + 3]}
    formal = token.low in lists.vocabulary("telling with an article")
    works = not formal and lists.phrases("telling").get(token.low) == "work" and _article_before(tokens, at)
    led = not formal or (at > 0 and tokens[at - 1].low in ("de", "een", "als", "d'n", "het", "zijn", "haar", "mijn"))
    about = works or not around.isdisjoint(lists.vocabulary("about somebody"))
    if about and led and end > begin and not is_general(told.plain[tokens[begin].start : tokens[end].end]):
        sort = "event" if lists.phrases("telling").get(token.low) == "event" else "household"
        yield Piece(tokens[begin].start, tokens[end].end, "rare", sort)


def _article_before(tokens: list[Token], at: int) -> bool:
    return any(one.low in ("de", "een", "als", "d'n", "dae") for one in tokens[max(0, at - 2) : at])


def _clause(tokens: list[Token], at: int) -> tuple[int, int]:
    """What stands around it up to a comma, at most seven words before and six after."""
    begin = end = at
    while begin > 0 and at - begin < 7 and not _cuts(tokens[begin - 1]):
        begin -= 1
    while end + 1 < len(tokens) and end - at < 6 and not _cuts(tokens[end + 1]):
        end += 1
    while begin < at and tokens[begin].low in ("en", "dat", "ja", "is", "dan"):
        begin += 1
    while end > at and tokens[end].low in lists.vocabulary("cut at the end"):
        end -= 1
    return begin, end


def _cuts(token: Token) -> bool:
    return token.text in _CUTS or token.low in _TURNS


# -- A person with a trait --------------------------------------------------------------------------------------------


@cache
def _somebody() -> frozenset[str]:
    return frozenset(word for word in lists.vocabulary("somebody") if "\\" not in word)


@lru_cache(maxsize=lists.REMEMBERED)
def _is_somebody(low: str) -> bool:
    return low in _somebody() or (len(low) > 8 and lists.has_ending(low, "somebody endings"))


def _with_a_trait(told: Told, at: int) -> Iterator[Piece]:
    tokens = told.tokens
    start, end = tokens[max(0, at - 3)].start, tokens[min(len(tokens) - 1, at + 12)].end
    token = tokens[at]
    match = _trait().search(told.plain, max(start, token.start - 90), min(end, token.end + 200))
    if not match or not match.start() < token.start < match.end():
        return
    stop = _STOP.search(told.plain, match.start(), match.end())
    close = stop.start() if stop else match.end()
    phrase = told.plain[match.start() : close]
    if phrase.count(" ") >= 3 and is_unusual(phrase) and not is_general(phrase):
        yield Piece(match.start(), trimmed(told.plain, match.start(), close), "rare", "household")


def is_unusual(phrase: str) -> bool:
    """One word in it that is neither common nor of this work."""
    common = lists.phrases("words", "very common", "common")
    for word in _WORD.findall(phrase):
        low = lists.plain(word)
        ordinary = low in common or low in lists.vocabulary("words of this work") or low in lists.known()
        named = low in lists.first_names() or (word[0].isupper() and low not in lists.words())
        if not ordinary and not named and not lists.has_ending(low, "ordinary endings"):
            return True
    return False
