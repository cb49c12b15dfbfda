"""Finds what makes a text traceable to a person. Pure, fast enough to run as one types.

A help for the writer and the moderator, never the gate: a second person releases.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import override

from atelier.base.guard import addresses, births, dates, names, numbers, organisations, places, rare
from atelier.base.guard.lists import plain
from atelier.base.guard.pieces import Piece, Told, read
from atelier.base.guard.tongue import language_of
from atelier.base.guard.wording import REASONS, instead

# In order of weight: what a kind before has marked, a later one leaves alone.
KINDS = tuple(
    "iban phone bsn email plate birthdate address postcode reference organisation name place rare".split()  # noqa: SIM905
)
_WEIGHT = {kind: weight for weight, kind in enumerate(KINDS)}
_LOOKS: tuple[Callable[[Told], Iterator[Piece]], ...] = (
    numbers.look, dates.look, births.look, addresses.look, organisations.look, names.look, places.look, rare.look,
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """A piece of the text, from `start` up to `end`, that may lead to a person."""

    start: int
    end: int
    kind: str
    text: str
    sort: str = ""
    language: str = "nl"

    @property
    def reason(self) -> str | Promise:
        return REASONS[self.kind]

    @property
    def suggestion(self) -> str:
        """A more general wording, in the language of the text: who reads the portal in English may write Dutch."""
        with override(self.language):
            return str(instead(self.kind, self.sort))


def find(text: str, names: Sequence[tuple[str, str]] = ()) -> list[Finding]:
    """All traceable pieces of `text`, in order, not overlapping; of two that overlap the weightier, then the longer.

    `names` are (name, kind) of a list that adds to the finder's own; kind is "place", "school" or "organisation".
    """
    told = read(text)
    pieces = [piece for look in _LOOKS for piece in look(told)]
    if names:
        pieces.extend(_of_names(tuple(names)).look(told))
    found = _weightiest(pieces, text)
    language = language_of(told) if found else ""
    return [Finding(start, end, kind, text[start:end], sort, language) for start, end, kind, sort in found]


def _weightiest(pieces: list[Piece], text: str) -> list[Piece]:
    taken = bytearray(len(text))
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: (_weight(one, text), one.start - one.end, one.start)):
        start, end = piece.start, piece.end
        if piece.kind in ("rare", "organisation"):
            start, end = _free(taken, start, end)
            start, end = _bared(text, start, end) if (start, end) != (piece.start, piece.end) else (start, end)
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append(piece._replace(start=start, end=end))
    return sorted(kept)


def _weight(piece: Piece, text: str) -> int:
    """A place of several words is no person by its first one: "Schin op Geul"."""
    named = piece.kind == "place" and " " in text[piece.start : piece.end]
    return _WEIGHT["organisation" if named else piece.kind]


def _free(taken: bytearray, start: int, end: int) -> tuple[int, int]:
    """The longest part of it that nothing has marked yet: the rest of a telling phrase tells still."""
    parts, begin = [], start
    for at in range(start, end + 1):
        if at == end or taken[at]:
            parts.append((begin, at))
            begin = at + 1
    low, high = max(parts, key=lambda part: part[1] - part[0])
    whole = (low, high) == (start, end)
    return (low, high) if whole or (high - low >= 12 and 2 * (high - low) >= end - start) else (start, start)


def _bared(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the spaces and signs around it."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


# -- The list that adds -----------------------------------------------------------------------------------------------


class _Added:
    """Names of a list, looked up word by word."""

    def __init__(self, names: tuple[tuple[str, str], ...]) -> None:
        self.sorts = {plain(name): kind for name, kind in names}
        self.longest: dict[str, int] = {}
        for name in self.sorts:
            tokens = read(name).tokens
            if tokens:
                first = tokens[0].low
                self.longest[first] = max(self.longest.get(first, 0), len(tokens))

    def look(self, told: Told) -> Iterator[Piece]:
        tokens = told.tokens
        for at, token in enumerate(tokens):
            for end in range(min(len(tokens), at + self.longest.get(plain(token.text), 0)) - 1, at - 1, -1):
                kind = self.sorts.get(plain(told.plain[token.start : tokens[end].end]))
                if kind:
                    yield Piece(token.start, tokens[end].end, *_as_found(kind))
                    break


def _as_found(kind: str) -> tuple[str, str]:
    return ("place", "") if kind == "place" else ("organisation", kind if kind == "school" else "")


@lru_cache(maxsize=4)
def _of_names(names: tuple[tuple[str, str], ...]) -> _Added:
    return _Added(names)


def pieces(text: str, findings: Iterable[Finding]) -> list[tuple[str, Finding | None]]:
    """The text cut at its findings: what stands between them has none."""
    cut: list[tuple[str, Finding | None]] = []
    at = 0
    for finding in findings:
        if finding.start > at:
            cut.append((text[at : finding.start], None))
        cut.append((finding.text, finding))
        at = finding.end
    if at < len(text):
        cut.append((text[at:], None))
    return cut


def generalised(text: str, findings: Iterable[Finding], *, frame: str = "{}") -> str:
    """The text with the suggestion of each of these in its place. `frame` stands around it: "[{}]"."""
    cut = pieces(text, findings)
    return "".join(part if finding is None else frame.format(finding.suggestion) for part, finding in cut)
