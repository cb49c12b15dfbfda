"""A little clamd on loopback that speaks INSTREAM."""

import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

SIGN = b"X5O!P%@AP"


@dataclass
class Clamd:
    """Answers each stream: FOUND for the virus, else OK, or whatever `says` is."""

    server: socket.socket
    says: bytes = b""
    heard: list[bytes] = field(default_factory=list)

    def serve(self) -> None:
        while True:
            try:
                line, _peer = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as reader:
                assert reader.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!L", reader.read(4))[0]:
                    content += reader.read(size)
                self.heard.append(content)
                verdict = b"stream: Eicar-Signature FOUND\0" if SIGN in content else b"stream: OK\0"
                line.sendall(self.says or verdict)


@pytest.fixture
def clamd(settings: Any) -> Iterator[Clamd]:
    server = socket.create_server(("127.0.0.1", 0))
    scanner = Clamd(server)
    thread = threading.Thread(target=scanner.serve, daemon=True)
    thread.start()
    settings.CLAMAV_HOST = f"127.0.0.1:{server.getsockname()[1]}"
    settings.UPLOAD_SCANNER = "atelier.base.files.clamav.is_clean"
    yield scanner
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(timeout=60)
