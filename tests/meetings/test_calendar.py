"""Our calendar files, read by a second parser that shares nothing with the one that writes them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from meetings.calendar import AMSTERDAM, CalendarEntry, feed, invitation

AWKWARD = [
    "Wonen, zorg; en \\n wat daarna komt",
    "Regel een\r\nATTENDEE:mailto:vreemde@voorbeeld.test",
    "Lang ☂ " + "é" * 90,
    'Met "aanhalingstekens" en een dubbele punt: zo',
]


def entry(**values: Any) -> CalendarEntry:
    return CalendarEntry(
        **{
            "uid": "meeting-1-answer-2@over-leven",
            "sequence": 3,
            "starts_at": datetime(2027, 3, 25, 12, 30, tzinfo=UTC),
            "ends_at": datetime(2027, 3, 25, 15, 30, tzinfo=UTC),
            "summary": "Over leven: wie mag er blijven wonen?",
            "place": "Huis voor de Kunsten, Roermond",
            "description": "Geef je antwoord\nen lees de agenda.",
            "link": "https://portaal.voorbeeld.test/bijeenkomsten/1/",
            "cancelled": False,
            "changed_at": datetime(2027, 1, 4, 9, 0, tzinfo=UTC),
            **values,
        }
    )


def read(ics: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(ics.decode())


def asked(**values: Any) -> Calendar:
    ics, method = invitation(entry(**values), attendee="samira@voorbeeld.test", attendee_name="Samira Haddad")
    calendar = read(ics)
    assert calendar.method == method
    return calendar


def test_an_invitation_says_the_same_to_another_reader() -> None:
    calendar = asked()
    (event,) = calendar.events
    assert (calendar.method, event.uid, event.sequence) == ("REQUEST", "meeting-1-answer-2@over-leven", 3)
    assert event.dtstart == datetime(2027, 3, 25, 13, 30, tzinfo=AMSTERDAM)
    assert event.dtend - event.dtstart == timedelta(hours=3)
    assert (event.location, event.description) == (entry().place, entry().description)
    assert [one.uri for one in event.attendees] == ["mailto:samira@voorbeeld.test"]
    assert event.attendees[0].common_name == "Samira Haddad"
    assert event.organizer.uri.startswith("mailto:")
    assert event.rrule is None


def test_the_time_zone_in_the_file_knows_summer_and_winter() -> None:
    (zone,) = asked().timezones
    assert zone.tz_id == "Europe/Amsterdam"
    assert [rule.tz_offset_to.offset for rule in (*zone.standard, *zone.daylight)] == [
        timedelta(hours=1),
        timedelta(hours=2),
    ]


@pytest.mark.parametrize("day", [datetime(2027, 3, 27, 13, 30), datetime(2027, 3, 28, 13, 30)])  # noqa: DTZ001
def test_the_wall_clock_holds_on_both_sides_of_a_clock_change(day: datetime) -> None:
    starts_at = day.replace(tzinfo=AMSTERDAM).astimezone(UTC)
    (event,) = asked(starts_at=starts_at, ends_at=starts_at + timedelta(hours=3)).events
    assert event.dtstart.replace(tzinfo=None) == day
    assert event.dtstart == starts_at


def test_a_cancel_takes_the_same_event_out() -> None:
    calendar = asked(cancelled=True, sequence=4)
    (event,) = calendar.events
    assert (calendar.method, event.uid, event.sequence) == ("CANCEL", entry().uid, 4)
    assert event.status == "CANCELLED"


@pytest.mark.parametrize("title", AWKWARD)
def test_awkward_titles_stay_text(title: str) -> None:
    (event,) = asked(summary=title, place=title, description=title).events
    one_line = " ".join(title.split())
    assert (event.summary, event.location) == (one_line, one_line)
    assert event.description == title.replace("\r\n", "\n")
    assert len(event.attendees) == 1


def test_a_feed_holds_cancelled_meetings_too() -> None:
    calendar = read(feed([entry(), entry(uid="meeting-2-answer-9@over-leven", cancelled=True)], name="Over leven"))
    assert calendar.method is None
    assert calendar.refresh_interval == timedelta(hours=1)
    assert {event.uid: event.status for event in calendar.events} == {
        "meeting-1-answer-2@over-leven": "CONFIRMED",
        "meeting-2-answer-9@over-leven": "CANCELLED",
    }
