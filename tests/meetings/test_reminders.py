"""Reminders follow the meeting and the answer; time is moved, nothing sleeps."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from meetings.actions.answer import answer, invite, plan_reminders, tell_of_cancel, tell_of_change
from meetings.models import Meeting
from meetings.states import Choice, MeetingState
from tests.cast import Cast
from tests.fixtures_mail import deliver
from tests.meetings.published import published_meeting

NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def subjects_to(person: object) -> list[str]:
    return [mail.subject for mail in deliver() if person.email in mail.to]  # type: ignore[attr-defined]


def test_who_has_not_answered_is_reminded_14_days_before(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira, cast.pieter], by=cast.noor)
    deliver()
    answer(meeting, cast.pieter, Choice.NO)
    clock.move_to(meeting.starts_at - timedelta(days=14, minutes=1))
    assert deliver() == []
    clock.move_to(meeting.starts_at - timedelta(days=14))
    assert [mail.to for mail in deliver()] == [[cast.samira.email]]
    assert deliver() == []


def test_who_comes_gets_the_agenda_2_days_before_and_the_link_3_hours_before(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira, cast.pieter, cast.maria], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONSITE)
    answer(meeting, cast.pieter, Choice.YES_ONLINE)
    answer(meeting, cast.maria, Choice.NO)
    deliver()
    clock.move_to(meeting.starts_at - timedelta(days=2))
    assert {mail.to[0] for mail in deliver()} == {cast.samira.email, cast.pieter.email}
    clock.move_to(meeting.starts_at - timedelta(hours=3))
    (link,) = deliver()
    assert link.to == [cast.pieter.email]
    assert meeting.online_url in link.body


def test_a_changed_answer_stops_the_reminder_and_a_new_yes_brings_it_back_once(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONSITE)
    answer(meeting, cast.samira, Choice.NO)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    deliver()
    clock.move_to(meeting.starts_at - timedelta(days=2))
    assert len(subjects_to(cast.samira)) == 1
    answer(meeting, cast.samira, Choice.NO)
    clock.move_to(meeting.starts_at - timedelta(hours=3))
    assert deliver() == []


def move_to_later(meeting: Meeting, days: int) -> None:
    meeting.starts_at += timedelta(days=days)
    meeting.ends_at += timedelta(days=days)
    meeting.plan_version += 1
    meeting.sequence += 1
    meeting.save()
    tell_of_change(meeting)


def test_a_moved_meeting_moves_the_reminders(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONSITE)
    deliver()
    old = meeting.starts_at
    move_to_later(meeting, 7)
    (news,) = deliver()
    assert "SEQUENCE:1" in calendar_text(news)
    clock.move_to(old - timedelta(days=2))
    assert deliver() == []
    clock.move_to(meeting.starts_at - timedelta(days=2))
    assert len(deliver()) == 1


def test_a_cancelled_meeting_stops_them_and_calendars_are_told(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira, cast.pieter], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONSITE)
    first = deliver()
    meeting.state, meeting.plan_version, meeting.sequence = MeetingState.CANCELLED, 2, 1
    meeting.save()
    tell_of_cancel(meeting)
    news = deliver()
    assert {mail.to[0] for mail in news} == {cast.samira.email, cast.pieter.email}
    assert "METHOD:CANCEL" in calendar_text(news[0])
    assert uid(news[0]) in {uid(mail) for mail in first}
    clock.move_to(meeting.starts_at - timedelta(hours=2))
    assert deliver() == []


def test_other_leads_of_the_series_make_the_reminders_anew(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    deliver()
    plan_reminders(meeting)
    clock.move_to(meeting.starts_at - timedelta(days=14))
    assert len(deliver()) == 1


def test_days_before_count_on_the_wall_clock_over_a_clock_change(cast: Cast, clock: time_machine.Traveller) -> None:
    # Summer time begins on 28 March 2027; the meeting is on 8 April at 13.30, the reminder on 25 March at 13.30.
    meeting = published_meeting(in_days=94)
    invite(meeting, [cast.samira], by=cast.noor)
    deliver()
    clock.move_to(datetime(2027, 3, 25, 12, 29, tzinfo=UTC))
    assert deliver() == []
    clock.move_to(datetime(2027, 3, 25, 12, 30, tzinfo=UTC))
    assert len(deliver()) == 1


def calendar_text(mail: object) -> str:
    message = mail.message()  # type: ignore[attr-defined]
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            return part.get_payload(decode=True).decode().replace("\r\n ", "")
    raise AssertionError("no calendar part")


def uid(mail: object) -> str:
    return next(line for line in calendar_text(mail).splitlines() if line.startswith("UID:"))
