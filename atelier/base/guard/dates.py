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
_UNITS = "een|één|twee|drie|vier|vi[ej]f|zes|zeven|acht|negen"
_TENS = "twintig|dertig|veertig|vijftig|vieftig|zestig|zeventig|tachtig|negentig"
_TEENS = "tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien"
_BELOW_100 = rf"(?:(?:(?:{_UNITS}) ?[eë]n ?)?(?:{_TENS})|{_TEENS}|{_UNITS})"
_DAY = (
    rf"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|"
    rf"\w{{4,10}}tiende|(?:\w{{3,5}}(?:en|ën))?(?:twintigste|dertigste)|{_BELOW_100})"
)
_YEAR_SAID = (
    rf"(?:(?:negentien|achttien|twintig)(?:[ ]?honderd)?(?: ?en)? ?{_BELOW_100}|"
    rf"tweeduizend(?: ?en)?(?: ?{_BELOW_100})?|{_BELOW_100})"
)
_NUMERIC = (
    r"\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?'?(?:\d{4}|\d{2})(?!\d)|\d{1,2} \d{1,2} (?:19|20)\d\d\b|(?:19|20)"
    r"\d\d-\d{1,2}-\d{1,2}(?!\d)"
)
_WRITTEN = (
    rf"\d{{1,2}}(?:e|ste|de)?[ -]{{0,2}}(?:{MONTHS})\b\.?,?(?:[ -]{{0,2}}(?:\d{{4}}\b|"
    rf"'? ?\d{{2}}\b(?![.:,]\d|%| ?(?:uur|euro|jaar)\b)))?"
)
_SAID = rf"{_DAY} (?:{MONTHS})(?: (?:\d{{4}}|{_YEAR_SAID}))?"
_MONTH_AND_YEAR = rf"(?:{MONTHS})\.? (?:van )?(?:\d{{4}}|'\d{{2}})"
# Typing errors, other languages and figures said aloud, where a word says that somebody was born then.
_LIKE_A_DATE = (
    rf"\d{{1,2}}\.? [^\W\d_]{{3,12}}\.? (?:\d{{4}}\b|'\d{{2}}\b)|\d{{1,2}} \d{{1,2}} \d{{2}}\b|\d{{1,2}}[-/. "
    rf"](?:[ivx]{{1,4}})[-/. ]\d{{2,4}}\b"
    rf"|{_DAY} (?:{_UNITS}|tien|elf|twaalf) {_YEAR_SAID}\b"
)
_ANY = rf"(?:{_NUMERIC}|{_WRITTEN}|{_SAID}\b|{_MONTH_AND_YEAR})"

_BIRTH_WORD = (
    r"geb(?:oren|oern|oen|roen|oeren|orne?|ornen|aore|ore|oor|ooren|oorte|\.|oortedatum|oortedag|datum|dat\b|"
    r"dtm\b|dd\b|d\b)?|gebdat\w{0,3}|g\.?d\.?|d\.?o\.?b\.?|jarig|gebd\w{0,3}|gbd|"
    r"geboorte ?d\w{2,6}|bevallen|bevalling|uitgerekend|verj\.?|verjaardag|verjaart|verjaarde|ter wereld|date of "
    r"birth|born|birthday|bday"
)
_AFTER_WORD = re.compile(
    rf"(?:(?<!\w)(?:{_BIRTH_WORD})(?!\w)[^\d\n;]{{0,50}}?(?<![\w'-])|[*°] ?)(?P<it>{_ANY}|{_LIKE_A_DATE}|"
    rf"\d{{8}}\b|(?<!€ )\d{{6}}\b(?! ?euro))",
    re.IGNORECASE,
)
# After a date: "is hij geboren", "wordt zij veertig", "beviel zij van een zoon".
_BORN_AFTER = re.compile(
    r"[ ,)]{1,3}(?:(?:is|ben|was|werd|wordt|op|hier|in|te|mijn|haar|zijn|ze|hij|ik|zij|ook|weer)"
    r"\s){0,3}(?:\w{2,14}\s){0,2}?"
    r"(?:geboren|geb\b|jarig|verjaart|verjaardag|ter wereld|geboortedatum|bevallen)\b"
    r"| (?:wordt|word|werd|worden|beviel|bevalt|turns)\b(?: [\w']{1,20}){0,4}? "
    rf"(?:\d{{1,2}}\b(?! ?(?:euro|uur|mensen|keer))|{_BELOW_100}\b(?! (?:euro|uur|mensen|keer|kinderen|gezinnen))"
    r"|van een (?:zoon|dochter|jongen|meisje|kind))| beviel",
    re.IGNORECASE,
)
# Before it: "wordt achttien op", and with an age after it "wordt op 5 mei achttien".
_TURNS = re.compile(
    rf"\b(?:wordt|word|werd) (?:\d{{1,2}}|{_BELOW_100})(?: jaar)?,? (?:op|aanstaande) $", re.IGNORECASE
)
_TURNS_ON = re.compile(r"(?<!\w)(?:wordt|werd|word|is|ben|bin|turns|turned) (?:op |on )?$", re.IGNORECASE)
_AN_AGE = re.compile(
    rf" (?:\d{{1,2}}|{_BELOW_100})(?: jaar)?(?: geworden)?\b(?! ?(?:uur|euro|mensen|kinderen))", re.IGNORECASE
)
_YEAR_ALONE = re.compile(
    r"\b(?:geboren in|geboortejaar|bouwjaar|born in|jaargang|lichting)\W{0,3}(?P<it>(?:19[2-9]|20[0-2])\d)\b|"
    r"(?P<name>[A-ZÀ-Þ][\w'-]{2,20}) \((?P<it2>(?:19[3-9]|20[01])\d)\)",
)
_DATES = re.compile(
    rf"(?<![\w.,/-])(?=\d|[a-zé]{{3,16}} )(?:(?P<full>{_NUMERIC}|\d{{1,2}}(?:e|ste|de)?[ -]{{0,2}}(?:{MONTHS})"
    rf"\b\.?,?[ -]{{0,2}}"
    r"(?:\d{4}\b|'? ?\d{2}\b(?![.:,]\d|%| ?(?:uur|euro|jaar|mensen)\b))"
    rf"|(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b|{_DAY} (?:{MONTHS}) (?:\d{{4}}|{_YEAR_SAID})\b"
    rf"|\d{{1,2}}\.? [jfmasond][^\W\d_]{{2,10}}\.? (?:19\d\d|200\d)\b)|{_WRITTEN}|{_DAY} (?:{MONTHS})\b)",
    re.IGNORECASE,
)
# Before the date of a rule, a letter or a meeting; before a date of our days more words tell that.
_OF_A_RULE = re.compile(
    r"\b(?:sinds|vanaf|per|tot|t/m|besluit|wet|brief|uitspraak|vonnis|d\.?d\.?|beschikking|ingang|getrouwd|"
    r"gehuwd|ingevoerd|verordening|"
    r"gescheiden|geldig|versie|vergadering|termijn|uiterlijk|dagtekening|aanslag|factuur|staatsblad|peildatum)"
    r"\W{0,3}(?:van |op |de |het |met ){0,2}$",
    re.IGNORECASE,
)
_OF_OUR_DAYS = re.compile(
    r"\b(?:voor|na|op|van|ingediend|ontvangen|verstuurd|datum|tussen|en|heden|begin|eind|gesprek|afspraak|"
    r"huisbezoek|om|is|was|bij|dan|die|de)\W{0,3}$",
    re.IGNORECASE,
)
_ABOUT_SOMEBODY = re.compile(
    r"(?:\(|\*|\b(?:kind|zoon|dochter|baby|zoontje|dochtertje|kinderen|partner|cl\.?|client|cliënt|mw\.?|dhr\.?)"
    r"\b[^.;]{0,30}"
    r"|[A-Z][\w'-]+,?) ?$"
)
_TENS_SAID = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_YEAR = re.compile(r"(?:(?P<four>(?:19|20)\d\d)|(?P<two>\d\d))$")

# What happened to somebody on that day: it leads to them as their birthday does.
_EVENT_NEAR = re.compile(rf"\b(?:{lists.either('events')})\b", re.IGNORECASE)


def look(told: Told) -> Iterator[Piece]:
    plain = told.plain
    for match in _AFTER_WORD.finditer(plain):
        yield _birthdate(plain, *match.span("it"))
    for match in _YEAR_ALONE.finditer(plain):
        if match["it"] or lists.plain(match["name"]) in lists.first_names():
            yield _birthdate(plain, *match.span("it" if match["it"] else "it2"))
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
    about = _ABOUT_SOMEBODY.search(before)
    if about and year <= 2026 and not _OF_A_RULE.search(before) and not _OF_OUR_DAYS.search(before):
        yield Piece(match.start(), match.end(), "birthdate", _sort(match[0]))
    elif _happened(plain, match):
        yield Piece(match.start(), match.end(), "rare", "event")
    elif not _OF_A_RULE.search(before) and (
        1915 <= year <= 2008 or (1915 <= year <= 2019 and not _OF_OUR_DAYS.search(before))
    ):
        yield Piece(match.start(), match.end(), "birthdate", _sort(match[0]))


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
