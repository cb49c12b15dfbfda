"""Texts with what the finder marks in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from atelier.base.guard.finder import Finding, find, pieces
from cases.models import Intake, PlaceName


def place_names() -> tuple[tuple[str, str], ...]:
    """The list of the finder; one query."""
    return tuple(PlaceName.objects.order_by("pk").values_list("name", "kind"))


@dataclass(frozen=True)
class Looked:
    """A text with what the finder marked in it."""

    label: object
    text: str
    marks: Sequence[Finding]

    @property
    def pieces(self) -> list[tuple[str, Finding | None]]:
        return pieces(self.text, self.marks)


def looked(texts: Sequence[tuple[object, str]]) -> list[Looked]:
    """Run the finder over (label, text); one query."""
    names = place_names()
    return [Looked(label, text, find(text, names)) for label, text in texts]


def looked_intake(intake: Intake) -> list[Looked]:
    fields = ("situation", "question", "tried")
    return looked([(intake._meta.get_field(name).verbose_name, getattr(intake, name)) for name in fields])  # type: ignore[union-attr]
