"""Films and sound inside slides: the kinds whose notes of maker and place we can take out."""

from atelier.base.files.washing.pictures import boxes, riff

HOLDERS = (b"moov", b"trak", b"mdia", b"minf")
TELLING = (b"udta", b"meta", b"uuid")


def stripped(content: bytes) -> bytes | None:
    """Without metadata; None: no kind we know."""
    if content[4:8] == b"ftyp":
        return _mp4(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return riff(content, drop=(b"LIST", b"id3 ", b"ID3 ", b"bext", b"iXML", b"_PMX"))
    if content.startswith(b"ID3") or (content[:1] == b"\xff" and content[1:2] >= b"\xe0"):
        return _mp3(content)
    return None


def _mp4(content: bytes) -> bytes:
    """Written over, not cut out: the film's own table counts in bytes from the start."""
    film = bytearray(content)
    _blank(film, 0, len(film))
    return bytes(film)


def _blank(film: bytearray, at: int, stop: int) -> None:
    for kind, start, end in boxes(bytes(film[at:stop]), 0, stop - at):
        if kind in TELLING:
            film[at + start + 4 : at + start + 8] = b"free"
            film[at + start + 8 : at + end] = bytes(end - start - 8)
        elif kind in HOLDERS:
            _blank(film, at + start + 8, at + end)


def _mp3(content: bytes) -> bytes:
    if content.startswith(b"ID3"):
        size = content[6] << 21 | content[7] << 14 | content[8] << 7 | content[9]
        content = content[10 + size :]
    return content[:-128] if content[-128:-125] == b"TAG" else content
