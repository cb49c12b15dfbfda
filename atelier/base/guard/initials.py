"""Names by their initials: "P. Janssen", "mevrouw K.", "J. de V."."""

import re
from collections.abc import Iterator

from atelier.base.guard import lists
from atelier.base.guard.people import is_compound
from atelier.base.guard.pieces import Piece

_INITIALS = re.compile(
    r"(?<![\w.&])(?P<it>(?:[A-ZÀ-Þ][a-z]?\.[ -]?){1,5}(?:(?:van|de|der|den|het|ten|ter|te|el|al|von|la|le|'t|vd|"
    r"v\.d\.|v\.) ?){0,3}"
    r"(?:[A-ZÀ-Þ](?:['’]?[A-Za-zÀ-ÿ]){1,30}(?:[ -](?:(?:van |de |der |den ){1,3})?[A-ZÀ-Þ][\w'-]{2,30})?|"
    r"[A-ZÀ-Þ]\.(?!\w)))"
)
_LONE_INITIALS = re.compile(
    r"(?i:\b(?:mevrouw|mevr\.?|mw\.?|meneer|dhr\.?|heer|hr\.?|cliënte?|cliente?|cl\.?|zoon|dochter|moeder|vader|"
    r"bewoner|bewoonster|jongere|"
    r"man|vrouw|partner|klant|broer|zus|fam\.?|familie|kind|student|studente|mijn naam is|naam|collega)) "
    r"(?P<it>(?:(?:van|de|der|den|el|al) ){0,2}(?:[A-Z]\. ?){1,4}(?:(?:van|de|der|den|v\.d\.) ){0,2}(?:[A-Z]\.)?|"
    r"[A-Z]{1,2}(?=[ ,]))"
)
_TWO_INITIALS = re.compile(
    r"(?<![\w.])(?P<it>(?:[A-Z]\.){2,4}|[A-Z]\.(?= (?:belt|belde|zegt|zei|heeft|woont|wil|is|kwam|had|vertelt|"
    r"vertelde)\b))(?![\w])"
)
# "mevrouw v.d. Broek", "fam. v/d Heijden", "Kees vd Velde"; in lower case after a title alone.
_SHORT_BETWEEN = re.compile(
    r"(?<![\w.])(?P<it>(?:[Vv]\. ?d\.?|[Vv]/d|[Vv]d|[Vv]an d\.|[Vv]\. ?[Dd]er|[Vv]\. ?[Dd]en) ?[A-ZÀ-Þ][\w'-]{2,30}"
    r"(?:-[A-ZÀ-Þ]\w{2,20})?)|(?i:\b(?:mevrouw|mevr\.?|mw\.?|meneer|dhr\.?|heer|hr\.?|fam\.?|familie) )"
    r"(?P<small>(?:v\. ?d\.?|v/d|vd) ?[a-zà-ÿ][\w'-]{2,30})"
)
_TITLE_BEFORE = re.compile(r"\b(?:dhr|hr|mevr|mw|fam|mnr|mr|dr)\. $", re.IGNORECASE)
_NOT_PEOPLE = ("gemeente", "kerk", "wet", "raad", "school", "straat", "laan", "weg", "plein", "singel", "stichting")
_NO_INITIALS = lists.vocabulary("no initials")
_NO_NAMES = ("B.V", "N.V", "V.O.F", "St.", "Dr.", "Mr.", "Ir.", "Art.", "Nr.", "Ds.", "Hr.", "Fr.", "Mw.", "Pr.")


def look_for_initials(plain: str) -> Iterator[Piece]:
    for match in _INITIALS.finditer(plain):
        found = match["it"]
        if found.upper() not in _NO_INITIALS and not found.startswith(_NO_NAMES) and not _is_heading(plain, match):
            yield Piece(*match.span("it"), "name", "signed")
    for match in _SHORT_BETWEEN.finditer(plain):
        group = "it" if match["it"] else "small"
        last = re.split(r"[ ./]", match[group])[-1].lower()
        if group == "small" or not (last.endswith(_NOT_PEOPLE) or last in lists.vocabulary("somebody")):
            yield Piece(*match.span(group), "name", "signed")
    for pattern in (_LONE_INITIALS, _TWO_INITIALS):
        for match in pattern.finditer(plain):
            found = match["it"].rstrip()
            if found not in _NO_INITIALS:
                yield Piece(match.start("it"), match.start("it") + len(found), "name", "signed")


def _is_heading(plain: str, match: re.Match[str]) -> bool:
    """ "B. Gezinssamenstelling" is a heading, where a line or a sentence begins."""
    found = match["it"]
    if " de " in found or plain[max(0, match.start() - 2) : match.start()].strip(" ")[-1:] not in (
        "",
        ".",
        "\n",
        ":",
        "-",
    ):
        return False
    if _TITLE_BEFORE.search(plain, max(0, match.start() - 8), match.start()):
        return False
    word = found.rpartition(" ")[2]
    low = lists.plain(word)
    return (
        found.count(".") == 1
        and word[:1].isupper()
        and low not in lists.surnames()
        and (low in lists.words() or (len(low) > 12 and is_compound(low)) or low in lists.known())
    )
