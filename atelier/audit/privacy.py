"""What the audit tells a member; it forgets nothing, and holds numbers only."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from atelier.audit.models import Entry

CLASSIFIED = {
    "audit.Entry": _("Exported: what you did and what was done to your account. Kept when erased, as a bare number."),
}


def export(member: Any) -> dict[str, Any]:
    """What the member did, and what happened to the member's own row; not who else did it."""
    about = Q(object_type=member._meta.label_lower, object_id=str(member.pk))
    rows = Entry.objects.filter(Q(actor=member) | about).order_by("at", "pk")
    return {
        "audit": [
            {
                "at": row.at,
                "what": row.verb,
                "object": f"{row.object_type} {row.object_id}".strip(),
                "result": row.result,
                "by_me": row.actor_id == member.pk,
            }
            for row in rows
        ]
    }


def erase(member: Any, *, by: Any) -> None:
    """Nothing: the rows say "member 7", and member 7 has no name any more."""
