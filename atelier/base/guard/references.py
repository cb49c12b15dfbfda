"""Numbers of files, cases, clients, policies, invoices: with a label, and in the shapes that need none."""

import re
from collections.abc import Iterator

from atelier.base.guard import lists
from atelier.base.guard.pieces import Piece, Token, Told

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
# "2004/38/EG": a directive.
_OF_THE_UNION = re.compile(r"(?:19|20)?\d\d/\d{1,4}/?(?:EG|EU|EEG|EC|EEC|JBZ)\b|(?:EU|EG) \d{4}/\d")
_GAZETTE = re.compile(
    r"\b(?:staatscourant|staatsblad|stcrt|stb|tractatenblad|publicatieblad)\b[^.;\n]{0,24}$", re.IGNORECASE
)
_SMALL = re.compile(r"[a-z&]+ ")
_LETTERS = re.compile(r"[A-Za-z]+")
_NO_REFERENCE = lists.vocabulary("no references")
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d\d)?|\d+,\d\d")
_YEARS = re.compile(
    r"(?:19|20)\d\d(?:[-/](?:(?:19|20)?\d\d))?|(?:[0-2]?\d|3[01])[-/.](?:0?\d|1[0-2])[-/.](?:\d{2}|\d{4})"
)
_TIME = re.compile(r"\d+[.:]\d\d")
_RUN_DATE = re.compile(r"(?:[0-2]\d|3[01])(?:0\d|1[0-2])(?:19|20)\d\d|(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])")
# Letters and digits mixed as no word, law or measure is: "4NP7781", "EB.3.0092", "UW/1139a", "(H2-00817)".
_MIXED = re.compile(
    r"(?<![\w.,/€&@-])(?P<it>(?=[A-Za-z\d./-]{0,12}[A-Z])(?=[A-Za-z./-]{0,12}\d)"
    r"(?:[A-Z]{1,5}\d?|\d{1,4}[A-Z]{0,3}|[A-Z]{2,4}\d{1,3})(?:[./-]?[A-Za-z\d]{1,8}){1,5})(?![\w@/-]|[.,]\w)"
)
_MORE = re.compile(r"(?:, ?| en | / |/)(?P<it>\d{3,9})(?![\w.,:/-]*\d| ?(?:euro|uur|keer))")
_OF_YEAR = re.compile(r" van (?:19|20)\d\d\b")
# Labels of small papers: a code after them is enough, digits alone are not.
_PAPERS = lists.vocabulary("papers with a code")
# "Het pasnummer van de voedselbank is VB0331": the number comes after whose it is.
_FAR_FROM_LABEL = re.compile(
    r"\b(?P<label>[a-zé]{3,20}(?:nummer|nr|code|kenmerk)|kenmerk|nummer)(?: (?:van|bij|voor|uit|"
    r"op)(?: [\w'-]{1,20}){1,4}?)?"
    r"(?: (?:is|was|luidt|blijft|werd)(?: nu| dus)?:?|"
    r":) (?P<it>(?=[\w./-]{0,8}\d[\w./-]{0,8}\d)[A-Za-z]{0,6}[./-]?\d[\dA-Za-z]{1,14}"
    r"(?:[./-][\dA-Za-z]{1,8}){0,4})(?![\w,]|[.]\d| ?(?:euro|uur|jaar))",
    re.IGNORECASE,
)
# "cd-77812", "kz19-304": small letters and many figures.
_SMALL_CODE = re.compile(
    r"(?<![\w.@/-])(?P<it>[a-z]{1,4}-\d{4,8}|[a-z]{2,3}\d{2}-\d{3,6}|[a-z]{2}\d{5,8})(?![\w@-]|[.,]\d)"
)
_CODE = re.compile(
    r"[:;#( ]{1,3}(?P<it>[A-Za-z]{1,5}[-./ ]?\d[\dA-Za-z]{0,12}(?:[./-][\dA-Za-z]{1,8}){0,3}(?: \d{2,6}){0,2}"
    r"|\d[\dA-Za-z]{0,12}(?:[./-][\dA-Za-z]{1,8}){1,3}|0\d{3,6}|\d{5,9})(?! ?(?:euro|uur)|[\w-])"
)


def look(told: Told) -> Iterator[Piece]:
    plain = told.plain
    for token in told.tokens:
        if token.is_word and (token.low in _LABELS or _is_numbered(token.low)):
            yield from _labelled(plain, token)
        if token.is_word and (token.low in _PAPERS or token.low.endswith(_PAPER_ENDINGS)):
            code = _CODE.match(plain, token.end)
            if code and _is_code(code["it"]):
                yield Piece(*code.span("it"), "reference")
    for match in told.bare(_SMALL_CODE):
        yield Piece(*match.span("it"), "reference")
    for match in told.announced(_FAR_FROM_LABEL):
        digits = sum(map(str.isdigit, match["it"]))
        if digits >= 3 and not match["label"].lower().startswith(_NOT_LABELS) and not _YEARS.fullmatch(match["it"]):
            yield Piece(*match.span("it"), "reference")
    for match in told.announced(_GOES_UNDER):
        yield Piece(*match.span("it"), "reference")
    for match in told.bare(_UNLABELLED):
        letters = _LETTERS.match(match[0])
        known = (letters is not None and letters[0] in _NO_REFERENCE) or _RUN_DATE.fullmatch(match[0])
        known = known or _OF_THE_UNION.match(plain, match.start())
        if not known and not _AMOUNT_BEFORE.search(plain, max(0, match.start() - 9), match.start()):
            yield Piece(*match.span(), "reference")
    for match in told.bare(_MIXED):
        if _is_mixed(match["it"]) and not _OF_THE_UNION.match(plain, match.start("it")):
            yield Piece(*match.span("it"), "reference")


# The numbers that everybody may ring, or draws at a desk.
_FOR_EVERYBODY = ("112", "113", "144")
_PAPER_ENDINGS = ("melding", "briefje", "bon", "pasje", "strookje")


def _labelled(plain: str, token: Token) -> Iterator[Piece]:
    """The number after its label, and those that are listed after it: "melding 3309, 3341"."""
    match = _AFTER_LABEL.match(plain, token.end)
    if not match or not _is_reference(token.low, match):
        return
    if _GAZETTE.search(plain, max(0, match.start("it") - 50), match.start("it")):
        return
    found = match["it"].rstrip("./-_: ")
    end = match.start("it") + len(found)
    of_year = _OF_YEAR.match(plain, end)
    yield Piece(match.start("it"), of_year.end() if of_year else end, "reference")
    more = _MORE.match(plain, end)
    while more and found.isdigit() and len(more["it"]) == len(found):
        yield Piece(*more.span("it"), "reference")
        more = _MORE.match(plain, more.end())


def _is_code(found: str) -> bool:
    digits = sum(sign.isdigit() for sign in found)
    dated = _YEARS.fullmatch(found) or _AMOUNT.fullmatch(found) or _TIME.fullmatch(found) or _SMALL.match(found)
    return (digits >= 4 or (digits >= 2 and bool(_LETTERS.search(found)))) and not dated


def _is_mixed(found: str) -> bool:
    """Four digits or more, and a letter; no law, norm, year or hour."""
    digits = sum(sign.isdigit() for sign in found)
    letters = _LETTERS.findall(found)
    signs = sum(sign in "./-" for sign in found)
    if digits < 4 or not letters or any(part in _NO_REFERENCE for part in letters) or _MIXED_YEAR.fullmatch(found):
        return False
    words = any(len(part) > 2 and part.lower() in lists.words() for part in letters)
    return not words and (signs > 0 or digits >= 5 or found[0].isdigit())


# "CAO2024", "Q3-2025", "2024-A", "6411AB", "10000m".
_MIXED_YEAR = re.compile(
    r"[A-Z]{0,5}\d?[-./]?(?:19|20)\d\d(?:[-/](?:19|20)?\d\d)?[A-Za-z]?|(?:19|20)\d\d[-./][A-Z]\d?|"
    r"[1-9]\d{3}-?[A-Za-z]{2}|\d+[a-z]{1,3}|\d{1,2}[-.][a-z]+[-.]\d+",
    re.IGNORECASE,
)


def _is_numbered(low: str) -> bool:
    """ "zaaknummer", "leningnr"; no "huisnummer"."""
    if low.endswith(("dossier", "kenmerk", "-id")) and low not in _STRONG:
        return True
    return low.endswith(_NUMBERED) and 3 < len(low) < 30 and not low.startswith(_NOT_LABELS)


def _is_coded(label: str, numbered: bool, found: str) -> bool:
    """ "zaaknr 2024-33": a year and a number, after a label that is sure."""
    return (numbered or label in _STRONG or label == "zk") and len(found) in (7, 8) and found[:4].isdigit()


def _of_year(match: re.Match[str]) -> bool:
    """ "dossier 11 van 2024"."""
    return bool(match["it"].isdigit() and len(match["it"]) < 5 and _OF_YEAR.match(match.string, match.end("it")))


def _is_reference(label: str, match: re.Match[str]) -> bool:
    found: str = match["it"]
    digits = sum(sign.isdigit() for sign in found)
    numbered = bool(match["number"]) or _is_numbered(label)
    dated = (
        _YEARS.fullmatch(found.strip()) and not (numbered and "/" in found) and not _is_coded(label, numbered, found)
    ) or (_TIME.fullmatch(found.strip()) and not numbered)
    if not numbered and _RUN_DATE.fullmatch(found):
        return False
    if _of_year(match):
        return True
    amount = _AMOUNT.fullmatch(found.strip()) and not (numbered and found.count(".") > 1)
    if dated or amount or _SMALL.match(found) or found.strip() in _FOR_EVERYBODY:
        return False
    if label in _OFTEN_OTHER and not numbered:
        return digits >= 7
    mixed = any(sign.isalpha() or sign in "/-" for sign in found)
    if label in _STRONG or numbered:
        return digits >= (2 if _is_numbered(label) else 3) or (digits >= 2 and mixed)
    return digits >= (4 if label in ("nummer", "nr") else 5) or (digits >= 3 and mixed)
