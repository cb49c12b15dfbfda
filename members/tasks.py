"""Periodic work: what has had its time is deleted."""

import logging

from django.core.cache import cache

from atelier.mail.tasks import on_tick

HOUR = 3600
TEN_MINUTES = 600
logger = logging.getLogger(__name__)


@on_tick
def keep_house() -> None:
    """Old join requests, ended sessions, used form tokens, where logins came from: once an hour is soon enough."""
    from atelier.audit.actions import purge_origins
    from atelier.base.files import room
    from atelier.base.forms import decisions, keep
    from members.actions import purge_requests, purge_sessions

    keep.purge()
    if cache.add("members.housekeeping", True, timeout=HOUR):
        purge_requests()
        purge_sessions()
        purge_origins()
        decisions.purge()
        if room.is_tight():
            logger.error("There is nearly no room for files: no new ones are taken.")


@on_tick
def purge_undoable() -> None:
    """What was thrown away ten minutes ago."""
    from atelier.base.forms.undo import purge

    purge()


@on_tick
def look_after_files() -> None:
    """Those that could not be deleted at once; and how much there is, which takes a while to ask."""
    from atelier.base.files import gone, room

    gone.sweep()
    if cache.add("members.files_measured", True, timeout=TEN_MINUTES):
        room.store().measure()


@on_tick
def purge_kept_files() -> None:
    """Files that waited for their form: their two hours are two hours."""
    from atelier.base.forms.kept_files import purge

    purge()
