"""Where somebody lives without a street and a number: a numbered door or plot, above the baker in such a street."""

import re
from collections.abc import Iterator

from atelier.base.guard import lists
from atelier.base.guard.pieces import Piece, Told

_CAPITAL = r"[A-ZÀ-Þ][\w'-]{1,30}"
_NAMED = rf"(?:(?:[Dd]e|[Hh]et|'t|[Dd]en) )?{_CAPITAL}(?: (?:(?:van|de|der|den|het|aan|in) ){{0,2}}{_CAPITAL}){{0,3}}"
_UNIT = (
    r"(?:kamer|kmr|deur|bel|plek|plaats|standplaats|kavel|unit|chalet|caravan|huisje|appartement|app\.?|flat|"
    r"woning|box|portiek|ligplaats)"
)
_FLOOR = r"\d{1,2}(?:e|de|ste) (?:etage|verdieping)"
# "Huize Maria, kamer 21", "De Zilverhof, 4e etage, 412", "Beatrixflat, deur 118".
_DOOR = re.compile(
    rf"(?<![\w'-])(?P<it>(?:(?:woonwagencentrum|camping|park|flat|complex|hotel|residentie) )?{_NAMED},? "
    rf"(?:{_UNIT} ?(?:nr\.? ?)?\d{{1,4}} ?[A-Za-z]?|{_FLOOR},? (?:{_UNIT} )?\d{{1,4}}))(?![\w-])"
)
# "kavel 12 op de Vlootbeek", "nr. 17a aan de Kruisberg", "nummer negenendertig op de oude baan".
_NUMBER_FIRST = re.compile(
    rf"(?<![\w'-])(?P<it>(?:{_UNIT}|nr\.?|nummer|huisnummer|number|no\.) (?:\d{{1,4}} ?[a-z]?|\w{{3,9}}ig|"
    rf"tien|elf|twaalf|\w{{4,6}}tien)"
    rf"(?:,| (?:op|aan|in|van|on|at)) (?:(?:de|het|'t|den|the) )?(?P<street>(?:(?:oude|nieuwe|hoge|lage|"
    rf"lange|korte) )?"
    rf"[\w'-]{{3,30}}))(?![\w-])",
)
# "Flat 3B, 88 Parallelweg", "17 Molenstraat": as the English write it.
_BEFORE_STREET = re.compile(
    rf"(?<![\w.,/€-])(?<!€ )(?P<it>(?:(?:[Ff]lat|[Uu]nit|[Rr]oom|[Aa]partment) \d{{1,4}} ?[A-Z]?, )?"
    rf"\d{{1,4}} ?[a-zA-Z]? (?P<street>{_CAPITAL}))(?![\w-])"
)
# "12hs": a house in Dutch towns and nothing else.
_GROUND_FLOOR = re.compile(r"(?<![\w.,/-])(?P<it>[1-9]\d{0,3} ?hs)(?![\w-])")
# "Het Steegske 11".
_ARTICLED = re.compile(
    r"(?<![\w'-])(?P<it>(?:[Dd]e|[Hh]et|'t|[Dd]en) (?P<street>[A-ZÀ-Þ][\w-]{4,30}) \d{1,3}(?: ?[a-z])?)(?![\w%.:/-])"
)
# "boven de bakker in de kerkstraat", "een garagebox aan de Ringoven", "in de oude pastorie aan de Kasteellaan".
_BESIDE = re.compile(
    rf"(?<![\w'-])(?P<it>(?:(?:schuin )?(?:boven|naast|achter|tegenover|ónger|onder|bove)(?: in)? "
    rf"(?:(?:de|het|'t|een|die) [\w-]{{3,25}}(?: [\w-]{{3,25}})?(?: in| op| aan|,)|(?: ?aan))(?: de| het| 't| den|) |"
    rf"(?:in |op )?(?:de|het|'t|een|die) (?:(?:oude|voormalige|"
    rf"leegstaande) )?(?:\w{{0,12}}(?:{lists.either('homes')})|"
    rf"pastorie|schuur|loods|fabriek|school|boerderij|winkel|flat|garage|molen) (?:in|op|aan) (?:de|het|'t|den) )"
    rf"(?P<street>[\w'-]{{4,30}}))(?![\w-])",
    re.IGNORECASE,
)


# "appartementencomplex De Linde, nr 214".
_IN_COMPLEX = re.compile(
    rf"(?<=\w)(?i:complex|flat|residentie|gebouw|serviceflat|woonhof|hofje) (?P<it>{_NAMED},? (?:nr\.?|"
    rf"nummer) ?\d{{1,4}}[a-z]?)(?![\w-])"
)


def look(told: Told) -> Iterator[Piece]:
    plain = told.plain
    for match in told.announced(_IN_COMPLEX):
        yield Piece(*match.span("it"), "address", "numbered")
    for match in told.announced(_DOOR):
        if _is_house(match["it"].split(",")[0].split(" ")):
            yield Piece(*match.span("it"), "address", "numbered")
    for match in told.bare(_GROUND_FLOOR):
        yield Piece(*match.span("it"), "address", "numbered")
    for match in (*_NUMBER_FIRST.finditer(plain), *told.announced(_BEFORE_STREET)):
        if _is_street(match["street"]) or match["street"].lower().endswith(
            ("haven", "kade", "kanaal", "vijver", "plas")
        ):
            yield Piece(*match.span("it"), "address", "numbered")
    for match in told.announced(_ARTICLED):
        if _is_unknown(match["street"]) and not lists.has_ending(match["street"].lower(), "street endings"):
            yield Piece(*match.span("it"), "address", "numbered")
    for match in _BESIDE.finditer(plain):
        if _is_street(match["street"]) or _is_called(match["street"]):
            yield Piece(*match.span("it"), "address", "street")


def _is_house(words: list[str]) -> bool:
    """Nobody's name, and no organisation that a word of its own announces."""
    lows = [lists.plain(word) for word in words if word.lower() not in ("de", "het", "'t", "den")]
    announced = lows[0] in lists.vocabulary("announces care") or lows[0] in lists.vocabulary("formal titles")
    return (
        not announced and lows[-1] not in lists.first_names() and lows[0] not in lists.phrases("words", "very common")
    )


def _is_street(word: str) -> bool:
    low = word.lower()
    place = lists.plain(word)
    if low in lists.vocabulary("streets of any town") or place in lists.phrases("limburg"):
        return False
    if " " in low:
        return lists.has_ending(low, "street endings")
    if len(low) < 5 and low not in lists.vocabulary("streets alone"):
        return False
    sure = lists.has_ending(low, "sure street endings") and low not in lists.vocabulary("streets alone")
    listed = lists.has_ending(low, "street endings") and low not in lists.phrases("words", "very common")
    return sure or (listed and (word[0].isupper() or low in lists.vocabulary("streets alone")))


def _is_unknown(word: str) -> bool:
    low = lists.plain(word)
    return low not in lists.words() and low not in lists.known() and low not in lists.first_names()


def _is_called(word: str) -> bool:
    """A capital, and no place, state or word of the language."""
    return word[0].isupper() and _is_unknown(word) and lists.plain(word) not in lists.phrases("limburg")
