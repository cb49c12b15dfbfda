"""Numbers and addresses that lead to one person: BSN, account, telephone, mail, number plate, reference."""

import re
import string
from collections.abc import Iterator

from stdnum import iban

from atelier.base.guard import lists, references
from atelier.base.guard.pieces import Piece, Told
from atelier.base.words.text import bsn_spans


def look(told: Told) -> Iterator[Piece]:
    plain = told.plain
    firm = [*_ibans(told), *_phones(told)]
    yield from firm
    labelled = list(references.look(told))
    taken = [(one.start, one.end) for one in firm + labelled]
    yield from (one for one in _bsns(told) if not _within(one, taken))
    yield from labelled
    yield from _mails(plain)
    yield from _plates(told)
    yield from _spoken(told)


def _within(one: Piece, longer: list[tuple[int, int]]) -> bool:
    return any(start <= one.start and one.end <= end and end - start > one.end - one.start for start, end in longer)


# -- Citizen service numbers ------------------------------------------------------------------------------------------

_NAMED_BSN = re.compile(
    r"\b(?:bsn|burger ?service ?nummer|sofi-?(?:nummer|nr)|bsn-?(?:nummer|nr))\W{0,4}(?:is |was |nummer |nr\.? "
    r")?\W{0,3}"
    r"(?P<it>\d(?:[ ._/-]{0,3}\d){7,8})(?!\d)",
    re.IGNORECASE,
)
# Fewer digits are no number of this kind.
_FEWEST = 9
_AMOUNT_BEFORE = re.compile(r"(?:€|\beuro?|\bbedrag(?: van)?)\s{0,2}$", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(r"\s{0,2}(?:€|euro?\b|,-|,\d\d\b|inwoners|mensen|huishoudens)", re.IGNORECASE)


def _bsns(told: Told) -> Iterator[Piece]:
    plain = told.plain
    for match in told.announced(_NAMED_BSN):
        yield Piece(*match.span("it"), "bsn")
    for begin, close in told.near_figures:
        part = plain[begin:close]
        for start, end in bsn_spans(part) if sum(map(str.isdigit, part)) >= _FEWEST else ():
            if not _is_amount(plain, begin + start, begin + end):
                yield Piece(begin + start, begin + end, "bsn")


def _is_amount(plain: str, start: int, end: int) -> bool:
    return bool(_AMOUNT_BEFORE.search(plain, max(0, start - 14), start) or _AMOUNT_AFTER.match(plain, end))


# -- Accounts ---------------------------------------------------------------------------------------------------------

_COUNTRY = re.compile(r"(?<![^\W_])([A-Za-z] ?[A-Za-z])[ .-]{0,2}(\d ?\d)")
# How long an account number is: country and check included.
_LENGTHS = {
    "NL": 18,
    "BE": 16,
    "DE": 22,
    "FR": 27,
    "ES": 24,
    "PL": 28,
    "TR": 26,
    "GB": 22,
    "LU": 20,
    "AT": 20,
    "IT": 27,
    "PT": 25,
    "MA": 28,
    "RO": 24,
    "BG": 22,
    "HU": 28,
    "CZ": 24,
    "SK": 24,
    "GR": 27,
    "SE": 24,
    "DK": 18,
    "NO": 15,
    "FI": 18,
    "IE": 22,
    "CH": 21,
    "LT": 20,
    "LV": 21,
    "EE": 20,
    "HR": 21,
    "SI": 19,
    "UA": 29,
    "RS": 22,
    "AL": 28,
}
_OLD_ACCOUNT = re.compile(
    r"\b(?:rekening(?:nummer|nr)?|bank(?:rekening)?(?:nummer|nr)|giro(?:nummer|rekening|nr)?|rek\.? ?nr)\.?:? {0,2}"
    r"(?:is |nummer |nr\.? |op )?(?P<it>\d(?:[. ]?\d){6,9})(?![\d.,]*\d| ?euro)",
    re.IGNORECASE,
)
_LOOSE_ACCOUNT = re.compile(
    r"\b(?:rekening\w{0,12}|iban)\W{0,3}(?:is |nummer |nr\.? |op )?(?P<it>[A-Z]{2} ?\d\d(?:[ "
    r".-]?[A-Z0-9]{2,4}){2,8})\b",
    re.IGNORECASE,
)


def _ibans(told: Told) -> Iterator[Piece]:
    plain = told.plain
    for match in told.bare(_COUNTRY):
        country = match[1].replace(" ", "").upper()
        end = _end_of_account(plain, match.start(), _LENGTHS.get(country, 0), country)
        if end:
            yield Piece(match.start(), end, "iban")
    for match in told.announced(_OLD_ACCOUNT, _LOOSE_ACCOUNT):
        if sum(sign.isdigit() for sign in match["it"]) >= 7:
            yield Piece(*match.span("it"), "iban")


def _end_of_account(plain: str, start: int, length: int, country: str) -> int:
    """Where `length` letters and digits end, with little between them; 0 when they are no account."""
    if not length:
        return 0
    signs, at, gap = "", start, 0
    while at < len(plain) and len(signs) < length and gap <= 3:
        sign = plain[at]
        if sign.isascii() and sign.isalnum():
            signs, gap = signs + sign.upper(), 0
        elif sign in " .-":
            gap += 1
        else:
            return 0
        at += 1
    if len(signs) < length or plain[at : at + 1].isalnum():
        return 0
    body = signs[8:] if country in ("NL", "GB") else signs[4:]
    return at if body.isdigit() or iban.is_valid(signs) else 0


# -- Telephones -------------------------------------------------------------------------------------------------------

_S = r"[ ().\-/]{0,3}"
_PHONES = (
    re.compile(rf"(?<![\w+])(?:\(?\+ ?|\(?00 ?)31\)?[ .\-/]{{0,2}}(?:\(?0\)?)?{_S}[1-9](?:{_S}\d){{8}}(?!\d)"),
    re.compile(rf"(?<![\w+.,])(?!\d\d[-/]\d{{6}}[-/]\d\d(?!\d))\(?0{_S}[1-9](?:{_S}\d){{8}}(?!\d)"),
    re.compile(rf"(?<![\w+])(?:\+ ?|\(\+|00 ?)[1-9](?:{_S}\d){{8,12}}(?!\d)"),
    re.compile(r"(?<![\w+.,-])(?!0[89]0\d(?:19|20)\d\d(?!\d))0[89]0\d ?-? ?\d{2} ?\d{2}(?: ?\d{3})?(?![\d-])"),
    re.compile(r"(?<![\w+.,-])14[ -]?0\d{2}(?![\d.,])"),
)
_NAMED_PHONE = re.compile(
    r"\b(?:tel(?:efoon)?(?:nr|nummer)?|mob(?:iel(?:nummer|tje)?)?|gsm|bel(?:t|len|de)?(?: \w{2,5}){0,2}(?: op| naar)|"
    r"(?:whats)?app(?:en|t)?(?: \w{2,5})?(?: op| naar)?|bereikbaar (?:op|via|onder)|06-?nummer|"
    r"terugbel\w{0,3}(?: op)?|fax)"
    r"\.?:? {0,2}(?:is |op |nummer |nr\.? )?(?P<it>\(?\+?\d(?:[ ().\-/]{0,3}\d){5,11})(?! ?(?:euro|uur)|[\d:])",
    re.IGNORECASE,
)


def _phones(told: Told) -> Iterator[Piece]:
    for match in told.bare(*_PHONES):
        yield Piece(*match.span(), "phone")
    for match in told.announced(_NAMED_PHONE):
        if match["it"].lstrip("(+")[0] == "0" or sum(sign.isdigit() for sign in match["it"]) in (6, 7, 8):
            yield Piece(*match.span("it"), "phone")


_UNITS = "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen"
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()  # noqa: SIM905
_NUMBER_WORDS = frozenset(
    [
        *("nul", "dubbel", "tien", "elf", "twaalf", "dertien", "veertien", *_TENS),
        *(
            unit + rest
            for unit in _UNITS.split("|")
            for rest in ("", "tien", *(joint + ten for ten in _TENS for joint in ("en", "ën")))
        ),
    ]
)


def _spoken(told: Told) -> Iterator[Piece]:
    """A number that was said aloud: "nul zes twaalf vierendertig ..."."""
    run: list[int] = []
    tokens = told.tokens
    for at in range(len(tokens) + 1):
        if at < len(tokens) and (tokens[at].text.isdigit() or tokens[at].low in _NUMBER_WORDS):
            run.append(at)
            continue
        least = 3 if run and run[0] and tokens[run[0] - 1].low.endswith(("nummer", "nr")) else 5
        if len(run) >= least and sum(tokens[one].is_word for one in run) >= min(4, least):
            before = " ".join(token.low for token in tokens[max(0, run[0] - 5) : run[0]])
            numbered = (
                (least == 3 or "nummer" in before)
                and "telefoon" not in before
                and all(len(tokens[one].text) < 6 for one in run)
                and len(run) < 7
            )
            kind = "bsn" if "bsn" in before or "burgerservice" in before else "reference" if numbered else "phone"
            yield Piece(tokens[run[0]].start, tokens[run[-1]].end, kind)
        run = []


# -- Mail -------------------------------------------------------------------------------------------------------------

_AT = re.compile(
    r" ?(?:@|[\[({] ?(?:at|@|apenstaart(?:je)?) ?[\])}]|\b(?:apenstaart(?:je)?)\b|\bat\b(?= \w+ (?:dot|punt) )) ?",
    re.I,
)
_SAID_NUMBER = r"(?: (?:\w{3,8}[eë]n)?(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\w{3,6}tig)\b|nul)"
_BEFORE_AT = re.compile(
    r"(?:[\w+.\-]{1,40} (?:punt|streepje|underscore|dot|liggend streepje|min) ){0,4}(?:(?:van|de|der|den|el|al) ){0,2}"
    rf"[\w+.\-]{{1,64}}{_SAID_NUMBER}?$",
    re.IGNORECASE,
)
_AFTER_AT = re.compile(
    r"[\w\-]{1,63}"
    r"(?: ?(?:\.|,(?=com|nl|net|org|be|de)|[\[({](?:dot|punt)[\])}]|\bpunt\b|\bdot\b) ?(?!\s)[\w\-]{2,30}){1,4}",
    re.IGNORECASE,
)


# "m.jansen@zuyderland": the end is forgotten.
_HOST_AT = re.compile(r"[a-z][\w-]{3,40}", re.IGNORECASE)


def _mails(plain: str) -> Iterator[Piece]:
    for match in _AT.finditer(plain):
        before = _BEFORE_AT.search(plain[max(0, match.start() - 120) : match.start()])
        after = _AFTER_AT.match(plain, match.end()) or (match[0] == "@" and _HOST_AT.match(plain, match.end()))
        if before and after:
            end = after.end() - (len(after[0]) - len(after[0].rstrip("-_")))
            yield Piece(match.start() - len(before[0]), end, "email")


# -- Number plates ----------------------------------------------------------------------------------------------------

_PLATE = re.compile(
    r"(?<![\w-])(?=[A-Za-z\d](?:[ .-]{0,3}[A-Za-z\d]){5}(?![\w-]))(?=[A-Za-z .-]{0,9}\d)([A-Za-z]{1,3}|"
    r"\d{1,3})([ .-]{0,3})([A-Za-z]{1,3}|\d{1,3})\2([A-Za-z]{1,3}|"
    r"\d{1,3})(?![\w-])"
)
_SHAPES = lists.vocabulary("plate shapes")
_FOREIGN = (
    re.compile(r"(?<![\w-])[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[ -]\d{2,4}(?:[EH])?(?![\w-]|[ /]\d)"),
    re.compile(r"(?<![\w-])[12]-[A-Za-z]{3}-\d{3}(?![\w-])"),
    # Romania, and Germany with spaces.
    re.compile(r"(?<![\w-])[A-Z]{1,2}[ -]\d{2,3}[ -][A-Z]{3}(?![\w-])"),
    re.compile(r"(?<![\w-])[A-ZÄÖÜ]{1,3} [A-Z]{2} \d{3,4}(?![\w-]|[ /]\d)"),
)
_NAMED_PLATE = re.compile(
    r"\b(?:kenteken(?:plaat|nummer)?|kent\.?|nummerbord|nummerplaat|plaat)\W{0,3}(?:is |was |met |van |: )?"
    r"(?P<it>[A-Z0-9]{1,3}(?:[ -]?[A-Z0-9]{1,4}){1,3})\b",
    re.IGNORECASE,
)
_CAR = re.compile(
    r"\b(?:kenteken|auto|bus|busje|bestel|wagen|scooter|brommer|golf|opel|fiat|polo|toyota|ford|peugeot|renault|"
    r"bmw|mercedes|vespa|tractor|punto|panda|corsa|astra|clio|twingo|yaris|micra|berlingo|kangoo|passat|"
    r"aanhanger|aanhangwagen|caravan|"
    r"camper|motor|quad|snorfiets|trike|vrachtwagen|pick-?up|apk|rdw|dacia|suzuki|nissan|mazda|hyundai|honda|"
    r"volvo|seat|skoda|kia|citro|volkswagen|vw|audi|audi|caddy|transporter|geparkeerd|grijze|zwarte|witte|rode|"
    r"blauwe)",
    re.IGNORECASE,
)
_CAR_AFTER = re.compile(
    r"[ ,.]{1,2}(?:\w{1,12} ){0,3}(?:total loss|apk|wegenbelasting|onverzekerd|verzekering|parkeer\w{0,12}|"
    r"geparkeerd|rijdt|"
    r"sloop|garage|boete|op naam)\b",
    re.IGNORECASE,
)
# "lidmaatschapsnr LM0093", "het pasnummer van de voedselbank is VB0331".
_OF_A_PAPER = re.compile(r"(?:nummer|nr|code|kenmerk|ref)\b\.?:?[^.;,\n]{0,35}$", re.IGNORECASE)
# Bulgaria, Poland and Belgium, beside a word for a car.
_BESIDE_CAR = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,2} ?\d{4} ?[A-Z]{2}|[A-Z]{2,3} ?\d{4,5}[A-Z]?|[12] ?[A-Za-z]{3} ?\d{3}|"
    r"[A-Z] \d{5} [A-Z])(?![\w-])"
)
_MONTHS = lists.vocabulary("short months")


def _plates(told: Told) -> Iterator[Piece]:
    for match in told.bare(_PLATE):
        if _is_plate(told.plain, match):
            yield Piece(*match.span(), "plate")
    for match in told.bare(*_FOREIGN):
        yield Piece(*match.span(), "plate")
    for match in told.bare(_BESIDE_CAR):
        if _CAR.search(told.plain, max(0, match.start() - 45), match.start()):
            yield Piece(*match.span(), "plate")
    for match in told.announced(_NAMED_PLATE):
        if 2 <= sum(sign.isdigit() for sign in match["it"]) <= 5 and any(sign.isalpha() for sign in match["it"]):
            yield Piece(*match.span("it"), "plate")


def _is_plate(plain: str, match: re.Match[str]) -> bool:
    parts, between = (match[1], match[3], match[4]), match[2]
    joined = "".join(parts)
    if len(joined) != 6 or not _shaped(parts, between):
        return False
    letters = re.findall("[A-Za-z]+", match[0])
    if any(part.lower() in _MONTHS for part in letters):
        return False
    if between.strip() == "-":
        return True
    start, end = match.span()
    said = bool(
        _CAR.search(plain, max(0, start - 45), start) or _CAR_AFTER.match(plain, end) or _CAR.match(plain, end + 1)
    )
    if _POSTCODE_SHAPE.fullmatch(match[0]):
        return said and "straat" not in plain[max(0, match.start() - 30) : match.start()]
    telling = not set("aeiou") & set("".join(letters).lower()) and not any(p.lower() in lists.words() for p in letters)
    if not between and not said and _OF_A_PAPER.search(plain, max(0, match.start() - 50), match.start()):
        return False
    if not between:
        return said or not any(
            len(part) > 1 and (part.lower() in lists.words() or part.lower() in lists.known()) for part in letters
        )
    return said or (telling and joined.upper() == joined)


_AS_SHAPE = {ord(sign): "9" if sign.isdigit() else "A" for sign in string.ascii_letters + string.digits}


def _shaped(parts: tuple[str, str, str], between: str) -> bool:
    shape = "-".join(parts).translate(_AS_SHAPE)
    if between:
        return shape in _SHAPES
    return shape.replace("-", "") in _RUN_SHAPES


# Four digits and two letters in one are a postcode, unless a car stands before.
_RUN_SHAPES = frozenset(shape.replace("-", "") for shape in _SHAPES)
_POSTCODE_SHAPE = re.compile(r"[1-9]\d{3}[A-Za-z]{2}")
