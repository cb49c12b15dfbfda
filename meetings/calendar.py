"""Calendar invitations and feeds (RFC 5545, 5546, 6047), made with the icalendar package.

One UID per meeting and person for ever; SEQUENCE is the meeting's and rises only when time, place or cancel
changes (RFC 5546, 2.1.4); a new title or another answer has a later DTSTAMP, which is what counts between equals
(2.1.5). The receiver is the only ATTENDEE; each meeting is its own event, without RRULE.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

if TYPE_CHECKING:
    from meetings.models import Answer

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PRODID = "-//Over leven//Leeratelier//NL"

# The full rule since 1996: Outlook wants the recurrence rules, not a list of the dates of some years.
VTIMEZONE = b"""BEGIN:VTIMEZONE\r
TZID:Europe/Amsterdam\r
BEGIN:DAYLIGHT\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
TZNAME:CEST\r
DTSTART:19960331T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
TZNAME:CET\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
END:STANDARD\r
END:VTIMEZONE\r
"""


@dataclass(frozen=True)
class CalendarEntry:
    """One meeting as one person's calendar shows it; times aware, texts plain."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str
    description: str
    link: str
    cancelled: bool
    changed_at: datetime
    tentative: bool = False

    @property
    def status(self) -> str:
        if self.cancelled:
            return "CANCELLED"
        return "TENTATIVE" if self.tentative else "CONFIRMED"


def entry_of(answer: "Answer") -> CalendarEntry:
    """The invitation as a mail carries it. The place only; the online link stays on the page, behind login.

    Sure is what the person comes to: who has not answered, waits for a seat or said no may or may not come.
    """
    meeting = answer.meeting
    return CalendarEntry(
        # The row is made once per meeting and member and stays, so this is the UID for ever.
        uid=f"meeting-{meeting.pk}-answer-{answer.pk}@over-leven",
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=f"Over leven: {meeting.title}",
        place=", ".join(filter(None, [meeting.place, meeting.address])),
        description=gettext("Give your answer and read the agenda at %(link)s")
        % {"link": settings.SITE_URL + meeting.get_absolute_url()},
        link=settings.SITE_URL + meeting.get_absolute_url(),
        cancelled=meeting.is_cancelled,
        changed_at=max(meeting.changed_at, answer.changed_at),
        tentative=not answer.has_place,
    )


def own_entry_of(answer: "Answer") -> CalendarEntry:
    """The event in the member's own calendar (feed and file): there, what one said no to does not take place.

    It stays in as cancelled, for a calendar that took it over would keep what is left out.
    """
    entry = entry_of(answer)
    return replace(entry, cancelled=entry.cancelled or answer.said_no)


def invitation(entry: CalendarEntry, *, attendee: str, attendee_name: str) -> tuple[bytes, str]:
    """The iCalendar object for a mail, and its METHOD: REQUEST, or CANCEL for a cancelled meeting."""
    method = "CANCEL" if entry.cancelled else "REQUEST"
    calendar = _calendar()
    calendar.add("method", method)
    event = _event(entry)
    organizer = vCalAddress(f"mailto:{parseaddr(settings.MAIL_REPLY_TO)[1]}")
    organizer.params["CN"] = vText("Over leven")
    event.add("organizer", organizer)
    person = vCalAddress(f"mailto:{_one_line(attendee)}")
    person.params["CN"] = vText(_one_line(attendee_name))
    person.params["ROLE"] = vText("REQ-PARTICIPANT")
    person.params["PARTSTAT"] = vText("NEEDS-ACTION")
    # The answer is given on the portal, where seats are counted; a calendar's own reply would count nothing.
    person.params["RSVP"] = vText("FALSE")
    event.add("attendee", person)
    calendar.add_component(event)
    return calendar.to_ical(), method


def feed(entries: Iterable[CalendarEntry], *, name: str) -> bytes:
    """A personal feed; cancelled meetings stay in it as CANCELLED."""
    calendar = _calendar()
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        # DTSTAMP is the moment of the last change, so that an unchanged feed is the same bytes and keeps its ETag.
        calendar.add_component(_event(entry, stamp=entry.changed_at))
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add_component(Timezone.from_ical(VTIMEZONE))
    return calendar


def _event(entry: CalendarEntry, *, stamp: datetime | None = None) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", _utc(stamp or timezone.now()))
    event.add("last-modified", _utc(entry.changed_at))
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts_at.astimezone(AMSTERDAM))
    event.add("dtend", entry.ends_at.astimezone(AMSTERDAM))
    event.add("summary", _one_line(entry.summary))
    event.add("location", _one_line(entry.place))
    event.add("description", entry.description.replace("\r\n", "\n").replace("\r", "\n"))
    event.add("url", entry.link)
    event.add("status", entry.status)
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    return event


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("UTC")).replace(microsecond=0)


def _one_line(text: str) -> str:
    """A title with a line break stays one line of text; it never becomes a line of the calendar."""
    return " ".join(text.split())
