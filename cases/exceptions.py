"""What the cases' room refuses, each with a sentence for the person."""

from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import DomainError, NotAllowed, Stale


class IncompleteIntake(DomainError):
    sentence = _("Answer every question that is not marked as not required first.")


class DraftChanged(Stale):
    sentence = _(
        "This answer was changed meanwhile, in another window or on another device. Open the page again and look at"
        " what is there now."
    )


class TextChanged(Stale):
    sentence = _(
        "Something happened with this text meanwhile: a moderator or somebody who submits with you was first. Open the"
        " page again and look at what is there now."
    )


class SubmittedAlready(DomainError):
    sentence = _("You have submitted this case already, so this draft is no more.")


class DatePassed(DomainError):
    sentence = _("The date by which you need an answer has passed. Choose another one, or leave it empty.")


class TooManyToday(DomainError):
    sentence = _("You have submitted very many cases today. Go on tomorrow: your draft is kept.")


class SecondPersonNeeded(NotAllowed):
    sentence = _("You submitted this case yourself. A second person has to review it.")


class NotTheSubmitter(NotAllowed):
    sentence = _("Only who submitted this case can withdraw it. You can stop submitting it, on its page.")


class IntakeGone(DomainError):
    sentence = _("The submitted text has been deleted, so nothing in it can be changed any more.")


class PeriodOutOfBounds(DomainError):
    sentence = _("That is shorter or longer than this period may be.")


class AnotherOrganisationNeeded(NotAllowed):
    sentence = _(
        "This case comes from the organisation where you work. You can write the text and park it; a moderator of"
        " another organisation decides."
    )


class SameAsIntake(DomainError):
    sentence = _("The released text is the same as the intake. Write it so that nobody can be traced.")


class BlanksLeft(DomainError):
    sentence = _(
        "There are words between brackets still. Look whether they are right, write others where they are not, and"
        " press “The words between brackets are right”."
    )


class TextMissing(DomainError):
    sentence = _("Write a title, the situation and the question before you release the case.")


class NotInMeeting(DomainError):
    sentence = _("Results are recorded for a case that is on an agenda or was discussed.")


class NoVoicesNow(DomainError):
    sentence = _("This case no longer asks for perspectives.")


class CaseMoved(DomainError):
    """Somebody else went on with this case; the sentence says who, when and to what."""


class CaseGone(DomainError):
    """Members could read this case before; the sentence says what happened."""

    has_page = False


class InsightNotNamed(DomainError):
    sentence = _("Name the mechanism, the level and the lens before you publish the insight.")


class OwnerMissing(DomainError):
    sentence = _("Say who does it: a participant or a role.")


class TooManyAttachments(DomainError):
    sentence = _("A case can have five attachments. Take one off first, or put what belongs together in one file.")


class NoAttachmentsNow(DomainError):
    sentence = _("You can add a file to a draft, and when a moderator asks you to change your text; not now.")


class AttachmentsElsewhere(DomainError):
    sentence = _("You have very many attachments in your cases. Take some off, or throw away drafts you do not need.")


class AttachmentWaits(DomainError):
    sentence = _("This attachment has not been looked at for viruses yet, or its file is gone. It cannot be released.")
