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


# What the outbox itself answers, in place of a server. The rows hold these words; people read them in their language.
ANSWERS = {
    "accepted": _("The mail server took it."),
    "address is undeliverable": _("Mail to this address comes back."),
    "could not be written": _("The mail could not be written"),
    "not a valid mail": _("This is not a valid mail"),
    "no address": _("There is no address."),
    "no longer takes part": _("This person no longer takes part."),
    "no message is registered under this kind": _("This kind of mail no longer exists."),
    "obsolete": _("What it was about is over."),
    "sealed with another key": _("Its secret words cannot be read: the key has changed."),
    "the sweep was lost": _("The worker stopped on the way; it is tried again."),
    "too late": _("It was too late to be of use."),
    "unsubscribed": _("This person does not want this mail any more."),
    "withdrawn": _("A later change made it needless."),
}


def answer_in_words(answer: str) -> str:
    """What a mail server said stands as it is; so does the kind of an error, after the colon."""
    said, colon, detail = answer.partition(": ")
    return f"{ANSWERS[said]}{colon}{detail}" if said in ANSWERS else answer


# Nothing is left to do; sealed words are wiped.
DONE = (State.SENT, State.EXPIRED, State.CANCELLED)
# A person should look.
TROUBLED = (State.FAILED, State.UNSURE)
