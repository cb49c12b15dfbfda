"""Periodic work: the earlier words of what was taken off go."""

from django.core.cache import cache

from atelier.mail.tasks import on_tick

HOUR = 3600


@on_tick
def purge_removals() -> None:
    from atelier.removal.actions import purge

    if cache.add("removal.purge", True, timeout=HOUR):
        purge()
