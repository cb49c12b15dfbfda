"""What the desk registers itself: the outbox, the record and the texts that wait, which lie below it."""

from atelier.desk import outbox, record, waiting_texts

__all__ = ["outbox", "record", "waiting_texts"]
