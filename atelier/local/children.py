"""Child processes that never outlive us, with their output as labelled lines."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from atelier.local.identity import OURSELVES, Identity

LINUX = sys.platform.startswith("linux")
PR_SET_PDEATHSIG = 1
COLOURS = {"postgres": 34, "broker": 35, "setup": 36, "web": 32, "worker": 33, "beat": 37}


class Child:
    """One running process in a session of its own, so that Ctrl-C reaches the supervisor alone."""

    def __init__(self, name: str, process: "subprocess.Popen[str]", stop_signal: signal.Signals) -> None:
        self.name = name
        self.process = process
        self.stop_signal = stop_signal
        self.last_lines: deque[str] = deque(maxlen=20)
        self.show: Callable[[str], None] = lambda line: None  # quiet until somebody gives it a voice
        self.reader = threading.Thread(target=self._read, daemon=True)

    def _read(self) -> None:
        stream: IO[str] | None = self.process.stdout
        for line in stream or ():
            self.last_lines.append(line.rstrip())
            self.show(line.rstrip())

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.is_running:
            self.process.send_signal(self.stop_signal)

    def kill(self) -> None:
        """End what is left of its whole session, grandchildren included."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.reader.join(timeout=1)

    def said(self) -> str:
        """Its last words, once it has ended."""
        self.reader.join(timeout=1)
        return "\n".join(self.last_lines)


class Children:
    """All children of this run, in the order of their start. `record` is where their ids are kept for the next run."""

    def __init__(self, record: Path | None = None, show: Callable[[str], None] = lambda line: None) -> None:
        self.record = record
        self.show = show
        self.all: list[Child] = []

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | str | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        identity: Identity = OURSELVES,
        visible: bool = True,
    ) -> Child:
        """Start a child. Only from the main thread: the kernel ties the leash to the thread that starts it."""
        leash = leash_to(os.getpid(), stop_signal)

        def between_fork_and_exec() -> None:
            identity.enter()
            leash()

        process = subprocess.Popen(
            [*leash_command(stop_signal), *map(str, command)],
            env=None if env is None else dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=between_fork_and_exec,
            **identity.popen,
        )
        child = Child(name, process, stop_signal)
        if visible:
            child.show = self.labelled(name)
        child.reader.start()
        self.all.append(child)
        self.write_record()
        return child

    def labelled(self, name: str) -> Callable[[str], None]:
        label = f"{name:>8} | "
        if sys.stdout.isatty():
            label = f"\x1b[{COLOURS.get(name, 37)}m{label}\x1b[0m"
        return lambda line: self.show(label + line)

    def ended(self) -> Child | None:
        return next((child for child in self.all if not child.is_running), None)

    def forget(self, child: Child) -> None:
        self.all.remove(child)
        self.write_record()

    def stop(self, names: Sequence[str] | None = None, *, within: float) -> None:
        """Ask these (or all) to stop, wait at most `within` seconds together, then end what is left."""
        going = [child for child in self.all if names is None or child.name in names]
        for child in going:
            child.ask_to_stop()
        deadline = time.monotonic() + within
        for child in going:
            try:
                child.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.show(f"{child.name} did not stop in time and is ended")
        for child in going:
            child.kill()
            self.all.remove(child)
        self.write_record()

    def write_record(self) -> None:
        if self.record is None:
            return
        rows = [
            [child.name, child.process.pid, born(child.process.pid), int(child.stop_signal)]
            for child in self.all
            if child.is_running
        ]
        with contextlib.suppress(OSError):  # a full disk must not keep the children from being stopped
            self.record.write_text(json.dumps(rows))

    def end_leftovers(self, within: float = 8) -> None:
        """Stop what a killed earlier run left behind; the moment of birth tells its processes from strangers."""
        try:
            rows = json.loads(self.record.read_text()) if self.record else []
        except (OSError, ValueError):
            return
        # A number that now belongs to a process born later is a stranger's; a dead leader may have left helpers.
        left = [row for row in rows if born(row[1]) in (row[2], "")]
        for _, pid, _, stop_signal in left:
            send(os.kill, pid, stop_signal)
        if not soon(lambda: not any(born(pid) for _, pid, _, _ in left), within):
            self.show("What an earlier run left behind does not stop and is ended.")
        for _, pid, _, _ in left:
            send(os.killpg, pid, signal.SIGKILL)
        soon(lambda: not any(group_lives(pid) for _, pid, _, _ in left), 2)


def soon(is_so: Callable[[], bool], within: float) -> bool:
    """Whether it becomes so within that many seconds."""
    deadline = time.monotonic() + within
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def send(how: Callable[[int, int], None], pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        how(pid, number)


def group_lives(leader: int) -> bool:
    """Whether any process of this group is alive, its leader or not."""
    if not LINUX:
        return False
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, group = path.read_text().rpartition(")")[2].split()[:3]
            if int(group) == leader and state != "Z":
                return True
    return False


def born(pid: int) -> str:
    """When a process began, as the system writes it; empty when there is none (or it is dead and unburied)."""
    if LINUX:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[0] == "Z" else fields[19]
    asked = subprocess.run(["ps", "-p", str(pid), "-o", "stat=,lstart="], capture_output=True, text=True)
    return "" if asked.stdout.startswith("Z") else asked.stdout.strip().partition(" ")[2]


def leash_to(parent: int, number: signal.Signals) -> Callable[[], None]:
    """On Linux the kernel signals the child when its parent dies, even by kill -9."""
    if not LINUX:
        return lambda: None
    libc = ctypes.CDLL(None)

    def leash() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:
            os._exit(1)

    return leash


def leash_command(number: signal.Signals) -> list[str]:
    """Elsewhere a small process in between watches for the parent's end (atelier/local/leash.py)."""
    if LINUX:
        return []
    return [sys.executable, "-S", str(Path(__file__).with_name("leash.py")), str(os.getpid()), str(int(number))]
