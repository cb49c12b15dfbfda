"""The pytest plugin of the tool: tests are collected once; each mutant is a fork in which one function is another.

The fork swaps the code of the functions that are there already (or the values of a module's names), so nothing is
imported twice and a mutant costs little more than the tests it meets.
"""

import gc
import hashlib
import json
import os
import resource
import signal
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType
from typing import Any

import psycopg
import pytest
from django.test import TransactionTestCase

from bench.mutants.__main__ import KEPT, ROOT, TEMPLATE
from bench.mutants.make import Mutant
from bench.mutants.swap import Swapper
from bench.mutants.table import TARGETS

ORDER = json.loads(Path(os.environ["MUTANTS"]).read_text())
PART, PARTS = ORDER["part"], ORDER["parts"]
DATABASE = f"test_mutants_{PART}"  # only of a test database the record lets itself be emptied
GREEN, RED = 0, 1
# Looks at what stands around a function, and enters none.
VERBS = "tests/test_verbs.py"


def pytest_configure(config: pytest.Config) -> None:
    from hypothesis import settings

    settings.register_profile("mutants", database=None, derandomize=True, deadline=None)
    settings.load_profile("mutants")
    config.pluginmanager.register(Database())


class Database:
    """Registered after pytest-django, whose fixture it replaces."""

    @pytest.fixture(scope="session")
    def django_db_setup(self, django_test_environment: None) -> None:
        """The copy that was made for this process."""
        from django.db import connection

        connection.settings_dict["NAME"] = DATABASE


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    if session.testsfailed:
        raise session.Interrupted("a test file cannot be imported")
    try:
        {"watch": watch, "try": try_all}[ORDER["step"]](session)
    except BaseException:
        traceback.print_exc()
        os._exit(3)
    sys.stdout.flush()
    os._exit(0)


# -- Which test runs which function


@dataclass
class Watched:
    """One test: how long it takes, and the functions ("file:Class.method") it enters, in its set-up and by itself."""

    seconds: float = 0
    passed: bool = True
    in_setup: list[str] = field(default_factory=list)
    in_call: list[str] = field(default_factory=list)


def watch(session: pytest.Session) -> None:
    """Writes {test file: {"digest", "tests": {test: Watched}}} for this part's test files."""
    by_file: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in session.items:
        by_file[file_of(item)].append(item)
    kept = watched_before() if ORDER["again"] else {}
    new = [name for name in by_file if kept.get(name, {}).get("digest") != digest_of(name)]
    mine = sorted(new)[PART::PARTS]

    (KEPT / f"failed-{PART}").unlink(missing_ok=True)

    def run() -> int:
        items = sorted((item for name in mine for item in by_file[name]), key=empties)  # what empties it comes last
        seen = Watcher({str(ROOT / path): path for one in TARGETS for path in one.paths}).watch(session, items)
        made: dict[str, Any] = {name: {"digest": digest_of(name), "tests": {}} for name in mine}
        for item in items:
            made[file_of(item)]["tests"][item.nodeid] = vars(seen[item.nodeid])
        (KEPT / f"watched-{PART}.json").write_text(json.dumps(made))
        return GREEN

    make_database()
    if in_a_fork(run, seconds=3600, log=KEPT / f"watched-{PART}.log") != GREEN:
        raise RuntimeError("the tests could not be watched")


def watched_before() -> dict[str, Any]:
    at = KEPT / "watched.json"
    found: dict[str, Any] = json.loads(at.read_text()) if at.exists() else {}
    return found


class Watcher:
    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.seen: set[str] = set()
        self.now = Watched()
        self.prepared = list(prepared_shapes())

    def enters(self, code: Any, _offset: int) -> object:
        if path := self.files.get(code.co_filename):
            self.seen.add(f"{path}:{code.co_qualname.split('.<locals>')[0]}")
        return sys.monitoring.DISABLE

    def begin(self) -> None:
        self.seen = set()
        for shapes in self.prepared:
            shapes.clear()
        sys.monitoring.restart_events()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        try:
            return (yield)
        finally:
            self.now.in_setup = sorted(self.seen)
            self.begin()

    def watch(self, session: pytest.Session, items: Sequence[pytest.Item]) -> dict[str, Watched]:
        tool = sys.monitoring.PROFILER_ID
        sys.monitoring.use_tool_id(tool, "mutants")
        sys.monitoring.register_callback(tool, sys.monitoring.events.PY_START, self.enters)
        sys.monitoring.set_events(tool, sys.monitoring.events.PY_START)
        found: dict[str, Watched] = {}
        session.config.pluginmanager.register(self)
        session.config.pluginmanager.register(Said(KEPT / f"failed-{PART}"))
        for item, following in pairs(items):
            self.now = now = Watched()
            self.begin()
            # Of the processor: what else the machine does must not choose the tests.
            failed, begun = session.testsfailed, time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            now.seconds, now.passed = time.process_time() - begun, session.testsfailed == failed
            now.in_call = sorted(self.seen)
            found[item.nodeid] = now
        return found


def prepared_shapes() -> Iterator[list[Any]]:
    """What @prepared keeps of each query: kept, only the first test would be seen to make it."""
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__qualname__ == "prepared.<locals>.made":
            yield one.__closure__[one.__code__.co_freevars.index("shapes")].cell_contents  # type: ignore[index]


# -- Mutant by mutant


def try_all(session: pytest.Session) -> None:
    """Writes {number of the mutant: [how it ended, by which test]} for this part's mutants."""
    choice = Choice(session.items, watched_before())
    swapper = Swapper({one["path"] for one in ORDER["mutants"]})
    outcomes: dict[int, tuple[str, str]] = {}
    make_database()
    gc.freeze()  # a fork copies no page only to count what is on it
    healthy = False
    for number, given in list(enumerate(ORDER["mutants"]))[PART::PARTS]:
        tests = given.pop("tests")
        mutant = Mutant(**given)
        chosen = choice.of(mutant, tests, swapper.users_of(mutant))
        if chosen and not healthy:
            end, said = try_one(session, None, chosen, swapper)
            if end != "survived":
                raise RuntimeError(f"without a mutant the tests fail too: {said}")
            healthy = True
        outcomes[number] = try_one(session, mutant, chosen, swapper)
        print(number, mutant.path, mutant.line, mutant.was, "->", mutant.becomes, *outcomes[number], flush=True)
    (KEPT / f"outcomes-{PART}.json").write_text(json.dumps(outcomes))


def try_one(
    session: pytest.Session, mutant: Mutant | None, chosen: "list[tuple[pytest.Item, float]]", swapper: Swapper
) -> tuple[str, str]:
    if not chosen:
        return "unreached", ""
    by, log = KEPT / f"by-{PART}", KEPT / f"fork-{PART}.log"
    by.write_text("")

    def run() -> int:
        try:
            if mutant:
                swapper.swap(mutant)
        except Exception as error:
            by.write_text(f"cannot be loaded: {type(error).__name__}: {error}")
            return RED
        session.config.pluginmanager.register(Said(by))
        items = [item for item, _seconds in chosen]
        for item, following in pairs(items):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return RED
        return GREEN

    end = in_a_fork(run, seconds=10 + 5 * sum(seconds for _item, seconds in chosen), log=log)
    if end is None or any(empties(item) for item, _seconds in chosen):
        make_database()
    named = {GREEN: "survived", RED: "killed"}.get(end, "timeout") if end is not None else "timeout"
    return named, by.read_text() if named != "survived" else f"{len(chosen)} tests"


class Said:
    """Notes where the first test failed, and on what."""

    def __init__(self, at: Path) -> None:
        self.at = at

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not (self.at.exists() and self.at.read_text()):
            crash = getattr(report.longrepr, "reprcrash", None)
            said = crash.message if crash else str(report.longrepr)
            self.at.write_text(f"{report.nodeid} ({report.when}): {said}")


class Choice:
    """The tests that enter a function, those near it and the quickest first; together within the given seconds."""

    def __init__(self, items: Sequence[pytest.Item], watched: dict[str, Any]) -> None:
        self.items = items
        self.tests: dict[str, Watched] = {}
        for one in watched.values():
            self.tests |= {test: Watched(**what) for test, what in one["tests"].items()}
        self.entering: dict[str, set[str]] = defaultdict(set)
        for item in items:
            seen = self.tests.get(item.nodeid)
            if seen is None or not seen.passed:
                continue
            for function in seen.in_call:
                self.entering[function].add(item.nodeid)
            for function in seen.in_setup:
                self.entering[function].add(self.group(item))

    def group(self, item: pytest.Item) -> str:
        """Tests of a class of Django's share a set-up."""
        cls = getattr(item, "cls", None)
        shares = cls is not None and issubclass(cls, TransactionTestCase)
        return item.nodeid.rsplit("::", 1)[0] if shares else item.nodeid

    def of(self, mutant: Mutant, nearest: Sequence[str], users: set[str]) -> "list[tuple[pytest.Item, float]]":
        """`users`: the functions that name it, of a constant; where there are none, any test may meet it."""
        functions = {mutant.function.split(".<locals>")[0]} if mutant.function else users
        entering = {test for function in functions for test in self.entering[f"{mutant.path}:{function}"]}
        groups: dict[str, list[tuple[pytest.Item, float]]] = defaultdict(list)
        for item in self.items:
            seen = self.tests.get(item.nodeid)
            near = rank(item, nearest) is not None
            meets = not functions or bool({item.nodeid, self.group(item)} & entering)
            meets = meets or (mutant.unwraps and file_of(item) == VERBS)
            if seen and seen.passed and near and meets:
                groups[self.group(item)].append((item, seen.seconds))
        chosen: list[tuple[pytest.Item, float]] = []
        left = ORDER["seconds"]
        for group in sorted(groups.values(), key=lambda group: self.order(group, nearest)):
            for item, seconds in group:
                if chosen and seconds > left:
                    continue
                chosen.append((item, seconds))
                left -= seconds
        return chosen

    def order(self, group: "list[tuple[pytest.Item, float]]", nearest: Sequence[str]) -> tuple[Any, ...]:
        first, _seconds = group[0]
        return empties(first), rank(first, nearest), sum(seconds for _item, seconds in group) / len(group)


def rank(item: pytest.Item, nearest: Sequence[str]) -> int | None:
    name = file_of(item)
    return next((n for n, test in enumerate(nearest) if name == test or name.startswith(f"{test}/")), None)


def empties(item: pytest.Item) -> bool:
    from django.test import TestCase

    cls = getattr(item, "cls", None)
    by_class = cls is not None and issubclass(cls, TransactionTestCase) and not issubclass(cls, TestCase)
    mark = item.get_closest_marker("django_db")
    by_mark = mark is not None and bool(mark.kwargs.get("transaction"))
    return by_class or by_mark or bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


def pairs(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Each with the one after it, as pytest wants to know."""
    for at, item in enumerate(items):
        yield item, items[at + 1] if at + 1 < len(items) else None


# -- Forks and databases


def in_a_fork(run: Callable[[], int], *, seconds: float, log: Path) -> int | None:
    """What `run` gives in a process of its own; None when it took too long (`seconds` of the processor)."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 2
        try:
            os.setsid()
            file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(file, 1)
            os.dup2(file, 2)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, seconds * 20)  # where it only waits
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
            code = run()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    _pid, status = os.waitpid(child, 0)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what the tests have started
    return None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def make_database() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'drop database if exists "{DATABASE}" with (force)')
        connection.execute(f'create database "{DATABASE}" template "{TEMPLATE}"')


def file_of(item: pytest.Item) -> str:
    return item.nodeid.split("::")[0]


def digest_of(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
