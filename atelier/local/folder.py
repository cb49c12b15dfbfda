"""The data folder (ATELIER_DATA): everything the portal writes on this machine."""

import contextlib
import errno
import fcntl
import os
import secrets
import shutil
from pathlib import Path
from typing import IO

from atelier.local.trouble import Trouble

FIRST_START_MB = 300  # cluster, its log, static files, demo
LATER_START_MB = 50
ELSEWHERE = "make room there, or name another folder with ATELIER_DATA."


class Folder:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock: IO[str] | None = None

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def broker(self) -> Path:
        return self.path / "broker"

    @property
    def static(self) -> Path:
        return self.path / "static"

    @property
    def media(self) -> Path:
        return self.path / "media"

    @property
    def children(self) -> Path:
        return self.path / "children.json"

    @property
    def environment(self) -> Path:
        return self.path / "local.env"

    def make(self) -> None:
        """Make the folder when missing; refuse one that cannot be written or has no room."""
        try:
            if not self.path.exists():
                self.path.mkdir(parents=True)
                self.path.chmod(0o711)  # others may pass through to what is theirs, and list nothing
            probe = self.path / ".writable"
            probe.write_bytes(b"x" * 4096)
            probe.unlink()
        except OSError as error:
            raise unwritable(self.path, error) from error
        needed = LATER_START_MB if self.postgres.exists() else FIRST_START_MB
        free = shutil.disk_usage(self.path).free // 1_000_000
        if free < needed:
            raise Trouble(
                f"The data folder {self.path} has {free} MB of room and the portal needs {needed} MB: {ELSEWHERE}"
            )
        # Made private here, as that of an earlier version was open to all.
        self.media.mkdir(exist_ok=True)
        self.media.chmod(0o700)

    def take(self, address: str) -> None:
        """Hold the folder for this run; the system lets go of it when we end, however we end."""
        file = (self.path / "lock").open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            where = file.read().strip() or "another address"
            raise Trouble(f"The portal already runs on the data folder {self.path}, at {where}.") from None
        except OSError:
            pass  # A file system without locks: go on without.
        file.truncate(0)
        file.write(address)
        file.flush()
        self.lock = file

    def secret_key(self) -> str:
        """This installation's own secret, made once."""
        path = self.path / "secret_key"
        with contextlib.suppress(FileNotFoundError):
            return path.read_text().strip()
        write_private(path, secrets.token_urlsafe(64))
        return path.read_text().strip()


def write_private(path: Path, text: str) -> None:
    """Write a file that only we may read, whole or not at all."""
    new = path.with_name(path.name + ".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    new.replace(path)


def unwritable(path: Path, error: OSError) -> Trouble:
    if error.errno == errno.ENOSPC:
        return Trouble(f"The disk of the data folder {path} is full: {ELSEWHERE}")
    return Trouble(
        f"The data folder {path} cannot be written ({error.strerror}): "
        "give it the right permissions, or name another folder with ATELIER_DATA."
    )
