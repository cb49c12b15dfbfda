"""What singles somebody out though no name stands there: a lone function, an exact event, a household few have."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from atelier.base.guard import lists, telling
from atelier.base.guard.phrases import phrases
from atelier.base.guard.pieces import Piece, Token, Told

# Around the word at which a phrase is looked for: so many words and signs before and after.
_BEFORE, _AFTER = 8, 14
_FAR_BEFORE, _FAR_AFTER = 110, 200
_BEFORE_AGES = frozenset({"van", "geen", "bijna", "net", "amper", "mijn", "haar", "zijn", ","})
# These tell only with what is joined to them: "weduwe van de ...".
_JOINED, _JOINS = frozenset({"kin of"}), frozenset({"van", "met"})
_SHORT = frozenset({"household", "illness", "function"})
_BORN_TOGETHER = re.compile(r"(?:twee|drie|vier|vijf|zes|zeven|acht)ling")
# The title of a book or a film stands within quotes.
_TITLE = re.compile(r"[\"'](?:\w+ ){0,2}$")
_OF_A_RULE = re.compile(r"\b(?:vanaf|onder|boven|tot|t/m|minimaal|elke|iedere|per|een gemiddelde)(?: de| een)? $")
# "Een jongere van 20 krijgt ...": a rule, as nothing else is said of them.
_ANYBODY_OF_AN_AGE = re.compile(
    r"een \w{3,20} van \d{2}(?: jaar)?(?: (?:krijgt|mag|valt|moet|betaalt|houdt)\b.*)?", re.IGNORECASE
)
# After it: what counts for everybody, or is seen often.
_OF_ANYBODY = re.compile(
    r" (?:kom|kun|kan|krijg|heb|ben|moet|mag|houd|val|red|betaal) (?:je|men)\b|[^.;\n]{0,40}\b(?:zien (?:we|"
    r"wij) (?:vaak|vaker|veel)|"
    r"(?:komt|komen) (?:hier )?(?:vaak|vaker|veel) voor|is (?:hier |in deze \w{3,10} |heel )?gewoon)\b",
    re.IGNORECASE,
)


def look(told: Told) -> Iterator[Piece]:
    tokens = told.tokens
    for at, token in enumerate(tokens):
        groups = _groups(token.low) if token.is_word else _of_number(tokens, at)
        if groups and not _JOINED.isdisjoint(groups) and (at + 1 == len(tokens) or tokens[at + 1].low not in _JOINS):
            groups = tuple(group for group in groups if group not in _JOINED)
        for group in groups:
            start = max(tokens[max(0, at - _BEFORE)].start, token.start - _FAR_BEFORE)
            end = min(tokens[min(len(tokens) - 1, at + _AFTER)].end, token.end + _FAR_AFTER)
            for sort, pattern in phrases()[group]:
                match = pattern.search(told.plain, start, end)
                if match and match.start() <= token.start < match.end():
                    yield from _piece(told.plain, match, sort)
    yield from telling.look(told)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Word to the groups of phrases that it may stand in."""
    found: dict[str, tuple[str, ...]] = {}
    for group in phrases():
        for word in lists.vocabulary(group) if group in lists.sections("vocabulary") else ():
            for form in (word, word.split(" ")[-1]):
                found[form] = (*found.get(form, ()), group)
    return found


@lru_cache(maxsize=lists.REMEMBERED)
def _groups(low: str) -> tuple[str, ...]:
    if low in _words():
        return _words()[low]
    if low.endswith(("ling", "lingen")) and _BORN_TOGETHER.search(low):
        return ("twins",)
    if low.endswith(("tigste", "tiende")):
        return ("ordinals",)
    if low.endswith("jarige"):
        return ("aged",)
    if lists.has_ending(low, "happened"):
        return ("happened",)
    if len(low) > 5 and lists.has_ending(low, "marks of a body") and low not in lists.words():
        return ("marks of a body",)
    return _prefixed(low)


def _of_number(tokens: list[Token], at: int) -> tuple[str, ...]:
    """A number that may be an age: "34-jarige", "van 34", "mijn 43e"."""
    low = tokens[at].low
    if not low.isdigit() or len(low) > 3:
        return ()
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if after in ("-", "jarige", "jaar", "jaor", "years", "year") or after.startswith("jarige"):
        return ("aged", "numbers")
    before = tokens[at - 1].low if at else ""
    return (
        ("numbers",)
        if before in _BEFORE_AGES or before in lists.vocabulary("parents") or after in ("e", "ste", "de")
        else ()
    )


def _prefixed(low: str) -> tuple[str, ...]:
    if low.startswith(("oud-", "ex-")):
        return ("formerly", "functions")
    if low.startswith(lists.endings("event beginnings")):
        return ("events",)
    return (
        ("illness",) if low in ("ziekte", "aandoening", "syndroom", "brandwonden") or low.endswith("-syndroom") else ()
    )


def _piece(plain: str, match: re.Match[str], sort: str) -> Iterator[Piece]:
    if sort == "age":
        ruled = _OF_A_RULE.search(plain, max(0, match.start() - 14), match.start())
        if not ruled and not _ANYBODY_OF_AN_AGE.fullmatch(match[0]):
            decade = int(match.groupdict().get("age") or 0) // 10 * 10
            yield Piece(match.start(), telling.trimmed(plain, match.start(), match.end()), "rare", f"age {decade}")
        return
    end = telling.trimmed(plain, match.start(), match.end())
    if _TITLE.search(plain, max(0, match.start() - 20), match.start()) and plain[end : end + 1] in ("'", '"'):
        return
    if sort == "kin" and not telling.is_unusual(match[0]):
        return
    if sort in ("lone", "event", "household", "kin") and telling.is_general(match[0]):
        return
    if sort != "event" and _OF_ANYBODY.match(plain, end):
        return
    if plain.count(" ", match.start(), end) >= (0 if sort in _SHORT else 2):
        yield Piece(match.start(), end, "rare", "household" if sort == "kin" else sort)
