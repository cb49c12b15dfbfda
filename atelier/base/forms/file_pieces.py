"""What may lead to a person in the text of a file: one cannot rewrite it here, so each piece may stay, for a reason.

What is beyond the first pieces is decided on at once. Kept as digests, like what is decided on in a typed text.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from atelier.base.files.findings import Found, Look
from atelier.base.forms import decisions
from atelier.base.forms.decisions import Choice, digest_of_piece
from atelier.base.forms.keep import FILE_TOKENS

WHY = FILE_TOKENS[-1]
REST = "rest"


@dataclass(frozen=True)
class FilePiece:
    """Words in the text of a file, and the reason that was chosen; without `found` it is all the others."""

    key: str
    chosen: str
    found: Found | None = None

    @property
    def choices(self) -> list[tuple[str, str | Promise, bool]]:
        return [(value, label, value == self.chosen) for value, label in Choice.choices]


def pieces_of(look: Look, html: str, sent: Mapping[str, object]) -> list[FilePiece]:
    """Of the field that is sent as `html`; `sent` holds what was chosen."""

    def piece(name: str, found: Found | None = None) -> FilePiece:
        key = f"{html}_{name}{WHY}"
        chosen = str(sent.get(key, ""))
        return FilePiece(key, chosen if chosen in Choice.values else "", found)

    each = [piece(digest_of_piece(one.kind, one.words), one) for one in look.found]
    return [*each, piece(REST)] if look.more else each


def reasons_of(pieces: list[FilePiece]) -> str:
    """The reasons in a fixed order, once all pieces have one; else empty."""
    chosen = {one.chosen for one in pieces}
    return "" if "" in chosen else " ".join(value for value in Choice.values if value in chosen)


def keep(text: str, pieces: list[FilePiece], *, by: int | None) -> None:
    """Remember them, for who publishes: of the whole text of the file. What is beyond the first pieces is no row."""
    chosen = [(one.found.kind, one.found.words, one.chosen) for one in pieces if one.found and one.chosen]
    decisions.keep(text, chosen, by=by)
