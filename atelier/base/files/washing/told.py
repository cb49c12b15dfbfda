"""What a wash took out, counted by kind, so that who sent the file can be told."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Of these the number is told; of the others only that they were there.
KINDS = ("changes", "comments", "slides", "hidden", "thumbnails", "pictures", "makers")

_counting: ContextVar[Counter[str] | None] = ContextVar("counting", default=None)


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """What `took_out` is told in this block."""
    counts: Counter[str] = Counter()
    token = _counting.set(counts)
    try:
        yield counts
    finally:
        _counting.reset(token)


def took_out(kind: str, number: int = 1) -> None:
    counts = _counting.get()
    if counts is not None and number:
        counts[kind] += number
