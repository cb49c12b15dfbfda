"""The life of one mail in the outbox."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    PLANNED = "planned", _("Planned")
    CLAIMED = "claimed", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", _("Too late")
    CANCELLED = "cancelled", _("No longer needed")
    UNSURE = "unsure", _("Unsure")


# A mail in one of these leaves nothing to do; its sealed words are wiped.
DONE = (State.SENT, State.EXPIRED, State.CANCELLED)

MOVES: dict[str, tuple[str, ...]] = {
    State.PLANNED: (State.CLAIMED, State.EXPIRED, State.CANCELLED, State.FAILED),
    State.CLAIMED: (State.SENT, State.PLANNED, State.FAILED, State.CANCELLED, State.EXPIRED, State.UNSURE),
    State.UNSURE: (State.PLANNED, State.EXPIRED, State.CANCELLED),
    State.FAILED: (State.PLANNED, State.EXPIRED),
    State.SENT: (),
    State.EXPIRED: (),
    State.CANCELLED: (),
}
