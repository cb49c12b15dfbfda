"""How well the finder finds: recall and precision per kind on the two halves of the corpus, and how long it takes.

    ./bench/run finder
    ./bench/run finder --misses name,place

The finder is tuned on one half only. Of the other half this prints figures and nothing else: who looks at its misses
has no half left to judge by. tests/guard_corpus/README.md tells how the texts are marked.
"""

import argparse
import os
import re
import sys
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

import django

CORPUS = Path(__file__).parent.parent / "tests" / "guard_corpus"
# The tuned half stands in three files: each later one came with what those before it did not teach.
HALVES = {"tuned": ("tuned", "tuned2", "tuned3"), "held": ("held",)}
CONTACT = ("bsn", "iban", "phone", "email", "postcode", "address", "birthdate", "plate", "reference")
KINDS = (*CONTACT, "name", "place", "organisation", "rare")
# What is asked of each kind: so much of what is marked is found.
AIMS = {**dict.fromkeys(CONTACT, 0.97), "name": 0.90, "place": 0.80, "organisation": 0.80, "rare": 0.70}
PRECISION_AIM, ALARMS_AIM = 0.90, 0.05
_MARK = re.compile(r"\{(\w+)\|([^}]*)\}")
HOSTILE = (
    "a",
    "1 ",
    "Jan de ",
    "A.",
    "van ",
    "x@",
    "a-",
    "06-",
    "de enige ",
    "1-1-",
    "Kerkstraat ",
    "'t ",
    "\n",
    "é\u0301",
    "[(",
)


@dataclass(frozen=True)
class Marked:
    """A text of the corpus, and (start, end, kind) of what leads to a person in it."""

    text: str
    marks: tuple[tuple[int, int, str], ...]


@dataclass
class Score:
    marked: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    alarms: int = 0
    misses: list[tuple[str, str, str]] = field(default_factory=list)

    def recall(self, kind: str) -> float:
        return self.hit[kind] / self.marked[kind]

    @property
    def precision(self) -> float:
        return self.right.total() / self.found.total()

    @property
    def alarm_rate(self) -> float:
        return self.alarms / self.clean


def texts(half: str) -> Iterator[Marked]:
    for file in HALVES[half]:
        for line in (CORPUS / f"{file}.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):
                yield _read(line.replace("\\n", "\n"))


def _read(line: str) -> Marked:
    text, marks, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        marks.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    return Marked(text + line[at:], tuple(marks))


def judged(half: str) -> Score:
    """A mark is hit when half of it is found as its kind; a finding is right when it touches a mark of its kind."""
    from atelier.base.guard.finder import find

    score = Score()
    for one in texts(half):
        found = find(one.text)
        score.clean += not one.marks
        score.alarms += bool(found and not one.marks)
        for start, end, kind in one.marks:
            covered = sum(max(0, min(end, f.end) - max(start, f.start)) for f in found if f.kind == kind)
            score.marked[kind] += 1
            score.hit[kind] += 2 * covered >= end - start
            if 2 * covered < end - start:
                score.misses.append((kind, one.text[start:end], one.text))
        for finding in found:
            score.found[finding.kind] += 1
            score.right[finding.kind] += any(
                kind == finding.kind and start < finding.end and end > finding.start for start, end, kind in one.marks
            )
    return score


def table() -> str:
    scores = {half: judged(half) for half in HALVES}
    lines = ["| kind | aim | tuned | held | precision, held |", "|---|---|---|---|---|"]
    for kind in KINDS:
        recalls = " | ".join(f"{scores[half].recall(kind):.2f} of {scores[half].marked[kind]}" for half in HALVES)
        right = scores["held"].right[kind] / max(1, scores["held"].found[kind])
        lines.append(f"| {kind} | {AIMS[kind]:.2f} | {recalls} | {right:.2f} |")
    alls = " | ".join(f"{scores[half].precision:.2f}" for half in HALVES)
    lines.append(f"| precision, all kinds | {PRECISION_AIM:.2f} | {alls} | |")
    alarms = " | ".join(f"{score.alarms} of {score.clean}" for score in scores.values())
    lines.append(f"| clean texts with an alarm | under {ALARMS_AIM:.0%} | {alarms} | |")
    return "\n".join(lines)


def milliseconds(text: str, times: int = 5) -> float:
    """Of the processor, the best of some."""
    from atelier.base.guard.finder import find

    best = float("inf")
    for _ in range(times):
        begun = process_time()
        find(text)
        best = min(best, process_time() - begun)
    return best * 1000


def speed() -> Iterator[str]:
    everything = " ".join(one.text for one in texts("tuned"))
    found = [milliseconds(everything[at : at + 2000]) for at in range(0, 20_000, 2000)]
    yield f"2,000 characters, full of marks: {min(found):.1f} to {max(found):.1f} ms"
    clean = " ".join(one.text for one in texts("tuned") if not one.marks)
    found = [milliseconds(clean[at : at + 2000]) for at in range(0, 8000, 2000)]
    yield f"2,000 characters without a mark: {min(found):.1f} to {max(found):.1f} ms"
    for piece in HOSTILE:
        small, big = (milliseconds((piece * size)[:size], 2) for size in (10_000, 100_000))
        times = big / max(small, 0.1)
        yield f"{piece!r:14} 10,000 characters {small:6.0f} ms, 100,000 {big:6.0f} ms: {times:.1f} times"


def memory() -> str:
    from atelier.base.guard import lists

    tracemalloc.start()
    for load in (lists.words, lists.first_names, lists.surnames, lists.known):
        load.cache_clear()
    lists.sections.cache_clear()
    lists.phrases.cache_clear()
    from atelier.base.guard.finder import find

    find("Mevrouw Jansen belt.")
    return f"lists in memory: {tracemalloc.get_traced_memory()[0] / 1e6:.1f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", default="", help="kinds, with commas: print what the tuned half misses of them")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atelier.settings")
    django.setup()
    print(table(), "", *speed(), memory(), sep="\n")
    wanted = options.misses.split(",") if options.misses else []
    for kind, words, text in judged("tuned").misses if wanted else []:
        if kind in wanted:
            print(f"{kind}: {words} | {text[:200]!r}")


if __name__ == "__main__":
    main()
    sys.stdout.flush()
