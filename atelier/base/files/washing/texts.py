"""The words in a file, in the order of its parts: body, tables, notes, headers, alternative texts, links.

For the finder and for whoever looks at a file before it is published: nothing of the layout, every word that somebody
who opens the file can come upon. Words inside pictures are not read.
"""

import io
import re
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import pikepdf
from lxml import etree
from pikepdf import Dictionary, Pdf

from atelier.base.files.washing import packages
from atelier.base.files.washing.answers import Text
from atelier.base.files.washing.limits import MOST_CHARACTERS, READING_SECONDS, Refused
from atelier.base.files.washing.packages import local, remove, space
from atelier.base.files.washing.pdf import every_object

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

FIRST = re.compile(r"(word/document|ppt/slides/slide(\d+)|content)\.xml$")
EXAMPLES = re.compile(r"ppt/(slide|notes|handout)(Layouts|Masters)/")
NUMBER = re.compile(r"\d+")
# After these a word does not go on: a paragraph, a cell, a line.
ENDS = {"p", "h", "tc", "table-cell", "list-item", "br", "cr", "line-break", "pt", "text", "tspan", "title", "desc"}
SPACES = {"tab": "\t", "s": " ", "ptab": "\t", "noBreakHyphen": "-"}
# Of Word and PowerPoint the elements that hold words; the rest are measures.
WORDS = {"t", "instrText"}
TOLD = {"descr", "title", "alt", "string"}
# OpenDocument: where words stand; styles hold names of formats.
READ = {"body", "master-styles"}
PDF_WORDS = ("/Contents", "/V", "/DV", "/TU", "/Title", "/Alt", "/ActualText", "/URI")


def read(content: bytes, extension: str) -> Text:
    """A text of many hundreds of pages is not read to its end."""
    return _bounded(READERS[extension](content))


def _bounded(pieces: Iterable[str]) -> Text:
    kept: list[str] = []
    left, until = MOST_CHARACTERS, time.process_time() + READING_SECONDS
    for piece in pieces:
        if len(piece) > left or time.process_time() > until:
            return Text(tidied([*kept, piece[:left]]), whole=False)
        kept.append(piece)
        left -= len(piece)
    return Text(tidied(kept))


def tidied(pieces: list[str]) -> str:
    """Without the empty lines and the breaks of words that a layout makes."""
    text = "".join(pieces).replace("\r\n", "\n").replace("\xad", "").replace("\ufffe", "")
    lines = (re.sub(r"[ \t]{2,}", "\t", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


# -- Packages


def office(content: bytes) -> Iterator[str]:
    for name, tree in _trees(content):
        if name.endswith(".rels"):
            yield from (f"{address}\n" for address in _addresses(tree))
        else:
            if EXAMPLES.search(name):
                _forget_examples(tree)
            yield from _words(tree, lambda element: local(element.tag) in WORDS or _is_label(element))
            yield "\n"


def open_document(content: bytes) -> Iterator[str]:
    for _name, tree in _trees(content):
        places = [tree] if local(tree.tag) == "svg" else [one for one in tree if local(one.tag) in READ]
        for place in places:
            yield from _words(place, lambda element: True)
            yield "\n"


def _trees(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    """The XML parts; the document itself first, slides by their number."""
    parts = packages.read(content)
    for name in sorted(parts, key=_order):
        if name.endswith((".xml", ".rels", ".svg", ".vml")) and name != "[Content_Types].xml":
            yield name, packages.parse(parts[name])


def _forget_examples(tree: etree._Element) -> None:
    """“Click to edit the title” and the like: the places that slides fill, which nobody sees."""
    for mark in list(tree.iter("{*}ph")):
        shape = next(mark.iterancestors("{*}sp"), None)
        if shape is not None:
            remove(shape)


def _order(name: str) -> tuple[bool, str, int]:
    found = NUMBER.search(name.rpartition("/")[2])
    return (not FIRST.search(name), NUMBER.sub("", name), int(found[0][:9]) if found else 0)


def _is_label(element: etree._Element) -> bool:
    """A word of a chart, not one of its figures; a word of a drawing."""
    if local(element.tag) == "v":
        cache = next(element.iterancestors("{*}strCache", "{*}strLit", "{*}numCache", "{*}numLit"), None)
        return cache is not None and local(cache.tag).startswith("str")
    return space(element.tag).endswith("/svg")


def _words(tree: etree._Element, speaks: Callable[[etree._Element], bool]) -> Iterator[str]:
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = local(element.tag)
        if event == "start":
            yield from _said_of(element)
            if speaks(element) and element.text:
                yield element.text
            continue
        if name in ENDS:
            yield "\n"
        elif name in SPACES:
            yield SPACES[name]
        parent = element.getparent()
        if element.tail and element is not tree and parent is not None and speaks(parent):
            yield element.tail


def _said_of(element: etree._Element) -> Iterator[str]:
    """What a drawing is called for who cannot see it, and where a link leads."""
    for key, value in element.attrib.items():
        if local(key) in TOLD and not space(key).endswith("wordprocessingml/2006/main"):
            yield f"\n{value}\n"
        elif local(key) == "href" and local(element.tag) == "a":
            yield f" {value} "


def _addresses(relations: etree._Element) -> Iterator[str]:
    return (str(one.get("Target", "")) for one in relations if one.get("TargetMode", "").lower() == "external")


# -- PDF


def pdf(content: bytes) -> Iterator[str]:
    import pypdfium2  # a tenth of a second, which other kinds need not wait for

    try:
        yield from _pages(pypdfium2.PdfDocument(content))
        with Pdf.open(io.BytesIO(content)) as opened:
            yield from _beside_the_pages(opened)
    except (pypdfium2.PdfiumError, pikepdf.PdfError) as error:
        raise Refused("content") from error


def _pages(document: "PdfDocument") -> Iterator[str]:
    for number in range(len(document)):
        page = document[number]
        words = page.get_textpage()
        yield words.get_text_range() + "\n"
        words.close()
        page.close()


def _beside_the_pages(opened: Pdf) -> Iterator[str]:
    """What is filled in, bookmarks, texts for who cannot see a picture, where links lead."""
    for one in every_object(opened):
        if isinstance(one, Dictionary):
            yield from (f"\n{held}" for held in map(one.get, PDF_WORDS) if isinstance(held, pikepdf.String))


# -- Plain text


def plain(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8", errors="replace")


def pictures(content: bytes) -> Iterator[str]:
    return iter(())


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".pdf": pdf,
    **dict.fromkeys((".docx", ".pptx"), office),
    **dict.fromkeys((".odt", ".odp"), open_document),
    **dict.fromkeys((".png", ".jpg", ".jpeg"), pictures),
    ".txt": plain,
}
