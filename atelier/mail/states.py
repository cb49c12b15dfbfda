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


# Nothing is left to do; sealed words are wiped.
DONE = (State.SENT, State.EXPIRED, State.CANCELLED)
# A person should look.
TROUBLED = (State.FAILED, State.UNSURE)
