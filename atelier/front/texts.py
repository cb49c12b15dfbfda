"""The free texts of this room: who reads them, and what guards them."""

from atelier.base.guard.table import Guard, Readers, Text, Texts

TEXTS: Texts = {
    "pages.PageText.title": Text(Readers.PUBLIC, Guard.SECOND),
    "pages.PageText.body": Text(Readers.PUBLIC, Guard.SECOND),
}
