"""Fields of Word: of those that start something or fetch from elsewhere only the outcome stays."""

import re
from dataclasses import dataclass, field

from lxml import etree

from atelier.base.files.washing.limits import Refused
from atelier.base.files.washing.packages import attribute, local, remove

# Fields that start a programme, fetch from elsewhere or ask for another file.
FIELD_ACTS = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|EMBED|RD|MACROBUTTON|PRINT|AUTOTEXT"
    r"|AUTOTEXTLIST|CONTROL|HTMLACTIVEX|SHAREDATA|ADDRESSBLOCK|MERGEFIELD|NEXT|GLOSSARY)\b",
    re.IGNORECASE,
)
FIELD_NAME = re.compile(r"\s*(=|[A-Za-z]+)")
# Fields whose instruction is somebody's text, in which any word may stand.
FIELD_WORDS = {"ADDIN", "XE", "TC", "CITATION", "HYPERLINK", "INDEX", "TOC", "SEQ", "STYLEREF", "REF", "PAGEREF"}
DEEPEST_FIELD = 20


@dataclass
class Field:
    """A field of Word runs over many elements: begin, instruction, separate, outcome, end."""

    marks: list[etree._Element]
    words: list[etree._Element] = field(default_factory=list)
    inner: list["Field"] = field(default_factory=list)
    is_told: bool = False

    @property
    def said(self) -> str:
        return "".join(word.text or "" for word in self.words)

    @property
    def acts(self) -> bool:
        """Without a name of its own the name is made by a field inside it."""
        found = FIELD_NAME.match(self.said)
        name = found[1].upper() if found else ""
        if not name or any(one.acts for one in self.inner):
            return True
        return bool(FIELD_ACTS.fullmatch(name) if name in FIELD_WORDS else FIELD_ACTS.search(self.said))

    def end(self) -> None:
        for element in (*self.words, *self.marks):
            remove(element)
        for one in self.inner:
            one.end()


def end_acting_fields(tree: etree._Element) -> None:
    """Of those that act only the outcome stays, as plain text."""
    opened: list[Field] = []
    for element in list(tree.iter()):
        name = local(element.tag)
        if name in ("instrText", "delInstrText"):
            if opened:
                opened[-1].words.append(element)
            else:
                remove(element)
        elif name == "fldChar":
            kind = attribute(element, "fldCharType")
            if kind == "begin":
                if len(opened) >= DEEPEST_FIELD:
                    raise Refused("bomb")
                opened.append(Field([element]))
            elif opened:
                opened[-1].marks.append(element)
                opened[-1].is_told |= kind == "separate"
                if kind == "end":
                    _close(opened.pop(), opened)
    for left in opened:
        left.end()


def _close(one: Field, outer: list[Field]) -> None:
    if one.acts:
        one.end()
    elif outer and not outer[-1].is_told:
        outer[-1].inner.append(one)  # part of the outer instruction
