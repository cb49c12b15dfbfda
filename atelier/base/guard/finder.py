"""Finds what makes a text traceable to a person. Pure Python, fast enough to run as one types.

A help for the writer and the moderator, never the gate: a second person releases.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import iban

from atelier.base.words.text import bsn_spans


@dataclass(frozen=True)
class Finding:
    """A piece of the text, from `start` up to `end`, that may lead to a person."""

    start: int
    end: int
    kind: str
    text: str

    @property
    def reason(self) -> str | Promise:
        return REASONS[self.kind][0]

    @property
    def suggestion(self) -> str | Promise:
        return REASONS[self.kind][1]


REASONS: dict[str, tuple[Promise, Promise]] = {
    "bsn": (_("This looks like a citizen service number (BSN)."), _("a number")),
    "iban": (_("This is an account number."), _("an account number")),
    "email": (_("This is an e-mail address."), _("an e-mail address")),
    "phone": (_("This looks like a telephone number."), _("a telephone number")),
    "postcode": (_("A postcode leads to a few houses."), _("a neighbourhood in the region")),
    "address": (_("This looks like an address."), _("a house in the neighbourhood")),
    "birthdate": (_("A full date may be a birth date or lead to one event."), _("a day in that season")),
    "plate": (_("This looks like a number plate."), _("the car")),
    "reference": (_("This looks like a case or client number."), _("a number")),
    "name": (_("This looks like the name of a person."), _("the resident")),
    "rare": (_("An exact age makes somebody easier to recognise."), _("an adult")),
    "place": (_("This name of a place narrows the circle of people."), _("a place in the region")),
    "organisation": (_("This name narrows the circle of people."), _("an organisation")),
}

_UPPER = "A-ZÀ-ÖØ-Þ"
_WORD = r"[\w’'-]{1,40}"
_BETWEEN = r"(?:(?:van|de|den|der|het|ten|ter|te|el|al|ben|bin|von|du|la|le|op|in|'t|’t)\s{1,9}){0,3}"
_SURNAME = rf"{_BETWEEN}[{_UPPER}]{_WORD}"
_FULL_NAME = rf"(?:[{_UPPER}]\.\s?){{0,4}}{_SURNAME}(?:\s{{1,9}}{_SURNAME}){{0,2}}"
_TITLE = (
    r"de heer|heer|meneer|mevrouw|mevr\.?|mw\.?|dhr\.?|hr\.?|juffrouw|juf|meester|dr\.?|drs\.?|mr\.?|ir\.?|prof\.?|"
    r"familie|fam\.?|gezin|cliënt|client|cliënte|klant|bewoner|bewoonster|huurder|buurvrouw|buurman|collega|"
    r"zoon|dochter|moeder|vader|broer|zus|zusje|broertje|oma|opa|tante|oom|baby|partner|vriend|vriendin|"
    r"mrs\.?|ms\.?|miss|sir|madam|genaamd|heet|heten|called|named"
)
_STREET = (
    r"straat|straatje|laan|weg|plein|hof|singel|kade|gracht|dreef|pad|steeg|markt|park|ring|baan|dijk|allee|veld|"
    r"berg|wal|poort|kamp|akker|beemd|graaf|streek|stationsplein"
)
_NOT_A_NUMBER = (
    r"(?!\s?(?:uur|uren|dag|dagen|week|weken|maand|maanden|jaar|euro|procent|keer|mensen|gezinnen|minuten)\b)"
)
_MONTH = (
    r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan|feb|mrt|apr|jun|jul|"
    r"aug|sept?|okt|nov|dec|january|february|march|may|june|july|august|october"
)
_PLATE = (
    r"[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}|"
    r"\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|"
    r"[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d"
)
_FILE = r"dossier|zaak|klant|cliënt|client|relatie|polis|registratie|kenmerk|referentie|case|file|customer|reference"


def _is_phone(found: str) -> bool:
    digits = re.sub(r"\D", "", found)
    if found.startswith("+"):
        return 9 <= len(digits) <= 13
    if digits.startswith("00"):
        return 11 <= len(digits) <= 15
    return digits.startswith("0") and len(digits) == 10


def _always(found: str) -> bool:
    return True


# In order of weight: what an earlier pattern has marked, a later one leaves alone. The group "it" is what is marked.
_PATTERNS: list[tuple[str, re.Pattern[str], Callable[[str], bool]]] = [
    ("email", re.compile(r"(?P<it>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"), _always),
    (
        "iban",
        re.compile(r"\b(?P<it>[A-Za-z]{2}\d{2}(?:[ .]?[A-Za-z0-9]{4}){2,7}(?:[ .]?[A-Za-z0-9]{1,3})?)\b"),
        lambda found: bool(iban.is_valid(found.replace(".", ""))),
    ),
    ("plate", re.compile(rf"(?<![\w-])(?P<it>(?i:{_PLATE}))(?![\w-])"), _always),
    (
        "birthdate",
        re.compile(
            rf"(?<![\d-])(?P<it>\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}|"
            rf"\d{{1,2}}\s{{1,9}}(?i:{_MONTH})\.?\s{{1,9}}\d{{4}})(?![\d-])"
        ),
        _always,
    ),
    ("phone", re.compile(r"(?<![\w+])(?P<it>(?:\+\s?)?\d(?:[ ().-]{0,2}\d){8,14})(?!\w)"), _is_phone),
    (
        "reference",
        re.compile(
            rf"\b(?P<it>(?i:{_FILE})\s?-?(?i:nummer|number|nr\.?|no\.?)?\s{{0,2}}[:#]?\s{{0,2}}"
            r"[A-Z]{0,4}[-/.]?\d{3,}[\w/.-]{0,20}(?<![.]))"
        ),
        _always,
    ),
    ("postcode", re.compile(r"\b(?P<it>[1-9]\d{3}(?:\s?(?!SA|SD|SS)[A-Z]{2}|[a-z]{2}))\b"), _always),
    (
        "address",
        re.compile(
            rf"\b(?P<it>(?:(?:Sint|St\.|Burgemeester|Burg\.|Pastoor|Past\.|Dr\.|Prof\.)\s)?(?i:\w{{2,30}}(?:{_STREET}))"
            rf"\s{{1,2}}\d{{1,4}}{_NOT_A_NUMBER}(?:\s?[a-zA-Z]\b)?)(?!\d)"
        ),
        _always,
    ),
    ("name", re.compile(rf"\b(?i:{_TITLE})\s{{1,2}}(?P<it>{_FULL_NAME})"), _always),
    ("name", re.compile(rf"\b(?P<it>(?:[{_UPPER}]\.\s?){{1,4}}{_SURNAME})"), _always),
    ("rare", re.compile(r"\b(?P<it>\d{1,3}(?:[- ]?jarige|\s?jaar oud|[- ]years?[- ]old))\b"), _always),
]


def find(text: str, names: Sequence[tuple[str, str]] = ()) -> list[Finding]:
    """All traceable pieces of `text`, in order, not overlapping.

    `names` are (name, kind) of the list in the admin; kind is "place", "school" or "organisation" (a school is one).
    """
    marks: list[Finding] = []
    taken = bytearray(len(text))
    for mark in _all(text, tuple(names)):
        if not any(taken[mark.start : mark.end]):
            taken[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
            marks.append(mark)
    return sorted(marks, key=lambda mark: mark.start)


def _all(text: str, names: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    for start, end in bsn_spans(text):
        yield Finding(start, end, "bsn", text[start:end])
    for kind, pattern, is_one in _PATTERNS:
        for match in pattern.finditer(text):
            if is_one(match["it"]):
                yield Finding(match.start("it"), match.end("it"), kind, match["it"])
    if names:
        pattern, kinds = _of_names(names)
        for match in pattern.finditer(text):
            yield Finding(match.start(), match.end(), kinds[match[0].casefold()], match[0])


@lru_cache(maxsize=4)
def _of_names(names: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {name.casefold(): "place" if kind == "place" else "organisation" for name, kind in names}
    longest_first = sorted((re.escape(name) for name, _kind in names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE), kinds


def pieces(text: str, marks: Iterable[Finding]) -> list[tuple[str, Finding | None]]:
    """The text cut at its marks: what stands between them has no mark."""
    cut: list[tuple[str, Finding | None]] = []
    at = 0
    for mark in marks:
        if mark.start > at:
            cut.append((text[at : mark.start], None))
        cut.append((mark.text, mark))
        at = mark.end
    if at < len(text):
        cut.append((text[at:], None))
    return cut
