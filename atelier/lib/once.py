"""Double submit is harmless: the second click gets the first one's result."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from atelier.lib.models import SubmittedOnce


def submit_once(token: UUID, make: Callable[[], str]) -> str:
    """Run `make`, which does the work and gives the address to go to; with a known token only give that address.

    Two submits at the same moment: the second waits on the first one's row. When `make` fails nothing is kept.
    """
    try:
        with transaction.atomic():
            first = SubmittedOnce.objects.create(token=token)
            first.url = make()
            first.save(update_fields=["url"])
            return first.url
    except IntegrityError:
        known = SubmittedOnce.objects.filter(token=token).first()
        if known is None:  # the error was make()'s own
            raise
        return known.url


def forget_old(days: int = 7) -> int:
    """Delete tokens older than `days`; how many."""
    return SubmittedOnce.objects.filter(at__lt=timezone.now() - timedelta(days=days)).delete()[0]
