"""Periodic work: texts whose time has come are deleted."""

from atelier.mail.tasks import on_tick


@on_tick
def purge_intakes() -> None:
    """One cheap query a minute while nothing is due."""
    from cases.actions import purge_intakes as purge
    from cases.models import Intake

    if Intake.objects.due_for_deletion().exists():
        purge()
