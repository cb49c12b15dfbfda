"""What the members' room refuses, each with a sentence for the person."""

from django.utils.translation import gettext_lazy as _

from atelier.lib.errors import DomainError


class ReasonNeeded(DomainError):
    sentence = _("Give a reason. The person reads it.")


class AlreadyMember(DomainError):
    sentence = _("Somebody with this e-mail address takes part already.")


class NotChecked(DomainError):
    sentence = _("Say how you checked that this is the same person.")


class Erased(DomainError):
    sentence = _("This person was erased. Whoever wants to take part asks to join anew.")


class WhoIsThis(DomainError):
    sentence = _("Somebody who left had this e-mail address. First say whether this is the same person.")


class LastModerator(DomainError):
    sentence = _("You are the only one who can assign moderators. Give somebody else that role first.")


class NotYours(DomainError):
    sentence = _("Only who wrote this, or somebody of the same organisation, can end it.")
