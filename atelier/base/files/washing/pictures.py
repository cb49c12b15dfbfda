"""Pictures: those sent by themselves are drawn anew, those inside a document lose what the camera wrote in them."""

import io
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress

from PIL import Image, ImageOps, UnidentifiedImageError

from atelier.base.files.washing.limits import MOST_PIXELS, Refused
from atelier.base.files.washing.told import took_out

TELLING = {"exif", "xmp", "XML:com.adobe.xmp", "comment", "Comment", "Author", "photoshop"}
BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, struct.error)


def redraw_png(content: bytes) -> bytes:
    return redraw(content, "PNG")


def redraw_jpeg(content: bytes) -> bytes:
    return redraw(content, "JPEG")


def redraw(content: bytes, kind: str) -> bytes:
    """The same picture drawn anew: no EXIF, no place, no thumbnail, nothing hidden behind it."""
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("bomb")
            took_out("pictures", bool(set(picture.info) & TELLING) or len(picture.getexif()) > 0)
            upright = ImageOps.exif_transpose(picture)
            plain = upright.convert(_mode(upright, kind))
            out = io.BytesIO()
            plain.info = {}
            plain.save(out, kind, **({"quality": 88} if kind == "JPEG" else {"optimize": True}))
            return out.getvalue()
    except Image.DecompressionBombError as error:
        raise Refused("bomb") from error
    except BROKEN as error:
        raise Refused("content") from error


def _mode(picture: Image.Image, kind: str) -> str:
    if kind == "PNG" and "transparency" in picture.info:
        return "RGBA"
    if kind in ("JPEG", "TIFF"):
        return "L" if picture.mode == "L" else "RGB"
    return picture.mode if picture.mode in ("L", "LA", "RGB", "RGBA") else "RGBA"


def stripped(content: bytes) -> bytes | None:
    """A picture from inside a document, every dot the same, without metadata. None: no kind of picture we know."""
    try:
        if content.startswith(b"\xff\xd8"):
            return jpeg(content)
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return _png(content)
        if content.startswith((b"GIF87a", b"GIF89a")):
            return _gif(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return riff(content, drop=(b"EXIF", b"XMP "))
        if content.startswith((b"II*\0", b"MM\0*")):
            return redraw(content, "TIFF")
    except (IndexError, ValueError, struct.error) as error:
        raise Refused("content") from error
    return content if _is_drawing(content) else None


def _is_drawing(content: bytes) -> bool:
    """BMP, EMF and WMF (packed or not) have no place for an author."""
    if content.startswith(b"\x1f\x8b"):
        content = zlib.decompressobj(31).decompress(content, 64)
    return (
        content.startswith((b"BM", b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0"))
        or content[:4] + content[40:44] == b"\1\0\0\0 EMF"
    )


# -- JPEG: the segments before the picture, and whatever comes between its scans

_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_ALONE = {0x01, *range(0xD0, 0xD8)}
_EXIF_TURN = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0%c\0\0\0\0\0\0"


def jpeg(content: bytes) -> bytes:
    out, at = [content[:2]], 2
    while True:
        while content[at] == content[at + 1] == 0xFF:
            at += 1
        if content[at] != 0xFF:
            raise ValueError
        marker = content[at + 1]
        if marker == 0xD9:
            return b"".join([*out, b"\xff\xd9"])
        if marker in _ALONE:
            at += 2
            continue
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        segment = content[at:end]
        if end > len(content) or len(segment) < 4:
            raise ValueError
        if marker == 0xDA:
            found = _MARKER.search(content, end)
            if found is None:  # cut off before its end, as many are
                return b"".join([*out, content[at:], b"\xff\xd9"])
            out.append(content[at : found.start()])
            at = found.start()
            continue
        out.append(_plain_segment(marker, segment))
        at = end


def _plain_segment(marker: int, segment: bytes) -> bytes:
    if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
        return _turned(segment)
    if marker == 0xE0:
        return segment if segment[4:9] == b"JFIF\0" and len(segment) == 18 else b""
    if marker == 0xE2:
        return segment if segment[4:16] == b"ICC_PROFILE\0" else b""
    # APP14 tells how the colours are to be read.
    return b"" if (0xE1 <= marker <= 0xEF and marker != 0xEE) or marker == 0xFE else segment


def _turned(segment: bytes) -> bytes:
    """Of all EXIF only which side is up."""
    exif = Image.Exif()
    with suppress(Exception):
        exif.load(segment[4:])
        turn = exif.get(0x0112)
        if isinstance(turn, int) and 2 <= turn <= 8:
            body = _EXIF_TURN % turn
            return b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body
    return b""


# -- PNG, GIF, WebP, JPEG 2000

_PNG_KEEP = set(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD hIST pHYs sPLT acTL fcTL fdAT cICP".split())


def _png(content: bytes) -> bytes:
    out, at = [content[:8]], 8
    while True:
        length = int.from_bytes(content[at : at + 4])
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise ValueError
        if kind in _PNG_KEEP:
            out.append(content[at:end])
        if kind == b"IEND":
            return b"".join(out)
        at = end


def _gif(content: bytes) -> bytes:
    at = 13 + (3 << ((content[10] & 7) + 1) if content[10] & 0x80 else 0)
    out = [content[:at]]
    while content[at] != 0x3B:
        start = at
        if content[at] == 0x21:
            label, at = content[at + 1], at + 2
            keep = label in (0xF9, 0x01) or content[start + 3 : start + 11] in (b"NETSCAPE", b"ANIMEXTS")
        elif content[at] == 0x2C:
            table = content[at + 9]
            at, keep = at + 11 + (3 << ((table & 7) + 1) if table & 0x80 else 0), True
        else:
            raise ValueError
        while content[at]:
            at += content[at] + 1
        at += 1
        if keep:
            out.append(content[start:at])
    return b"".join([*out, b";"])


def riff(content: bytes, *, drop: tuple[bytes, ...]) -> bytes:
    """A RIFF file (WebP, WAV) without these chunks."""
    out, at = [], 12
    while at + 8 <= len(content):
        kind, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        chunk = content[at : at + 8 + length + (length & 1)]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        if kind not in drop:
            out.append(chunk)
        at += 8 + length + (length & 1)
    body = content[8:12] + b"".join(out)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def jpeg2000(content: bytes) -> bytes:
    """The boxes of a JP2 that make the picture; a bare code stream as it is."""
    if content[4:8] != b"jP  ":
        return content
    keep = {b"jP  ", b"ftyp", b"rreq", b"jpch", b"jplh", b"jp2h", b"jp2c"}
    return b"".join(content[start:end] for kind, start, end in boxes(content, 0, len(content)) if kind in keep)


def boxes(content: bytes, at: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, start, end) of the boxes of a JP2 or MP4 file."""
    while at + 8 <= stop:
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(content[at + 8 : at + 16])
        end = stop if length == 0 else at + length
        if end <= at or end > stop:
            raise Refused("content")
        yield kind, at, end
        at = end
