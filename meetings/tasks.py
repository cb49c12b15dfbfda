"""Periodic work: needs and guests whose time has come are forgotten."""

from django.core.cache import cache

from atelier.mail.tasks import on_tick

HOUR = 3600


@on_tick
def forget() -> None:
    """Once an hour is soon enough."""
    from meetings.actions import purge

    if cache.add("meetings.forget", True, timeout=HOUR):
        purge()
