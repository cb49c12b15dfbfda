"""Reminders follow the meeting and the answer; time is moved, nothing sleeps."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail as django_mail
from django.utils import timezone

from atelier.mail.models import OutboxMessage
from atelier.mail.states import State
from meetings import actions
from meetings.actions.answer import answer
from meetings.actions.invite import invite
from meetings.exceptions import NoOnlinePart
from meetings.models import AgendaItem, Meeting, MethodStep, Series
from meetings.states import Choice, ItemKind
from members.models import Member
from tests.cast import Cast
from tests.fixtures_mail import deliver
from tests.meetings.published import published_meeting

NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def everything_to(person: object) -> list[Any]:
    """All that has reached this person, and what is due now."""
    deliver()
    return [mail for mail in django_mail.outbox if person.email in mail.to]  # type: ignore[attr-defined]


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


def move_to_later(meeting: Meeting, by: Member, **later: int) -> None:
    starts_at, ends_at = meeting.starts_at + timedelta(**later), meeting.ends_at + timedelta(**later)
    assert actions.change(meeting, by=by, starts_at=starts_at, ends_at=ends_at)


def test_a_moved_meeting_moves_the_reminders(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONSITE)
    deliver()
    old = meeting.starts_at
    move_to_later(meeting, cast.noor, days=7)
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
    actions.cancel(meeting, by=cast.noor, reason="De zaal staat onder water.")
    news = deliver()
    assert {mail.to[0] for mail in news} == {cast.samira.email, cast.pieter.email}
    assert "METHOD:CANCEL" in calendar_text(news[0])
    assert "SEQUENCE:1" in calendar_text(news[0])
    assert uid(news[0]) in {uid(mail) for mail in first}
    clock.move_to(meeting.starts_at - timedelta(hours=2))
    assert deliver() == []


def test_other_leads_of_the_series_make_the_reminders_anew(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = in_a_series()
    invite(meeting, [cast.samira], by=cast.noor)
    deliver()
    before = (meeting.plan_version, meeting.sequence)
    actions.change_series(meeting.series, by=cast.noor, reminder_answer_days=10)
    meeting.refresh_from_db()
    assert (meeting.plan_version, meeting.sequence) == (before[0] + 1, before[1])
    clock.move_to(meeting.starts_at - timedelta(days=14))
    assert deliver() == []
    clock.move_to(meeting.starts_at - timedelta(days=10))
    assert len(deliver()) == 1


def in_a_series(**leads: int) -> Meeting:
    series = Series.objects.create(name="Reeks", start_time=time(13, 30), end_time=time(16, 30), place="Hier", **leads)
    return published_meeting(in_days=30, series=series)


def kinds_to(person: object) -> list[str]:
    """The first words of the subjects that reach this person now."""
    return [" ".join(subject.split()[:2]) for subject in subjects_to(person)]


def test_a_reminder_whose_new_day_has_passed_leaves_at_once_and_only_once(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = in_a_series()
    invite(meeting, [cast.samira, cast.pieter], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    deliver()
    clock.move_to(meeting.starts_at - timedelta(days=15))
    actions.change_series(meeting.series, by=cast.noor, reminder_answer_days=20)
    assert (kinds_to(cast.pieter), kinds_to(cast.samira)) == (["Laat weten"], [])
    clock.move_to(meeting.starts_at - timedelta(days=3))
    actions.change_series(meeting.series, by=cast.noor, reminder_agenda_days=5, reminder_online_hours=72)
    mails = [mail for mail in deliver() if cast.samira.email in mail.to]
    assert ["agenda" in mail.subject or meeting.online_url in mail.body for mail in mails] == [True, True]
    actions.change_series(meeting.series, by=cast.noor, reminder_answer_days=21, reminder_agenda_days=4)
    assert deliver() == []


def waiting(kind: str) -> list[tuple[Any, datetime]]:
    """To whom this reminder still is to leave, and when."""
    rows = OutboxMessage.objects.filter(kind=f"meetings.reminder_{kind}", state=State.PLANNED)
    return sorted(rows.values_list("recipient__email", "due_at"))


@pytest.mark.parametrize(
    ("before", "is_asked_apart"), [(timedelta(days=14, minutes=1), True), (timedelta(days=14), False)]
)
def test_the_question_that_is_overdue_is_not_mailed_beside_the_news(
    cast: Cast, clock: time_machine.Traveller, before: timedelta, is_asked_apart: bool
) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    deliver()
    due = meeting.starts_at - timedelta(days=14)
    clock.move_to(meeting.starts_at - before)
    actions.change(meeting, by=cast.noor, place="De zaal ernaast")
    assert waiting("answer") == ([(cast.samira.email, due)] if is_asked_apart else [])


def test_a_reminder_whose_day_has_passed_is_due_now_and_so_is_the_question(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = in_a_series()
    invite(meeting, [cast.samira, cast.pieter, cast.maria], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    answer(meeting, cast.maria, Choice.YES_ONSITE)
    deliver()
    clock.move_to(meeting.starts_at - timedelta(days=12))
    actions.change_series(
        meeting.series, by=cast.noor, reminder_answer_days=13, reminder_agenda_days=13, reminder_online_hours=13 * 24
    )
    now = timezone.now()
    assert [waiting("answer"), waiting("agenda"), waiting("online")] == [
        [(cast.pieter.email, now)],
        [(cast.maria.email, now), (cast.samira.email, now)],
        [(cast.samira.email, now)],
    ]


def test_who_had_a_reminder_at_this_very_moment_does_not_get_it_again_with_the_news(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    deliver()
    for lead, kind in ((timedelta(days=2), "agenda"), (timedelta(hours=3), "online")):
        clock.move_to(meeting.starts_at - lead)
        deliver()
        actions.change(meeting, by=cast.noor, place=f"De zaal van {kind}")
        assert waiting(kind) == []


def test_a_new_link_goes_again_to_who_had_the_old_one_and_the_agenda_does_not(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    clock.move_to(meeting.starts_at - timedelta(hours=2))
    deliver()
    actions.change(meeting, by=cast.noor, online_url=NEW_LINK)
    assert [waiting("online"), waiting("agenda")] == [[(cast.samira.email, timezone.now())], []]


def test_a_day_before_counts_on_the_wall_clock_and_hours_before_as_they_pass(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    """Summer time begins in the night before this meeting, at two."""
    starts = datetime(2027, 3, 28, 2, 0, tzinfo=UTC)  # four o'clock
    meeting = in_a_series(reminder_agenda_days=1, reminder_online_hours=3)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts, ends_at=starts + timedelta(hours=2))
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    assert waiting("agenda") == [(cast.samira.email, datetime(2027, 3, 27, 3, 0, tzinfo=UTC))]
    assert waiting("online") == [(cast.samira.email, datetime(2027, 3, 27, 23, 0, tzinfo=UTC))]


def test_who_was_invited_later_than_the_new_day_is_not_asked_twice(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = in_a_series()
    clock.move_to(meeting.starts_at - timedelta(days=10))
    invite(meeting, [cast.samira], by=cast.noor)
    deliver()
    actions.change_series(meeting.series, by=cast.noor, reminder_answer_days=12)
    assert deliver() == []


def test_a_meeting_that_moves_into_the_reminders_time_still_mails_agenda_and_link(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira, cast.pieter], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    answer(meeting, cast.pieter, Choice.YES_ONSITE)
    deliver()
    soon = NOW + timedelta(hours=2)
    actions.change(meeting, by=cast.noor, starts_at=soon, ends_at=soon + timedelta(hours=3))
    mails = deliver()
    assert sorted(mail.to[0] for mail in mails if meeting.online_url in mail.body) == [cast.samira.email]
    assert sum(mail.subject.startswith("Lees de agenda") for mail in mails) == 2
    clock.move_to(soon)
    assert deliver() == []


def test_what_was_mailed_for_the_old_date_is_not_mailed_again_when_the_new_one_is_near(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONSITE)
    clock.move_to(meeting.starts_at - timedelta(days=2))
    assert "Lees de" in kinds_to(cast.samira)
    an_hour = timedelta(hours=1)
    actions.change(meeting, by=cast.noor, starts_at=meeting.starts_at - an_hour)
    assert kinds_to(cast.samira) == ["Gewijzigd: kijk"]


def test_what_was_mailed_for_the_old_date_comes_again_before_a_new_one_that_is_far(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONSITE)
    clock.move_to(meeting.starts_at - timedelta(days=2))
    deliver()
    move_to_later(meeting, cast.noor, days=7)
    assert waiting("agenda") == [(cast.samira.email, meeting.starts_at - timedelta(days=2))]


def test_who_hesitates_gets_the_agenda_once(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    deliver()
    clock.move_to(meeting.starts_at - timedelta(days=1))
    for choice in (Choice.YES_ONSITE, Choice.YES_ONLINE, Choice.YES_ONSITE, Choice.NO, Choice.YES_ONLINE):
        answer(meeting, cast.samira, choice)
        deliver()
    clock.move_to(meeting.starts_at - timedelta(hours=3))
    agenda, link = (mail for mail in everything_to(cast.samira) if "Kom je" not in mail.subject)
    assert (agenda.subject[:4], meeting.online_url in link.body) == ("Lees", True)


NEW_LINK = "https://overleg.voorbeeld.test/andere-kamer"


def test_a_new_link_goes_to_who_joins_online_only_and_leaves_calendars_and_links_as_they_are(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira, cast.pieter, cast.maria], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    answer(meeting, cast.pieter, Choice.YES_ONSITE)
    deliver()
    actions.change(meeting, by=cast.noor, online_url=NEW_LINK)
    assert (meeting.sequence, deliver()) == (0, [])
    clock.move_to(meeting.starts_at - timedelta(hours=3))
    assert [mail.to for mail in deliver() if NEW_LINK in mail.body] == [[cast.samira.email]]


def test_who_has_the_old_link_gets_the_new_one_at_once(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    clock.move_to(meeting.starts_at - timedelta(hours=2))
    deliver()
    clock.move_to(meeting.starts_at + timedelta(minutes=5))
    actions.change(meeting, by=cast.noor, online_url=NEW_LINK)
    [mail] = deliver()
    assert NEW_LINK in mail.body


def test_a_new_place_and_a_new_link_at_once_both_reach_who_joins_online(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    clock.move_to(meeting.starts_at - timedelta(hours=2))
    deliver()
    actions.change(meeting, by=cast.noor, place="De zaal ernaast", online_url=NEW_LINK)
    assert sorted(NEW_LINK in mail.body for mail in deliver()) == [False, True]


def test_a_new_date_reaches_who_said_no_and_a_new_place_does_not(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    clock.shift(60)
    answer(meeting, cast.samira, Choice.NO)
    deliver()
    clock.shift(60)
    actions.change(meeting, by=cast.noor, place="De zaal ernaast")
    assert deliver() == []
    move_to_later(meeting, cast.noor, days=7)
    [mail] = deliver()
    assert "Op de oude datum kon je niet." in mail.body


def test_without_a_link_nobody_answers_online_and_no_mail_speaks_of_it(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = published_meeting(in_days=30, online_url="")
    invite(meeting, [cast.samira], by=cast.noor)
    assert "online" not in deliver()[0].body
    with pytest.raises(NoOnlinePart):
        answer(meeting, cast.samira, Choice.YES_ONLINE)


def test_a_link_that_was_taken_away_is_not_promised(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE, food_needs="Geen noten")
    actions.change(meeting, by=cast.noor, online_url="")
    deliver()
    assert answer(meeting, cast.samira, Choice.YES_ONLINE).choice == Choice.YES_ONLINE
    clock.move_to(meeting.starts_at - timedelta(hours=3))
    [agenda] = deliver()
    assert (agenda.subject[:4], "online" in agenda.body) == ("Lees", False)
    actions.change(meeting, by=cast.noor, online_url=NEW_LINK)
    [link] = deliver()
    assert NEW_LINK in link.body


def test_the_mail_with_the_link_names_the_day(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = in_a_series(reminder_online_hours=72)
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    clock.move_to(meeting.starts_at - timedelta(hours=72))
    link = next(mail for mail in deliver() if meeting.online_url in mail.body)
    assert "woensdag 3 februari om 13.30" in link.subject
    assert "woensdag 3 februari om 13.30" in link.body
    assert "andaag" not in link.subject + link.body


def test_the_agenda_in_a_mail_speaks_the_readers_language(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting(in_days=30)
    step = MethodStep.objects.exclude(title_en="").first()
    AgendaItem.objects.create(
        meeting=meeting, position=1, minutes=10, kind=ItemKind.METHOD, title=step.title, method_step=step
    )
    cast.samira.language = "en"
    cast.samira.save()
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONSITE)
    deliver()
    clock.move_to(meeting.starts_at - timedelta(days=2))
    [mail] = deliver()
    assert step.title_en in mail.body
    assert step.title not in mail.body


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
