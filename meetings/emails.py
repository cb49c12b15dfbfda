"""One function per mail about a meeting. Rendered at sending time, so each looks once more whether it still fits."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from atelier.base.web import links
from atelier.mail.messages import CalendarPart, Mail, Obsolete, Recipient, absolute_url, compose, message
from cases.models import Case
from cases.states import CaseState
from meetings import answer_links, calendar
from meetings.models import Answer, GuestExpert, Meeting
from meetings.queries.agenda import AgendaLine, timed_agenda
from meetings.queries.meeting import why_cancelled
from meetings.states import COMING, Choice, MeetingState, Seat

GUEST_LINK_PURPOSE = "meetings.guest"


@message("meetings.invitation", called=gettext_lazy("Invitation to a meeting"), resend_unsure=True)
def invitation(to: Recipient, *, meeting: int) -> Mail:
    mine = _open_answer(to, meeting)
    if mine.choice != Choice.NONE:
        raise Obsolete
    return _with_calendar(_compose("invitation", to, mine), mine, to)


@message("meetings.changed", called=gettext_lazy("Meeting changed"), resend_unsure=True)
def changed(to: Recipient, *, meeting: int) -> Mail:
    mine = _open_answer(to, meeting)
    answered = mine.choice != Choice.NONE and not mine.waits
    answer_line = _("Your answer was: %(choice)s.") % {"choice": mine.get_choice_display()} if answered else ""
    # Who said no after the change said no to the new date.
    said_no = mine.said_no and mine.answered_at is not None and mine.answered_at < mine.meeting.changed_at
    extra = {"answer_line": answer_line, "said_no": said_no, "waits": mine.waits}
    return _with_calendar(_compose("changed", to, mine, **extra), mine, to)


@message("meetings.cancelled", called=gettext_lazy("Meeting cancelled"), resend_unsure=True)
def cancelled(to: Recipient, *, meeting: int) -> Mail:
    mine = _answer(to, meeting)
    if mine.meeting.state != MeetingState.CANCELLED:
        raise Obsolete
    extra = {"reason": why_cancelled(mine.meeting), "list_link": absolute_url("meetings:list")}
    return _with_calendar(_compose("cancelled", to, mine, **extra), mine, to)


@message("meetings.seat_free", called=gettext_lazy("A place came free"), resend_unsure=True)
def seat_free(to: Recipient, *, meeting: int) -> Mail:
    mine = _open_answer(to, meeting)
    if mine.choice != Choice.YES_ONSITE or mine.state != Seat.CONFIRMED:
        raise Obsolete
    return _compose("seat_free", to, mine)


@message("meetings.seat_lost", called=gettext_lazy("Back on the waiting list"), resend_unsure=True)
def seat_lost(to: Recipient, *, meeting: int) -> Mail:
    mine = _open_answer(to, meeting)
    if not mine.waits:
        raise Obsolete
    return _compose("seat_lost", to, mine)


@message("meetings.reminder_answer", called=gettext_lazy("Reminder: answer whether you come"), resend_unsure=True)
def reminder_answer(to: Recipient, *, meeting: int) -> Mail:
    mine = _open_answer(to, meeting)
    if mine.choice != Choice.NONE:
        raise Obsolete
    return _compose("reminder_answer", to, mine)


@message("meetings.reminder_agenda", called=gettext_lazy("Reminder with the agenda"), resend_unsure=True)
def reminder_agenda(to: Recipient, *, meeting: int) -> Mail:
    mine = _standing_yes(to, meeting)
    online = mine.choice == Choice.YES_ONLINE and mine.meeting.online_url
    return _compose("reminder_agenda", to, mine, items=agenda_lines(mine.meeting), online=online)


@message("meetings.reminder_online", called=gettext_lazy("Reminder with the link"), resend_unsure=True)
def reminder_online(to: Recipient, *, meeting: int) -> Mail:
    mine = _standing_yes(to, meeting)
    if mine.choice != Choice.YES_ONLINE or not mine.meeting.online_url:
        raise Obsolete
    return _compose("reminder_online", to, mine)


@message("meetings.guest_invitation", called=gettext_lazy("Invitation of a guest expert"), resend_unsure=True)
def guest_invitation(to: Recipient, *, guest: int, token_version: int) -> Mail:
    return _to_guest("guest_invitation", to, _guest(guest, token_version, cancelled=False))


@message("meetings.guest_changed", called=gettext_lazy("Meeting changed, to a guest expert"), resend_unsure=True)
def guest_changed(to: Recipient, *, guest: int, token_version: int) -> Mail:
    return _to_guest("guest_changed", to, _guest(guest, token_version, cancelled=False))


@message("meetings.guest_cancelled", called=gettext_lazy("Meeting cancelled, to a guest expert"), resend_unsure=True)
def guest_cancelled(to: Recipient, *, guest: int, token_version: int) -> Mail:
    expert = _guest(guest, token_version, cancelled=True)
    return _to_guest("guest_cancelled", to, expert, reason=why_cancelled(expert.meeting))


@message("meetings.slides_arrived", called=gettext_lazy("Slides of a guest, to coordinators"), resend_unsure=True)
def slides_arrived(to: Recipient, *, guest: int) -> Mail:
    expert = GuestExpert.objects.filter(pk=guest).exclude(slides="").select_related("meeting").first()
    if expert is None or expert.meeting.is_cancelled:
        raise Obsolete
    context = {"meeting": expert.meeting, "guest": expert, "meeting_link": absolute_url(expert.meeting)}
    return compose("meetings/email/slides_arrived", to, context)


@message("meetings.case_withdrawn", called=gettext_lazy("Case withdrawn, to coordinators"), resend_unsure=True)
def case_withdrawn(to: Recipient, *, meeting: int, case: int) -> Mail:
    """To coordinators: the agenda has time to fill."""
    found = Meeting.objects.filter(pk=meeting, state__in=(MeetingState.PLANNED, MeetingState.PUBLISHED)).first()
    withdrawn = Case.objects.filter(pk=case, state=CaseState.WITHDRAWN).first()
    if found is None or withdrawn is None:
        raise Obsolete
    link = absolute_url("meetings:agenda", found.number)
    return compose(
        "meetings/email/case_withdrawn", to, {"meeting": found, "number": withdrawn.number, "agenda_link": link}
    )


def agenda_lines(meeting: Meeting) -> list[dict[str, object]]:
    """The agenda for a mail: times and titles. A case is named by its number only; its text stays behind login."""
    return [{"starts_at": line.starts_at, "mail_title": _mail_title(line)} for line in timed_agenda(meeting)]


def _mail_title(line: AgendaLine) -> str:
    case = line.item.case
    return _("Case %(number)s") % {"number": case.number} if case else line.title


def _buttons(name: str) -> tuple[str, ...]:
    """What stands on the buttons of a mail, in the order of its links."""
    own = {
        "reminder_agenda": (_("Read the agenda"), _("Change my answer")),
        "reminder_online": (_("Join online"), _("Read the agenda")),
        "cancelled": (_("All meetings"),),
        "seat_free": (_("Change my answer"),),
        "seat_lost": (_("Change my answer"),),
    }
    return own.get(name, (_("Give my answer"),))


def _compose(name: str, to: Recipient, mine: Answer, **extra: object) -> Mail:
    context = {
        "meeting": mine.meeting,
        "answer_link": answer_links.address_of(mine),
        "buttons": _buttons(name),
        "meeting_link": absolute_url(mine.meeting),
        **extra,
    }
    return compose(f"meetings/email/{name}", to, context)


def _to_guest(name: str, to: Recipient, expert: GuestExpert, **extra: object) -> Mail:
    token = links.make(GUEST_LINK_PURPOSE, expert.pk, expert.token_version)
    context = {
        "meeting": expert.meeting,
        "guest_name": expert.name,
        "guest_link": absolute_url("meetings:guest", token),
        **extra,
    }
    return compose(f"meetings/email/{name}", to, context)


def _guest(pk: int, token_version: int, *, cancelled: bool) -> GuestExpert:
    expert = GuestExpert.objects.select_related("meeting").filter(pk=pk, token_version=token_version).first()
    if expert is None or expert.meeting.is_cancelled != cancelled:
        raise Obsolete
    return expert


def _with_calendar(mail: Mail, mine: Answer, to: Recipient) -> Mail:
    ics, method = calendar.invitation(calendar.entry_of(mine), attendee=to.address, attendee_name=to.name)
    return replace(mail, parts=[*mail.parts, CalendarPart(ics, method)])


def _answer(to: Recipient, meeting: int) -> Answer:
    mine = Answer.objects.select_related("meeting", "member").filter(meeting=meeting, member=to.member).first()
    if mine is None:
        raise Obsolete
    return mine


def _open_answer(to: Recipient, meeting: int) -> Answer:
    mine = _answer(to, meeting)
    if mine.meeting.state != MeetingState.PUBLISHED:
        raise Obsolete
    return mine


def _standing_yes(to: Recipient, meeting: int) -> Answer:
    mine = _open_answer(to, meeting)
    if mine.choice not in COMING or mine.state == Seat.WAITING:
        raise Obsolete
    return mine
