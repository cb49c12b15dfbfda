"""Figures about few people: below five nothing is told, and it cannot be worked out from the rest."""

from collections.abc import Mapping, Sequence

SMALL = 5


def unless_small(count: int) -> int | None:
    return None if 0 < count < SMALL else count


def hide_small[K](counts: Mapping[K, int]) -> dict[K, int | None]:
    """Counts below five become None; the next smallest go too until at least two are hidden, five people together.

    Else the hidden ones are the total minus the rest: one alone, or two of which each must be one person.
    """
    hidden = {key for key, count in counts.items() if 0 < count < SMALL}
    rest = sorted((count, str(key), key) for key, count in counts.items() if count >= SMALL)
    while hidden and rest and (len(hidden) < 2 or sum(counts[key] for key in hidden) < SMALL):
        hidden.add(rest.pop(0)[2])
    return {key: None if key in hidden else count for key, count in counts.items()}


def hide_small_steps(counts: Sequence[int]) -> list[int | None]:
    """Of counts that each hold the next ("given, judged, usable"): no two that are shown differ by one to four."""
    shown: list[int | None] = []
    last: int | None = None
    for count in counts:
        fits = last is None or last - count == 0 or last - count >= SMALL
        told = count if fits and unless_small(count) is not None else None
        last = count if told is not None else last
        shown.append(told)
    return shown
