"""Periodic work over all rooms: who left is erased in time, and words that wait for a second person go."""

from django.core.cache import cache

from atelier.mail.tasks import on_tick

HOUR = 3600


@on_tick
def end_what_waits() -> None:
    """Once an hour is soon enough: mails and pages promise a day."""
    from atelier.desk.seconds import end_waiting
    from atelier.front.privacy import erase_who_left

    if cache.add("front.end_what_waits", True, timeout=HOUR):
        end_waiting()
        erase_who_left()
