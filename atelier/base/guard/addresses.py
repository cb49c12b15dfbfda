"""Postcodes and addresses."""

import re
from collections.abc import Iterator

from atelier.base.guard import dwellings, lists
from atelier.base.guard.dates import BELOW_100, MONTHS
from atelier.base.guard.pieces import Piece, Token, Told

_POSTCODE = re.compile(r"(?<![\w.€])(?<!€ )(?<!\d[-/,])([1-9]\d{3})( {0,2}|[-.])([A-Za-z]{2})(?![\w])(?!-\d)")
# "6411AB12", "NL6411AB", "6411 A.B.", "6371je", "64 11 ab": of Limburg, written as in a form or a message.
_RUN_ON = re.compile(
    r"(?<![\w.€/-])(?:NL ?-?)?(?P<it>(?:5[89]|6[0-5])\d\d(?:[A-Z]{2}(?=-?\d{1,4}(?: ?[a-zA-Z])?(?!\w))|(?!kg|km|"
    r"m2|jr)[a-z]{2}(?!\w)| ?[A-Z]\. ?[A-Z]\.|"
    r"[A-Z]{2}(?!\w)| - [A-Z]{2}(?!\w))|(?:5[89]|6[0-5]) \d\d ?[bcfghjklmnprstvwxz]{2}(?!\w))"
)
# "B-3620 Lanaken", "D-52134 Herzogenrath".
_ABROAD_CODE = re.compile(r"(?<![\w-])(?:B|D|BE|DE)-(?P<it>\d{4,5})(?= [A-ZÀ-Þ])")
# Four digits of Limburg alone, between brackets or commas.
_DIGITS_ALONE = re.compile(r"(?:(?<=\()|(?<=, ))(?:5[89]|6[0-5])\d\d(?=[),;\n]|\.?$|\. )")
_NAMED_POSTCODE = re.compile(
    r"\b(?:post ?[ck]ode(?:gebied)?s?|p\.?c\.?|postc\.?)\W{0,3}"
    r"(?:(?:is|met|van|mijn|haar|was|hier|wijk|ongeveer|begint met|nummer) "
    r"){0,3}(?P<it>[1-9]\d{3}(?-i: ?[A-Z]{2}|[a-z]{2}| [a-z] [a-z])?|[1-9](?: ?\d){3}(?: ?[A-Za-z]){2})(?!\w)",
    re.I,
)
# "Kerkstraat 12, 6411", "6411, gasthuisstraat": four digits beside a street; small letters after a house.
_FOUR = re.compile(r"(?<![\w.,€/-])(?<!€ )[1-9]\d{3}(?: ?[a-z]{2}\b)?(?![\w.,:]{0,9}\d| ?(?:euro|uur))", re.IGNORECASE)
_STREET_BEFORE = re.compile(
    r"(?:straat|str\.?|laan|ln\.?|weg|plein|hof|steeg|singel|dreef) ?\d{1,4} ?[a-z]?[ ,.\n]{1,3}(?:in )?$",
    re.IGNORECASE,
)
_STREET_AFTER = re.compile(
    r",? (?:[\w.'-]{1,20} ){0,2}\w{2,20}(?:straat|laan|weg|plein|hof|steeg|singel|dreef)\b,? "
    r"(?:\d|nummer|nr|t\w{2,6}|elf|een|twee|drie|vier|vijf|zes|zeven|acht|negen)",
    re.IGNORECASE,
)
# Said aloud after the word: "postcode vierenzestig elf a b".
_SAID_POSTCODE = re.compile(
    rf"\b(?:postcode|post code)(?: is| was)?:? (?P<it>(?:(?:{BELOW_100}|nul)\b ?){{2,4}}(?:[a-z]\b ?){{0,2}})(?<! )",
    re.IGNORECASE,
)
# "in de 6415", "wijk 6443", "64 11 AB": of Limburg.
_SPOKEN_OF = re.compile(
    r"\b(?:in de|in|wijk|gebied|buurt) (?P<it>(?:5[89]|6[0-5])(?!00)\d\d)(?! ?(?:gevallen|huishoudens|gezinnen|"
    r"personen))(?![\w.,]*\d| ?(?:euro|woningen|mensen|km|inwoners))"
    r"|(?<![\d.,] )(?<![\w.,])(?P<apart>(?:5[89]|6[0-5]) \d\d ?[A-Z]{2})(?!\w)"
)
_NEXT_WORD = re.compile(r"[ ,]{1,3}([^\W\d_]{3,30})")
_NO_LETTERS = frozenset(["SA", "SD", "SS"])
_YEARLIKE = frozenset(["EU", "BV", "NV", "NL", "IN", "IS", "EN", "OP", "DE", "OF", "TE"])
# Two letters that are a word of their own after a number.
_SHORT_WORDS = lists.vocabulary("short words")
_SHORTENED = ("str", "ln", "pln", "wg", "dal", "put", "erf", "wei")
# These end the names of streets and of little else.
_SURE = lists.endings("sure street endings")
# With a number after it a street in lower case too, though the word is known: "hoofdstraat 12".
_SMALL_TOO = ("straat", "laan", "plein", "singel", "steeg", "gracht", "dreef", "kade")
# Before a capital and after "in de", "aan de": a street, whoever lives there.
_LEADS = ("straat", "laan", "weg", "plein", "singel", "steeg", "grubbe", "dijk", "boulevard", "dreef", "gracht")
_ALONE = lists.vocabulary("streets alone")
_LEFT = lists.vocabulary("before streets")
_SMALL = frozenset(["van", "de", "der", "den", "het", "ter", "ten", "'t", "op", "aan", "in", "gen", "g"])

_NUMBER = re.compile(
    r"(?P<link>(?: (?:Noord|Zuid|Oost|West)(?= \d))? {0,2}(?:,? ?(?:op )?(?:nummer|nr\.?|huisnummer|"
    r"huisnr\.?) ?|, op )?(?:op |op nr\.? ?|"
    r"op nummer |nummer |"
    r"nr\.? ?|no\.? ?|"
    r"huisnummer |huisnr\.? ?|\n)?)"
    r"(?P<it>\d{1,4}(?: ?[-/] ?(?:I{1,3}|IV)\b|(?: ?[-/] ?(?:hs|huis|bis|boven|bov|bel|ben))\b| (?:rd|zwart|ben|"
    r"bov|li|re|links|rechts|sous)\b| ?[-/] ?\d{1,4}(?![\d-])| ?[-/]? ?[A-Za-z](?![\w'])| (?:hs|bis|boven|"
    r"beneden|huis|rood|zw|"
    r"[IVX]{1,3}|\d hoog)\b)?(?:, ?(?:\d{1,2}(?:e|de|ste) (?:verdieping|etage)|\d{1,2} hoog|(?:kamer|unit|"
    r"app(?:artement)?\.?|kmr) \d{1,4}))?)"
    r"(?![\d]|[.,:]\d|-\d|%|\w{3})"
    rf"(?! ?(?:uur|uren|dag|dagen|week|weken|maand|maanden|jaar|jarige|euro|procent|keer|mensen|gezinnen|minuten|"
    rf"kinderen|"
    rf"woningen|huizen|kilometer|km|meter|m2|m²|x|personen|bewoners|huishoudens|deelnemers|inwoners|{MONTHS})\b)"
)
_SAID = re.compile(
    r"(?P<link> (?:nummer )?)(?P<it>(?:(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)[eë]n)?(?:twintig|dertig|"
    r"veertig|vijftig|zestig|zeventig|tachtig|"
    r"negentig|honderd)|(?:tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twee|"
    r"drie|vier|vijf|zes|zeven|acht|negen))\b"
    r"(?! ?(?:uur|jaar|dagen|weken|maanden|euro|keer|kinderen|mensen|huizen))"
)
_LIVES = re.compile(
    r"\b(?:woon\w{0,12}|wonen\w{0,3}|gewoond|adres|huur\w{0,4}|verhuis\w{0,3}|huis|thuis|buur\w{0,8}|buren|"
    r"bewoon\w{0,6}|flat\w{0,12}|"
    r"zit|kamer|opgegroeid|leef\w{0,3}|leven|slaap\w{0,3}|slapen|ingeschreven|appartement|pand|portiek|hoek|deur|"
    r"briefadres|gevestigd|"
    r"langs\w{0,8}|trok|getrokken|staat|staan|fam|familie|gezin|mw|mevr|dhr|pakket\w{0,4}|bezorg\w{0,4}|"
    r"rij\w{0,4}|opvang|living|lives?|house|nummer)\b",
    re.IGNORECASE,
)
_LED = re.compile(
    r"(?:(?:\b(?:in|op|aan|van|uit|achter|onder|boven|bij|naar|vanaf|langs|hoek)(?: de| den| het| 't| gen| d'n)?)|"
    r"adres\W{0,2}|woonadres\W{0,2}|\bo[pe]e?n? de) $",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"(?P<lead>\b(?:woont|woon|wonen|woonde|wonend|wonende|adres|woonadres|briefadres|verhuisd naar|verhuist "
    r"naar|woonachtig|gewoond|"
    r"huurt|flat|complex|gebouw|residentie)\W{1,3}(?:(?:op|aan|in|te|van|is|nu|sinds kort|de|het)\s){0,3})"
    r"(?P<it>(?:(?:[Oo]p|[Aa]an|[Ii]n|[Aa]chter|[Oo]nder|[Dd]e|[Hh]et|'t|[Dd]en|[Gg]en|[Vv]an|[Dd]er) ){0,3}"
    r"[A-ZÀ-Þ][\w'-]{1,30}(?: (?:[A-ZÀ-Þ][\w'-]{1,30}|de|van|der|den|en)){0,4})(?=(?: \d|,? ?(?:nummer|nr\.?|"
    r"huisnummer|op nr\.?|no\.?) ?\d))"
)
_ARTICLE = r"(?:[Oo]p|[Aa]an|[Ii]n|[Aa]chter|[Oo]nder|[Bb]ovenste|[Oo]nderste)"
_UNKNOWN = re.compile(
    rf"(?:\b{_ARTICLE} (?:de|den|het|'t|gen) )(?P<it>[A-ZÀ-Þ][\w'-]{{2,30}}(?: [A-ZÀ-Þ][\w'-]{{1,30}})?)(?= \d)"
)
# "Op de Bies 12": a street that is called so.
_CALLED_SO = re.compile(
    r"(?<![.!?] )(?<!^)(?<!\n)\b(?P<it>(?:Op|Aan|In|Achter|Onder) (?:de|den|het|'t|gen) [A-ZÀ-Þ][\w'-]{2,30})(?= \d)"
)
_AT_NUMBER = re.compile(
    r"\b(?:(?:ingeschreven|woont|woon|wonen|wonend|woonachtig|gewoond|verhuisd|verhuist|bezorgen|veiling|"
    r"ontruiming|langs|huis|woning|kamer|flat)(?: van| nu| al| sinds \w+)? |)"
    r"(?:op|aan|naar|van) (?P<it>(?:(?:Bovenste|Onderste|Oude|Nieuwe|Kleine|Grote) )?[A-ZÀ-Þ][\w'-]{3,30})(?= "
    r"\d{1,3}(?! ?%)\b)"
)
# "Rue de la Station 14", "ul. Kwiatowa 3", "Avenue Louise 12".
_ABROAD = re.compile(
    r"(?<!\w)(?P<it>(?:[Rr]ue|[Aa]venue|[Cc]haussée|[Aa]llée|[Cc]alle|[Uu]l\.|[Uu]lica|[Vv]ia|[Rr]oute) "
    r"(?:(?:de|du|des|la|le|l'|d'|della?|di) ?){0,2}[A-ZÀ-ÞŁŚŻ][\w'-]{2,25}(?: [A-ZÀ-ÞŁŚŻ][\w'-]{2,25}){0,2}"
    r",? \d{1,4} ?[a-zA-Z]?)(?![\w])"
)
_WITH_POSTCODE = re.compile(
    r"(?P<it>(?:(?:Op|Aan|In|Achter|Onder|Oude|Nieuwe) )?(?:(?:de|den|het|'t|gen) )?[A-ZÀ-Þ][\w'-]{2,30}(?: "
    r"(?:van |de |der |den )?[A-ZÀ-Þ][\w'-]{1,30}){0,2})"
    r"(?= \d{1,4}(?: ?[-/]? ?[a-zA-Z]| (?:hs|bis)|[-/]\d{1,3})?[,;]?[ \n]{0,2}[1-9]\d{3} ?[A-Z]{2}\b)"
)
_POSTCODE_AT_ALL = re.compile(r"[1-9]\d{3} ?[A-Z]{2}\b")
# A box is an address too.
_BOX = re.compile(r"\b(?P<it>(?:postbus|pb\.?|antwoordnummer) ?\d{1,5})(?![\w,]*\d)", re.IGNORECASE)


def look(told: Told) -> Iterator[Piece]:
    yield from (Piece(*match.span("it"), "address", "numbered") for match in told.announced(_BOX))
    yield from _postcodes(told)
    yield from _streets(told)
    yield from _phrases(told)
    yield from dwellings.look(told)


def _other_place(plain: str, start: int, end: int) -> bool:
    """ "Heerlerheide 2030" is no address."""
    return lists.plain(plain[start:end]) in lists.phrases("limburg") and not _POSTCODE.match(
        plain, min(len(plain), end + 6)
    )


def _postcodes(told: Told) -> Iterator[Piece]:
    plain = told.plain
    for match in told.announced(_NAMED_POSTCODE):
        yield Piece(*match.span("it"), "postcode")
    for match in told.bare(_FOUR):
        beside = _STREET_BEFORE.search(plain, max(0, match.start() - 22), match.start())
        beside = beside or _STREET_AFTER.match(plain, match.end())
        if beside and (not match[0].startswith(("19", "20")) or len(match[0]) > 4):
            yield Piece(*match.span(), "postcode")
    for match in _SAID_POSTCODE.finditer(plain):
        yield Piece(*match.span("it"), "postcode")
    for match in told.bare(_RUN_ON, _ABROAD_CODE):
        yield Piece(*match.span("it"), "postcode")
    for match in told.announced(_SPOKEN_OF):
        yield Piece(*match.span("it" if match["it"] else "apart"), "postcode")
    for match in told.bare(_DIGITS_ALONE):
        yield Piece(*match.span(), "postcode")
    for match in told.bare(_POSTCODE):
        digits, between, letters = match.groups()
        if letters.upper() in _NO_LETTERS:
            continue
        if digits[:2] in ("19", "20") and between and (letters.upper() in _YEARLIKE or not letters.isupper()):
            continue
        if letters.isupper() or letters.lower() not in _SHORT_WORDS or _before_a_place(plain, digits, match.end()):
            yield Piece(*match.span(), "postcode")


def _before_a_place(plain: str, digits: str, end: int) -> bool:
    """ "6411 al heerlen": of Limburg, and a place comes after it."""
    after = _NEXT_WORD.match(plain, end)
    return "5800" <= digits <= "6599" and after is not None and lists.plain(after[1]) in lists.phrases("limburg")


def _streets(told: Told) -> Iterator[Piece]:
    tokens = told.tokens
    for at, token in enumerate(tokens):
        if (
            not token.is_word
            or not lists.has_ending(_undirected(token.low), "street endings")
            or (len(token.low) < 6 and token.low.endswith(_SHORTENED))
        ):
            continue
        first = _begin(tokens, at)
        if token.low in _ALONE and first == at:
            first = _loose(tokens, at, told.plain)
            if first == at and (not token.capital or token.begins):
                continue
        end = (
            token.end + 1
            if token.low.endswith(_SHORTENED) and told.plain[token.end : token.end + 1] == "."
            else token.end
        )
        number = _NUMBER.match(told.plain, end) or (
            _SAID.match(told.plain, end) if first < at or _is_surely(token) else None
        )
        start = tokens[first].start
        if (
            number
            and not (len(number["it"]) > 3 and _other_place(told.plain, start, token.end))
            and _may_be_street(token, first < at, bool(number["link"].strip()))
        ):
            yield Piece(start, number.end("it"), "address", "numbered")
        elif _lives_there(told, tokens, first, at):
            yield Piece(start, token.end, "address", "street")


def _undirected(low: str) -> str:
    """ "ringbaan-west" as "ringbaan"."""
    begin, dash, side = low.rpartition("-")
    return begin if dash and side in ("noord", "zuid", "oost", "west") else low


def _begin(tokens: list[Token], at: int) -> int:
    """Where the name of the street begins: "Burgemeester van der Kleijstraat", "Kleine Gracht"."""
    first = at
    while first > 0 and at - first < 5:
        before = tokens[first - 1]
        if before.text == "." and first > 1 and tokens[first - 2].low in _LEFT and tokens[first].gap:
            first -= 2
        elif (
            tokens[first].low in _SMALL
            and before.capital
            and not before.begins
            and before.low not in lists.words()
            and before.low not in lists.first_names()
        ) or (
            before.is_word
            and tokens[first].gap
            and "\n" not in before.text
            and (before.low in _LEFT or _lone_capital(before, tokens[first]))
        ):
            first -= 1
        else:
            break
    while first < at and tokens[first].low in _SMALL and not (tokens[first].capital and not tokens[first].begins):
        first += 1
    return first


def _loose(tokens: list[Token], at: int, plain: str) -> int:
    """ "Vlieterse straat 17", "beukeboom straat vier": the word before belongs to it when a number follows."""
    before = tokens[at - 1] if at else None
    if before is None or not before.is_word or not tokens[at].gap or len(before.text) < 4:
        return at
    numbered = _NUMBER.match(plain, tokens[at].end) or _SAID.match(plain, tokens[at].end)
    telling = (before.capital and not before.begins) or before.low not in lists.words()
    return at - 1 if numbered and telling else at


def _lone_capital(before: Token, token: Token) -> bool:
    return before.capital and not before.begins and before.low not in lists.words() and token.capital


def _is_surely(token: Token) -> bool:
    return token.low.endswith(("straat", "straatje")) or (
        token.capital and not token.begins and token.low.endswith(_SURE) and token.low not in lists.words()
    )


def _may_be_street(token: Token, more: bool, linked: bool) -> bool:
    if token.capital and token.low != _undirected(token.low):
        return True
    if token.low.endswith(_SURE):
        return token.capital or more or token.low not in lists.words() or token.low.endswith(_SMALL_TOO)
    return (
        (token.capital and (not token.begins or token.low not in lists.words()))
        or (more and token.capital)
        or (
            not linked
            and token.low.endswith(("str", "ln", "pln"))
            and len(token.low) > 4
            and token.low not in lists.words()
        )
    )


def _lives_there(told: Told, tokens: list[Token], first: int, at: int) -> bool:
    """A street without a number leads to people when a place in it is meant."""
    token, start = tokens[at], tokens[first].start
    if lists.plain(told.plain[start : token.end]) in lists.phrases("limburg"):
        return False
    if not token.low.endswith(_SURE) and not token.low.endswith(("berg", "park", "flat", "veld")):
        return False
    led = _LED.search(told.plain, max(0, start - 14), start)
    if not token.capital:
        lives = _LIVES.search(told.plain, max(0, start - 40), start)
        return bool(
            led
            and lives
            and token.low not in _NO_STREETS
            and token.low.endswith(("straat", "straatje", "weg", "laan", "plein"))
            and len(token.low) > 7
            and (token.low.endswith("straat") or token.low not in lists.words())
        )
    if token.low in lists.words() and first == at and token.begins:
        return False
    if token.low.endswith(_SURE) and led and token.low.endswith(_LEADS):
        return True
    lives = _LIVES.search(told.plain, max(0, start - 60), min(len(told.plain), token.end + 30))
    return bool(led and lives)


_AT_HOME = re.compile(
    r"\b(?:woon\w{0,3}|wonen|gewoond|huurt|huren|flat|kamer|huis|pand)(?: \w{2,12}){0,2}? (?:aan|op) (?:de|het|"
    r"'t|den) "
    r"(?P<it>[A-ZÀ-Þ][\w'-]{2,30})"
)
_NO_STREETS = lists.vocabulary("streets of any town")
_BEFORE_PLACE = re.compile(
    r"(?<![\w-])(?P<it>[A-ZÀ-Þ][\w'-]{2,30}(?: [A-ZÀ-Þ][\w'-]{1,30})?) (?P<n>\d{1,4} ?[a-zA-Z]?)(?:, ?| in | te )"
    r"(?P<place>[A-ZÀ-Þ][\w-]{2,30})"
)


def _phrases(told: Told) -> Iterator[Piece]:
    plain = told.plain
    for match in _AT_HOME.finditer(plain):
        if lists.plain(match["it"]) not in lists.phrases("limburg") and _unknown_street(match["it"]):
            yield Piece(*match.span("it"), "address", "street")
    for match in told.announced(_ABROAD):
        yield Piece(*match.span("it"), "address", "numbered")
    for match in told.announced(_BEFORE_PLACE):
        if lists.plain(match["place"]) in lists.phrases("limburg") and _unknown_street(match["it"]):
            yield Piece(match.start("it"), match.start("n") + len(match["n"].rstrip()), "address", "numbered")
    for pattern in (_PHRASE, _CALLED_SO, _WITH_POSTCODE, _UNKNOWN, _AT_NUMBER):
        if pattern is _WITH_POSTCODE and not _POSTCODE_AT_ALL.search(plain):
            continue
        for match in told.announced(pattern):
            number = _NUMBER.match(plain, match.end("it"))
            last = lists.plain(match["it"].split(" ")[-1])
            if pattern is _WITH_POSTCODE and last in lists.phrases("words", "very common"):
                continue
            if number and (pattern not in (_UNKNOWN, _AT_NUMBER) or _unknown(match["it"].split(" ")[-1])):
                yield Piece(match.start("it"), number.end("it"), "address", "numbered")


def _unknown(name: str) -> bool:
    low = lists.plain(name)
    return low not in lists.words() and low not in lists.known() and low not in lists.first_names()


def _unknown_street(name: str) -> bool:
    low = lists.plain(name.split(" ")[-1])
    return (
        low not in lists.phrases("words", "very common") and low not in lists.known() and not re.fullmatch(MONTHS, low)
    )
