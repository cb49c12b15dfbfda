"""Which texts stand on a page, and what was taken off there."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, FileField, Model, OuterRef, QuerySet, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.text import capfirst

from atelier.base.data.fields import field_of
from atelier.base.guard.table import Readers, texts
from atelier.base.guard.where import Place, places
from atelier.removal.models import Removal

# What fewer people read is not shown to who could report it.
OF_MANY = (Readers.MEMBERS, Readers.PUBLIC)


@dataclass(frozen=True)
class Spot:
    """One text or file of a page."""

    kind: str
    subject: int
    label: str  # of its row
    row: int
    field: str
    words: str

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.label)

    @property
    def part(self) -> str:
        """Its kind of text, as in the address."""
        return self.model._meta.model_name or ""

    @property
    def key(self) -> str:
        return f"{self.label}.{self.field}"

    @property
    def name(self) -> str:
        return str(capfirst(str(field_of(self.model, self.field).verbose_name)))

    @property
    def of(self) -> str:
        return str(capfirst(str(self.model._meta.verbose_name)))

    @property
    def is_file(self) -> bool:
        return isinstance(field_of(self.model, self.field), FileField)

    @property
    def address(self) -> str:
        """Of the page where it is taken off."""
        return reverse("removal:take_off", args=[self.kind, self.subject, self.part, self.row, self.field])


def fields_of(label: str) -> list[str]:
    """The texts of a kind of row that many read."""
    found = (key.rpartition(".") for key, text in texts().items() if text.readers in OF_MANY)
    return [field for owner, _dot, field in found if owner == label]


def spots(kind: str, subject: int) -> list[Spot]:
    """Every text that is not empty, in one query."""
    labels = list(places()[kind].parts)
    first, *others = [_texts_of(kind, label, subject, place) for place, label in enumerate(labels)]
    rows = first.union(*others, all=True).order_by("at_part", "at_row")
    return [
        Spot(kind, subject, labels[place], number, field, words)
        for place, number, told in rows
        for field, words in told.items()
        if words
    ]


def _texts_of(kind: str, label: str, subject: int, place: int) -> "QuerySet[Any, Any]":
    """(place in the order of kinds, key, {field: words}) of each row."""
    rows = _rows(label).order_by().filter(**{places()[kind].parts[label].of: subject})
    told = JSONObject(**{field: field for field in fields_of(label)})
    return rows.values(at_part=Value(place), at_row=F("pk"), at_texts=told).values_list(
        "at_part", "at_row", "at_texts"
    )


def spot(kind: str, subject: int, part: str, row: int, field: str) -> Spot | None:
    """The one with this address, when it stands on that page."""
    place = places()[kind]
    label = next((one for one in place.parts if one.rpartition(".")[2].lower() == part), "")
    if not label or field not in fields_of(label):
        return None
    found = _rows(label).filter(**{place.parts[label].of: subject}).filter(pk=row).first()
    return Spot(kind, subject, label, row, field, str(getattr(found, field) or "")) if found else None


def writers_of(found: Spot) -> set[int]:
    """Keys of who wrote it."""
    part = places()[found.kind].parts[found.label]
    keys = (_rows(found.label).filter(pk=found.row).values_list(path, flat=True) for path in part.writers)
    return {key for some in keys for key in some if key}


def notes(kind: str, subject: int, reader: Any) -> QuerySet[Removal]:
    """What was taken off this page; `may_read`: the reader still reads the earlier words. One query."""
    readable = Removal.objects.readable_by(reader).filter(pk=OuterRef("pk"))
    return Removal.objects.about(kind, subject).annotate(may_read=Exists(readable)).defer("sealed")


def shown(place: Place, reader: Any, subject: int) -> Model | None:
    found: Model | None = place.shown_to(reader).filter(pk=subject).first()
    return found


def _rows(label: str) -> "QuerySet[Any]":
    rows: QuerySet[Any] = apps.get_model(label)._base_manager.all()
    return rows
