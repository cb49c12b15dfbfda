"""What the desk registers itself: the outbox and the record, which lie below it."""

from atelier.desk import outbox, record

__all__ = ["outbox", "record"]
