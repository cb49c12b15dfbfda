"""Print the table of all free texts for docs/texts.md: who reads each, and what guards it."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.utils.translation import override

from atelier.base.guard.table import Text, texts

HEAD = """\
# Every text that people type

Who reads it beside its writer, and what guards it before they do. `manage.py texts` prints this page from the
`texts.py` of each room; tests hold that no field is missing (`tests/guard/test_table.py`). What a guard does:
[privacy.md](privacy.md).

| field | what it is | who reads it | guard |
| --- | --- | --- | --- |
"""


def page() -> str:
    with override("en"):
        return HEAD + "".join(_row(key, text) for key, text in sorted(texts().items()))


def _row(key: str, text: Text) -> str:
    model, _dot, name = key.rpartition(".")
    field = apps.get_model(model)._meta.get_field(name)
    said = str(getattr(field, "verbose_name", name))
    guard = f"{text.guard.label}; {text.because}" if text.because else text.guard.label
    return f"| `{key}` | {said} | {text.readers.label} | {guard} |\n"


class Command(BaseCommand):
    help = "Print the table of all free texts: who reads each, and what guards it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")
