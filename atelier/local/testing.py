"""./test: every check and test on throw-away servers.

./test                          all of it
./test --checks                 the checks alone, no tests
./test tests/cases -k word      that part of the tests alone; what follows goes to pytest
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from atelier.local import browser, messages
from atelier.local.broker import Broker
from atelier.local.children import Children, send
from atelier.local.portal import ROOT, STOPPING, Stopped, stop_now
from atelier.local.postgres import Postgres
from atelier.local.trouble import Trouble

OURS = ("atelier", "members", "cases", "meetings", "research")


@dataclass
class Check:
    title: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)


def checks() -> list[Check]:
    python = [sys.executable, "-m"]
    manage = [sys.executable, "manage.py"]
    return [
        Check("Lint", [*python, "ruff", "check", "."]),
        Check("Format", [*python, "ruff", "format", "--check", "."]),
        Check("Types", [*python, "mypy", *OURS]),
        Check("Lists of modules", [*python, "atelier.local.rooms", "--check"]),
        Check("Import contract", [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"]),
        Check("Templates", [*python, "atelier.local.templates", "--check"]),
        Check("Dead code", [*python, "atelier.local.dead"]),
        Check("Translations", [*python, "atelier.local.messages", "--check"]),
        Check("Migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        Check("Production settings", [*manage, "check", "--deploy", "--fail-level", "WARNING"], production()),
    ]


def production() -> dict[str, str]:
    """What an operator would set, with the throw-away servers of the tests."""
    return {
        "ATELIER_MODE": "production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": "https://portaal.voorbeeld.test",
        "ALLOWED_HOSTS": "portaal.voorbeeld.test",
        "EMAIL_URL": "smtp+tls://portaal:geheim@mail.voorbeeld.test:587",
        "DEFAULT_FROM_EMAIL": "Over leven <portaal@voorbeeld.test>",
        "CONTROLLER": "Hogeschool Mergelland, Dorp 1, Maastricht",
        "STUDIO_EMAIL": "atelier@voorbeeld.test",
        "PRIVACY_OFFICER": "privacy@voorbeeld.test",
        "LEGAL_GROUND": "public_task",
    }


def main(arguments: list[str]) -> int:
    for number in STOPPING:
        signal.signal(number, stop_now)
    messages.compile_all(ROOT)
    with servers() as environment:
        if arguments and arguments != ["--checks"]:
            return run([sys.executable, "-m", "pytest", *arguments], environment)
        failed = [check.title for check in checks() if not passes(check, environment)]
        if not arguments:
            failed += test(environment)
    if failed:
        say(f"Not in order: {', '.join(failed)}.")
        return 1
    say("All in order.")
    return 0


def passes(check: Check, environment: dict[str, str]) -> bool:
    say(f"== {check.title}")
    begun = time.monotonic()
    code = run(check.command, {**environment, **check.environment})
    say(f"   {'good' if code == 0 else 'NOT GOOD'}, {time.monotonic() - begun:.1f} s")
    return code == 0


def test(environment: dict[str, str]) -> list[str]:
    """The tests, journeys in a browser included where one can be had; gives what failed."""
    failed = []
    pytest = [sys.executable, "-m", "pytest", *parallel()]
    found = browser.find() or browser.fetch()
    if found:
        check = Check(f"Tests, with browser journeys in {found}", pytest, {"ATELIER_BROWSER": found})
    else:
        check = Check("Tests", [*pytest, "-m", "not browser"])
    if not passes(check, environment):
        failed.append("tests")
    if not found:
        say("Skipped: the browser journeys. No Chromium or Chrome is here and none could be fetched.")
        if os.environ.get("CI", "").lower() == "true":
            failed.append("browser journeys (skipped, which CI does not allow)")
    return failed


def parallel() -> list[str]:
    """Two at a time where there are two processors.

    "loadgroup" gives each the next test in order, so that those that empty the database come last in both. (xdist 3.8
    does not see its own groups under pytest 9.2: tests/workers.py keeps one folder together, and no test may count on
    the one before it.)
    """
    if (os.cpu_count() or 1) < 2:
        return []
    return ["-p", "tests.workers", "--numprocesses=2", "--dist=loadgroup", "--durations=10"]


@contextmanager
def servers() -> Iterator[dict[str, str]]:
    """A throw-away PostgreSQL and broker, in memory where possible; gives the environment of the tests."""
    children = Children()
    folder = Path(tempfile.mkdtemp(prefix="atelier-test-", dir=ram_folder()))
    folder.chmod(0o711)
    try:
        postgres = Postgres(folder / "postgres", children, careless=True)
        broker = Broker(folder / "broker", children, careless=True)
        broker.start()
        postgres.start()
        given = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in REAL}
        yield {
            **given,
            "ATELIER_MODE": "test",
            "ATELIER_DATA": str(folder / "data"),
            "DJANGO_SETTINGS_MODULE": "atelier.settings",
            "DATABASE_URL": postgres.ensure_database("atelier"),
            "REDIS_URL": broker.url,
        }
    finally:
        ignore_further_stops()
        children.stop(within=5)
        shutil.rmtree(folder, ignore_errors=True)


# Tests never touch the servers that the caller's own environment names.
REAL = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DEBUG", "ATELIER_DEMO"}


def ram_folder() -> str | None:
    folder = Path("/dev/shm")
    roomy = folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 1_500_000_000
    return str(folder) if roomy else None


def run(command: Sequence[str], environment: dict[str, str], within: float = 15) -> int:
    """Exit code. When we are stopped meanwhile, the tests get the time to end what they started, as after Ctrl-C."""
    process = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    try:
        return process.wait()
    except Stopped:
        ignore_further_stops()
        send(os.kill, process.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(within)
        raise
    finally:
        send(os.killpg, process.pid, signal.SIGKILL)
        process.wait()


def ignore_further_stops() -> None:
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except Stopped:
        code = 130
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        code = 1
    sys.stdout.flush()
    os._exit(code)
