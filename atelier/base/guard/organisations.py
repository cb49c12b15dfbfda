"""Schools, corporations, care homes, shops, clubs: by a word that announces them, by their ending, and by list."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from atelier.base.guard import lists
from atelier.base.guard.people import is_derived
from atelier.base.guard.pieces import Piece, Token, Told

# Who announces what: the sort of the suggestion. What follows is the name.
_SORTS = ("school", "housing", "care", "welfare", "shop", "employer", "church", "club", "organisation")
# The word itself belongs to the name: "Stichting De Brug", "Bakkerij Jansen".
_INSIDE = lists.vocabulary("belongs to the name")
# These announce a name in lower case too: "op obs de klim".
_SMALL_TOO = lists.vocabulary("announces in lower case")


@cache
def _announcers() -> Mapping[str, str]:
    return {word: sort for sort in _SORTS for word in lists.vocabulary(f"announces {sort}")}


_CAPITAL = r"(?:[A-ZÀ-Þ0-9][\w&'+-]{0,30}|'[ts])"
_NAME = (
    rf"(?:(?:[Dd]e|[Hh]et|[Dd]en|[Ii]n|[Oo]p|[Aa]an|[Ss]int|[Ss]t\.?|'[tn]|[Vv]an|[Dd]r\.|[Vv]oor|[Tt]ot|"
    rf"[Oo]nder|[Oo]nze|[Bb]ij|[Aa]chter|[Mm]et|[Mm]ijn|[Zz]onder|[Tt]er|[Tt]e|[Mm]gr\.|[Pp]ater|[Ll]a|[Ll]e|El|"
    rf"Al) ?){{0,3}}"
    rf"{_CAPITAL}(?:(?: (?:en|&|van|van de|van den|van het|de|den|der|in de|aan de|in 't|voor|tot) | ?& ?| "
    rf"){_CAPITAL}){{0,4}}"
)
_NAME_AT = re.compile(_NAME)
_SMALL_NAME = re.compile(
    r"(?:(?:de|het|'t|den|sint|st\.?|in de|op de|onder de) ?){1,2}[a-zà-ÿ][\wà-ÿ-]{2,25}(?! (?:heeft|is|gaat|wil|"
    r"zegt))"
)
_QUOTED_AT = re.compile(r"[\"'](?P<it>[^\"'\n]{2,45})[\"']")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){0,3}")
_LEGAL = re.compile(
    rf"(?P<it>{_CAPITAL}(?: (?:{_CAPITAL}|en|&)){{0,5}} (?:bv|B\.?V\.?|N\.?V\.?|VOF|V\.O\.F\.|& Zn\.?|& Zonen|en "
    rf"Zonen|& Co\.?|GmbH|Ltd\.?|Groep|Group|Bouw|Advocaten|Bewindvoering|"
    r"Bewind|Incasso|Deurwaarders|Gerechtsdeurwaarders|Makelaars|Makelaardij|Schoonmaak|Transport|Logistics|"
    r"Logistiek|Uitzendbureau|Uitzendkrachten|Uitzenden|College|Lyceum|Gymnasium|Zorg|Thuiszorg|Welzijn|Wonen|"
    r"Energie|Catering|Installaties|Techniek|Flex|Payroll|Kinderopvang|Apotheek|Supermarkt|Optiek|Mode|Schoenen|"
    r"Administratie|Advies|Kliniek|Ziekenhuis|Mediation|Coaching|Services|Beheer|Vastgoed|Verhuur|Verhuizingen|"
    r"Tweewielers|Motors|Automotive|Rentals?|Lodging|Housing|Champignons|Groenten|Fruit|Vlees|Foods?|Farms?|"
    r"Steunpunt|Staal|Metaal|Plastics?|Recycling|Cleaning|Solutions|Consultancy|Academy|Valley|Trading|"
    r"Kwekerijen|Asperges|Dakwerken|Tegels|Keukens|Banden|Rijopleiding|Kinderdagopvang|Uitvaart|Huisvesting|"
    r"Grondwerken|Grondverzet|Loonwerken|Hoveniers|Bestrating|Bestratingen|Stukadoors|Schilders|Schilderwerken|"
    r"Dakbedekking|"
    r"Zonnepanelen|Isolatie|Montage|Bouwbedrijf|Tuinen|Touringcars|Textiel|Interieurs?|Sloopwerken|Afbouw|Klussen|"
    r"Wooncoaching|Mobiliteit|Industries|Packaging|Events|Horeca|Personeel|Detachering|"
    r"(?:[Yy]outh )?[Ss]helter)(?![\w-]))"
)
_ENDING = re.compile(
    r"(?<![\w-])(?P<it>(?:(?:De|Het|Sint|St\.?|'t|Nieuwe?|Oude?) ?){0,2}[A-ZÀ-Þ][\wà-ÿ-]{2,25}(?:college|lyceum|"
    r"gymnasium|school|schole?n|ziekenhuis|kliniek|kerk|kapel|moskee|klooster|hospice|apotheek|parochie|"
    r"praktijk|zorg|hofje|brigade|corporatie|bakkerij|slagerij|garage|markt?hal|fabriek|mavo|academie|museum|"
    r"theater))(?![\w-])"
)
_AT_ENDING = re.compile(
    r"\b(?:werkt|werkte|werk|gewerkt|ontslagen|stage|schoonmaker|uitzendkracht|contract|vast|baan|aan de slag|"
    r"dienst|in dienst|productiewerk) (?:\w+ ){0,2}(?:bij|voor) (?:de |het )?(?P<it>" + _NAME + ")"
)
_NAMED_SO = re.compile(
    r"(?<=[\w,] )(?:op|bij|naar|van|via|door) (?:de|het|'t|ons|onze) (?P<it>[A-ZÀ-Þ][a-zà-ÿ]{3,25})(?! ?\d|[\w-]|"
    r" [A-Z])"
)
# "via Samen voor Elkaar", "van Kamers met Kansen".
_JOINED = re.compile(
    r"\b(?:via|bij|van|door|met|voor) (?P<it>[A-ZÀ-Þ][a-zà-ÿ]{3,20} (?:voor|met|aan|naar|zonder) (?:de |het |een )?"
    r"[A-ZÀ-Þ][a-zà-ÿ]{3,20}(?: [A-ZÀ-Þ][a-zà-ÿ]{3,20})?)"
)
# "bij Bakker Stultiens".
_TRADE = re.compile(
    r"\b(?:bij|van|naar|door|via) (?P<it>(?:Bakker|Slager|Kapper|Groenteboer|Fietsenmaker|Bloemist|Taxi|Café|"
    r"Snackbar|Notaris|Advocaat|Drogist|Opticien|Schoenmaker|Poelier|Visboer|Smederij|Loodgieter) "
    r"(?:[Vv]an )?[A-ZÀ-Þ][\w'-]{2,25})"
)
# "van Sint-Lambertus", where no street or place is called so.
_SAINT = re.compile(
    r"\b(?:van|bij|op|in|naar|voor|uit) (?:de |het )?(?P<it>(?:Sint|"
    r"St\.?)[ -][A-ZÀ-Þ][\w]{3,20}(?:[ -][A-ZÀ-Þ][\w]{2,20})?)"
    r"(?![\w-]| \d)"
)
# "parochie H. Lambertus", "v.v. De Dem", "Stg. Ruggesteun", "de Moeder Teresa-keuken": with a dot or a dash within.
_DOTTED = re.compile(
    r"(?<![\w.-])(?P<it>(?:(?:[Pp]arochie(?:bestuur)?|[Kk]erk|[Ss]chutterij|[Hh]armonie|[Ff]anfare|[Kk]apel|"
    r"[Bb]asisschool|"
    r"[Vv]erpleeghuis|[Ss]cholengemeenschap) (?:H\.?|HH\.?|St\.?|Sint|O\.?L\.?V\.?|Heilige) |"
    r"(?:[vVsS]\.[vV]\.?|[rR]\.?[kK]\.?[sS]\.?[vV]\.|[Ss]tg\.?|[Ss]tcht\.?|[Vv]er\.) )(?:[Dd]e |[Hh]et |"
    r"'t )?[A-ZÀ-Þ][\w'-]{2,25}"
    r"(?: [A-ZÀ-Þ][\w'-]{2,25})?|(?:(?:De|Het) )?(?:[A-ZÀ-Þ][\w]{2,20} ){0,2}[A-ZÀ-Þ][\w]{2,20}-(?:keuken|fonds|hofje|"
    r"centrum|stichting|kerk|kapel|school|kliniek|opvang|winkel))(?![\w-])"
)
# "de Rijdende Huiskamer": capitals where words need none.
_TWO_PROUD = re.compile(
    r"(?<=[\w,] )(?P<it>(?:de|het|'t|ons|onze) [A-ZÀ-Þ][a-zà-ÿ]{3,25} [A-ZÀ-Þ][a-zà-ÿ]{3,25})(?! ?\d|[\w-])"
)
# A capital article in the middle of a sentence: "op De Wegwijzer", "bij 't Kloppend Hert".
_ARTICLED = re.compile(
    r"\b(?:op|bij|van|naar|aan|voor|met|via|door|in|uit|langs) (?P<it>(?:De|Het|'t|'t) "
    r"[A-ZÀ-Þ][\w'-]{2,30}(?:(?: (?:en|van|in|aan) (?:de |het )?| )[A-ZÀ-Þ][\w'-]{2,30}){0,3})"
    r"(?! ?\d)"
)
# Who follows is an organisation, the word itself is a person of it: "bewindvoerder Jansen en Co".
_SOMEBODY = lists.vocabulary("roles") | {"verhuurder", "werkgever", "makelaar", "kapper", "loodgieter", "tuinder"}
_ALONE_BUSINESS = lists.vocabulary("businesses")


def look(told: Told) -> Iterator[Piece]:
    plain = told.plain
    yield from _listed(told)
    for match in _LEGAL.finditer(plain):
        yield Piece(*match.span("it"), "organisation", "employer")
    for match in _ENDING.finditer(plain):
        if match["it"].lower() not in lists.words() and lists.plain(match["it"]) not in lists.known():
            yield Piece(*match.span("it"), "organisation", _sort_of_ending(match["it"]))
    for match in _AT_ENDING.finditer(plain):
        if lists.plain(match["it"]) in lists.vocabulary("shops"):
            yield Piece(*match.span("it"), "organisation", "shop")
        elif not _is_known(match["it"]) and not _is_person(match["it"]):
            yield Piece(*match.span("it"), "organisation", "employer")
    for match in _ARTICLED.finditer(plain):
        if not _is_place_or_known(match["it"].split(" ", 1)[1]) and lists.plain(match["it"]) not in lists.known():
            yield Piece(*match.span("it"), "organisation", "named")
    for match in _JOINED.finditer(plain):
        first = match["it"].split(" ")[0]
        if not _is_place_or_known(first) and not _is_person(first) and lists.plain(first) not in lists.surnames():
            yield Piece(*match.span("it"), "organisation", "named")
    for match in _TRADE.finditer(plain):
        yield Piece(*match.span("it"), "organisation", "shop")
    for match in _SAINT.finditer(plain):
        if not _is_place_or_known(match["it"]):
            yield Piece(*match.span("it"), "organisation", "named")
    for match in _DOTTED.finditer(plain):
        yield Piece(*match.span("it"), "organisation", "named")
    for match in _TWO_PROUD.finditer(plain):
        shop = lists.plain(match["it"].partition(" ")[2]) in lists.vocabulary("shops")
        if not shop and _is_house_of_words(match["it"].split(" ")[1:]):
            yield Piece(*match.span("it"), "organisation", "named")
    for match in _NAMED_SO.finditer(plain):
        if _is_name_of_a_house(match["it"]):
            yield Piece(*match.span("it"), "organisation", "named")
    yield from _announced(told)
    yield from _with_its_region(told)
    yield from _of_somebody(told)
    yield from _shops(told)


def _with_its_region(told: Told) -> Iterator[Piece]:
    """ "KBO Milsbeek", "Energiebank Westelijke Mijnstreek", "Otto-Flex Peel": what is called after where it stands."""
    tokens = told.tokens
    for at in range(1, len(tokens)):
        token, before = tokens[at], tokens[at - 1]
        if token.begins or not (token.capital and before.capital and token.gap and token.start == before.end + 1):
            continue
        if _is_region(token.text) and _may_be_called(before):
            first = at - 1
            while first > 0 and tokens[first - 1].capital and not tokens[first - 1].begins and _adjoins(tokens, first):
                first -= 1
            yield Piece(tokens[first].start, _region_end(tokens, at), "organisation", "named")


def _adjoins(tokens: list[Token], at: int) -> bool:
    return tokens[at].start == tokens[at - 1].end + 1 and _may_be_called(tokens[at - 1])


def _region_end(tokens: list[Token], at: int) -> int:
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        after.end if after is not None and after.capital and _is_region(after.text) and after.gap else tokens[at].end
    )


def _may_be_called(token: Token) -> bool:
    low = lists.plain(token.text)
    if lists.has_ending(low, "papers"):
        return False
    if (
        token.text.isupper()
        and len(low) > 2
        and low not in lists.known()
        and low not in lists.vocabulary("no first half")
    ):
        return True
    if len(low) < 3 or low in lists.vocabulary("no first half") or low in lists.known() or _is_place_or_known(low):
        return False
    person = low in lists.first_names() or low in lists.surnames() or low in _people_words()
    return not person and low not in lists.phrases("words", "very common") and not low.endswith(("se", "er", "sche"))


@cache
def _people_words() -> frozenset[str]:
    return lists.vocabulary("titles") | lists.vocabulary("family") | lists.vocabulary("roles")


_SENT = frozenset(
    [
        "medewerker",
        "medewerkster",
        "iemand",
        "mensen",
        "brief",
        "mail",
        "nota",
        "rekening",
        "factuur",
        "app",
        "pas",
        "bus",
    ]
)


def _of_somebody(told: Told) -> Iterator[Piece]:
    """ "jongerenwerker Jeroen Cuypers van Menswel", "de bso van Pippeloentje": who works there, what is theirs."""
    tokens = told.tokens
    for at in range(1, len(tokens) - 1):
        name = tokens[at + 1]
        if tokens[at].text != "van" or not name.capital or not name.gap or len(name.text) < 4:
            continue
        before = [one.low for one in tokens[max(0, at - 3) : at]]
        works = not _works_for().isdisjoint(before)
        if works and _may_be_called(name) and name.low not in lists.words() and not _is_derived_place(name):
            yield Piece(name.start, name.end, "organisation", "named")


@cache
def _works_for() -> frozenset[str]:
    return lists.vocabulary("roles") | _SENT | frozenset(_announcers())


def _is_derived_place(token: Token) -> bool:
    return is_derived(lists.plain(token.text)) or token.text.isupper()


_LEADS_TO_SHOPS = frozenset("bij naar van naast achter voor in de het tegenover via".split())  # noqa: SIM905
_ORDINARY_TOO = frozenset({"action", "plus", "spar", "coop", "bristol", "praxis", "karwei", "zeeman", "dirk", "gamma"})


def _shops(told: Told) -> Iterator[Piece]:
    tokens, shops = told.tokens, lists.vocabulary("shops said by name")
    for at in range(1, len(tokens)):
        token = tokens[at]
        if f"{tokens[at - 1].low} {token.low}" in shops and token.capital and token.gap:
            yield Piece(tokens[at - 1].start, token.end, "organisation", "shop")
        if (
            token.low in shops
            and at + 2 < len(tokens)
            and tokens[at + 1].low in ("in", "op", "te", "aan", "van")
            and tokens[at - 1].low in _LEADS_TO_SHOPS
            and (token.capital or token.low not in _ORDINARY_TOO)
        ):
            yield Piece(token.start, token.end, "organisation", "shop")


def _is_name_of_a_house(name: str) -> bool:
    """ "op de Klimop": a word with a capital where it needs none is what something is called."""
    low = lists.plain(name)
    word = low in lists.words() and low not in lists.phrases("words", "very common")
    person = low in lists.first_names() or low in lists.phrases("common_surnames")
    derived = low.endswith(("se", "sche", "er", "ers", "aar", "aren", "wet", "dag", "fonds", "toeslag"))
    return word and not person and not derived and not _is_place_or_known(name)


def _is_house_of_words(names: list[str]) -> bool:
    lows = [lists.plain(name) for name in names]
    if lows[-1] in lists.vocabulary("no house"):
        return False
    return all(low in lists.words() and low not in lists.known() for low in lows) and not any(
        low in lists.first_names() or low.endswith(("wet", "dag", "fonds", "toeslag")) for low in lows
    )


def _is_known(name: str) -> bool:
    low = lists.plain(name)
    return (
        low in lists.known()
        or low.split(" ")[0] in lists.known()
        or low in lists.phrases("limburg")
        or low in lists.words()
    )


def _is_place_or_known(name: str) -> bool:
    low = lists.plain(name)
    return (
        low in lists.known()
        or low.split(" ")[0] in lists.known()
        or low in lists.phrases("limburg")
        or low in lists.phrases("towns")
    )


def _is_person(name: str) -> bool:
    return lists.plain(name.split(" ")[0]) in lists.first_names()


def _sort_of_ending(name: str) -> str:
    low = name.lower()
    if low.endswith(("college", "lyceum", "gymnasium", "school", "scholen", "schoolen", "mavo", "academie")):
        return "school"
    return "care" if low.endswith(("huis", "kliniek", "hospice", "praktijk", "zorg", "apotheek")) else "organisation"


def _announced(told: Told) -> Iterator[Piece]:
    tokens = told.tokens
    announcers = _announcers()
    for at, token in enumerate(tokens):
        if not token.is_word:
            continue
        low, last = token.low, token
        sort = announcers.get(low, "")
        if at + 1 < len(tokens) and tokens[at + 1].is_word and f"{low} {tokens[at + 1].low}" in announcers:
            last = tokens[at + 1]
            sort = announcers[f"{low} {last.low}"]
        if not sort and _is_business(token):
            sort = "business"
        if not sort:
            continue
        alone = at == 0 or tokens[at - 1].low not in ("een", "geen", "welke", "elke", "iedere")
        proud = token.capital and (not token.begins or low in _INSIDE)
        bare = at == 0 or tokens[at - 1].low not in ("de", "het", "die", "deze", "onze", "mijn", "haar", "zijn")
        found = _name_after(told.plain, last.end, token, proud and sort != "organisation", alone and bare)
        if found:
            start, end, quoted = found
            inside = (
                (proud or low in _INSIDE or (bare and low not in _SOMEBODY)) and not quoted and last.end + 1 == start
            )
            yield Piece(token.start if inside else start, end, "organisation", sort if inside else f"{sort} nearby")


def _is_business(token: Token) -> bool:
    if token.low in _ALONE_BUSINESS:
        return token.capital
    return (
        token.capital
        and len(token.low) > 5
        and lists.has_ending(token.low, "business endings")
        and lists.plain(token.text) not in lists.first_names()
    )


def _name_after(plain: str, end: int, token: Token, proud: bool, bare: bool) -> tuple[int, int, bool] | None:
    at, low = end, token.low
    called = token.capital or low in ("hotel", "camping", "café", "kasteel")
    if low in ("gebr", "fa", "st") and plain[at : at + 1] == ".":
        at = end = end + 1
    while at < len(plain) and plain[at] in " :," and at - end < 2:
        if plain[at] == ",":
            return None
        at += 1
    if at == end:
        return None
    quoted = _QUOTED_AT.match(plain, at)
    if quoted and plain[at : at + 2] not in ("'t", "'s"):
        return quoted.start("it"), quoted.end("it"), True
    match = _NAME_AT.match(plain, at)
    if match and (_names_something(match[0], proud) or (called and _is_region(match[0]))):
        return at, match.end(), False
    small = _SMALL_NAME.match(plain, at) if bare and low in _SMALL_TOO else None
    return (at, small.end(), False) if small and _is_telling(small[0].split(" ")[-1]) else None


_REGIONS = lists.vocabulary("regions")


def _is_telling(word: str) -> bool:
    return word not in lists.phrases("words", "very common") and word not in ("buurt", "wijk", "regio")


def _is_region(name: str) -> bool:
    """ "Formulierenbrigade Brukske", "Voedselkar Heuvelland": with a capital the place belongs to the name."""
    low = lists.plain(name)
    return low in lists.phrases("limburg") or low in _REGIONS


def _names_something(name: str, proud: bool) -> bool:
    """Not a place, a state, a law or a person alone: "de school in Heerlen", "corporatie Nederland"."""
    low = lists.plain(name)
    parts = low.split(" ")
    if proud and name.startswith("van ") and len(parts) == 2 and not _is_place_or_known(parts[1]):
        return True
    if proud and (name.startswith("Van ") or low in lists.words()):
        return len(low) > 2
    if parts[0] in ("nederland", "nederlandse"):
        return False
    while parts and parts[0] in ("in", "van", "op", "te", "aan", "voor", "bij", "met", "onder", "tot"):
        if (len(parts) > 1 and parts[1] not in ("de", "het", "den", "'t")) or name.split(" ")[0][0].islower():
            return False
        parts = parts[1:]
    rest = " ".join(parts)
    if not rest or rest in lists.known() or rest in lists.phrases("limburg") or rest in lists.phrases("towns"):
        return False
    return (
        not (parts[0] in lists.known() and len(parts) == 1) and not rest.replace(" ", "").isdigit() and len(rest) > 1
    )


# -- By list ----------------------------------------------------------------------------------------------------------


@cache
def _entries() -> Mapping[str, str]:
    return lists.phrases("organisations")


@cache
def _beginnings() -> Mapping[str, int]:
    """First words of listed names to how many tokens the longest of them may have."""
    longest: dict[str, int] = {}
    for name in _entries():
        first = _first(name)
        longest[first] = max(longest.get(first, 1), name.count(" ") + 1 + sum(name.count(sign) * 2 for sign in "&+.'"))
    return longest


def _first(name: str) -> str:
    match = _WORD.match(name)
    return match[0] if match else name


_SIDES = frozenset({"noord", "zuid", "oost", "west", "midden", "centrum", "limburg"})


def _is_a_norm(tokens: list[Token], at: int) -> bool:
    """ "DSM-5" is a book."""
    return at + 2 < len(tokens) and tokens[at + 1].text == "-" and tokens[at + 2].text.isdigit()


def _listed(told: Told) -> Iterator[Piece]:
    tokens, entries, beginnings = told.tokens, _entries(), _beginnings()
    for at, token in enumerate(tokens):
        if not token.is_word:
            continue
        first = lists.plain(token.text)
        short = first[:-2] if first.endswith("'s") else first
        if "-" in first and first.partition("-")[2] in _SIDES and first.partition("-")[0] in entries:
            yield Piece(token.start, token.end, "organisation", entries[first.partition("-")[0]])
        if (short not in beginnings and first not in beginnings) or _is_a_norm(tokens, at):
            continue
        for end in range(min(len(tokens), at + beginnings.get(first, beginnings.get(short, 1)) + 1) - 1, at - 1, -1):
            close = tokens[end].end - (2 if tokens[end].low.endswith("'s") else 0)
            phrase = lists.plain(told.plain[token.start : close])
            if (
                phrase in entries
                and (token.capital or phrase not in lists.words())
                and not (token.begins and phrase in lists.words())
            ):
                yield Piece(token.start, close, "organisation", entries[phrase])
                break
