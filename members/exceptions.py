"""What the members' room refuses, each with a sentence for the person."""

from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import DomainError


class AlreadyMember(DomainError):
    sentence = _("Somebody with this e-mail address takes part already.")


class NotChecked(DomainError):
    sentence = _("Say how you checked that this is the same person.")


class AgreeByAnother(DomainError):
    sentence = _("You asked this yourself. Another moderator agrees.")


class NothingToAgree(DomainError):
    sentence = _("Nothing waits for agreement here, or it was more than a week ago.")


class NotAgreed(DomainError):
    sentence = _("First another moderator agrees. After a week it has to be asked again.")


class Erased(DomainError):
    sentence = _("This person was erased. Whoever wants to take part asks to join anew.")


class WhoIsThis(DomainError):
    sentence = _("Somebody who left had this e-mail address. First say whether this is the same person.")


class LastModerator(DomainError):
    sentence = _("You are the only one who can assign moderators. Give somebody else that role first.")


class NotYours(DomainError):
    sentence = _("Only who wrote this, or somebody of the same organisation, can end it.")
