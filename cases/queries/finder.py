"""Texts with what the finder marks in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from atelier.base.data.fields import field_of
from atelier.base.guard.finder import Finding, find, pieces
from atelier.base.guard.known import Names, on_names
from cases.blanks import blanked
from cases.models import Case, Intake, PlaceName, Rewrite
from cases.models.intake import TEXTS


@on_names
def place_names() -> Names:
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


def looked(texts: Sequence[tuple[object, str]], names: Names | None = None) -> list[Looked]:
    """Run the finder over (label, text); one query, unless who asks knows the names."""
    names = place_names() if names is None else names
    return [Looked(label, text, find(text, names)) for label, text in texts]


def marks_in(text: str) -> list[Finding]:
    """What may lead to a person in one text; one query."""
    return find(text, place_names())


def start_of_release(case: Case, raw: Intake | None, parked: Rewrite | None = None, *, names: Names) -> dict[str, str]:
    """What a text for members begins with: what was parked, or was there before it was taken back, or the intake.

    In the intake a blank stands for each piece that may lead to a person.
    """
    if parked:
        return {name: getattr(parked, name) for name in ("title", *TEXTS)}
    if raw is None or case.situation:
        return {name: getattr(case, name) for name in TEXTS}
    return {name: blanked(getattr(raw, name), find(getattr(raw, name), names)) for name in TEXTS}


def looked_intake(intake: Intake, names: Names | None = None) -> list[Looked]:
    return looked([(field_of(intake, name).verbose_name, getattr(intake, name)) for name in TEXTS], names)
