"""./test: every check and test on throw-away servers.

./test                          all of it
./test --quick                  every check, and every test but those in a browser, those that start programs and the
                                long ones; of what is asked with many values a part
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
PROCESSORS = min(os.cpu_count() or 1, 2)
MIGRATED = "migrated"
# What --quick tells its tests (tests/spread.py).
A_PART = {"TESTS_ASK": "a part"}


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
    if arguments in (["--help"], ["-h"]):
        say((__doc__ or "").strip())
        return 0
    for number in STOPPING:
        signal.signal(number, stop_now)
    messages.compile_all(ROOT)
    with servers() as environment:
        if arguments and arguments not in (["--checks"], ["--quick"]):
            return run([sys.executable, "-m", "pytest", *arguments], environment)
        asked = [*checks(), *([] if arguments == ["--checks"] else [prepared(environment)])]
        failed = not_in_order(asked, environment)
        environment["TEST_TEMPLATE"] = MIGRATED
        if not arguments:
            failed += test(environment)
        elif arguments == ["--quick"]:
            failed += quick(environment)
    if failed:
        say(f"Not in order: {', '.join(failed)}.")
        return 1
    say("All in order.")
    return 0


def prepared(environment: dict[str, str]) -> Check:
    """The tables once, in the database that each worker of the tests copies (tests/conftest.py)."""
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    return Check("Database of the tests", migrate, {"DATABASE_URL": environment["MIGRATED_URL"]})


def not_in_order(asked: Sequence[Check], environment: dict[str, str]) -> list[str]:
    """The checks, two at a time where there are two processors; gives the titles of those that fail.

    What each one says is held until it has ended, so that it stands together.
    """
    failed, waiting, busy = [], list(asked), list[Running]()
    try:
        while waiting or busy:
            while waiting and len(busy) < PROCESSORS:
                busy.append(Running(waiting.pop(0), environment))
            for each in [each for each in busy if each.process.poll() is not None]:
                busy.remove(each)
                failed += [] if each.passed() else [each.check.title]
            time.sleep(0.05)
    finally:
        for each in busy:
            each.kill()
    return failed


class Running:
    """A check at work."""

    def __init__(self, check: Check, environment: dict[str, str]) -> None:
        self.check, self.begun = check, time.monotonic()
        self.said = tempfile.TemporaryFile()  # noqa: SIM115 (read when the check has ended)
        self.process = subprocess.Popen(
            check.command,
            env={**environment, **check.environment},
            cwd=ROOT,
            stdout=self.said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def passed(self) -> bool:
        self.kill()
        self.said.seek(0)
        say(f"== {self.check.title}\n{self.said.read().decode(errors='replace')}".rstrip())
        say(verdict(self.process.returncode, self.begun))
        return self.process.returncode == 0

    def kill(self) -> None:
        """With all that it may have started and left."""
        send(os.killpg, self.process.pid, signal.SIGKILL)
        self.process.wait()


def passes(check: Check, environment: dict[str, str]) -> bool:
    say(f"== {check.title}")
    begun = time.monotonic()
    code = run(check.command, {**environment, **check.environment})
    say(verdict(code, begun))
    return code == 0


def verdict(code: int, begun: float) -> str:
    return f"   {'good' if code == 0 else 'NOT GOOD'}, {time.monotonic() - begun:.1f} s"


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


def quick(environment: dict[str, str]) -> list[str]:
    """What ends within minutes: no browser, no program, nothing long, a part of what grows (tests/spread.py)."""
    chosen = ["-m", "not browser and not programs and not long"]
    pytest = [sys.executable, "-m", "pytest", *parallel(one_more=True), *chosen]
    check = Check("Tests, without browser and programs", pytest, A_PART)
    return [] if passes(check, environment) else ["tests"]


def parallel(*, one_more: bool = False) -> list[str]:
    """Two at a time where there are two processors; `one_more` where nothing is timed: a third waits for its database.

    "loadgroup" gives each the next test in order, so that those that empty the database come last in both. (xdist 3.8
    does not see its own groups under pytest 9.2: tests/workers.py keeps together what shares a long set-up; no test
    may count on the one before it.)
    """
    if PROCESSORS < 2:
        return []
    return ["-p", "tests.workers", f"--numprocesses={3 if one_more else 2}", "--dist=loadgroup", "--durations=10"]


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
            "MIGRATED_URL": postgres.ensure_database(MIGRATED),
            "REDIS_URL": broker.url,
        }
    finally:
        ignore_further_stops()
        children.stop(within=5)
        shutil.rmtree(folder, ignore_errors=True)


# Tests never touch the servers that the caller's own environment names, and ask less for --quick alone. Compiled code
# is kept, also where that is off (as in many containers): each process would compile and rewrite every test anew.
REAL = {
    "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "STORAGE_URL", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DEBUG",
    "ATELIER_DEMO", "PYTHONDONTWRITEBYTECODE", *A_PART,
}  # fmt: skip


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
