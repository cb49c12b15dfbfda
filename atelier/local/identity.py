"""As whom PostgreSQL runs. It refuses root, so root lends it another identity; anybody else runs it as oneself."""

import ctypes
import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from atelier.base.types import Values
from atelier.local.trouble import Trouble

CLONE_NEWUSER = 0x10000000


def no_change() -> None:
    """What most children do between fork and exec: nothing."""


@dataclass(frozen=True)
class Identity:
    """`popen` are arguments for Popen; `enter` runs in the child before exec; `uid` owns the files, None = ours."""

    popen: Values
    enter: Callable[[], None] = no_change
    uid: int | None = None

    def give(self, path: Path) -> None:
        if self.uid is not None:
            os.chown(path, self.uid, self.popen["group"])


OURSELVES = Identity({})


def for_postgres(binary: Path, folder: Path) -> Identity:
    """The first identity that can run `binary` on `folder`, a cluster that may not exist yet."""
    if os.geteuid() != 0:
        return OURSELVES
    owner = folder.stat().st_uid if folder.exists() else None
    candidates = [nobody() if owner is None else lent(owner), *([] if owner else namespace())]
    for identity in candidates:
        if identity and reaches(identity, binary, folder):
            return identity
    raise Trouble(
        f"PostgreSQL will not run as root, and no other user may enter {folder.parent} or {binary.parent}: "
        "put ATELIER_DATA and the portal in a folder that others may enter (chmod o+x), or start as an ordinary user."
    )


def nobody() -> Identity | None:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        return None
    return lent(entry.pw_uid, entry.pw_gid)


def lent(uid: int, gid: int | None = None) -> Identity | None:
    if uid == 0:
        return None
    if gid is None:
        try:
            gid = pwd.getpwuid(uid).pw_gid
        except KeyError:
            gid = uid
    return Identity({"user": uid, "group": gid, "extra_groups": []}, uid=uid)


def namespace() -> list[Identity]:
    """Inside a user namespace of its own the child is not root by number, yet keeps root's way to the files."""
    if not sys.platform.startswith("linux"):
        return []
    libc = ctypes.CDLL(None, use_errno=True)

    def enter() -> None:
        if libc.unshare(CLONE_NEWUSER):
            os._exit(126)
        for name, line in (("setgroups", b"deny"), ("uid_map", b"65534 0 1"), ("gid_map", b"65534 0 1")):
            descriptor = os.open(f"/proc/self/{name}", os.O_WRONLY)
            os.write(descriptor, line)
            os.close(descriptor)

    return [Identity({}, enter=enter)]


def reaches(identity: Identity, binary: Path, folder: Path) -> bool:
    """Whether that identity can run the binary and enter the folder; for a new cluster, one made and given to it."""
    probe = folder if folder.exists() else folder.parent / ".reach"
    made = probe != folder
    if made:
        probe.mkdir(mode=0o700, exist_ok=True)
        identity.give(probe)
    command = ["/bin/sh", "-c", 'test "$(id -u)" != 0 && cd "$2" && test -w . && exec "$1" --version', "sh"]
    try:
        tried = subprocess.run(
            [*command, str(binary), str(probe)],
            capture_output=True,
            cwd="/",
            preexec_fn=identity.enter,
            **identity.popen,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    finally:
        if made:
            probe.rmdir()
    return tried.returncode == 0
