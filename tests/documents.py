"""Small files of the kinds people send, to put something bad or private in."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from PIL import Image

PLACE = b"thuis bij mevrouw J."
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{REL}"'
P = f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="{REL}"'
DOCUMENT = "application/vnd.openxmlformats-officedocument"
ODT, ODP = (f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "presentation"))
ODF = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "script", "draw", "meta", "config", "presentation", "form")
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)

type Parts = Mapping[str, bytes | str]


def photo(kind: str = "JPEG", **info: Any) -> bytes:
    """Taken on its side, with words and a place."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (20, 10), "red").save(out, kind, exif=exif, **info)
    return out.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda made: None, **how: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.pages[0].obj.Contents = pikepdf.Stream(made, b"BT (Ons verslag) Tj ET")
        change(made)
        made.save(out, **how)
    return out.getvalue()


def package(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def relations(*of: tuple[str, str, str]) -> str:
    """(id, kind, target); an address or a path with ! before it is outside the file."""
    lines = "".join(
        f'<Relationship Id="{id_}" Type="{REL}/{kind}" Target="{target.removeprefix("!")}"'
        f"{' TargetMode="External"' if target.startswith('!') else ''}/>"
        for id_, kind, target in of
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def _office(main: str, kind: str, root: Parts, also: Parts) -> bytes:
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="{PACKAGE}.relationships+xml"/>'
        '<Default Extension="jpg" ContentType="image/jpeg"/><Default Extension="bin" ContentType="application/x"/>'
        f'<Override PartName="/{main}" ContentType="{DOCUMENT}.{kind}.main+xml"/></Types>'
    )
    start = {"[Content_Types].xml": types, "_rels/.rels": relations(("rId1", "officeDocument", main))}
    return package({**start, **root, **also})


def word(body: str = "", also: Parts | None = None, links: tuple[tuple[str, str, str], ...] = ()) -> bytes:
    document = f"<w:document {W}><w:body><w:p><w:r><w:t>Ons verslag</w:t></w:r></w:p>{body}</w:body></w:document>"
    own = {"word/document.xml": document, "word/_rels/document.xml.rels": relations(*links)}
    return _office("word/document.xml", "wordprocessingml.document", own, also or {})


def slides(body: str = "", also: Parts | None = None, links: tuple[tuple[str, str, str], ...] = ()) -> bytes:
    show = f'<p:presentation {P}><p:sldIdLst><p:sldId id="256" r:id="s1"/></p:sldIdLst></p:presentation>'
    own = {
        "ppt/presentation.xml": show,
        "ppt/_rels/presentation.xml.rels": relations(("s1", "slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": f"<p:sld {P}><p:cSld><p:t>Onze dia</p:t>{body}</p:cSld></p:sld>",
        "ppt/slides/_rels/slide1.xml.rels": relations(*links),
    }
    return _office("ppt/presentation.xml", "presentationml.presentation", own, also or {})


def open_text(body: str = "", also: Parts | None = None, kind: str = ODT) -> bytes:
    inside = f"<office:body><text:p>Ons verslag</text:p>{body}</office:body>"
    content = f"<office:document-content {ODF}>{inside}</office:document-content>"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return package({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest, **(also or {})})


def open_slides(body: str = "", also: Parts | None = None) -> bytes:
    return open_text(body, also, ODP)


def _data(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # a picture
        return stream.read_raw_bytes()


def all_of(content: bytes) -> bytes:
    """Everything that stands in a package, unpacked, names too; of a PDF its objects."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            return b"\n".join(name.encode() + b"\n" + opened.read(name) for name in opened.namelist())
    if content[:1024].find(b"%PDF-") >= 0:
        with pikepdf.open(io.BytesIO(content)) as opened:
            streams = [_data(one) for one in opened.objects if isinstance(one, pikepdf.Stream)]
            return b"\n".join([*(one.unparse(resolved=True) for one in opened.objects), *streams])
    return content


PDF = pdf()
