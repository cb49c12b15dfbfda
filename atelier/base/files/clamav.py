"""A virus scanner for uploads: clamd over TCP, with its INSTREAM command (docs.clamav.net, "Scanning").

`zINSTREAM`, then chunks with their length in four bytes in front, then a length of zero; the answer is
"stream: OK", "stream: <name> FOUND" or a sentence that ends in ERROR.
"""

import logging
import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

logger = logging.getLogger(__name__)

PORT = 3310
SECONDS = 20.0
CHUNK = 64 * 1024


class ScannerTrouble(Exception):
    """The scanner said something that is neither yes nor no."""


def is_clean(content: bytes) -> bool:
    """For UPLOAD_SCANNER. Raises when the scanner cannot tell: whoever asks then refuses the file."""
    answer = _ask(address(settings.CLAMAV_HOST), content)
    if answer.endswith("OK"):
        return True
    if answer.endswith("FOUND"):
        # The name of the virus, never that of the file.
        logger.warning("an upload was refused: %s", answer.removeprefix("stream: "))
        return False
    raise ScannerTrouble(answer)


def address(host: str) -> tuple[str, int]:
    """ "clamav", "clamav:3310" or "[::1]:3310" as host and port; ValueError for anything else."""
    parts = urlsplit(f"//{host}")
    if not parts.hostname or parts.path or parts.username:
        raise ValueError(host)
    return parts.hostname, parts.port or PORT


def _ask(where: tuple[str, int], content: bytes) -> str:
    with socket.create_connection(where, timeout=SECONDS) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            line.sendall(struct.pack("!L", len(chunk)) + chunk)
        line.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and (more := line.recv(4096)):
            answer += more
    return answer.decode("utf-8", "replace").rstrip("\0").strip()
