"""Make .venv, install the given lock files with their hashes, and become the command behind --. Standard library only.

    python scripts/install.py requirements.txt requirements-local.txt -- .venv/bin/python -m atelier.local

Nothing is installed when the locks are the ones installed last time, or when .venv is a link to an
environment that someone else keeps.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
UV_LOCK = "scripts/uv.txt"


class Stop(Exception):
    """Cannot go on; the text is the sentence for the person."""


def main(arguments: list[str]) -> None:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_now)
    end = arguments.index("--") if "--" in arguments else len(arguments)
    set_up(arguments[:end])
    if command := arguments[end + 1 :]:
        # In our place, so that who stops ./run stops the portal.
        os.execv(command[0], command)  # noqa: S606


def stop_now(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def set_up(locks: list[str]) -> None:
    if VENV.is_symlink():
        return
    wanted = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in locks}
    if is_installed(wanted):
        return
    with one_at_a_time():
        if not is_installed(wanted):
            install(wanted)


def installed() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp if stamp.get("python") == python_of_venv() else {}


def python_of_venv() -> str:
    return os.path.realpath(PYTHON) if os.access(PYTHON, os.X_OK) else "none"


def is_installed(wanted: dict[str, str]) -> bool:
    return wanted.items() <= installed().items()


class one_at_a_time:  # noqa: N801
    """Two first starts at once: the second waits for the first and then finds all done."""

    def __enter__(self) -> None:
        try:
            self.file = (ROOT / ".venv.lock").open("w")
        except OSError as error:
            raise Stop(
                f"The folder {ROOT} cannot be written ({error.strerror}); the packages need a place there."
            ) from error
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.file.close()


def install(wanted: dict[str, str]) -> None:
    known = installed()
    if known:
        # Half installed is not installed, but no reason to begin anew: without a network the way back must stay open.
        STAMP.write_text(json.dumps({"python": python_of_venv()}))
    else:
        make_venv()
    say("Installing the pinned packages ...")
    if not (with_uv([*wanted]) or with_pip([*wanted])):
        raise Stop(
            "The packages could not be installed: is there a network, and room on the disk? (Above are pip's words.)"
        )
    STAMP.write_text(json.dumps({**known, **wanted, "python": python_of_venv()}))


def make_venv() -> None:
    say(f"Making the Python environment {VENV} ...")
    shutil.rmtree(VENV, ignore_errors=True)
    code, said = call([outer_python(), "-m", "venv", VENV], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if code:
        shutil.rmtree(VENV, ignore_errors=True)
        last = said.strip().splitlines()[-1:] or ["no reason given"]
        raise Stop(f"The Python environment could not be made in {VENV}: {last[0]}")


def outer_python() -> str:
    """This Python, also when it runs from the environment that is made anew."""
    return getattr(sys, "_base_executable", None) or sys.executable


def with_uv(locks: list[str]) -> bool:
    """uv is ten times faster than pip; where it will not work (an index only pip knows, say), pip does the same."""
    uv = VENV / "bin" / "uv"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if call([PYTHON, "-m", "pip", *PIP, "-r", UV_LOCK], **quiet)[0]:
        return False
    command = [uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", *requirements(locks)]
    return call(command, env=uv_environment(), **quiet)[0] == 0


def with_pip(locks: list[str]) -> bool:
    return call([PYTHON, "-m", "pip", *PIP, *requirements(locks)], stdout=sys.stderr)[0] == 0


PIP = ["install", "--quiet", "--disable-pip-version-check", "--no-input", "--retries", "2", "--require-hashes"]


def requirements(locks: list[str]) -> list[str]:
    return [part for name in locks for part in ("-r", name)]


def uv_environment() -> dict[str, str]:
    """uv does not read pip's configuration, so tell it the index that pip is told to use."""
    asked = [PYTHON, "-m", "pip", "config", "get", "global.index-url"]
    _, said = call(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    index = os.environ.get("PIP_INDEX_URL") or said.strip()
    return {"UV_HTTP_TIMEOUT": "20", **({"UV_DEFAULT_INDEX": index} if index else {}), **os.environ}


def call(command: list[str | Path], **options: Any) -> tuple[int, str]:
    """Exit code and output. When we are stopped meanwhile, the whole family of the command ends with us."""
    process = subprocess.Popen(command, cwd=ROOT, text=True, start_new_session=True, **options)
    try:
        said, _ = process.communicate()
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    return process.returncode, said or ""


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Stop as stop:
        say(str(stop))
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
