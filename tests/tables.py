"""Tables of moves as one reads them: "from > to to to", a line per state that leads somewhere."""

from collections.abc import Collection, Mapping


def drawn(table: Mapping[str, Collection[str]]) -> list[str]:
    return [f"{state!s} > {' '.join(sorted(map(str, moves)))}" for state, moves in table.items() if moves]


def listed(states: Collection[str]) -> str:
    return " ".join(sorted(map(str, states)))
