"""Names of people: after a title or a family word, from the lists, by initials, and capitals that are no word."""

import re
from collections.abc import Iterator

from atelier.base.guard import lists
from atelier.base.guard.initials import look_for_initials
from atelier.base.guard.name_ends import BETWEEN, WITH_ARTICLE, article_after, end_of_name
from atelier.base.guard.people import (
    is_cited,
    is_compound,
    is_derived,
    is_first,
    is_last,
    is_word,
    lists_place,
    name_mostly,
    of_an_illness,
)
from atelier.base.guard.pieces import Piece, Token, Told, bare

TITLES = lists.vocabulary("titles")
# These stand before lower case names too, and seldom before anything else.
_FORMAL = lists.vocabulary("formal titles")
KIN = lists.vocabulary("family")
SIGNS = KIN | lists.vocabulary("roles")
_CALLED = lists.vocabulary("called")
_I_AM = re.compile(
    r"(?:\b(?:ik ben|ich bin|iech bin|ich heit|ik bin|mijn naam(?: is)?|m'n naam is|naam is|my name is|i am|i'm|"
    r"hier is|dit is|u spreekt met|"
    r"gesproken met|vragen naar|vraag naar|groetjes|groeten|groet|mvg|contactpersoon|naam|voornaam|achternaam|"
    r"namens)\b[ ,:]{1,3}|"
    r"\"[Mm]et )(?:de |van )?$",
    re.IGNORECASE,
)
_VERBS = lists.vocabulary("what people do")
_PLACES_BEFORE = lists.vocabulary("before places")
# What these name is a work, a rule or a source: "de methode Goldschmeding".
_OF_WORKS = lists.vocabulary("of works")
_TWO_CAPITALS = re.compile(r"(?:Mac|Mc|[DdLOM]'|[^'-]{2,}[-'])[A-Z]|[A-Z]{2,}$")
_JOINTS = frozenset({".", ":", ",", "("})
_LAST_OF_TOLD = lists.vocabulary("last of told")
_ARTICLES = frozenset(["de", "het", "een", "die", "dat", "deze", "dit", "'t", "n'", "den"])


def look(told: Told) -> Iterator[Piece]:
    yield from look_for_initials(told.plain)
    tokens = told.tokens
    quoted = _quoted(tokens)
    at = 0
    while at < len(tokens):
        sort = _begins_name(told, at, quoted)
        if not sort:
            at += 1
            continue
        end = end_of_name(tokens, at, sort)
        if tokens[end].low in BETWEEN and not tokens[end].capital:
            at = end + 1
            continue
        if sort == "maker":
            yield Piece(tokens[at].start, _end(tokens[end]), "organisation", "named")
            at = end + 1
            continue
        yield Piece(tokens[at].start, _end(tokens[end]), "name", sort)
        if end > at and tokens[at].low not in BETWEEN:
            yield Piece(tokens[at].start, _end(tokens[at]), "name", sort)
        at = end + 1


def _end(token: Token) -> int:
    return token.end - 2 if token.low.endswith("'s") else token.end


def _quoted(tokens: list[Token]) -> set[int]:
    """Tokens within quotes of at most a dozen words: a title, not a person, unless the lists know better."""
    found: set[int] = set()
    opened = -1
    for at, token in enumerate(tokens):
        if token.text == '"' or (token.text == "'" and (token.gap or opened >= 0)):
            if 0 <= opened < at and at - opened < 14:
                found.update(range(opened + 1, at))
                opened = -1
            else:
                opened = at
        elif token.text == "\n":
            opened = -1
    return found


def _begins_name(told: Told, at: int, quoted: set[int]) -> str:
    """The kind of sign, or "" when no name begins here."""
    tokens = told.tokens
    token = tokens[at]
    if not token.is_word:
        return ""
    sign = _sign_before(told, at)
    if token.low in BETWEEN and not (token.capital and _short_first(tokens, at)):
        if token.low in WITH_ARTICLE and not article_after(tokens, at):
            return ""
        return (sign or "alone") if _surname_after(tokens, at, sign) else ""
    if len(token.text) == 1:
        return ""
    if sign and _after_sign(tokens, at, sign):
        return sign
    loud = token.capital and not token.begins
    short = token.text.isupper() and len(token.text) < 6 and not is_first(token)
    if short and not (token.begins and is_last(token)):
        return ""
    if loud or token.capital:
        if not _capital_name(tokens, at, loud, at in quoted):
            return ""
        made = at > 0 and tokens[at - 1].low in ("bij", "via") and not is_first(token) and not is_last(token)
        return "maker" if made else "alone"
    return "alone" if _small_name(tokens, at) else ""


def _sign_before(told: Told, at: int) -> str:
    """What stands before this word: "title", "kin", "role", "called"; a dot may stand between."""
    tokens = told.tokens
    if at == 0:
        return ""
    before = tokens[at - 1]
    if before.text in _JOINTS:
        return _sign_before_joint(told, at)
    if before.low in TITLES:
        return "title"
    if before.low in SIGNS:
        return "kin" if before.low in KIN else "role"
    return "called" if before.low in _CALLED or _is_told(told, at) else ""


def _sign_before_joint(told: Told, at: int) -> str:
    """ "dhr. Jansen", "moeder: Ingrid", "kind 1: Oskar", "mijn dochter, Lotte"."""
    tokens = told.tokens
    joint, before = tokens[at - 1].text, tokens[at - 2].low if at > 1 else ""
    if before in TITLES and (joint == ":" or (joint == "." and len(before) < 6)):
        return "title"
    numbered = joint == ":" and before.isdigit() and at > 2 and tokens[at - 3].low in SIGNS
    if numbered or (joint != "." and tokens[at].capital and (before in SIGNS or before in TITLES)):
        return "kin"
    return "called" if _is_told(told, at) else ""


def _is_told(told: Told, at: int) -> bool:
    """ "ik ben Fatima", "mijn naam is ...", "vraag naar ..."."""
    before = told.tokens[at - 1].low
    if before not in _LAST_OF_TOLD and not (
        at > 1 and before in (",", ":") and told.tokens[at - 2].low in _LAST_OF_TOLD
    ):
        return False
    start = told.tokens[at].start
    return bool(_I_AM.search(told.plain, max(0, start - 24), start))


def _short_first(tokens: list[Token], at: int) -> bool:
    """ "Ben", "Al", "El": a first name when a capital or a verb follows."""
    return (
        tokens[at].low in ("ben", "bin")
        and at + 1 < len(tokens)
        and (tokens[at + 1].low in _VERBS or tokens[at + 1].capital)
    )


def _surname_after(tokens: list[Token], at: int, sign: str) -> bool:
    """ "van der Berg" after a title or the like; without one only with capitals and a name of the list."""
    last = at
    while last < len(tokens) and tokens[last].low in BETWEEN and last - at < 3:
        last += 1
        if last < len(tokens) and tokens[last].text in (".", "'") and not tokens[last].gap:
            last += 1
    if last >= len(tokens) or not tokens[last].is_word or (not tokens[last].gap and tokens[last - 1].text != "'"):
        return False
    name = tokens[last]
    if len(name.text) < 3 or (name.low in lists.known() and not is_last(name)):
        return False
    if sign == "title":
        return name.capital or not is_word(name) or is_last(name)
    if sign:
        return name.capital and not name.begins and (not is_word(name) or is_last(name))
    first = tokens[at]
    telling = first.capital and name.capital and (is_last(name) or not is_word(name))
    return (
        telling
        and first.low in ("el", "al", "van", "de", "ben", "bin", "ter", "ten")
        and (
            (not first.begins and not lists_place(name))
            or (first.low in ("el", "al", "ben") and not is_word(name))
            or (is_last(name) and not is_word(name))
        )
        and not (first.low == "de" and not is_last(name))
    )


def _after_sign(tokens: list[Token], at: int, sign: str) -> bool:
    token = tokens[at]
    low = bare(token.text)
    if (low in SIGNS or low in TITLES or low in _CALLED) and not (
        token.capital and sign == "title" and is_last(token)
    ):
        return False
    if token.capital and not (token.begins and token.text.isupper()):
        if (low in lists.known() and not (is_first(token) or is_last(token))) or low in lists.phrases(
            "known", "titles and what forms say", "laws, money and schemes", "bodies that everybody meets"
        ):
            return False
        if token.text.isupper() and len(token.text) < 5 and sign != "title":
            return False
        if sign == "title":
            return True
        if lists_place(token) and not is_first(token):
            return False
        named = is_first(token) or is_last(token)
        if is_word(token):
            if sign == "called" and tokens[at - 1].low in ("heet", "heette", "genaamd", "geheten"):
                return named
            return named and (token.low not in lists.phrases("words", "very common") or name_mostly(low))
        return named or len(low) < 12 or not is_compound(low)
    if token.low in lists.phrases("words", "very common") or len(low) < 3:
        return False
    named = is_first(token) or is_last(token)
    if sign == "title" and tokens_title(tokens, at) in _FORMAL:
        return (not is_word(token) and not is_compound(low)) or low in lists.phrases("common_surnames")
    if sign == "kin":
        return named and (not is_word(token) or (is_first(token) and low in lists.phrases("common_first")))
    if sign == "called":
        return named and (not is_word(token) or low in lists.phrases("common_first"))
    return named and not is_word(token)


def tokens_title(tokens: list[Token], at: int) -> str:
    before = tokens[at - 1]
    return tokens[at - 2].low if before.text in (".", ":") and at > 1 else before.low


def _capital_name(tokens: list[Token], at: int, loud: bool, in_quotes: bool) -> bool:
    token = tokens[at]
    low = bare(token.text)
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if low in lists.known() or low in TITLES or low in SIGNS or of_an_illness(tokens, at):
        return False
    if _is_figure(tokens, at, low) or low.endswith(_NO_PERSON):
        return False
    first, last, word = is_first(token), is_last(token), is_word(token)
    if is_cited(tokens, at) and not first:
        return False
    placed = before is not None and before.low in _PLACES_BEFORE and lists_place(token)
    if placed or (lists_place(token) and not first):
        return False
    followed = _surname_follows(tokens, at, first)
    if word:
        strong = low in lists.phrases("common_first") or low in lists.phrases("common_surnames")
        if token.low.endswith("'s") and first:
            return loud or low in lists.phrases("common_first")
        if first and followed:
            return True
        if loud and not in_quotes and (first or last):
            return (before is None or before.low not in _ARTICLES) and token.low not in lists.phrases(
                "words", "very common"
            )
        return bool(
            strong
            and token.begins
            and not token.text.isupper()
            and after is not None
            and ((first and after.low in _VERBS) or after.low in KIN)
        )
    if first:
        return len(low) > 2 or loud or followed
    if last:
        return loud or (not token.text.isupper() and len(low) > 3)
    if (
        token.begins
        and not token.text.isupper()
        and after is not None
        and after.low in _VERBS
        and len(low) > 3
        and not in_quotes
    ):
        return not is_compound(low) and not is_derived(low)
    if not loud or in_quotes or token.text.isupper() or len(low) < 3:
        return False
    if before is not None and (before.low in _PLACES_BEFORE or before.low in _ARTICLES or before.low in _OF_WORKS):
        return False
    if any(letter.isupper() for letter in token.text[1:]) and not _TWO_CAPITALS.match(token.text):
        return False
    if after is not None and after.text == "(" and at + 2 < len(tokens) and tokens[at + 2].text.isdigit():
        return False
    return (
        not is_compound(low) and not is_derived(low) and not ("-" in low and low.rpartition("-")[2] in lists.words())
    )


# A disease, an effect, a mug: called after somebody, nobody meant.
_NO_PERSON = ("-syndroom", "-effect", "-wet", "-methode", "-beker", "-norm", "-model", "-schaal", "-test", "-dag")


def _is_figure(tokens: list[Token], at: int, low: str) -> bool:
    """Of a book, a film, a saying: "Florence Nightingale", "een brave Hendrik"."""
    figures = lists.vocabulary("figures")
    before = bare(tokens[at - 1].text) if at else ""
    after = bare(tokens[at + 1].text).partition("-")[0] if at + 1 < len(tokens) else ""
    return low in figures or f"{low} {after}" in figures or f"{before} {low}" in figures


def _surname_follows(tokens: list[Token], at: int, first: bool) -> bool:
    """ "Koos de Wit", "Roos Janssen": what follows has a capital, with or without little words between."""
    after = at + 1
    while after < len(tokens) and tokens[after].low in BETWEEN and not tokens[after].capital and after - at < 4:
        after += 1
    if after >= len(tokens) or not tokens[after].capital or tokens[after].begins or not tokens[after].gap:
        return False
    name = tokens[after]
    if name.low in lists.known() or (
        after > at + 1 and tokens[at + 1].low in ("in", "op", "aan", "te", "het") and not article_after(tokens, at + 1)
    ):
        return False
    return is_last(name) or (first and not is_word(name) and not lists_place(name))


def _small_name(tokens: list[Token], at: int) -> bool:
    """A first name in lower case that is no word: "fatima", "sjeng"."""
    token = tokens[at]
    low = bare(token.text)
    if len(low) < 3 or is_word(token) or low in lists.known():
        return False
    if is_first(token):
        if lists_place(token):
            return at > 0 and tokens[at - 1].low not in _PLACES_BEFORE
        return len(low) > 3 or low in lists.phrases("common_first")
    return False
