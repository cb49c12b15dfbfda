"""Inviting, answering, seats and the waiting list."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from atelier.base.exceptions import NotAllowed
from meetings.actions.answer import answer
from meetings.actions.invite import invite
from meetings.exceptions import AnswersClosed, NotInvited
from meetings.models import Answer, Meeting
from meetings.queries.answer import people_asked
from meetings.queries.meeting import who_comes
from meetings.states import Choice, MeetingState, Seat
from members import actions as members
from members.models import Member
from members.states import Perspective
from tests.cast import Cast, make_cast
from tests.fixtures_mail import Mailbox
from tests.meetings.helpers import let_it_pass
from tests.meetings.published import published_meeting


def states(meeting: Meeting) -> dict[str, tuple[str, str]]:
    return {a.member.name.split()[0]: (a.choice, a.state) for a in meeting.answers.select_related("member")}


def test_an_invitation_reaches_each_chosen_person_once(cast: Cast, mailbox: Mailbox) -> None:
    meeting = published_meeting()
    assert invite(meeting, [cast.samira, cast.pieter], by=cast.noor) == 2
    assert invite(meeting, [cast.samira, cast.maria], by=cast.noor) == 1
    assert [len(mailbox.of(person)) for person in (cast.samira, cast.pieter, cast.maria, cast.lars)] == [1, 1, 1, 0]


def test_an_empty_choice_invites_nobody(cast: Cast, mailbox: Mailbox) -> None:
    meeting = published_meeting()
    assert invite(meeting, [], by=cast.noor) == 0
    assert mailbox.deliver() == []


def test_only_a_coordinator_invites(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        invite(published_meeting(), [cast.samira], by=cast.samira)


def test_nobody_is_invited_to_a_plan(cast: Cast) -> None:
    meeting = published_meeting(state=MeetingState.PLANNED, published_at=None)
    with pytest.raises(AnswersClosed):
        invite(meeting, [cast.samira], by=cast.noor)


def test_an_answer_is_kept_with_its_needs(cast: Cast) -> None:
    meeting = published_meeting()
    invite(meeting, [cast.maria], by=cast.noor)
    mine = answer(meeting, cast.maria, Choice.YES_ONSITE, access_needs="Een rustige plek", food_needs="Geen noten")
    mine.refresh_from_db()
    assert (mine.choice, mine.state, mine.access_needs, mine.food_needs) == (
        Choice.YES_ONSITE,
        Seat.CONFIRMED,
        "Een rustige plek",
        "Geen noten",
    )


def test_who_was_not_invited_cannot_answer(cast: Cast) -> None:
    with pytest.raises(NotInvited):
        answer(published_meeting(), cast.lars, Choice.NO)


def test_a_full_room_makes_a_waiting_list_and_a_free_seat_goes_to_the_first(cast: Cast, mailbox: Mailbox) -> None:
    meeting = published_meeting(capacity=1, seats_for_lived=0)
    invite(meeting, [cast.samira, cast.pieter, cast.lars], by=cast.noor)
    mailbox.deliver()
    for person in (cast.samira, cast.pieter, cast.lars):
        answer(meeting, person, Choice.YES_ONSITE)
    assert states(meeting) == {
        "Samira": ("yes_onsite", "confirmed"),
        "Pieter": ("yes_onsite", "waiting"),
        "Lars": ("yes_onsite", "waiting"),
    }
    answer(meeting, cast.samira, Choice.NO)
    assert states(meeting)["Pieter"] == ("yes_onsite", "confirmed")
    assert states(meeting)["Lars"] == ("yes_onsite", "waiting")
    assert [mail.to for mail in mailbox.deliver()] == [[cast.pieter.email]]


def test_who_leaves_gives_the_place_back_and_counts_no_more(cast: Cast, mailbox: Mailbox) -> None:
    meeting, other = published_meeting(capacity=1, seats_for_lived=0), published_meeting(number=15)
    for one in (meeting, other):
        invite(one, [cast.samira, cast.pieter, cast.lars], by=cast.noor)
        for person in (cast.samira, cast.pieter, cast.lars):
            answer(one, person, Choice.YES_ONSITE)
    mailbox.deliver()
    members.leave(cast.pieter, by=cast.pieter)
    members.leave(cast.samira, by=cast.samira)
    assert states(meeting) == {
        "Samira": ("none", "confirmed"),
        "Pieter": ("none", "confirmed"),
        "Lars": ("yes_onsite", "confirmed"),
    }
    assert "Er is plaats voor je" in mailbox.last(cast.lars).subject
    counted = who_comes(other)
    assert (counted.onsite, counted.unanswered, counted.invited) == (1, 0, 1)
    assert list(people_asked(meeting)) == [cast.lars]


def test_what_somebody_answered_before_leaving_stays_with_a_meeting_that_was(cast: Cast) -> None:
    meeting = published_meeting()
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONSITE)
    let_it_pass(meeting)
    members.leave(cast.samira, by=cast.samira)
    assert who_comes(meeting).onsite == 1


def test_kept_seats_are_for_experts_by_experience_only(cast: Cast) -> None:
    meeting = published_meeting(capacity=2, seats_for_lived=1)
    invite(meeting, [cast.samira, cast.pieter, cast.maria], by=cast.noor)
    for person in (cast.samira, cast.pieter, cast.maria):
        answer(meeting, person, Choice.YES_ONSITE)
    assert states(meeting) == {
        "Samira": ("yes_onsite", "confirmed"),
        "Pieter": ("yes_onsite", "waiting"),
        "Maria": ("yes_onsite", "confirmed"),
    }


def test_the_same_answer_twice_keeps_the_place_in_the_line(cast: Cast) -> None:
    meeting = published_meeting(capacity=1, seats_for_lived=0)
    invite(meeting, [cast.samira, cast.pieter], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONSITE)
    first = answer(meeting, cast.pieter, Choice.YES_ONSITE)
    again = answer(meeting, cast.pieter, Choice.YES_ONSITE, food_needs="vegetarisch")
    assert (again.answered_at, again.version, again.food_needs) == (first.answered_at, first.version, "vegetarisch")


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.HELD])
def test_no_answer_after_the_end(cast: Cast, state: str) -> None:
    meeting = published_meeting()
    invite(meeting, [cast.samira], by=cast.noor)
    Meeting.objects.update(state=state)
    with pytest.raises(AnswersClosed):
        answer(meeting, cast.samira, Choice.NO)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_never_share_the_last_seat() -> None:
    cast = make_cast()
    meeting = published_meeting(capacity=3, seats_for_lived=0)
    people = [
        Member.objects.create(email=f"m{i}@voorbeeld.test", name=f"Lid {i}", perspective=Perspective.WELFARE)
        for i in range(8)
    ]
    invite(meeting, people, by=cast.noor)

    def come(person: Member) -> None:
        try:
            answer(Meeting.objects.get(pk=meeting.pk), person, Choice.YES_ONSITE)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(come, people))
    seats = Answer.objects.filter(meeting=meeting, choice=Choice.YES_ONSITE)
    assert seats.filter(state=Seat.CONFIRMED).count() == 3
    assert seats.filter(state=Seat.WAITING).count() == 5


def test_without_a_link_no_page_offers_to_join_online(cast: Cast, client: Any) -> None:
    meeting = published_meeting(online_url="")
    invite(meeting, [cast.samira], by=cast.noor)
    client.force_login(cast.samira)
    for path in (f"/bijeenkomsten/{meeting.number}/antwoord/", f"/bijeenkomsten/{meeting.number}/", "/mijn/"):
        page = client.get(path).content.decode()
        assert 'value="yes_onsite"' in page
        assert 'value="yes_online"' not in page


def test_the_coordinator_reads_that_some_join_online_without_a_link(cast: Cast, client: Any) -> None:
    meeting = published_meeting()
    invite(meeting, [cast.samira], by=cast.noor)
    answer(meeting, cast.samira, Choice.YES_ONLINE)
    client.force_login(cast.noor)
    for link, told in ((meeting.online_url, False), ("", True)):
        Meeting.objects.update(online_url=link)
        page = client.get(f"/coordinatie/bijeenkomsten/{meeting.number}/antwoorden/").content.decode()
        assert ("heeft daar geen link voor" in page) is told


def test_answers_page_costs_the_same_for_one_and_for_three(
    cast: Cast, client: object, django_assert_num_queries: Callable[[int], object]
) -> None:
    meeting = published_meeting()
    client.force_login(cast.noor)  # type: ignore[attr-defined]
    client.get("/werkvormen/")  # type: ignore[attr-defined]  # the first page of a session also writes that session down
    counts = []
    for people in ([cast.samira], [cast.pieter, cast.maria]):
        invite(meeting, people, by=cast.noor)
        with django_assert_num_queries(ANSWERS_PAGE_QUERIES):  # type: ignore[attr-defined]
            response = client.get(f"/coordinatie/bijeenkomsten/{meeting.number}/antwoorden/")  # type: ignore[attr-defined]
        counts.append(response.status_code)
    assert counts == [200, 200]


ANSWERS_PAGE_QUERIES = 8


def test_the_answers_of_many_come_in_pages_and_one_is_found_by_name(cast: Cast, client: Any) -> None:
    meeting = published_meeting()
    crowd = [
        Member(email=f"m{i}@voorbeeld.test", name=f"Lid {i:03}", perspective=Perspective.WELFARE) for i in range(150)
    ]
    invite(meeting, Member.objects.bulk_create(crowd), by=cast.noor)
    answer(meeting, crowd[149], Choice.NO)
    client.force_login(cast.noor)
    address = f"/coordinatie/bijeenkomsten/{meeting.number}/antwoorden/"
    first = client.get(address)
    assert [one.member.name for one in first.context["answers"]] == [f"Lid {i:03}" for i in range(100)]
    assert "kan niet 1, nog geen antwoord 149" in first.content.decode()
    second = client.get(address + first.context["page"].next)
    assert [one.member.name for one in second.context["answers"]] == [f"Lid {i:03}" for i in range(100, 150)]
    found = client.get(address, {"q": "lid-149"})
    assert [one.member for one in found.context["answers"]] == [crowd[149]]
    assert "Toon iedereen" in client.get(address, {"q": "niemand"}).content.decode()
