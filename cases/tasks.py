"""Periodic work: texts whose time has come are deleted or open to members, files are looked at for viruses."""

from django.core.cache import cache

from atelier.mail.tasks import on_tick

HOUR = 3600


@on_tick
def purge_drafts() -> None:
    """Drafts that nobody goes on with: first two mails to their owner, then they go."""
    from cases.actions import purge_drafts as purge
    from cases.actions import warn_of_drafts

    if cache.add("cases.purge_drafts", True, timeout=HOUR):
        warn_of_drafts()
        purge()


@on_tick
def end_asks() -> None:
    """Who was asked to submit together and did not answer; and who had a case in hand."""
    from cases.actions import end_asks as end
    from cases.actions import end_in_hand

    if cache.add("cases.end_asks", True, timeout=HOUR):
        end()
        end_in_hand()


@on_tick
def open_texts() -> None:
    """Each tick: the mail named a moment."""
    from cases.actions import open_what_nobody_answered

    open_what_nobody_answered()


@on_tick
def purge_intakes() -> None:
    """Once an hour is soon enough: the page promises a day."""
    from cases.actions import purge_intakes as purge

    if cache.add("cases.purge_intakes", True, timeout=HOUR):
        purge()


@on_tick
def scan_attachments() -> None:
    """What waits for the virus scanner."""
    from cases.actions import scan_attachments as scan

    scan()
