"""What the meetings' room refuses, each with a sentence for the person."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import DomainError, Stale


class MeetingInThePast(DomainError):
    sentence = _("A meeting can only be planned in the future.")


class TwoAtOnce(DomainError):
    sentence = _("The series already has a meeting at that moment. Choose another day.")


class SeatsTaken(DomainError):
    """In a smaller room some who have a seat would have none: `touched` are their answers, `key` says which."""

    sentence = _("More people have a seat than this room holds. Look below who would lose it, and agree or not.")

    def __init__(self, touched: Sequence[object], key: str) -> None:
        super().__init__()
        self.touched, self.key = touched, key


class EndBeforeStart(DomainError):
    sentence = _("The end must be later than the start.")


class MoreKeptThanThereAre(DomainError):
    sentence = _("You cannot keep more places than there are.")


class MeetingIsFixed(DomainError):
    sentence = _("This meeting is over or cancelled: its plan and agenda can no longer change.")


class NotYetHeld(DomainError):
    sentence = _("You can record this once the meeting has begun.")


class AgendaChanged(Stale):
    sentence = _("Someone else changed the agenda while you were working on it. This is the agenda as it is now.")


class ItemGone(AgendaChanged):
    sentence = _("This item is no longer on the agenda: someone else took it off. This is the agenda as it is now.")


class CaseNotWaiting(DomainError):
    sentence = _("This case no longer waits for a meeting. Choose another one.")


class CaseNotOnAgenda(DomainError):
    sentence = _("This case is not on the agenda of this meeting.")


class AlreadyTalkedAbout(DomainError):
    sentence = _("This case has been talked about already: what came of it stands on the case.")


class OpeningStays(DomainError):
    sentence = _("Every agenda opens with what happened with the last advice. That item cannot be removed.")


class CasesOpen(DomainError):
    sentence = _("Say of each case whether it was talked about. Then the report can be closed.")


class AgendaEmpty(DomainError):
    sentence = _("The agenda holds nothing but the opening. Add at least one item before you publish the meeting.")


class NoDates(DomainError):
    sentence = _("Choose at least one date.")


class AnswersClosed(DomainError):
    sentence = _("You can no longer answer: this meeting is over, or it does not take place.")


class NotInvited(DomainError):
    sentence = _("You have not been invited to this meeting yet. Ask the coordinator.")


class NoOnlinePart(DomainError):
    sentence = _("You cannot take part in this meeting online. Choose whether you come, or cannot come.")


class LinkWouldNotWork(DomainError):
    sentence = _("A link would not work: this meeting does not take place, or it was more than two weeks ago.")


class WrongCode(DomainError):
    sentence = _("This is not the code on the screen. Look once more, and type it again.")


class CheckInClosed(DomainError):
    sentence = _("You can check in from an hour before the meeting until two hours after it.")


class NoCheckIn(DomainError):
    sentence = _("Nobody can check in: this meeting does not take place, or it is not published yet.")
