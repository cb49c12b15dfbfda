"""Periodic work: mail to many goes on; needs and guests whose time has come go."""

from django.core.cache import cache

from atelier.mail.tasks import on_tick

HOUR = 3600


@on_tick
def go_on_with_rounds() -> None:
    from meetings.actions import go_on_with_rounds as go_on

    go_on()


@on_tick
def keep_house() -> None:
    """Once an hour is soon enough."""
    from meetings.actions import purge

    if cache.add("meetings.housekeeping", True, timeout=HOUR):
        purge()
