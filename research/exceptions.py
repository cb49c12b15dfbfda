"""What research refuses, each with a sentence for the person."""

from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import DomainError, Unfinished


class RegistrationIncomplete(Unfinished):
    """Something that the registration needs is missing."""


class NobodyOnIt(DomainError):
    sentence = _("Nobody works on this research any more. Choose somebody first, or stop it.")


class NobodySupervises(DomainError):
    sentence = _("Nobody supervises this research any more. Choose a supervisor first.")


class ChangeWaits(DomainError):
    sentence = _("There is a change that waits for the supervisor. Take that back first, or wait for the answer.")


class NothingChanged(DomainError):
    sentence = _("You changed nothing. Change what should be different, or go back.")


class SupervisesItself(DomainError):
    sentence = _("Who does the research cannot supervise it. Choose somebody else.")
