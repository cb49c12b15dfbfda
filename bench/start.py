"""How long the portal takes to start, and what it costs idle.

    .venv/bin/python bench/start.py           from nothing (fresh clone, own environment), restart, stop, memory
    .venv/bin/python bench/start.py --here    the same with this checkout's environment: no packages are installed

Times are from the command to the first page (HTTP 200 of the home page). Memory is that of the whole tree, supervisor
included, half a minute after the start: PSS (shared pages counted once) and RSS (shared pages counted per process).
Linux only, as it reads /proc.
"""

import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REAL = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "SITE_URL", "ATELIER_MODE", "ATELIER_DEMO"}
IDLE = 30  # seconds between the start and the reading of memory


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="atelier-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        checkout = ROOT if "--here" in arguments else clone(folder / "portal")
        started = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        print(f"{started}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
        for what, value in measure(checkout, folder / "data"):
            print(f"{what:<42} {value}", flush=True)


def clone(place: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, place], check=True)
    return place


def measure(checkout: Path, data: Path) -> Iterator[tuple[str, str]]:
    portal, seconds = start(checkout, data)
    yield "from nothing to the first page", f"{seconds:.1f} s"
    yield "stop", f"{stop(portal):.1f} s"
    portal, seconds = start(checkout, data)
    yield "restart to the first page", f"{seconds:.1f} s"
    time.sleep(IDLE)
    total_pss = total_rss = 0.0
    for pid in tree(portal.pid):
        pss, rss = memory(pid)
        total_pss, total_rss = total_pss + pss, total_rss + rss
        yield f"  {title(pid)}", f"{pss:6.1f} MB PSS {rss:6.1f} MB RSS"
    yield "idle memory of the whole tree", f"{total_pss:6.1f} MB PSS {total_rss:6.1f} MB RSS"
    yield "stop", f"{stop(portal):.1f} s"


def start(checkout: Path, data: Path) -> tuple["subprocess.Popen[bytes]", float]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in REAL}
    environment |= {"ATELIER_DATA": str(data), "ATELIER_PORT": str(port)}
    begun = time.monotonic()
    log = data.with_suffix(".log")
    with log.open("ab") as output:
        portal = subprocess.Popen([checkout / "run"], env=environment, stdout=output, stderr=output)
    while not answers(f"http://localhost:{port}/"):
        if portal.poll() is not None:
            sys.exit(f"The portal stopped:\n{log.read_text()[-2000:]}")
        time.sleep(0.05)
    return portal, time.monotonic() - begun


def stop(portal: "subprocess.Popen[bytes]") -> float:
    begun = time.monotonic()
    portal.send_signal(signal.SIGTERM)
    portal.wait()
    return time.monotonic() - begun


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def tree(root: int) -> list[int]:
    """The process and all below it."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [root]
    for pid in found:
        found.extend(child for child, parent in parents.items() if parent == pid)
    return found


def memory(pid: int) -> tuple[float, float]:
    """(PSS, RSS) in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    values = {line.split(":")[0]: int(line.split()[1]) / 1000 for line in lines if line.endswith("kB")}
    return values["Pss"], values["Rss"]


def title(pid: int) -> str:
    """What runs, without the folder it lies in."""
    words = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").split()
    return " ".join(word.rsplit("/", 1)[-1] for word in words)[:38]


if __name__ == "__main__":
    main(sys.argv[1:])
