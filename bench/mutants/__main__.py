"""./bench/run mutants: break one rule at a time and count what the tests notice (docs/testing.md).

./bench/run mutants                       all targets: first which test runs which rule, then mutant by mutant
./bench/run mutants --only seats finder   those whose name has one of these words
./bench/run mutants --again               only what survived the last time; test files that did not change are not
                                          watched anew
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from bench.mutants.make import Mutant, mutants_of
from bench.mutants.table import EQUIVALENT, TARGETS, Target

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "mutants"
TEMPLATE = "mutants_template"


@dataclass(frozen=True)
class Outcome:
    target: str
    mutant: Mutant
    end: str  # "killed", "survived", "unreached", "timeout", "equivalent"
    by: str = ""


def main() -> int:
    asked = arguments()
    KEPT.mkdir(parents=True, exist_ok=True)
    targets = [one for one in TARGETS if not asked.only or any(word in one.name for word in asked.only)]
    wanted = [(target, mutant) for target in targets for mutant in mutants_in(target)]
    before = survivors_before() if asked.again else None
    if before is not None:
        wanted = [(target, one) for target, one in wanted if one.known_as in before]
    wanted = wanted[:: asked.every]
    make_template()
    begun = time.monotonic()
    outcomes = tried(wanted, asked)
    report(targets, outcomes, asked)
    say(f"{len(outcomes)} mutants, {(time.monotonic() - begun) / 60:.0f} minutes")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run mutants")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="a sample: every so many of them")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, default=10, help="of tests per mutant, the nearest first")
    return parser.parse_args()


def mutants_in(target: Target) -> list[Mutant]:
    found = [one for path in target.paths for one in mutants_of(path, (ROOT / path).read_text())]
    return [one for one in found if target.holds(one.function)]


def survivors_before() -> set[tuple[str, ...]] | None:
    at = KEPT / "survivors.json"
    return {tuple(one) for one in json.loads(at.read_text())} if at.exists() else None


def make_template() -> None:
    """A database with its tables, of which each process takes copies."""
    url = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [TEMPLATE]).fetchone():
            connection.execute(f'create database "{TEMPLATE}"')
    there = {**os.environ, "DATABASE_URL": url._replace(path=f"/{TEMPLATE}").geturl()}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=there, cwd=ROOT, check=True)


def tried(wanted: list[tuple[Target, Mutant]], asked: argparse.Namespace) -> list[Outcome]:
    equivalent = [Outcome(target.name, one, "equivalent") for target, one in wanted if one.known_as in EQUIVALENT]
    rest = [(target, one) for target, one in wanted if one.known_as not in EQUIVALENT]
    for step in ("watch", "try"):
        processes = [start(step, part, rest, asked) for part in range(asked.processes)]
        ends = [process.wait() for process in processes]
        if any(ends):
            raise SystemExit(f"the step {step!r} went wrong: see {KEPT}")
        if step == "watch":
            gather(asked)
    found = {
        int(number): tuple(end)
        for part in range(asked.processes)
        for number, end in json.loads((KEPT / f"outcomes-{part}.json").read_text()).items()
    }
    return equivalent + [Outcome(target.name, one, *found[n]) for n, (target, one) in enumerate(rest)]


def gather(asked: argparse.Namespace) -> None:
    """What each test runs: of the parts, and of before."""
    at = KEPT / "watched.json"
    watched = json.loads(at.read_text()) if asked.again and at.exists() else {}
    for part in range(asked.processes):
        watched |= json.loads((KEPT / f"watched-{part}.json").read_text())
    at.write_text(json.dumps(watched))


def start(
    step: str, part: int, rest: list[tuple[Target, Mutant]], asked: argparse.Namespace
) -> subprocess.Popen[bytes]:
    """A pytest with the plugin of this tool, on a broker, a folder and a database of its own."""
    tests = list(dict.fromkeys(test for target, _one in rest for test in target.tests if (ROOT / test).exists()))
    inside = [
        test for test in tests if not any(test != other and Path(other) in Path(test).parents for other in tests)
    ]
    order = {
        "step": step,
        "part": part,
        "parts": asked.processes,
        "seconds": asked.seconds,
        "again": asked.again,
        "mutants": [{"tests": target.tests, "path": one.path, **vars(one)} for target, one in rest],
    }
    (KEPT / f"order-{part}.json").write_text(json.dumps(order))
    environment = {
        **os.environ,
        "MUTANTS": str(KEPT / f"order-{part}.json"),
        "REDIS_URL": urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{part + 1}").geturl(),
        "ATELIER_DATA": f"{os.environ['ATELIER_DATA']}-mutants-{part}",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "bench.mutants.plugin", "-p", "no:cacheprovider"]
    log = (KEPT / f"{step}-{part}.log").open("w")
    return subprocess.Popen(
        [*command, "-m", "not browser", *inside], env=environment, cwd=ROOT, stdout=log, stderr=log
    )


def report(targets: list[Target], outcomes: list[Outcome], asked: argparse.Namespace) -> None:
    lived = [one for one in outcomes if one.end in ("survived", "unreached")]
    for one in lived:
        say(f"\n{one.target}: {one.mutant.path}:{one.mutant.line} {one.mutant.function} ({one.end})")
        say(difference(one.mutant))
    (KEPT / "survivors.json").write_text(json.dumps([one.mutant.known_as for one in lived]))
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in outcomes:
        counts[one.target][one.end] += 1
        counts["all"][one.end] += 1
    say("\n| target | mutants | killed | lived | no test | too long | the same |\n| --- " + "| ---: " * 6 + "|")
    for name in [*(target.name for target in targets), "all"]:
        ends = counts[name]
        number = sum(ends.values()) - ends["equivalent"]
        killed = ends["killed"] + ends["timeout"]
        share = f"{killed} ({killed / number:.1%})" if number else "0"
        say(f"| {name} | {number} | {share} | {ends['survived']} | {ends['unreached']} | {ends['timeout']} "
            f"| {ends['equivalent']} |")  # fmt: skip


def difference(mutant: Mutant) -> str:
    if mutant.unwraps:
        return f"-@{mutant.was}"
    text = (ROOT / mutant.path).read_text()
    lines = unified_diff(text.splitlines(), mutant.source(text).splitlines(), lineterm="", n=0)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
