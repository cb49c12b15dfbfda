"""./run as people use it: real processes, real servers, one data folder over several starts."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from atelier.local.children import born, group_lives
from atelier.local.portal import ROOT
from atelier.local.ports import free_port

pytestmark = pytest.mark.programs

COMMAND = [sys.executable, "-m", "atelier.local"]
REAL = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS")


class Run:
    """One ./run; `output` is what it printed so far."""

    def __init__(self, data: Path, port: int) -> None:
        self.data = data
        self.port = port
        self.url = f"http://localhost:{port}"
        self.log = data.with_name(f"{data.name}-{port}-{time.monotonic_ns()}.log")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                COMMAND, cwd=ROOT, env=environment(data, port), stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    @property
    def output(self) -> str:
        return self.log.read_text()

    def wait_for(self, words: str, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while words not in self.output:
            assert self.process.poll() is None, f"it stopped:\n{self.output}"
            assert time.monotonic() < deadline, f"no {words!r} in time:\n{self.output}"
            time.sleep(0.1)

    def end(self, seconds: float) -> int:
        return self.process.wait(seconds)

    def family(self) -> dict[str, tuple[int, str]]:
        """(process id, moment of birth) of every child, by name."""
        return {name: (pid, birth) for name, pid, birth, _ in json.loads((self.data / "children.json").read_text())}

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code


def environment(data: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in REAL}
    return {**kept, "ATELIER_DATA": str(data), "ATELIER_PORT": str(port), "ATELIER_DEMO": "0"}


def ask(data: Path, port: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """A ./run that is expected to end by itself."""
    return subprocess.run(
        [*COMMAND, *arguments], cwd=ROOT, env=environment(data, port), capture_output=True, text=True, timeout=60
    )


def are_gone(family: dict[str, tuple[int, str]], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while left := [name for name, (pid, birth) in family.items() if born(pid) == birth]:
        if time.monotonic() > deadline:
            return bool(pytest.fail(f"still there: {left}"))
        time.sleep(0.1)
    return True


@pytest.fixture(scope="module")
def data(open_folder) -> Path:
    """One data folder over several starts: an empty one costs a minute of set-up, so no test asks for its own."""
    return open_folder / "data of mine"


@pytest.fixture
def start(data: Path):
    runs: list[Run] = []

    def begin() -> Run:
        runs.append(Run(data, free_port()))
        return runs[-1]

    yield begin
    for run in runs:
        if run.process.poll() is None:
            run.process.kill()
            run.process.wait()


def test_it_starts_from_nothing_answers_and_stops_without_a_trace(start, data) -> None:
    run = start()
    run.wait_for(f"Over leven runs at {run.url}")
    assert run.status("/") == 200
    assert run.status("/healthz") == 200

    again = ask(data, free_port())
    assert (again.returncode, again.stderr) == (
        1,
        f"The portal already runs on the data folder {data}, at {run.url}.\n",
    )
    elsewhere = data.with_name("elsewhere")
    taken = ask(elsewhere, run.port)
    assert taken.returncode == 1
    assert taken.stderr.startswith(f"Port {run.port} is taken")
    assert not (elsewhere / "postgres").exists(), "nothing half made"

    secrets = ("secret_key", "local.env", "broker/server.conf")
    assert {name: (data / name).stat().st_mode & 0o777 for name in secrets} == dict.fromkeys(secrets, 0o600)

    family = run.family()
    assert set(family) == {"postgres", "broker", "web", "worker", "beat"}
    run.process.send_signal(signal.SIGTERM)
    assert run.end(10) == 0
    assert are_gone(family, 0)
    assert ask(data, run.port, "manage", "check").stderr.startswith("No portal runs on the data folder")


MAKE_MEMBER = "from members.models import Member; Member.objects.create_user('jo@voorbeeld.test', 'samen-over-leven')"


def members(data: Path) -> list[str]:
    """Who is in its database: asked there, as a management command takes seconds to begin."""
    url = re.findall(r"^DATABASE_URL=(\S+)$", (data / "local.env").read_text(), re.MULTILINE)[0]
    with psycopg.connect(url) as connection:
        return [email for (email,) in connection.execute("select email from members_member").fetchall()]


def test_killed_at_once_it_comes_up_again_with_all_data(start, data) -> None:
    run = start()
    run.wait_for("Over leven runs")
    told = ask(data, run.port, "manage", "shell", "-v0", "-c", MAKE_MEMBER)
    assert told.returncode == 0, told.stderr
    family = run.family()
    for pid in [run.process.pid, *(pid for pid, _ in family.values())]:
        os.kill(pid, signal.SIGKILL)
    run.end(5)

    again = start()
    again.wait_for("Over leven runs")
    assert "setup |" not in again.output, "nothing changed, so nothing is set up again"
    assert not any(group_lives(pid) for pid, _ in family.values()), "helpers of the killed are ended too"
    assert members(data) == ["jo@voorbeeld.test"]

    # And when the supervisor alone is killed, no child outlives it.
    family = again.family()
    again.process.kill()
    assert are_gone(family)


def test_when_a_part_dies_everything_stops_and_says_which(start, data) -> None:
    run = start()
    run.wait_for("Over leven runs")
    family = run.family()
    os.kill(family["worker"][0], signal.SIGKILL)
    assert run.end(10) == 1
    assert "worker stopped unexpectedly, so everything stops" in run.output
    assert are_gone(family, 0)


@pytest.mark.parametrize("port", ["80000", "acht", "0"])
def test_a_port_that_is_none_is_named(tmp_path, port) -> None:
    told = subprocess.run(
        COMMAND, cwd=ROOT, env={**environment(tmp_path, 1), "ATELIER_PORT": port}, capture_output=True, text=True
    )
    assert (told.returncode, told.stderr) == (
        1,
        f"ATELIER_PORT is {port!r}, which is not a port number between 1 and 65535.\n",
    )


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path) -> None:
    (tmp_path / "file").write_text("no folder")
    told = ask(tmp_path / "file" / "data", free_port())
    assert told.returncode == 1
    assert told.stderr.startswith(f"The data folder {tmp_path / 'file' / 'data'} cannot be written (Not a directory)")
    assert told.stderr.count("\n") == 1
