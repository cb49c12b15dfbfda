"""Before there is any Python of ours: finding one, and installing the packages."""

import ensurepip
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from atelier.local.children import group_lives, soon
from atelier.local.portal import ROOT

pytestmark = pytest.mark.programs

OLD = "#!/bin/sh\necho 3.11; exit 1\n"
BROKEN = "#!/bin/sh\necho 'python3.13: command not found' >&2; exit 127\n"
NOWHERE = f"nowhere-to-be-found==1.0 --hash=sha256:{'0' * 64}\n"


@pytest.fixture
def machine(tmp_path) -> Path:
    return machine_in(tmp_path)


def machine_in(place: Path) -> Path:
    """A checkout without .venv, and a folder of programs with a Python that is too old and one that does not run."""
    checkout = place / "portal"
    (checkout / "scripts").mkdir(parents=True)
    for name in ("run", "scripts/bootstrap.sh", "scripts/install.py", "scripts/uv.txt"):
        shutil.copy(ROOT / name, checkout / name)
    programs = place / "bin"
    programs.mkdir()
    for name in ("dirname", "sh", "cat"):
        (programs / name).symlink_to(shutil.which(name) or name)
    for name, text in (("python3", OLD), ("python3.13", BROKEN)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    return place


@pytest.fixture(scope="module")
def offline(tmp_path_factory) -> Path:
    """A machine where packages cannot be fetched; making its environment takes seconds, so it serves several tests."""
    return machine_in(tmp_path_factory.mktemp("offline"))


def start(machine: Path, lock: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    for name in ("requirements.txt", "requirements-local.txt"):
        (machine / "portal" / name).write_text(lock)
    return call(machine, PYTHON=sys.executable, PIP_CONFIG_FILE=os.devnull, **environment)


def call(machine: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    base = {"PATH": str(machine / "bin"), "HOME": str(machine / "home")}
    return subprocess.run(
        [machine / "portal" / "run", "--help"], env={**base, **environment}, cwd="/", capture_output=True, text=True
    )


def test_without_a_python_that_is_new_enough_it_says_so_and_makes_nothing(machine) -> None:
    for path in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"):
        if any(Path(path).glob("python3.1[2-9]")):
            pytest.skip("this machine has a Python of 3.12 or newer at a place of the system")
    told = call(machine)
    assert told.returncode == 1
    assert told.stderr.startswith("No Python of version 3.12 or newer")
    assert told.stderr.count("\n") == 1
    assert not (machine / "portal" / ".venv").exists()


def test_a_python_of_a_version_manager_is_found(machine) -> None:
    place = machine / "home" / ".pyenv" / "versions" / "3.13.0" / "bin"
    place.mkdir(parents=True)
    (place / "python3").write_text('#!/bin/sh\n[ "$1" = -c ] || echo "found $1"\n')
    (place / "python3").chmod(0o755)
    assert "found scripts/install.py" in call(machine).stdout


def test_without_a_network_it_says_so_and_tries_again_next_time(offline) -> None:
    told = start(offline, NOWHERE, PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert told.returncode == 1
    assert told.stderr.splitlines()[-1].startswith("The packages could not be installed: is there a network")
    assert not (offline / "portal" / ".venv" / "installed.json").exists()


def test_after_an_upgrade_without_a_network_the_version_before_still_starts(offline) -> None:
    (offline / "portal" / "scripts" / "uv.txt").write_text(NOWHERE)
    # Already in every new environment, so never fetched.
    before = f"pip=={ensurepip.version()} --hash=sha256:{'0' * 64}\n"
    assert "No module named 'atelier'" in start(offline, before, PIP_NO_INDEX="1").stderr  # empty, but it started
    told = start(offline, NOWHERE, PIP_NO_INDEX="1")
    assert told.stderr.splitlines()[-1].startswith("The packages could not be installed")
    again = start(offline, before, PIP_NO_INDEX="1").stderr
    assert "No module named 'atelier'" in again
    assert "Making the Python environment" not in again


def test_stopped_while_packages_come_in_it_leaves_nothing_running(machine) -> None:
    portal = machine / "portal"
    for name in ("requirements.txt", "requirements-local.txt"):
        (portal / name).touch()
    python = portal / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho $$ >"$0.new"; mv "$0.new" "$0.pid"; sleep 99\n')
    python.chmod(0o755)
    (portal / ".venv" / "installed.json").write_text(json.dumps({"python": str(python.resolve())}))
    environment = {"PATH": os.environ["PATH"], "PYTHON": sys.executable}
    run = subprocess.Popen([portal / "run"], env=environment, stderr=subprocess.DEVNULL)
    noted = python.with_name("python.pid")
    assert soon(noted.exists, 10)
    run.terminate()
    assert run.wait(5) == 128 + signal.SIGTERM
    assert soon(lambda: not group_lives(int(noted.read_text())), 5)


def test_an_environment_that_is_a_link_is_left_as_it_is(machine) -> None:
    (machine / "portal" / ".venv").symlink_to(Path(sys.prefix))
    before = sorted(os.listdir(sys.prefix))
    told = call(machine)
    assert "No module named 'atelier'" in told.stderr  # the checkout is empty; it got as far as starting
    assert sorted(os.listdir(sys.prefix)) == before
