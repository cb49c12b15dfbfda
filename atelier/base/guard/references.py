"""Numbers of files, cases, clients, policies, invoices: with a label, and in the shapes that need none."""

import re
from collections.abc import Iterator

from atelier.base.guard import lists
from atelier.base.guard.pieces import Piece, Told

_AMOUNT_BEFORE = re.compile(r"(?:€|\beuro?|\bbedrag(?: van)?)\s{0,2}$", re.IGNORECASE)
_STRONG = lists.vocabulary("strong labels")
_WEAK = lists.vocabulary("weak labels")
_LABELS = _STRONG | _WEAK | {"nummer", "nr"}
# Numbers that lead to nobody alone: of a house, a room, a page.
_NOT_LABELS = tuple(lists.vocabulary("no labels"))
# After these words alone a number is no reference, unless it is long.
_OFTEN_OTHER = frozenset({"cjib", "v", "wmo", "rol", "stam"})
_NUMBERED = ("nummer", "nr", "nummers", "number")
_LINK = (
    r"\.?(?:\s{0,2}[:#=(]|\s(?:is|was|luidt|met|onder|van|bij|heeft|dat is|van haar is|van hem is|had)"
    r")?\s{0,2}(?:(?:nummer|nr)\.?:?\s{0,2})?"
)
_ID = (
    r"(?P<it>(?:[A-Z]{1,6}(?:&[A-Z]{1,3})?[ ./-]?|[A-Za-z]{1,8}[./-]?(?=\d)|[A-Za-z]{1,8}[./-](?=[A-Za-z\d])"
    r"){0,2}\d[\dA-Za-z]{0,20}"
    r"(?:[./_:-]{1,2}[\dA-Za-z]{1,12}){0,5}(?: \d{2,8}(?![\d.,:]*\d| ?(?:euro|uur|jaar|kinder|keer|x\b|maand|dag|"
    r"week|weken))){0,4})"
    r"(?![\w,]*\d)"
)
_AFTER_LABEL = re.compile(rf"(?P<number>[ -]?(?:nummers?|number|nr|nrs|no|num|code|id)\b)?{_LINK}{_ID}", re.IGNORECASE)
_GOES_UNDER = re.compile(
    r"\b(?:geregistreerd|bekend|ingeschreven|genoteerd|geboekt|vermeld(?:en|ing)?)(?: staat)?(?: als| onder| bij|"
    r" met| van)? "
    r"(?P<it>(?:[A-Z]{1,5}[-./ ]?)?\d{2,8}[-/.]?\d{2,8}(?:[-/.][A-Za-z\d]{1,6})?)(?![\w-])",
    re.IGNORECASE,
)
_UNLABELLED = re.compile(
    r"(?<![\w.,/€-])(?<!€ )(?=[A-Za-z#/.& -]{0,13}\d)(?:(?P<it>"
    # ZK-2024-0815, WMO24-00812, SUB.24.556-c
    r"[A-Z]{2,6}[-./ ]?(?:19|20)?\d{2}[-./]\d{2,8}(?:[-/.][A-Za-z0-9]{1,6})?"
    r"|[A-Z]{1,5}[-./]\d{4,10}(?:[-./][A-Za-z0-9]{1,6})?"
    r"|[A-Z]{1,6}(?:-[A-Z]{1,3})?[ -]?\d{2,6}/\d{3,8}|[A-Z]{1,4}\d{2,6}-\d{3,12}(?:-\d{1,4})?"
    r"|[A-Za-z]{1,5}[-./](?:[A-Za-z]{1,4}[-./])?(?:19|20)\d\d[-./]\d{1,6}[a-z]?"
    r"|[A-Z]{1,5}\d{5,10}(?:[-/.][A-Za-z0-9]{1,4})?|[A-Z]/\d{2}/\d{2}/\d{2,6}(?: [A-Z])?"
    # 2024/11/0042, 22.114/B, 2024-Z-118830, 24119-KB
    r"|(?:19|20)\d{2}[-/.](?:\d{1,2}[-/.])?(?!(?:19|20)\d\d\b)\d{4,8}(?:[-/][A-Za-z])?"
    r"|\d{2,3}[.]\d{3}/[A-Za-z]|\d{2,4}-[A-Z]{1,4}-\d{3,8}|\d{4,8}-[A-Z]{1,3}"
    r")(?![\w-])|(?P<bare>"
    # 24-11830, 8812-33, 4471829
    r"\d{2}[-/](?!(?:19|20)\d\d\b)\d{4,6}(?:[-/][A-Za-z\d]{1,4})?|(?!(?:19|20)\d\d)\d{4,6}[-/]\d{2}|\d{7,12}"
    r")(?![\w-]|[.,:]\d| ?(?:€|euro|uur|inwoner|mensen|,-))|#\d{4,10}(?:[-/]\d{1,6})?(?!\w))"
)
_SMALL = re.compile(r"[a-z&]+ ")
_LETTERS = re.compile(r"[A-Za-z]+")
_NO_REFERENCE = lists.vocabulary("no references")
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d\d)?|\d+,\d\d")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-/](?:(?:19|20)?\d\d))?|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|\d{4})|\d+[.:]\d\d")


def look(told: Told) -> Iterator[Piece]:
    plain = told.plain
    for token in told.tokens:
        if token.is_word and (token.low in _LABELS or _is_numbered(token.low)):
            match = _AFTER_LABEL.match(plain, token.end)
            if match and _is_reference(token.low, match):
                yield Piece(match.start("it"), match.start("it") + len(match["it"].rstrip("./-_: ")), "reference")
    for match in _GOES_UNDER.finditer(plain):
        yield Piece(*match.span("it"), "reference")
    for match in _UNLABELLED.finditer(plain):
        letters = _LETTERS.match(match[0])
        known = letters is not None and letters[0] in _NO_REFERENCE
        if not known and not _AMOUNT_BEFORE.search(plain, max(0, match.start() - 9), match.start()):
            yield Piece(*match.span(), "reference")


def _is_numbered(low: str) -> bool:
    """ "zaaknummer", "leningnr"; no "huisnummer"."""
    if low.endswith(("dossier", "kenmerk", "-id")) and low not in _STRONG:
        return True
    return low.endswith(_NUMBERED) and 4 < len(low) < 30 and not low.startswith(_NOT_LABELS)


def _is_reference(label: str, match: re.Match[str]) -> bool:
    found: str = match["it"]
    digits = sum(sign.isdigit() for sign in found)
    numbered = bool(match["number"]) or _is_numbered(label)
    dated = _YEARS.fullmatch(found.strip()) and not (numbered and "/" in found)
    if dated or _AMOUNT.fullmatch(found.strip()) or _SMALL.match(found):
        return False
    if label in _OFTEN_OTHER and not numbered:
        return digits >= 7
    mixed = any(sign.isalpha() or sign in "/-" for sign in found)
    if label in _STRONG or numbered:
        return digits >= 3 or (digits >= 2 and mixed and numbered)
    return digits >= (4 if label in ("nummer", "nr") else 5) or (digits >= 3 and mixed)
