"""Products that grow with the portal: the whole ./test asks all of one, ./test --quick a part, spread over it.

Only where a fault is of a kind that many of the things asked would show. What is asked of every page, form or person
stays whole in both.
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

# ./test --quick says so to its tests (atelier/local/testing.py); nothing else does.
QUICK = os.environ.get("TESTS_ASK") == "a part"


def part[T](things: Iterable[T], *, one_of: int, turn: int = 0, quick: bool | None = None) -> list[T]:
    """All of them; with --quick one of so many, at least one, and others each turn."""
    everything = list(things)
    if not (QUICK if quick is None else quick) or not everything:
        return everything
    return everything[turn % min(one_of, len(everything)) :: one_of]


class Named(Protocol):
    nodeid: str


def some_of_each[T: Named](items: Iterable[T], most: int = 2) -> list[T]:
    """Of each test that is asked with many values, so many of them, spread; in the order in which they came."""
    asked: dict[str, list[T]] = defaultdict(list)
    everything = list(items)
    for item in everything:
        asked[item.nodeid.partition("[")[0]].append(item)
    kept = {id(one) for of in asked.values() for one in part(of, one_of=-(-len(of) // most))}
    return [item for item in everything if id(item) in kept]
