"""However deep a page stands in its calls, the next call costs no page fault."""

import resource
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from atelier.base.web.stack import with_room

CALLS = 300


def call(number: int = 0) -> int:
    return number


def faults_at(depth: int) -> int:
    """The page faults of some calls, so deep in the stack."""
    if depth:
        return faults_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for number in range(CALLS):
        call(number)
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def most_faults() -> int:
    return max(faults_at(depth) for depth in range(400))


def in_a_thread(work: Callable[[], int]) -> int:
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()


def test_a_loop_at_any_depth_gets_no_memory_from_the_system_at_each_call() -> None:
    assert in_a_thread(with_room(most_faults)) < CALLS / 10
