"""Export and erasure of what the outbox knows about a member."""

from typing import Any

from django.db.models import Q, QuerySet

from atelier.base.types import Values
from atelier.mail.actions import address_occasion, person_key
from atelier.mail.models import DemoMail, OptOut, OutboxMessage, UndeliverableAddress

CLASSIFIED = {
    "outbox.OutboxMessage": "Exported: kind, date, result. Erased: deleted. Without that, deleted after 400 days.",
    "outbox.UndeliverableAddress": "Exported. Erased: deleted.",
    "outbox.OptOut": "Exported. Erased: deleted.",
    "outbox.DemoMail": "Only in a demo without a mail server. Erased: deleted.",
}


def _rows_of(member: Any) -> QuerySet[OutboxMessage]:
    """Mails to the member, to the address before there was an account, and about the address to an earlier one."""
    people = [person_key(member), *map(person_key, member.addresses)]
    return OutboxMessage.objects.filter(
        Q(recipient=member) | Q(person__in=people) | Q(occasion=address_occasion(member))
    )


def export(member: Any) -> Values:
    return {
        "mails": [
            {"kind": row.kind, "due": row.due_at, "state": row.state, "sent": row.sent_at}
            for row in _rows_of(member).order_by("due_at", "pk")
        ],
        "unsubscribed_from": list(OptOut.objects.filter(person=person_key(member)).values_list("kind", flat=True)),
        "address_undeliverable_since": UndeliverableAddress.objects.filter(address__in=_lower(member))
        .values_list("seen_at", flat=True)
        .first(),
    }


def erase(member: Any, *, by: object) -> None:
    """To be called while the member still has the address."""
    _rows_of(member).delete()
    OptOut.objects.filter(person=person_key(member)).delete()
    UndeliverableAddress.objects.filter(address__in=_lower(member)).delete()
    for address in member.addresses:
        DemoMail.objects.filter(to__iexact=address).delete()


def _lower(member: Any) -> list[str]:
    return [address.lower() for address in member.addresses]
