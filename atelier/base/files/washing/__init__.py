"""Files that people send, washed: without names, comments and places, and without anything that acts by itself.

`wash(content, extension)` runs in a process of its own (`python -m atelier.base.files.washing`), with a limit on time
and memory: what a hostile file does to a parser happens there. Nothing of Django or of the portal's secrets is in it.
`read` gives the text of a file by the same way.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from atelier.base.files.washing.answers import Text, Washed, load
from atelier.base.files.washing.limits import CODE_EXIT, SECONDS, Refused

__all__ = ["Refused", "Text", "Washed", "read", "wash"]

ROOT = Path(__file__).resolve().parents[4]
# Washing takes a processor, and a thread that could make pages: so many at once in this process. Nobody waits for a
# turn, as a thread would wait along.
MOST_AT_ONCE = 2
_washing: list[str] = []
_lock = Lock()


def wash(content: bytes, extension: str, *, sender: str = "") -> Washed:
    """The file to keep; `Refused` with a code when it may not come in. Of one sender one file at a time."""
    with _turn(sender):
        return _ask(content, extension)


def read(content: bytes, extension: str) -> Text:
    """The words of a washed file; `Refused` when they cannot be read, or not now."""
    with _turn(""):
        return _ask(content, "--read", extension).text


@contextmanager
def _turn(sender: str) -> Iterator[None]:
    with _lock:
        if len(_washing) >= MOST_AT_ONCE or (sender and sender in _washing):
            raise Refused("busy")
        _washing.append(sender)
    try:
        yield
    finally:
        with _lock:
            _washing.remove(sender)


def _ask(content: bytes, *arguments: str) -> Washed:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "atelier.base.files.washing", *arguments],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=ROOT,
            env={"PATH": os.defpath, "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("heavy") from error
    if done.returncode == 0:
        return load(done.stdout)
    # Any other end: killed by a limit, or a parser that gave up on what it was fed.
    code = done.stderr.decode(errors="replace").strip() if done.returncode == CODE_EXIT else "heavy"
    raise Refused(code)
