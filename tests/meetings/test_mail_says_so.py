"""What mails, calendars and figures say of a meeting is so."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from atelier.mail.models import OutboxMessage
from meetings import actions
from meetings.actions.answer import answer
from meetings.actions.feed import renew_feed
from meetings.actions.guest import invite_guest
from meetings.actions.invite import invite
from meetings.models import Answer, GuestExpert, Meeting
from meetings.states import Choice, Seat
from members import actions as members
from members.models import JoinRequest, Member
from members.states import JoinState, Perspective
from tests.cast import Cast
from tests.fixtures_mail import deliver
from tests.meetings.helpers import make_meeting
from tests.meetings.published import published_meeting
from tests.meetings.test_reminders import calendar_text, everything_to, kinds_to
from tests.world import is_a_question

NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
LATER = timedelta(days=7)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def full_meeting(cast: Cast, **values: Any) -> Meeting:
    """Samira has the only seat, Pieter waits."""
    meeting = published_meeting(capacity=1, seats_for_lived=0, **values)
    invite(meeting, [cast.samira, cast.pieter], by=cast.noor)
    deliver()
    answer(meeting, cast.samira, Choice.YES_ONSITE)
    answer(meeting, cast.pieter, Choice.YES_ONSITE)
    return meeting


def move(meeting: Meeting, cast: Cast) -> None:
    times = {"starts_at": meeting.starts_at + LATER, "ends_at": meeting.ends_at + LATER}
    actions.change(meeting, by=cast.noor, **times)


# -- Seats


def test_a_seat_that_comes_free_after_the_start_is_given_to_nobody(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = full_meeting(cast)
    clock.move_to(meeting.starts_at)
    deliver()
    answer(meeting, cast.samira, Choice.NO)
    assert meeting.answers.get(member=cast.pieter).state == Seat.WAITING
    actions.change(meeting, by=cast.noor, capacity=5)
    assert (meeting.answers.get(member=cast.pieter).state, kinds_to(cast.pieter)) == (Seat.WAITING, [])


def test_a_seat_that_came_free_is_not_told_after_the_start(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = full_meeting(cast)
    clock.move_to(meeting.starts_at - timedelta(minutes=1))
    answer(meeting, cast.samira, Choice.NO)
    clock.move_to(meeting.starts_at)
    assert not [kind for kind in kinds_to(cast.pieter) if kind.startswith("Er is")]


# -- News


def test_who_got_nothing_yet_gets_the_invitation_and_not_the_change(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting()
    invite(meeting, [cast.samira], by=cast.noor)
    deliver()
    invite(meeting, [cast.pieter], by=cast.noor)
    move(meeting, cast)
    assert (kinds_to(cast.samira), [m.subject[:8] for m in everything_to(cast.pieter)]) == (
        ["Gewijzigd: kijk"],
        ["Kom je o"],
    )


def test_who_got_nothing_yet_hears_nothing_of_the_cancel(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting()
    invite(meeting, [cast.samira], by=cast.noor)
    deliver()
    invite(meeting, [cast.pieter, cast.maria], by=cast.noor)
    answer(meeting, cast.maria, Choice.YES_ONLINE)
    actions.cancel(meeting, by=cast.noor, reason="De zaal is dicht.")
    told = {mail.to[0]: mail.subject[:8] for mail in deliver()}
    assert told == {cast.samira.email: "Afgezegd", cast.maria.email: "Afgezegd"}


def test_a_move_tells_who_waits_that_they_wait(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = full_meeting(cast)
    deliver()
    move(meeting, cast)
    told = {mail.to[0]: mail.body for mail in deliver()}
    assert "nog steeds op de wachtlijst" in told[cast.pieter.email]
    assert "Je antwoord was" not in told[cast.pieter.email]
    assert "wachtlijst" not in told[cast.samira.email]


def test_a_moved_meeting_tells_all_its_guests_with_as_many_queries(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    meeting = published_meeting()
    counts = []
    for number in (1, 20):
        for nth in range(number):
            guest = GuestExpert(meeting=meeting, name="Gast", email=f"g{number}-{nth}@voorbeeld.test")
            invite_guest(guest, by=cast.noor)
        deliver()
        meeting.refresh_from_db()
        with django_assert_max_num_queries(60) as asked:
            move(meeting, cast)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert len([mail for mail in deliver() if mail.subject.startswith("Gewijzigd")]) == 21


# -- Who joins


def accepted(cast: Cast, email: str = "nieuw@voorbeeld.test") -> Member:
    request = JoinRequest.objects.create(
        email=email, name="Nieuw Lid", perspective=Perspective.POLICY, state=JoinState.WAITING
    )
    return members.accept(request, by=cast.beheer)


def test_who_joins_is_invited_once_to_what_is_published_and_ahead(cast: Cast, clock: time_machine.Traveller) -> None:
    ahead, plan = published_meeting(), make_meeting(cast, days=60)
    published_meeting(number=90, in_days=-3)
    new = accepted(cast)
    assert list(Answer.objects.filter(member=new).values_list("meeting", flat=True)) == [ahead.pk]
    assert [kind for kind in kinds_to(new) if kind.startswith("Kom")] == ["Kom je"]
    actions.publish(plan, by=cast.noor)
    assert len([mail for mail in everything_to(new) if mail.subject.startswith("Kom je")]) == 2


def test_who_comes_back_is_asked_again(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = published_meeting()
    invite(meeting, [cast.samira], by=cast.noor)
    deliver()
    answer(meeting, cast.samira, Choice.YES_ONSITE)
    members.leave(cast.samira, by=cast.samira)
    deliver()
    members.let_back(cast.samira, by=cast.beheer, email="samira@voorbeeld.test", checked="Gebeld.")
    assert "Kom je" in kinds_to(cast.samira)


# -- Calendars


def events_of(client: Client, member: Member) -> str:
    return client.get(f"/agenda/{renew_feed(member)}.ics").content.decode().replace("\r\n ", "")


def line(text: str, name: str) -> str:
    return next(row.partition(":")[2] for row in text.split("VEVENT")[1].splitlines() if row.startswith(name))


@pytest.mark.parametrize(
    ("choice", "status"),
    [
        (Choice.NONE, "TENTATIVE"),
        (Choice.YES_ONSITE, "TENTATIVE"),
        (Choice.YES_ONLINE, "CONFIRMED"),
        (Choice.NO, "CANCELLED"),
    ],
)
def test_feed_and_file_say_what_was_answered(client: Client, cast: Cast, choice: str, status: str) -> None:
    meeting = full_meeting(cast)
    if choice == Choice.NONE:
        invite(meeting, [cast.maria], by=cast.noor)
    else:
        answer(meeting, cast.pieter, choice)
    who = cast.maria if choice == Choice.NONE else cast.pieter
    client.force_login(who)
    file = client.get(f"/bijeenkomsten/{meeting.number}/bijeenkomst.ics").content.decode()
    assert (line(events_of(client, who), "STATUS"), line(file, "STATUS")) == (status, status)


def test_another_answer_and_another_seat_have_a_later_stamp(
    client: Client, cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = full_meeting(cast)
    before = line(events_of(client, cast.pieter), "DTSTAMP")
    clock.shift(60)
    answer(meeting, cast.samira, Choice.NO)
    for who in (cast.samira, cast.pieter):
        text = events_of(client, who)
        assert line(text, "DTSTAMP") == line(text, "LAST-MODIFIED") > before


def test_a_new_title_has_a_later_stamp_and_the_same_sequence(
    client: Client, cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = full_meeting(cast)
    before = events_of(client, cast.samira)
    clock.shift(60)
    actions.change(meeting, by=cast.noor, title="Anders genoemd")
    after = events_of(client, cast.samira)
    assert line(after, "SUMMARY") == "Over leven: Anders genoemd"
    assert line(after, "SEQUENCE") == line(before, "SEQUENCE")
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        assert line(after, name) > line(before, name)


def test_a_mail_never_asks_with_an_event_that_is_cancelled(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = full_meeting(cast)
    answer(meeting, cast.pieter, Choice.NO)
    clock.shift(60)
    move(meeting, cast)
    mail = next(mail for mail in deliver() if mail.to == [cast.pieter.email])
    assert "METHOD:REQUEST" in calendar_text(mail)
    assert "STATUS:TENTATIVE" in calendar_text(mail)


@pytest.mark.parametrize("tag", ["W/{}", '"ander", W/{}', "{}", "*"])
def test_a_calendar_that_has_it_already_gets_304_also_by_a_weak_tag(client: Client, cast: Cast, tag: str) -> None:
    full_meeting(cast)
    address = f"/agenda/{renew_feed(cast.samira)}.ics"
    known = client.get(address)["ETag"]
    again = client.get(address, headers={"if-none-match": tag.format(known)})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", known)
    assert client.get(address, headers={"if-none-match": '"ander"'}).status_code == 200


# -- Many people


def waiting_people(meeting: Meeting, number: int) -> list[Member]:
    people = Member.objects.bulk_create(
        Member(email=f"w{number}-{n}@voorbeeld.test", name=f"Wacht {n}", perspective=Perspective.POLICY)
        for n in range(number)
    )
    moment = meeting.published_at
    Answer.objects.bulk_create(
        Answer(meeting=meeting, member=one, choice=Choice.YES_ONSITE, state=Seat.WAITING, answered_at=moment)
        for one in people
    )
    return people


def test_one_answer_with_400_waiting_asks_little(cast: Cast, django_assert_max_num_queries: Any) -> None:
    meeting = full_meeting(cast)
    waiting_people(meeting, 400)
    invite(meeting, [cast.maria], by=cast.noor)
    with django_assert_max_num_queries(10):
        answer(meeting, cast.maria, Choice.YES_ONSITE)
    with CaptureQueriesContext(connection) as asked:
        answer(meeting, cast.samira, Choice.NO)
    assert sum(is_a_question(one["sql"]) for one in asked) <= 10
    assert meeting.answers.seated().count() == 1
    assert OutboxMessage.objects.filter(kind="meetings.seat_free").count() == 1


# -- A smaller room


def test_a_room_too_small_for_who_is_seated_asks_first(client: Client, cast: Cast) -> None:
    meeting = published_meeting(capacity=4, seats_for_lived=1)
    people = [cast.samira, cast.maria, cast.pieter, cast.lars]
    invite(meeting, people, by=cast.noor)
    for person in (cast.samira, cast.pieter, cast.lars, cast.maria):
        answer(meeting, person, Choice.YES_ONSITE)
    deliver()
    client.force_login(cast.noor)
    address = f"/coordinatie/bijeenkomsten/{meeting.number}/wijzigen/"
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None} | {"capacity": "2"}
    page = client.post(address, sent).content.decode()
    touched = page.split("2 mensen raken hun plaats kwijt")[1].split("</ul>")[0]
    assert [name in touched for name in (cast.pieter.name, cast.lars.name, cast.maria.name)] == [True, True, False]
    meeting.refresh_from_db()
    assert (meeting.capacity, meeting.answers.seated().count(), deliver()) == (4, 4, [])
    key = page.split('name="agreed" value="')[1].split('"')[0]
    assert client.post(address, {**sent, "agreed": f"{key}9"}).status_code == 200
    assert client.post(address, {**sent, "agreed": key}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.capacity == 2
    assert {one.member for one in meeting.answers.seated()} == {cast.samira, cast.maria}
    told = {mail.to[0]: mail.subject for mail in deliver()}
    assert set(told) == {cast.pieter.email, cast.lars.email}
    assert all("wachtlijst" in subject for subject in told.values())
    answer(meeting, cast.samira, Choice.NO)
    assert {one.member for one in meeting.answers.seated()} == {cast.maria, cast.pieter}
