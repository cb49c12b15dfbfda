"""Tracked changes of Word: taken as they stand, so that nobody reads what was there before, nor who wrote it.

As Word does with "accept all": what was put in stays, what was struck goes, with rows, cells and ends of paragraphs.
"""

from lxml import etree

from atelier.base.files.washing.packages import local, remove, unwrap
from atelier.base.files.washing.told import took_out

PUT_IN = {"ins", "moveTo"}
STRUCK = {"del", "moveFrom"}
# How something looked before, and the bounds of what was moved.
FORMER = {
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange"),
    *("tblPrExChange", "numberingChange", "cellIns", "cellMerge"),
}
BOUNDS = {f"{kind}Range{end}" for kind in ("moveFrom", "moveTo") for end in ("Start", "End")} | {
    f"customXml{kind}Range{end}" for kind in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")
}
ALL = PUT_IN | STRUCK | FORMER | BOUNDS | {"cellDel", "trackRevisions"}
WORD = "wordprocessingml"


def accept(tree: etree._Element) -> None:
    """From the inside out: what stands in a struck row is struck already when the row goes."""
    found = [one for one in tree.iter() if local(one.tag) in ALL and WORD in str(one.tag)]
    took_out("changes", sum(local(one.tag) in PUT_IN | STRUCK | FORMER | {"cellDel"} for one in found))
    for element in reversed(found):
        _accept(element, local(element.tag))


def _accept(element: etree._Element, name: str) -> None:
    holder = element.getparent()
    within = local(holder.tag) if holder is not None else ""
    if name in STRUCK and within == "rPr" and _is_of_a_paragraph(holder):
        remove(element)
        _join_with_next(holder.getparent().getparent())
    elif name in STRUCK and within == "trPr":
        _take_away(holder.getparent(), "tbl")
    elif name == "cellDel":
        _take_away(holder.getparent(), "tr")
    elif name in PUT_IN and within not in ("rPr", "trPr"):
        unwrap(element)
    else:
        remove(element)


def _is_of_a_paragraph(properties: etree._Element) -> bool:
    """The mark at the end of a paragraph, whose properties stand in those of the paragraph."""
    outer = properties.getparent()
    return outer is not None and local(outer.tag) == "pPr" and outer.getparent() is not None


def _join_with_next(paragraph: etree._Element) -> None:
    following = paragraph.getnext()
    if following is None or local(following.tag) != "p" or paragraph.getparent() is None:
        return
    first = next(iter(following), None)
    at = 1 if first is not None and local(first.tag) == "pPr" else 0
    for child in reversed([one for one in paragraph if local(one.tag) != "pPr"]):
        following.insert(at, child)
    remove(paragraph)


def _take_away(element: etree._Element | None, holder: str) -> None:
    """A row or cell; what is left empty by that goes too, as Word opens no table without rows."""
    outer = element.getparent() if element is not None else None
    if element is None or outer is None:
        return
    remove(element)
    if local(outer.tag) == holder and not any(local(one.tag) == local(element.tag) for one in outer):
        if holder == "tr":
            _take_away(outer, "tbl")
        else:
            remove(outer)
