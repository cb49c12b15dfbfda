"""What research refuses, each with a sentence for the person."""

from django.utils.translation import gettext_lazy as _

from atelier.lib.errors import DomainError


class RegistrationIncomplete(DomainError):
    """Something that the registration needs is missing; `step` is where to fill it in."""

    sentence = _("Your registration is not complete yet.")

    def __init__(self, step: str = "") -> None:
        super().__init__()
        self.step = step


class NothingToReview(DomainError):
    sentence = _("There is no output that waits for a review.")


class SupervisesItself(DomainError):
    sentence = _("Who does the research cannot supervise it. Choose somebody else.")
