"""What the audit tells a member; its entries stay and hold numbers only."""

from django.db.models import Model, Q, QuerySet

from atelier.audit.models import Entry, Origin
from atelier.base.types import Values

CLASSIFIED = {
    "audit.Entry": "Exported: own acts, and what was done to the account. Kept at erasure, as a bare number.",
    "audit.Origin": "Exported with the entry. Deleted at erasure, and without that after 90 days.",
}


def export(member: Model) -> Values:
    """What the member did, and what happened to the member's own row; not who else did it."""
    rows = _of(member).select_related("origin").order_by("at", "pk")
    return {
        "audit": [
            {
                "at": row.at,
                "verb": row.verb,
                "object": f"{row.object_type} {row.object_id}".strip(),
                "result": row.result,
                "by_me": row.actor_id == member.pk,
                "ip": str(getattr(row, "origin", "")),
            }
            for row in rows
        ]
    }


def erase(member: Model, *, by: object) -> None:
    """The entries stay: they say "member 7", and member 7 has no name any more. From where goes."""
    Origin.objects.filter(entry__in=_of(member)).delete()


def _of(member: Model) -> QuerySet[Entry]:
    about = Q(object_type=member._meta.label_lower, object_id=str(member.pk))
    return Entry.objects.filter(Q(actor=member) | about)
