"""Texts that many read: each piece that may lead to a person is replaced, written anew, or kept with a reason.

The form comes back until all of them are decided. Under a text with such pieces stand (templates/atelier/pieces.html)
for each its suggestion and the reasons for which it may stay. What is replaced is shown once more before it goes on.
Works without script; with it the pieces come as one types (`atelier.front.views.reading`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext_lazy

from atelier.base.forms import decisions
from atelier.base.forms.decisions import Choice
from atelier.base.guard.finder import Finding, find, generalised
from atelier.base.guard.known import Names, known_names
from atelier.base.guard.table import Text, key_of, texts

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

UNDECIDED = ngettext_lazy(
    "%(number)d piece may lead to a person. Choose below what you do with it.",
    "%(number)d pieces may lead to a person. Choose below what you do with each of them.",
    "number",
)
REPLACE = "replace"
# How much of the text is shown on each side of a piece.
AROUND = 40


@dataclass(frozen=True)
class Piece:
    """A piece of a text that was typed, and what was chosen for it."""

    finding: Finding
    text: str
    name: str  # of its field in the form, with the prefix
    digest: str
    chosen: str

    @property
    def key(self) -> str:
        """What its choice is sent as."""
        return f"{self.name}-piece-{self.digest}"

    @property
    def before(self) -> str:
        start = max(0, self.finding.start - AROUND)
        return ("…" if start else "") + self.text[start : self.finding.start]

    @property
    def after(self) -> str:
        end = self.finding.end + AROUND
        return self.text[self.finding.end : end] + ("…" if end < len(self.text) else "")

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """(value, label, whether it was chosen): its suggestion first, then the reasons to leave it."""
        instead = gettext("Replace it by “%(words)s”") % {"words": self.finding.suggestion}
        offered = [(REPLACE, instead), *((value, str(label)) for value, label in Choice.choices)]
        return [(value, label, value == self.chosen) for value, label in offered]


def pieces_of(
    name: str, text: str, found: Iterable[Finding], sent: Mapping[str, object], known: Collection[str] = ()
) -> list[Piece]:
    """What is asked of `text`: one for each different piece that is not known; `sent` holds what was chosen."""
    asked: dict[str, Piece] = {}
    for finding in found:
        digest = decisions.digest_of(finding)
        if digest not in known and digest not in asked:
            chosen = str(sent.get(f"{name}-piece-{digest}", ""))
            asked[digest] = Piece(finding, text, name, digest, chosen if chosen in (REPLACE, *Choice.values) else "")
    return list(asked.values())


class Kept(NamedTuple):
    """What is remembered of one text when its form turns out to be sound."""

    text: str
    before: str
    pieces: list[Piece]
    known: set[str]


class Decided(forms.BaseForm):
    """A mixin of every form here. A form that is no model's says which texts its fields are."""

    # "cases.Case": its fields of the same name; `guards` names others: {"reason": "cases.CaseMove.why"}, and what is
    # stored nowhere, or is no text of a person, as "".
    texts_of: ClassVar[str] = ""
    guards: ClassVar[Mapping[str, str]] = {}
    # Who decides; set by `bind`.
    decider: "AbstractBaseUser | AnonymousUser | None" = None
    is_only_shown: bool
    is_half: bool
    _to_keep: list[Kept]

    @property
    def pieces(self) -> dict[str, list[Piece]]:
        """By field, what may lead to a person in what was typed, and is not known from before."""
        found: dict[str, list[Piece]] = vars(self).setdefault("_pieces", {})
        return found

    @classmethod
    def key_of_text(cls, name: str) -> str:
        """The row of a field in the table of texts; empty when it has none."""
        if name in cls.guards:
            return cls.guards[name]
        if cls.texts_of:
            return f"{cls.texts_of}.{name}"
        model = getattr(getattr(cls, "_meta", None), "model", None)
        return key_of(model, name) if model else ""

    def text_of(self, name: str) -> Text | None:
        return texts().get(self.key_of_text(name))

    @cached_property
    def guarded(self) -> frozenset[str]:
        """The fields of which each piece must be decided on."""
        return frozenset(name for name, field in self.fields.items() if self._is_guarded(name, field))

    def _is_guarded(self, name: str, field: forms.Field) -> bool:
        text = self.text_of(name)
        return bool(text and text.is_decided) and isinstance(field, forms.CharField) and not field.disabled

    def decide(self) -> None:
        """After the fields were found sound: what is undecided is an error of its field."""
        self.pieces.clear()
        self._to_keep = []
        for name in self.guarded:
            text = self.cleaned_data.get(name)
            if isinstance(text, str) and text:
                self._decide(name, text)

    @property
    def is_undecided(self) -> bool:
        """Of a form that was not sent: what it begins with holds a piece on which nobody decided."""
        begins = (self.get_initial_for_field(self.fields[name], name) for name in self.guarded)
        return any(decisions.undecided(text) for text in begins if isinstance(text, str) and text)

    @cached_property
    def _names(self) -> Names:
        """Of the admin's list; one query a form."""
        return known_names()

    def _decide(self, name: str, text: str) -> None:
        found = find(text, self._names)
        if not found:
            return
        before = str(self.get_initial_for_field(self.fields[name], name) or "")
        known = decisions.decided_in(text, before)
        whole = self.add_prefix(name)
        pieces = pieces_of(whole, text, found, self.data, known)
        if any(one.chosen == REPLACE for one in pieces):
            text = self._put(name, replaced(text, found, pieces))
            pieces = pieces_of(whole, text, find(text, self._names), self.data, known)
        self.pieces[name] = pieces
        undecided = [one for one in pieces if not one.chosen]
        if undecided and not self.is_half:
            error = ValidationError(UNDECIDED, code="undecided", params={"number": len(undecided)})
            self.add_error(name, error)
        elif pieces or known:
            self._to_keep.append(Kept(text, before, [one for one in pieces if one.chosen], known))

    def _put(self, name: str, text: str) -> str:
        """Other words in the place of what was typed: they are read once more before they go on."""
        self.is_only_shown = True
        self.data[self.add_prefix(name)] = self.cleaned_data[name] = text  # type: ignore[index]  # a copy (Plain)
        return text

    def keep_decisions(self) -> None:
        """Once the form was found sound."""
        by = getattr(self.decider, "pk", None)
        for kept in self._to_keep:
            chosen = [(one.finding.kind, one.finding.text, one.chosen) for one in kept.pieces]
            decisions.keep(kept.text, chosen, by=by)
            if kept.before != kept.text:
                decisions.carry_over(kept.before, kept.text, kept.known)


def replaced(text: str, found: Iterable[Finding], pieces: Iterable[Piece]) -> str:
    """The text with what was chosen to be replaced as its suggestion, wherever it stands."""
    gone = {one.digest for one in pieces if one.chosen == REPLACE}
    return generalised(text, [finding for finding in found if decisions.digest_of(finding) in gone])
