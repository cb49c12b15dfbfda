"""Dates of birth, and full dates of what happened to somebody."""

import re
from collections.abc import Iterator

from atelier.base.guard import lists
from atelier.base.guard.pieces import Piece, Told

MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october|"
    "jan|feb|febr|mrt|mar|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec"
)
UNITS = "een|één|twee|drie|vier|vi[ej]f|zes|zeven|acht|negen"
_TENS = "twintig|dertig|veertig|vijftig|vieftig|zestig|zeventig|tachtig|negentig"
_TEENS = "tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien"
BELOW_100 = rf"(?:(?:(?:{UNITS}) ?[eë]n ?)?(?:{_TENS})|{_TEENS}|{UNITS})"
DAY = (
    rf"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|"
    rf"\w{{3,10}}tiende|(?:\w{{3,5}}(?:en|ën))?(?:twintigste|dertigste)|{BELOW_100})"
)
_YEAR_SAID = (
    rf"(?:(?:negentien|achttien|twintig)(?:[ ]?honderd)?(?: ?en)? ?{BELOW_100}|"
    rf"tweeduizend(?: ?en)?(?: ?{BELOW_100})?|{BELOW_100})"
)
# Said so fully that it is no other number: "zevenentachtig", "negentien zestig", "tweeduizend vier".
FULL_YEAR_SAID = (
    rf"(?:(?:negentien|twintig)(?: ?honderd)?(?: ?en)? ?{BELOW_100}|tweeduizend(?: ?en)? ?{BELOW_100}"
    rf"|(?:{UNITS}) ?[eë]n ?(?:{_TENS}))\b"
)
_NUMERIC = (
    r"\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?'?(?:\d{4}|\d{2})(?!\d)|\d{1,2} \d{1,2} (?:19|20)\d\d\b|(?:19|20)"
    r"\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|'\d\d-\d{1,2}-\d{1,2}(?!\d)"
)
_WRITTEN = (
    rf"\d{{1,2}}(?:e|ste|de)?[ -]{{0,2}}(?:{MONTHS})(?![^\W\d])\.?,?(?:[ -]{{0,2}}(?:(?:18|19|20)\d\d\b|"
    rf"'? ?\d{{2}}\b(?![.:,]\d|%| ?(?:uur|euro|jaar)\b)|{FULL_YEAR_SAID}))?"
)
_SAID = rf"{DAY} (?:{MONTHS})(?: (?:\d{{4}}|'?\d\d\b|{_YEAR_SAID}))?"
_MONTH_AND_YEAR = rf"(?:{MONTHS})\.? (?:van )?(?:\d{{4}}|'\d{{2}})"
# Typing errors, other languages and figures said aloud, where a word says that somebody was born then.
_LIKE_A_DATE = (
    rf"\d{{1,2}}[-/](?:19|20)\d\d\b|(?:begin|half|eind|medio) (?:{MONTHS})\b|"
    rf"\d{{1,2}}e van de \d{{1,2}}e(?: (?:19|20)\d\d)?|"
    rf"(?:begin|eind) jaren (?:{_TENS})|(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?\b|\d{{1,2}}(?:st|nd|rd|th)? (?:of "
    rf")?(?:{MONTHS})\b(?:,? \d{{4}})?|"
    rf"(?:\d{{1,2}}(?:e|ste|de)?|{DAY}) van (?:{MONTHS})\b|\d{{1,2}}[-/]\d{{1,2}}(?![-/.]?\d)"
    r"|(?:eerste |tweede )?kerstdag|kerstavond|oudejaarsdag|nieuwjaarsdag|koning(?:s|innen?)dag|valentijnsdag|"
    r"schrikkeldag|"
    rf"\d{{1,2}}\.? [^\W\d_]{{3,12}}\.? (?:\d{{4}}\b|'\d{{2}}\b)|\d{{1,2}} \d{{1,2}} \d{{2}}\b|\d{{1,2}}[-/. "
    rf"](?:[ivx]{{1,4}})[-/. ]\d{{2,4}}\b"
    rf"|{DAY} (?:{UNITS}|tien|elf|twaalf) {_YEAR_SAID}\b"
)
_ANY = rf"(?:{_NUMERIC}|{_WRITTEN}|{_SAID}\b|{_MONTH_AND_YEAR})"

_BIRTH_WORD = (
    r"geb(?:oren|oern|oen|roen|oeren|orne?|ornen|aore|ore|oor|ooren|oorte|\.|oortedatum|oortedag|datum|dat\b|"
    r"dtm\b|dd\b|d\b)?|gebdat\w{0,3}|g\.?d\.?|d\.?o\.?b\.?|jarig|gebd\w{0,3}|gbd|"
    r"geboorte ?d\w{2,6}|bevallen|beviel|bevalling|uitgerekend|verj\.?|verjaardag|verjaart|verjaarde|ter wereld|"
    r"date of "
    r"birth|born|birthday|bday"
    r"|verjaardags?\w{0,8}|kinderfeest\w{0,4}|trakt\w{2,5}|geboorte\w{0,9}|uitgerekende?|ge?b[ao]{1,3}re?n?|"
    r"j[ao]{2}rig|verj[ao]{2}r\w{0,6}"
    r"|urodzon\w|do[gğ]um\w{0,6}|née?|geburtsdatum|nacid[ao]"
)
_AFTER_WORD = re.compile(
    rf"(?:(?<!\w)(?:{_BIRTH_WORD})(?!\w)[^\d\n;]{{0,50}}?(?<![\w'-])|[*°] ?)(?P<it>{_ANY}|{_LIKE_A_DATE}|"
    rf"\d{{8}}\b|(?<!€ )\d{{6}}\b(?! ?euro))",
    re.IGNORECASE,
)
# After a date: "is hij geboren", "wordt zij veertig", "beviel zij van een zoon".
_BORN_AFTER = re.compile(
    r"[ ,)]{1,3}(?:[^\d\n.;]{0,40}[ (])??(?:geboren|geb\b|jarig|verjaart|verjaardag|ter wereld|geboortedatum|"
    r"bevallen)\b"
    r"|(?: a\.?s\.?)? (?:wordt|word|werd|worden|beviel|bevalt|turns)\b(?: [\w']{1,20}){0,4}? "
    rf"(?:\d{{1,2}}\b(?! ?(?:euro|uur|mensen|keer))|{BELOW_100}\b(?! (?:euro|uur|mensen|keer|kinderen|gezinnen))"
    r"|van een (?:zoon|dochter|jongen|meisje|kind))| beviel"
    r"| (?:zijn|haar|mijn) (?:\d{1,3}e|\w{3,16}(?:ste|de))(?! (?:keer|maand|week|dag|kind|baan|afspraak))\b",
    re.IGNORECASE,
)
# Before it: "wordt achttien op", and with an age after it "wordt op 5 mei achttien".
_TURNS = re.compile(rf"\b(?:wordt|word|werd) (?:\d{{1,2}}|{BELOW_100})(?: jaar)?,? (?:op|aanstaande) $", re.IGNORECASE)
_TURNS_ON = re.compile(
    r"(?<!\w)(?:wordt|werd|word|is|ben|bin|turns|turned|viert|vierde|vier|vieren) (?:op |on )?"
    r"(?:(?:morgen|overmorgen|vandaag|binnenkort|(?:aanstaande|aankomende|komende|volgende|"
    r"deze) \w{3,9})(?: \w{5,9}dag)?,? )?"
    r"(?:op )?$",
    re.IGNORECASE,
)
_AN_AGE = re.compile(
    rf",? (?:\d{{1,2}}|{BELOW_100})(?: jaar)?(?: geworden)?\b(?! ?(?:uur|euro|mensen|kinderen))", re.IGNORECASE
)
_YEAR_ALONE = re.compile(
    r"\b(?:geboren (?:in|rond|omstreeks|circa|ca\.?|ongeveer in)(?: het jaar)?|jg\.?|geboortejaar|bouwjaar|"
    r"born in|jaargang|lichting|geb\.?(?: in| rond)?)\W{0,3}(?P<it>(?:19[2-9]|"
    r"20[0-2])\d\b|'\d\d\b)|"
    r"\b(?:in|uit) (?P<it3>(?:19[2-9]|20[0-2])\d) (?:ben \w+ |is \w+ |werd \w+ )?geboren\b|"
    r"(?P<name>[A-ZÀ-Þ][\w'-]{2,20}) \((?P<it2>(?:19[3-9]|20[01])\d)\)",
)
_DATES = re.compile(
    rf"(?<!\w)(?<!\d[.,/-])(?=\d|[a-zéë]{{3,20}} (?:{MONTHS}|{UNITS}|tien|elf|twaalf|\d))"
    rf"(?:(?P<full>{_NUMERIC}|\d{{1,2}}(?:e|ste|de)?[ -]{{0,2}}(?:{MONTHS})"
    rf"(?![^\W\d])\.?,?[ -]{{0,2}}"
    rf"(?:(?:18|19|20)\d\d\b|'? ?\d{{2}}\b(?![.:,]\d|%| ?(?:uur|euro|jaar|mensen)\b)|{FULL_YEAR_SAID})"
    rf"|(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b|{DAY} (?:{MONTHS}) (?:\d{{4}}|'?\d\d|{_YEAR_SAID})\b"
    rf"|{DAY} (?:{UNITS}|tien|elf|twaalf) {FULL_YEAR_SAID}"
    rf"|\d{{1,2}}\.? [jfmasond][^\W\d_]{{2,10}}\.? (?:19\d\d|200\d)\b)|{_WRITTEN}|{DAY} (?:{MONTHS})\b)",
    re.IGNORECASE,
)
# Before the date of a rule, a letter or a meeting; before a date of our days more words tell that.
_OF_A_RULE = re.compile(
    r"\b(?:sinds|vanaf|per|tot|t/m|vóór|overeenkomst|contract|besluit|wet|brief|uitspraak|vonnis|d\.?d\.?|"
    r"beschikking|ingang|getrouwd|"
    r"gehuwd|ingevoerd|verordening|"
    r"gescheiden|geldig|versie|vergadering|termijn|uiterlijk|dagtekening|aanslag|factuur|staatsblad|peildatum)"
    r"\W{0,3}(?:van |op |de |het |met ){0,2}$",
    re.IGNORECASE,
)
_OF_OUR_DAYS = re.compile(
    r"\b(?:voor|na|op|ingediend|ontvangen|verstuurd|datum|tussen|heden|begin|eind|gesprek|afspraak|"
    r"huisbezoek)\W{0,3}$",
    re.IGNORECASE,
)
_ABOUT_SOMEBODY = re.compile(
    rf"(?:\(|\*|\b(?:{lists.either('family')}|{lists.either('formal titles')}|tweeling|drieling|cl|client|cliënt|"
    rf"kinderen|ventje|kindje|baby|peuter)\b[^.;]{{0,30}}"
    r"|[A-Z][\w'-]+,?) ?$"
)
_TENS_SAID = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_YEAR = re.compile(r"(?:(?P<four>(?:19|20)\d\d)|(?P<two>\d\d))$")

# What happened to somebody on that day: it leads to them as their birthday does.
_EVENT_JUST_BEFORE = re.compile(
    rf"\b(?:{lists.either('events')})(?: is| was)?(?: op| van| in| sinds)? $", re.IGNORECASE
)
_EVENT_NEAR = re.compile(rf"\b(?:{lists.either('events')})\b", re.IGNORECASE)


# "09022013": eight figures that are a day.
_RUN_OF_EIGHT = re.compile(
    r"(?<![\w.,/€-])(?<!€ )(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19[2-9]\d|20[0-2]\d)(?![\w-]|[.,]\d| ?euro)"
    r"|(?<![\w.,/€-])(?<!€ )(?:19[2-9]\d|200\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\w-]|[.,]\d| ?euro)"
)


def look(told: Told) -> Iterator[Piece]:
    plain = told.plain
    for match in told.bare(_RUN_OF_EIGHT):
        before = plain[max(0, match.start() - 45) : match.start()].rpartition("\n")[2]
        year = int(match[0][:4] if match[0].startswith(("19", "200")) else match[0][4:])
        if not _OF_A_RULE.search(before) and (year <= 2019 or _ABOUT_SOMEBODY.search(before)):
            yield _birthdate(plain, *match.span())
    for match in _AFTER_WORD.finditer(plain):
        yield _birthdate(plain, *match.span("it"))
    for match in _YEAR_ALONE.finditer(plain):
        if match["it"] or match["it3"]:
            yield _birthdate(plain, *match.span("it" if match["it"] else "it3"))
        elif lists.plain(match["name"]) in lists.first_names():
            yield _birthdate(plain, *match.span("it2"))
    for match in _DATES.finditer(plain):
        if _somebody_turns(plain, match.start(), match.end()):
            yield _birthdate(plain, *match.span())
        elif match["full"]:
            yield from _unnamed(plain, match)


def _birthdate(plain: str, start: int, end: int) -> Piece:
    found = plain[start:end].rstrip(" .,-")
    return Piece(start, start + len(found), "birthdate", _sort(found))


def _somebody_turns(plain: str, start: int, end: int) -> bool:
    before = max(0, start - 50)
    return bool(
        _BORN_AFTER.match(plain, end)
        or _TURNS.search(plain, before, start)
        or (_TURNS_ON.search(plain, before, start) and _AN_AGE.match(plain, end))
    )


def _unnamed(plain: str, match: re.Match[str]) -> Iterator[Piece]:
    """A full date without a word that says what it is: in years gone by mostly a birth."""
    before = plain[max(0, match.start() - 45) : match.start()].rpartition("\n")[2]
    if not _day_and_month(match[0]):
        return
    year = _year(match[0])
    of_a_rule, of_our_days = _OF_A_RULE.search(before), _OF_OUR_DAYS.search(before)
    about = _ABOUT_SOMEBODY.search(before) and year <= 2026 and not of_our_days
    long_ago = 1915 <= year <= 2008 and not _EVENT_JUST_BEFORE.search(before)
    if not of_a_rule and (about or long_ago):
        yield _birthdate(plain, *match.span())
    elif _happened(plain, match):
        yield Piece(match.start(), match.end(), "rare", "event")
    elif not of_a_rule and not of_our_days and 1915 <= year <= 2019:
        yield _birthdate(plain, *match.span())


def _happened(plain: str, match: re.Match[str]) -> bool:
    before = re.split(r"[\n.;()]", plain[max(0, match.start() - 35) : match.start()])[-1]
    after = re.split(r"[\n.;(),]", plain[match.end() : match.end() + 40])[0]
    return bool(_EVENT_NEAR.search(before) or _EVENT_NEAR.search(after))


def _day_and_month(found: str) -> bool:
    numbers = [int(number) for number in re.findall(r"\d+", found)]
    if len(numbers) < 3 or re.search("[a-z]", found):
        return True
    day, month = numbers[:2] if numbers[0] < 1000 else numbers[2:0:-1]
    return 1 <= day <= 31 and 1 <= month <= 12


def _year(found: str) -> int:
    if "tweeduizend" in found.lower():
        return 2000
    for tens, word in enumerate(_TENS_SAID, start=2):
        if found.lower().endswith(word):
            return 1900 + 10 * tens
    iso = re.match(r"(19|20)\d\d", found)
    if iso:
        return int(iso[0])
    match = _YEAR.search(found)
    if not match:
        return 0
    return int(match["four"]) if match["four"] else 1900 + int(match["two"]) + (100 if int(match["two"]) < 27 else 0)


def _sort(found: str) -> str:
    """The tens of years of this birth, when the date tells."""
    year = _year(found.rstrip(" .,")) if re.search(r"\d{2}$", found.rstrip(" .,")) else 0
    return str(year // 10 * 10) if 1900 <= year <= 2030 else ""
