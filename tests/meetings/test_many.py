"""Whatever is done to a meeting with 200 people asks as much of the database as with 10."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import actions
from meetings.actions.answer import answer
from meetings.actions.invite import invite
from meetings.actions.reminders import plan_reminders
from meetings.exceptions import SeatsTaken
from meetings.models import Answer, Meeting, Series
from meetings.privacy import erase
from meetings.states import Choice, Presence, Seat
from members import actions as members
from members.models import Member
from members.states import Perspective
from tests.cast import Cast
from tests.fixtures_mail import deliver
from tests.meetings.helpers import let_it_pass, make_meeting

KINDS = ((Choice.YES_ONSITE, Seat.CONFIRMED), (Choice.YES_ONSITE, Seat.WAITING), (Choice.YES_ONLINE, Seat.CONFIRMED))


def move(meeting: Meeting, cast: Cast) -> None:
    later = timedelta(days=7)
    actions.change(meeting, by=cast.noor, starts_at=meeting.starts_at + later, ends_at=meeting.ends_at + later)


def come_back(cast: Cast) -> None:
    members.let_back(cast.samira, by=cast.beheer, email="samira@voorbeeld.test", checked="Gebeld.")


def tick_all(meeting: Meeting, cast: Cast) -> None:
    people = meeting.answers.values_list("member_id", flat=True)
    let_it_pass(meeting)
    actions.tick(meeting, dict.fromkeys(people, Presence.ONSITE), by=cast.noor)


def correct_all(meeting: Meeting, cast: Cast) -> None:
    people = list(meeting.answers.values_list("member_id", flat=True))
    actions.tick(meeting, dict.fromkeys(people, Presence.ONLINE), by=cast.noor, reason="Zij waren online.")


def smaller(meeting: Meeting, cast: Cast) -> None:
    try:
        actions.change(meeting, by=cast.noor, capacity=3)
    except SeatsTaken as error:
        actions.change(meeting, by=cast.noor, capacity=3, agreed=[error.key])


def leads(meeting: Meeting, cast: Cast) -> None:
    actions.change_series(meeting.series, by=cast.noor, reminder_answer_days=29, reminder_agenda_days=29)


THINGS: dict[str, Callable[[Meeting, Cast], Any]] = {
    "move": move,
    "place": lambda meeting, cast: actions.change(meeting, by=cast.noor, place="Elders"),
    "link": lambda meeting, cast: actions.change(meeting, by=cast.noor, online_url="https://anders.test/"),
    "title": lambda meeting, cast: actions.change(meeting, by=cast.noor, title="Anders"),
    "room for more": lambda meeting, cast: actions.change(meeting, by=cast.noor, capacity=400),
    "room for fewer": smaller,
    "reminders": lambda meeting, cast: plan_reminders(meeting),
    "leads of the series": leads,
    "one says no": lambda meeting, cast: answer(meeting, cast.samira, Choice.NO),
    "one leaves": lambda meeting, cast: members.leave(cast.samira, by=cast.samira),
    "one is erased": lambda meeting, cast: erase(cast.samira, by=cast.beheer),
    "one comes back": lambda meeting, cast: come_back(cast),
    "cancel": lambda meeting, cast: actions.cancel(meeting, by=cast.noor, reason="De zaal is dicht."),
    "tick": tick_all,
    "correct": correct_all,
    "needs are forgotten": lambda meeting, cast: actions.purge(),
}


def crowd(meeting: Meeting, cast: Cast, number: int) -> None:
    """So many more, who come, wait, or join online; Samira has a seat."""
    name = f"{meeting.pk}-{number}"
    people = Member.objects.bulk_create(
        Member(email=f"m{name}-{n}@voorbeeld.test", name=f"Lid {n}", perspective=Perspective.POLICY)
        for n in range(number)
    )
    now = timezone.now()
    Answer.objects.filter(meeting=meeting, member=cast.samira).update(
        choice=Choice.YES_ONSITE, state=Seat.CONFIRMED, answered_at=now
    )
    Answer.objects.bulk_create(
        Answer(
            meeting=meeting,
            member=person,
            choice=KINDS[n % 3][0],
            state=KINDS[n % 3][1],
            answered_at=now,
            version=n % 7,
            food_needs="geen noten",
        )
        for n, person in enumerate(people)
    )


@pytest.mark.long
@pytest.mark.parametrize("thing", THINGS)
def test_a_thing_done_to_200_asks_as_much_as_to_10(cast: Cast, thing: str) -> None:
    asked = []
    for number in (10, 200):
        series = Series.objects.create(name="R", start_time=time(13, 30), end_time=time(16, 30), place="Hier")
        meeting = make_meeting(cast, days=30 + number)
        Meeting.objects.filter(pk=meeting.pk).update(series=series)
        actions.publish(meeting, by=cast.noor)
        crowd(meeting, cast, number)
        deliver()
        if thing == "correct":
            tick_all(meeting, cast)
        if thing == "one comes back":
            members.leave(cast.samira, by=cast.samira)
        meeting.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            THINGS[thing](meeting, cast)
        asked.append([one["sql"][:90] for one in queries])
        if thing == "one leaves":
            come_back(cast)
        Meeting.objects.all().update(state="cancelled")
    assert len(asked[1]) <= len(asked[0]) + 2, sorted(set(asked[1]) - set(asked[0]))


def test_publishing_for_200_asks_as_much_as_for_10(cast: Cast) -> None:
    asked = []
    for number in (10, 200):
        crowd(make_meeting(cast, days=90 + number), cast, number)
        meeting = make_meeting(cast, days=30 + number)
        with CaptureQueriesContext(connection) as queries:
            actions.publish(meeting, by=cast.noor)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_inviting_200_asks_as_much_as_inviting_10(cast: Cast) -> None:
    asked = []
    for number in (10, 200):
        meeting = make_meeting(cast, days=30 + number)
        actions.publish(meeting, by=cast.noor)
        new = Member.objects.bulk_create(
            Member(email=f"n{number}-{n}@voorbeeld.test", name=f"Lid {n}", perspective=Perspective.POLICY)
            for n in range(number)
        )
        with CaptureQueriesContext(connection) as queries:
            assert invite(meeting, new, by=cast.noor) == number
        asked.append(len(queries))
    assert asked[0] == asked[1]
