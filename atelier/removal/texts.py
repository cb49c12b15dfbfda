"""The free texts of this room: who reads them, and what guards them."""

from atelier.base.guard.table import Guard, Readers, Text, Texts

TEXTS: Texts = {"removal.Removal.why": Text(Readers.PUBLIC, Guard.SECOND)}
