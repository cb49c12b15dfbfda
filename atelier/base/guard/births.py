"""Years and months of a birth, told without a word for it: "vader (1981)", "is van mei 88", "Rosita, '77"."""

import re
from collections.abc import Iterator
from functools import cache

from atelier.base.guard import lists
from atelier.base.guard.dates import DAY, FULL_YEAR_SAID, MONTHS, UNITS
from atelier.base.guard.pieces import Piece, Token, Told

_YEAR = r"(?:19[2-9]\d|20[0-2]\d)"
_SHORT = r"'\d{2}(?:er)?"
_SEASON = r"(?:(?:het |de )?(?:voorjaar|najaar|lente|zomer|herfst|winter|begin|eind|medio|oogst) (?:van )?)"
_SAID_UNITS = rf"(?:{UNITS}|ein|twieë|dri[je]|veer|zös|zeve|ach|nege|tiën)"
_SAID_TENS = r"(?:twintig|dertig|veertig|viertig|vieftig|vijftig|zestig|zeventig|tachtig|negentig)"
_AS_YEAR = rf"(?:{FULL_YEAR_SAID}|{_SAID_TENS}\b|(?:{UNITS})[eë]n{_SAID_TENS})"
# "mei 88", "januari '49", "03-2011", "feb 2003", "lente 2001", "'77", "1981".
_ROUGH = (
    rf"(?:(?:begin|half|eind|medio) (?:{MONTHS})\.?(?: (?:vorig jaar|dit jaar|{_YEAR}|'?\d{{2}}))?|"
    rf"(?:{MONTHS})\.? (?:van )?(?:{_YEAR}|'?\d{{2}})(?![\d:.,]\d)|\d{{1,2}}[-/]{_YEAR}|{_SEASON}{_YEAR}|{_YEAR}|"
    rf"{_SHORT})(?![\w-])"
)
_DAY_OF = (
    rf"(?:\d{{1,2}}(?:e|ste|de)?|{DAY}|{_SAID_UNITS}) (?:van )?(?:{MONTHS})\.?(?: (?:{_YEAR}|'?\d\d\b|{_AS_YEAR}))?"
    rf"|(?:de )?{DAY} van de {DAY}|\w{{3,10}}-\w{{3,10}}-(?:tweeduizend|negentien)\w{{0,20}}"
)
_RUN = r"(?:[0-2]\d|3[01])(?:0\d|1[0-2])\d\d"
# "ik ben van negentien vijfenzestig", "mevrouw is van achtendertig", "een kind van augustus 1964", "zoon van ...".
_OF = re.compile(
    rf" (?:van|vanne|uit) (?:de |het |'t )?(?:lichting |bouwjaar |jaargang |jaar )?"
    rf"(?P<it>{_DAY_OF}|{_ROUGH}|{_AS_YEAR}|\d{{1,2}} \d{{1,2}} \d\d\b|(?P<two>(?:[3-9]\d|0\d)\b(?! ?(?:jaar|"
    rf"euro|kinderen|%|"
    rf"procent|uur|jarige)))|"
    rf"{_RUN}\b)",
    re.IGNORECASE,
)
# After any capital that is no word: "Djayden: '09er", "Oksana Bondarenko, 15 кв. 1987".
_AFTER_CAPITAL = re.compile(
    rf"[,:]? (?P<it>{_SHORT}|{_SEASON}{_YEAR}|\d{{1,2}}\.? [^\W\d_]{{2,12}}\.? {_YEAR})(?![\w-])", re.IGNORECASE
)
_YEARS_OF_LIFE = re.compile(
    rf"(?<![\w])(?:bj\.?|bouwjaar|lichting|jaargang|geboortejaar|b\.|gebjr?\.?)[: ]{{1,2}}"
    rf"(?P<it>{_ROUGH}|{_AS_YEAR}|\d\d\b)|\*(?P<star>{_YEAR})\b",
    re.IGNORECASE,
)
_BORN = re.compile(
    rf"\b(?:geboren|geb\.?|born)(?: in| na| rond| omstreeks)?(?: de| het)? (?P<it>{_SEASON}(?:van )?{_YEAR})"
    rf"|\bgeboren(?: is)? (?:in|van|rond) (?P<said>{_AS_YEAR})",
    re.IGNORECASE,
)
# "zomer 1990 geboren", "op 3/4 jarig": looked for from that word back.
_BORN_AFTER = re.compile(r" (?:geboren|jarig)\b", re.IGNORECASE)
_JUST_BEFORE = re.compile(
    rf"(?P<before>{_SEASON}{_YEAR}|(?:{MONTHS}) {_YEAR}|(?<=\bin )\d\d|\b\d{{1,2}}[/-]\d{{1,2}})$", re.IGNORECASE
)
_BESIDE = re.compile(
    rf"(?:,|:|-| -)? (?P<it>{_ROUGH}|{_RUN}(?=,))(?=[,.;)\n ]|$)(?! ?(?:euro|uur|keer|tot|voor|is|was|werd))",
    re.IGNORECASE,
)
_BRACKETS = re.compile(
    rf" ?\((?P<it>{_ROUGH}|{_DAY_OF})(?:(?: en |, ?|/)(?P<other>{_ROUGH}|{_DAY_OF}))?[,)]", re.IGNORECASE
)
# Roman months: "27.VII.1989", "3 X 2012".
_ROMAN = re.compile(r"(?<![\w.])(?P<it>\d{1,2}[. /-](?:I{1,3}|IV|VI{0,3}|IX|X|XI{1,2})[. /-](?:19|20)\d\d)(?!\w)")
_SUBJECTS = frozenset(["ik", "hij", "zij", "ze", "iech", "ich", "hae", "ie", "he", "she", "jij", "je"])
_IS = frozenset(["kom", "komt", "ben", "is", "was", "bin", "waren", "zijn"])


@cache
def _people() -> frozenset[str]:
    taken = lists.vocabulary("family") | lists.vocabulary("roles") | lists.vocabulary("formal titles")
    plural = frozenset(f"{word}s" for word in ("dochter", "moeder", "vader", "broer", "zoon", "partner"))
    return (
        taken
        | plural
        | frozenset(
            [
                "cl",
                "kindje",
                "baby",
                "peuter",
                "kleuter",
                "puber",
                "tiener",
                "jongen",
                "meisje",
                "meid",
                "jongere",
                "dochtertje",
                "zonen",
                "kinderen",
                "kinderen",
                "cliënte",
                "cliënt",
                "client",
                "moeders",
            ]
        )
    )


def look(told: Told) -> Iterator[Piece]:
    plain = told.plain
    for match in (*_YEARS_OF_LIFE.finditer(plain), *_BORN.finditer(plain), *told.bare(_ROMAN)):
        yield from (_piece(match, group) for group in match.groupdict() if match[group])
    for match in _BORN_AFTER.finditer(plain):
        before = _JUST_BEFORE.search(plain, max(0, match.start() - 30), match.start())
        if before:
            yield _piece(before, "before")
    for at, token in enumerate(told.tokens):
        if token.is_word:
            yield from _beside(told, at, token)


def _beside(told: Told, at: int, token: Token) -> Iterator[Piece]:
    """What stands right after somebody, or after "ik ben"."""
    person = token.low in _people()
    if person or (token.low in _IS and _somebody_before(told.tokens, at)):
        match = _OF.match(told.plain, token.end)
        if match and not (person and match["two"]):
            yield _piece(match, "it")
    if token.capital and not token.begins and token.low not in lists.words():
        match = _AFTER_CAPITAL.match(told.plain, token.end)
        if match:
            yield _piece(match, "it")
    if person or _is_named(token):
        match = _BRACKETS.match(told.plain, token.end) or _BESIDE.match(told.plain, token.end)
        if match:
            yield from (_piece(match, group) for group in match.groupdict() if match[group])


def _somebody_before(tokens: list[Token], at: int) -> bool:
    before = [one.low for one in tokens[max(0, at - 3) : at] if one.text != "."]
    named = at > 0 and tokens[at - 1].capital and _is_named(tokens[at - 1])
    return named or bool(before and (before[-1] in _SUBJECTS or not _people().isdisjoint(before[-2:])))


def _is_named(token: Token) -> bool:
    if not token.capital:
        return False
    low = lists.plain(token.text)
    person = low in lists.first_names() or low in lists.surnames()
    return person and token.low not in lists.words() and low not in lists.known() and not _is_placed(low)


def _is_placed(low: str) -> bool:
    return low in lists.phrases("limburg") or low in lists.phrases("towns")


def _piece(match: re.Match[str], group: str) -> Piece:
    found = match[group]
    year = re.search(r"(?:19|20)\d\d", found)
    start = match.start(group)
    return Piece(start, start + len(found.rstrip(" .,")), "birthdate", str(int(year[0]) // 10 * 10) if year else "")
