"""Inviting and answering, rule by rule: who, until when, what changes along, and what nobody gets any more."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from atelier.base.exceptions import NotAllowed
from atelier.mail.models import OutboxMessage
from atelier.mail.states import State
from meetings import actions
from meetings.actions.answer import answer, give_back_places
from meetings.actions.invite import invite, invite_newcomer
from meetings.actions.locks import JOINING
from meetings.actions.mails import mail
from meetings.actions.reminders import plan_reminders
from meetings.exceptions import AnswersClosed, SeatsTaken
from meetings.models import Answer, Meeting
from meetings.states import Choice, MeetingState, Seat
from members.models import Member
from members.states import Perspective
from tests.cast import Cast
from tests.fixtures_mail import deliver
from tests.meetings.published import published_meeting

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def invited(meeting: Meeting) -> list[str]:
    return sorted(one.member.name.split()[0] for one in meeting.answers.select_related("member"))


def planned(kind: str, **fields: Any) -> list[str]:
    """To whom this kind of mail still waits."""
    rows = OutboxMessage.objects.filter(kind=f"meetings.{kind}", state=State.PLANNED, **fields)
    return sorted(row.recipient.name.split()[0] for row in rows.select_related("recipient") if row.recipient)


def test_everybody_is_invited_or_who_has_one_of_these_perspectives_or_belongs_to_this_organisation(cast: Cast) -> None:
    Member.objects.filter(pk=cast.lars.pk).update(is_active=False)
    invite(everybody := published_meeting(), by=cast.noor)
    assert invited(everybody) == ["Anneke", "Ingrid", "Maria", "Noor", "Pieter", "Samira"]
    some = published_meeting(number=15)
    assert invite(some, by=cast.noor, perspectives=[Perspective.LIVED, Perspective.HOUSING]) == 2
    assert invited(some) == ["Maria", "Pieter"]
    assert invite(some, by=cast.noor, perspectives=[Perspective.LIVED], organisation=cast.gemeente) == 1
    assert invited(some) == ["Maria", "Pieter", "Samira"]
    assert invite(some, by=cast.noor, organisation=cast.gemeente) == 0
    theirs = published_meeting(number=16)
    assert invite(theirs, by=cast.noor, organisation=cast.gemeente) == 1


def test_an_invitation_keeps_what_the_member_was_at_that_moment_and_the_first_answer_anew(cast: Cast) -> None:
    meeting = published_meeting()
    invite(meeting, [cast.samira], by=cast.noor)
    mine = meeting.answers.get()
    assert (mine.perspective, mine.from_organisation) == (Perspective.FRONTLINE, cast.gemeente)
    cast.samira.perspective, cast.samira.organisation = Perspective.POLICY, cast.corporatie
    cast.samira.save()
    mine = answer(meeting, cast.samira, Choice.NO)
    mine.refresh_from_db()
    assert (mine.perspective, mine.from_organisation) == (Perspective.POLICY, cast.corporatie)


@pytest.mark.parametrize(("left", "is_open"), [(SECOND, True), (timedelta(), False)])
def test_people_are_invited_and_answer_until_the_end(cast: Cast, left: timedelta, is_open: bool) -> None:
    meeting = published_meeting()
    invite(meeting, [cast.samira], by=cast.noor)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=NOW - 3 * HOUR, ends_at=NOW + left)
    for act in (
        lambda: answer(meeting, cast.samira, Choice.NO),
        lambda: invite(meeting, [cast.pieter], by=cast.noor),
    ):
        if is_open:
            act()
        else:
            with pytest.raises(AnswersClosed):
                act()


def test_another_answer_is_a_new_version_with_its_moment_and_the_same_one_is_none(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = published_meeting()
    invite(meeting, [cast.samira], by=cast.noor)
    before = meeting.answers.get().version
    clock.shift(60)
    answer(meeting, cast.samira, Choice.NO, shows_name=True)
    mine = meeting.answers.get()
    assert (mine.version, mine.answered_at, mine.changed_at) == (before + 1, timezone.now(), timezone.now())
    moment = timezone.now()
    clock.shift(60)
    answer(meeting, cast.samira, Choice.NO, access_needs="Een lift", food_needs="Geen noten")
    mine = meeting.answers.get()
    assert (mine.version, mine.answered_at, mine.changed_at) == (before + 1, moment, moment)
    assert (mine.access_needs, mine.food_needs, mine.shows_name) == ("Een lift", "Geen noten", False)


def test_who_waits_and_then_joins_online_waits_no_more(cast: Cast) -> None:
    meeting = published_meeting(capacity=0, seats_for_lived=0)
    invite(meeting, [cast.samira], by=cast.noor)
    assert answer(meeting, cast.samira, Choice.YES_ONSITE).state == Seat.WAITING
    assert answer(meeting, cast.samira, Choice.YES_ONLINE).state == Seat.CONFIRMED


def test_without_a_link_one_still_comes_to_the_room_or_says_no(cast: Cast) -> None:
    meeting = published_meeting(online_url="")
    invite(meeting, [cast.samira], by=cast.noor)
    for choice in (Choice.YES_ONSITE, Choice.NO):
        assert answer(meeting, cast.samira, choice).choice == choice


def full(cast: Cast, **fields: Any) -> Meeting:
    """One place, which Samira has; Pieter and Maria wait, in this order."""
    meeting = published_meeting(capacity=1, seats_for_lived=0, **fields)
    invite(meeting, [cast.samira, cast.pieter, cast.maria], by=cast.noor)
    with time_machine.travel(timezone.now(), tick=False) as moment:
        for person in (cast.samira, cast.pieter, cast.maria):
            moment.shift(SECOND)
            answer(meeting, person, Choice.YES_ONSITE)
    deliver()
    return meeting


def seat_of(member: Member) -> tuple[str, int]:
    mine = Answer.objects.get(member=member)
    return mine.state, mine.version


def test_who_gets_a_free_seat_hears_it_once_and_has_a_new_version(cast: Cast, clock: time_machine.Traveller) -> None:
    meeting = full(cast)
    clock.shift(60)
    state, version = seat_of(cast.pieter)
    assert state == Seat.WAITING
    answer(meeting, cast.samira, Choice.NO)
    assert seat_of(cast.pieter) == (Seat.CONFIRMED, version + 1)
    assert Answer.objects.get(member=cast.pieter).changed_at == timezone.now()
    assert planned("seat_free") == ["Pieter"]
    [row] = OutboxMessage.objects.filter(kind="meetings.seat_free")
    assert (row.moment, row.expires_at) == (f"answer-{version + 1}", meeting.starts_at)
    assert "Pieter" in planned("reminder_agenda")
    assert "Maria" not in planned("reminder_agenda")


@pytest.mark.parametrize(("to_go", "called"), [(SECOND, True), (timedelta(), False)])
def test_once_a_meeting_has_begun_nobody_is_called_to_a_seat(cast: Cast, to_go: timedelta, called: bool) -> None:
    meeting = full(cast)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=NOW + to_go, ends_at=NOW + 3 * HOUR)
    answer(meeting, cast.samira, Choice.NO)
    assert (seat_of(cast.pieter)[0] == Seat.CONFIRMED) is called


def test_to_a_meeting_that_is_no_longer_published_nobody_is_called(cast: Cast) -> None:
    meeting = full(cast, number=15)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.PLANNED)
    give_back_places(cast.samira)
    assert planned("seat_free") == []
    assert seat_of(cast.pieter)[0] == Seat.WAITING


def test_more_places_are_given_to_who_waits_and_only_of_what_is_published(cast: Cast) -> None:
    meeting = full(cast)
    actions.change(meeting, by=cast.noor, capacity=2)
    assert planned("seat_free") == ["Pieter"]
    actions.change(meeting, by=cast.noor, capacity=3)
    assert planned("seat_free") == ["Maria", "Pieter"]


def test_a_smaller_room_takes_seats_only_from_whom_the_coordinator_agreed_to(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    meeting = full(cast)
    clock.shift(60)
    with pytest.raises(SeatsTaken) as told:
        actions.change(meeting, by=cast.noor, capacity=0)
    key = told.value.key
    assert [one.member for one in told.value.touched] == [cast.samira]
    with pytest.raises(SeatsTaken):
        actions.change(meeting, by=cast.noor, capacity=0, agreed=["another"])
    state, version = seat_of(cast.samira)
    assert state == Seat.CONFIRMED
    assert actions.change(meeting, by=cast.noor, capacity=0, agreed=[key])
    assert seat_of(cast.samira) == (Seat.WAITING, version + 1)
    assert Answer.objects.get(member=cast.samira).changed_at == timezone.now()
    assert planned("seat_lost") == ["Samira"]
    assert OutboxMessage.objects.get(kind="meetings.seat_lost").moment == f"answer-{version + 1}"
    actions.change(meeting, by=cast.noor, capacity=1)
    assert planned("seat_free") == ["Samira"]


def test_a_room_of_the_same_size_or_of_a_meeting_that_takes_no_answers_takes_no_seat(cast: Cast) -> None:
    meeting = full(cast)
    assert actions.change(meeting, by=cast.noor, capacity=1, place="De zaal ernaast")
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.PLANNED)
    assert actions.change(meeting, by=cast.noor, capacity=0)
    assert seat_of(cast.samira)[0] == Seat.CONFIRMED


def test_who_leaves_gives_back_the_places_ahead_and_no_other(cast: Cast, clock: time_machine.Traveller) -> None:
    ahead = full(cast)
    past = published_meeting(number=15)
    invite(past, [cast.samira], by=cast.noor)
    answer(past, cast.samira, Choice.YES_ONLINE)
    Meeting.objects.filter(pk=past.pk).update(starts_at=NOW - 5 * HOUR, ends_at=NOW - HOUR)
    version = ahead.answers.get(member=cast.samira).version
    clock.shift(60)
    give_back_places(cast.samira)
    mine = ahead.answers.get(member=cast.samira)
    assert (mine.choice, mine.state, mine.version) == (Choice.NONE, Seat.CONFIRMED, version + 1)
    assert mine.changed_at == timezone.now()
    assert past.answers.get().choice == Choice.YES_ONLINE
    assert planned("seat_free") == ["Pieter"]
    assert not OutboxMessage.objects.filter(recipient=cast.samira, state=State.PLANNED, occasion=f"meeting:{ahead.pk}")
    assert ahead.answers.get(member=cast.maria).choice == Choice.YES_ONSITE


def test_who_leaves_holds_up_no_meeting_they_were_not_asked_to(cast: Cast) -> None:
    published_meeting()
    with CaptureQueriesContext(connection) as asked:
        give_back_places(cast.samira)
    assert not [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]]


def test_who_leaves_gives_back_in_the_order_of_the_numbers_so_that_two_never_wait_for_each_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    meetings = [published_meeting(in_days=days, number=number) for number, days in ((15, 60), (16, 30), (17, 45))]
    for meeting in meetings:
        invite(meeting, [cast.samira], by=cast.noor)
    held: list[Meeting] = []
    monkeypatch.setattr("meetings.actions.answer.lock", held.append)
    give_back_places(cast.samira)
    assert held == meetings


def works(cast: Cast, meeting: Meeting) -> dict[str, Callable[[], object]]:
    """What changes seats or the list of who is invited."""
    return {
        "answer": lambda: answer(meeting, cast.samira, Choice.YES_ONSITE),
        "invite": lambda: invite(meeting, [cast.pieter], by=cast.noor),
        "invite everybody": lambda: invite(meeting, by=cast.noor),
        "invite a newcomer": lambda: invite_newcomer(cast.pieter),
        "leave": lambda: give_back_places(cast.samira),
        "remind anew": lambda: plan_reminders(meeting),
    }


WORKS = ["answer", "invite", "invite everybody", "invite a newcomer", "leave", "remind anew"]
LAST_STEPS = {
    "answer": "answer.remind_who_comes",
    "leave": "answer.fill_places",
    "remind anew": "reminders.for_all_asked",
}


def asked_one(cast: Cast) -> Meeting:
    """Samira is invited, and comes online."""
    meeting = published_meeting()
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    return meeting


def as_it_stands() -> list[Any]:
    answers = Answer.objects.order_by("pk").values_list("member", "choice", "version")
    mails = OutboxMessage.objects.order_by("pk").values_list("pk", "state")
    return [*answers, *mails, *Meeting.objects.order_by("pk").values_list("plan_version")]


@pytest.mark.parametrize("work", WORKS)
def test_what_fails_halfway_has_changed_nothing(cast: Cast, work: str, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = asked_one(cast)
    before = as_it_stands()

    def fails(*_given: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(f"meetings.actions.{LAST_STEPS.get(work, 'invite.mail')}", fails)
    with pytest.raises(RuntimeError):
        works(cast, meeting)[work]()
    assert as_it_stands() == before


@pytest.mark.parametrize("work", WORKS)
def test_who_changes_seats_or_invites_holds_the_meeting(cast: Cast, work: str) -> None:
    meeting = asked_one(cast)
    with CaptureQueriesContext(connection) as asked:
        works(cast, meeting)[work]()
    held = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]]
    assert len(held) == 1
    assert 'FROM "meetings_meeting"' in held[0]


@pytest.mark.parametrize("work", WORKS)
def test_who_joins_and_who_invites_everybody_take_turns(cast: Cast, work: str) -> None:
    works(cast, asked_one(cast))[work]()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objid = %s",
            [JOINING],
        )
        [held] = cursor.fetchone()
    assert held == (1 if work in ("invite everybody", "invite a newcomer") else 0)


@pytest.mark.parametrize(("left", "is_queued"), [(SECOND, True), (timedelta(), False), (-SECOND, False)])
def test_no_mail_is_queued_that_would_be_of_no_use_when_it_leaves(
    cast: Cast, left: timedelta, is_queued: bool
) -> None:
    mail(published_meeting(), "meetings.changed", [cast.samira], due_at=NOW + HOUR, of_use_until=NOW + HOUR + left)
    assert OutboxMessage.objects.exists() is is_queued


@pytest.mark.parametrize(
    ("fields", "is_invited"),
    [
        ({}, True),
        ({"state": MeetingState.PLANNED, "published_at": None}, False),
        ({"state": MeetingState.CANCELLED}, False),
        ({"starts_at": NOW, "ends_at": NOW + HOUR}, False),
        ({"starts_at": NOW + SECOND, "ends_at": NOW + HOUR}, True),
    ],
)
def test_a_newcomer_is_invited_to_what_is_published_and_has_not_begun(
    cast: Cast, fields: dict[str, Any], is_invited: bool
) -> None:
    meeting = published_meeting(**fields)
    invite_newcomer(cast.samira)
    assert invited(meeting) == (["Samira"] if is_invited else [])


def test_who_comes_back_gets_the_invitation_again(cast: Cast) -> None:
    published_meeting()
    invite_newcomer(cast.samira)
    assert len(deliver()) == 1
    invite_newcomer(cast.samira)
    assert deliver() == []
    cast.samira.link_version += 1
    cast.samira.save()
    Answer.objects.all().delete()
    invite_newcomer(cast.samira)
    assert len(deliver()) == 1


def test_only_who_plans_invites_also_everybody(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        invite(published_meeting(), by=cast.ingrid)


def test_an_invitation_is_of_use_until_the_end_and_a_reminder_until_the_beginning(cast: Cast) -> None:
    meeting = published_meeting(in_days=30)
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    rows = {row.kind.removeprefix("meetings."): row for row in OutboxMessage.objects.filter(state=State.PLANNED)}
    assert {kind: row.expires_at for kind, row in rows.items()} == {
        "invitation": meeting.ends_at,
        "reminder_agenda": meeting.starts_at,
        "reminder_online": meeting.ends_at,
    }
    assert {kind: meeting.starts_at - row.due_at for kind, row in rows.items() if kind != "invitation"} == {
        "reminder_agenda": 2 * DAY,
        "reminder_online": 3 * HOUR,
    }
    assert {row.occasion for row in rows.values()} == {f"meeting:{meeting.pk}"}


@pytest.mark.parametrize(("days", "asked"), [(15, True), (14, False), (13, False)])
def test_who_is_invited_within_two_weeks_is_not_reminded_to_answer(cast: Cast, days: int, asked: bool) -> None:
    meeting = published_meeting(in_days=days)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=NOW + days * DAY, ends_at=NOW + days * DAY + HOUR)
    invite(meeting, [cast.samira], by=cast.noor)
    assert bool(planned("reminder_answer")) is asked


def test_who_is_invited_after_the_beginning_hears_it(cast: Cast) -> None:
    meeting = published_meeting(starts_at=NOW - HOUR, ends_at=NOW + HOUR)
    invite(meeting, [cast.samira], by=cast.noor)
    assert planned("invitation") == ["Samira"]


class TestNewsOfAChange:
    def news(self, cast: Cast, **change: Any) -> dict[str, list[str]]:
        """What each of four people gets: Samira comes, Pieter said no, Maria has heard, Lars has not heard yet."""
        meeting = published_meeting(in_days=30)
        invite(meeting, [cast.samira, cast.pieter, cast.maria], by=cast.noor)
        deliver()
        answer(meeting, cast.samira, Choice.YES_ONSITE)
        answer(meeting, cast.pieter, Choice.NO)
        invite(meeting, [cast.lars], by=cast.noor)
        actions.change(meeting, by=cast.noor, **change)
        version = Meeting.objects.get(pk=meeting.pk).plan_version
        return {kind: planned(kind, version=version) for kind in ("changed", "invitation", "reminder_agenda")}

    def test_of_a_new_place_who_said_no_hears_nothing_and_who_has_not_heard_is_invited(self, cast: Cast) -> None:
        assert self.news(cast, place="De zaal ernaast") == {
            "changed": ["Maria", "Samira"],
            "invitation": ["Lars"],
            "reminder_agenda": ["Samira"],
        }

    def test_of_a_new_time_who_said_no_hears_too(self, cast: Cast) -> None:
        later = {"starts_at": NOW + 40 * DAY, "ends_at": NOW + 40 * DAY + HOUR}
        assert self.news(cast, **later)["changed"] == ["Maria", "Pieter", "Samira"]

    def test_of_a_cancel_everybody_who_knows_hears(self, cast: Cast) -> None:
        meeting = published_meeting(in_days=30)
        invite(meeting, [cast.samira, cast.pieter], by=cast.noor)
        deliver()
        answer(meeting, cast.pieter, Choice.NO)
        invite(meeting, [cast.lars], by=cast.noor)
        actions.cancel(meeting, by=cast.noor, reason="De zaal is nat.")
        assert planned("cancelled") == ["Pieter", "Samira"]
        assert planned("invitation") == planned("reminder_answer") == []
