"""Plain text: letters, whatever programme wrote them, in UTF-8 without what steers a screen."""

import re

from atelier.base.files.washing.limits import Refused

# Beside lines and tabs nothing below the space, and no sign that turns the order of what one reads.
STEERS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")


def wash(content: bytes) -> bytes:
    text = _read(content)
    if "\x00" in text:
        raise Refused("content")
    return STEERS.sub("", text).encode()


def _read(content: bytes) -> str:
    """By its mark; without one UTF-8, or what Windows wrote before."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("content")
