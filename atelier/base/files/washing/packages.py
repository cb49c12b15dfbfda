"""ZIP packages: read part by part under limits, written anew with nothing between, before or behind the parts."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from lxml import etree

from atelier.base.files.washing import media, pictures
from atelier.base.files.washing.limits import MOST_PARTS, MOST_RATIO, MOST_UNPACKED, Refused
from atelier.base.files.washing.told import took_out

BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError)
MACROS = re.compile(
    r"(^|/)(vbaProject|vbaData|basic/|scripts/|dialogs/|activeX/)|\.(exe|dll|js|vbs|jar|bat|cmd|ps1)$", re.I
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOLLOWED = re.compile(r"(https?|mailto|tel):\S+|#\S*", re.IGNORECASE)


def read(content: bytes) -> dict[str, bytes]:
    """The parts by name."""
    if content.startswith(COMPOUND):  # locked with a password, or from before 2007
        raise Refused("locked")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            listed = [part for part in package.infolist() if not part.is_dir()]
            _check(listed, len(content))
            return {part.filename: package.read(part) for part in listed}
    except BROKEN as error:
        raise Refused("content") from error


def _check(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or unpacked > min(MOST_UNPACKED, MOST_RATIO * max(packed, 50_000)):
        raise Refused("bomb")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("locked")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Refused("content")
    if any(MACROS.search(name) for name in names):
        raise Refused("macros")
    # Two parts of one name, or a name that means a place: one reader sees this, another that.
    if len({name.lower() for name in names}) < len(names) or any(_is_odd(part) for part in parts):
        raise Refused("bomb")


def _is_odd(part: zipfile.ZipInfo) -> bool:
    name = part.orig_filename
    return (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or ".." in PurePosixPath(name).parts
        or any(character < " " for character in name)
    )


def write(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Without times; the first part of an OpenDocument file is stored as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


def parse(content: bytes) -> etree._Element:
    """An XML part. With a document type (entities, whatever the encoding) it does not come in."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("content") from error
    information = tree.getroottree().docinfo
    if information.internalDTD is not None or information.doctype:
        raise Refused("bomb")
    return tree


def dump(tree: etree._Element) -> bytes:
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def local(name: object) -> str:
    return str(name).rpartition("}")[2]


def space(name: object) -> str:
    return str(name)[1:].partition("}")[0] if str(name).startswith("{") else ""


def attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if local(key) == name), "")


def remove(element: etree._Element) -> None:
    """Take it out; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = None
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Take it out; what stands in it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.text and before is not None:
        before.tail = (before.tail or "") + element.text
    elif element.text:
        parent.text = (parent.text or "") + element.text
    for child in list(element):
        element.addprevious(child)
    remove(element)


def plain_part(content: bytes) -> bytes:
    """A picture, film or sound inside a document, without what its maker left in it."""
    for washed in (pictures.stripped(content), media.stripped(content)):
        if washed is not None:
            took_out("pictures", washed != content)
            return washed
    raise Refused("inside" if content.startswith((COMPOUND, b"PK", b"%PDF", b"{\\rt", b"MZ")) else "media")


def clean_drawing(tree: etree._Element) -> None:
    """SVG: what is drawn, without scripts, foreign pages, notes and addresses."""
    for element in list(tree.iter()):
        name = local(element.tag)
        if name in ("script", "foreignObject", "metadata", "handler", "listener", "set", "animate", "iframe"):
            remove(element)
            continue
        for key, value in list(element.attrib.items()):
            plain = local(key).lower()
            inside = str(value).strip().startswith(("#", "data:image/png", "data:image/jpeg"))
            fetches = plain in ("href", "src", "base") and not inside
            if fetches or plain.startswith("on") or re.search("inkscape|sodipodi", space(key)):
                del element.attrib[key]
        if name == "style" and re.search(r"@import|url\s*\(\s*['\"]?(?!#)", element.text or "", re.I):
            remove(element)
