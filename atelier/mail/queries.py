"""What the outbox can tell: health, who cannot be reached."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Min, Q
from django.utils import timezone

from atelier.mail.models import OptOut, OutboxMessage, UndeliverableAddress
from atelier.mail.states import State


def oldest_due_age() -> timedelta:
    """How long the oldest due mail has been waiting; zero when nothing waits. This is the outbox's health."""
    now = timezone.now()
    oldest = OutboxMessage.objects.planned().filter(due_at__lte=now).aggregate(oldest=Min("due_at"))["oldest"]
    return now - oldest if oldest else timedelta()


def undeliverable() -> list[UndeliverableAddress]:
    """Addresses that bounced for good, newest first; for coordinators."""
    return list(UndeliverableAddress.objects.all())


def undeliverable_count() -> int:
    return UndeliverableAddress.objects.count()


def undeliverable_among(addresses: Iterable[str]) -> set[str]:
    """Which of these addresses (lower case) bounced for good."""
    wanted = {address.lower() for address in addresses}
    return set(UndeliverableAddress.objects.filter(address__in=wanted).values_list("address", flat=True))


def opted_out(people: Iterable[str]) -> set[tuple[str, str]]:
    """Pairs (person, kind) of who unsubscribed from what."""
    wanted = set(people)
    return set(OptOut.objects.filter(person__in=wanted).values_list("person", "kind")) if wanted else set()


def have_left(*kinds: str, occasion: str, among: Iterable[str]) -> set[tuple[str, str]]:
    """Of these people (see `person_key`): to whom one of these kinds has left, or may have left, and its moment."""
    left = Q(state__in=(State.SENT, State.UNSURE)) | Q(state=State.CLAIMED, handed_at__isnull=False)
    rows = OutboxMessage.objects.filter(left, kind__in=kinds, occasion=occasion, person__in=list(among))
    return set(rows.values_list("person", "moment"))
