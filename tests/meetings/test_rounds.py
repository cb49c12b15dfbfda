"""Mail to more people than one request can serve: the worker goes on, and nobody is left out or asked twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from atelier.mail.models import OutboxMessage
from meetings import actions
from meetings.actions import rounds
from meetings.actions.invite import invite
from meetings.actions.mails import mail
from meetings.models import Answer, Meeting, Round
from meetings.states import Choice
from members.models import Member
from members.states import Perspective
from tests.cast import Cast
from tests.fixtures_mail import Mailbox
from tests.meetings.helpers import make_meeting
from tests.meetings.published import published_meeting


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if two people were a thousand."""
    for module in (
        "meetings.actions.many",
        "meetings.actions.rounds",
        "meetings.actions.invite",
        "meetings.views.invitation",
    ):
        monkeypatch.setattr(f"{module}.AT_ONCE", 2)


def everybody() -> set[int]:
    return set(Member.objects.active().values_list("pk", flat=True))


def invited(meeting: Meeting) -> set[int]:
    return set(Answer.objects.filter(meeting=meeting).values_list("member", flat=True))


def mailed(meeting: Meeting, kind: str) -> list[int]:
    rows = OutboxMessage.objects.filter(kind=kind, occasion=f"meeting:{meeting.pk}").exclude(state="cancelled")
    return sorted(rows.values_list("recipient", flat=True))


def test_publishing_for_many_is_done_by_the_worker(cast: Cast) -> None:
    meeting = make_meeting(cast, days=30)
    actions.publish(meeting, by=cast.noor)
    assert invited(meeting) == set()
    rounds.go_on_with_rounds()
    assert invited(meeting) == everybody()
    assert mailed(meeting, "meetings.invitation") == sorted(everybody())
    assert not Round.objects.exists()


def test_who_invites_many_reads_that_it_takes_a_while(client: Client, cast: Cast) -> None:
    meeting = published_meeting()
    client.force_login(cast.noor)
    address = f"/coordinatie/bijeenkomsten/{meeting.number}/uitnodigen/"
    sent = {"everybody": "on", "send": ""}
    page = client.post(address, sent, follow=True).content.decode()
    assert "7 mensen krijgen een uitnodiging per mail. Met zoveel mensen duurt het" in page
    assert "wordt nog mail gemaakt" in page
    rounds.go_on_with_rounds()
    assert invited(meeting) == everybody()
    assert "wordt nog mail gemaakt" not in client.get(f"/coordinatie/bijeenkomsten/{meeting.number}/antwoorden/").text


def test_groups_and_people_of_a_large_choice_are_invited_and_nobody_else(client: Client, cast: Cast) -> None:
    meeting = published_meeting()
    client.force_login(cast.noor)
    address = f"/coordinatie/bijeenkomsten/{meeting.number}/uitnodigen/"
    groups = [Perspective.HOUSING, cast.samira.perspective]
    sent = {"perspectives": groups, "people": [cast.lars.pk], "send": ""}
    client.post(address, sent)
    rounds.go_on_with_rounds()
    of_groups = Member.objects.active().filter(perspective__in=groups).values_list("pk", flat=True)
    assert invited(meeting) == {*of_groups, cast.lars.pk} != everybody()


def test_a_round_goes_to_these_perspectives_and_this_organisation_as_was_chosen(cast: Cast) -> None:
    meeting = published_meeting()
    of_these = Q(perspective=Perspective.HOUSING) | Q(perspective=Perspective.LIVED) | Q(organisation=cast.gemeente)
    chosen = set(Member.objects.active().filter(of_these).values_list("pk", flat=True))
    groups = [Perspective.HOUSING, Perspective.LIVED]
    number = invite(meeting, by=cast.noor, perspectives=groups, organisation=cast.gemeente)
    assert (number, invited(meeting)) == (len(chosen), set())
    rounds.go_on_with_rounds()
    assert invited(meeting) == chosen != everybody()
    assert {cast.samira.pk, cast.pieter.pk, cast.maria.pk} <= chosen


def test_as_many_as_are_served_at_once_need_no_round(cast: Cast) -> None:
    meeting = published_meeting()
    assert invite(meeting, by=cast.noor, perspectives=[Perspective.HOUSING, Perspective.LIVED]) == 2
    assert invited(meeting) == {cast.pieter.pk, cast.maria.pk}


def test_a_worker_that_stopped_halfway_goes_on_where_it_was(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = make_meeting(cast, days=30)
    actions.publish(meeting, by=cast.noor)
    real: Any = mail

    def stops(about: Meeting, kind: str, to: Any, **more: Any) -> None:
        if Answer.objects.filter(meeting=about).count() > 2:
            raise RuntimeError
        real(about, kind, to, **more)

    monkeypatch.setattr("meetings.actions.invite.mail", stops)
    with pytest.raises(RuntimeError):
        rounds.go_on_with_rounds()
    monkeypatch.setattr("meetings.actions.invite.mail", real)
    assert len(invited(meeting)) == len(mailed(meeting, "meetings.invitation")) == 2
    rounds.go_on_with_rounds()
    assert mailed(meeting, "meetings.invitation") == sorted(everybody())


def test_a_round_stops_when_the_minute_has_had_its_share(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = make_meeting(cast, days=30)
    actions.publish(meeting, by=cast.noor)
    monkeypatch.setattr(rounds, "SECONDS", -1.0)
    rounds.go_on_with_rounds()
    assert len(invited(meeting)) == 2
    assert Round.objects.exists()


def test_a_move_and_a_cancel_reach_all_of_many_once(cast: Cast, mailbox: Mailbox) -> None:
    meeting = make_meeting(cast, days=30)
    actions.publish(meeting, by=cast.noor)
    rounds.go_on_with_rounds()
    mailbox.deliver()
    later = timedelta(days=7)
    moved = {"starts_at": meeting.starts_at + later, "ends_at": meeting.ends_at + later}
    actions.change(meeting, by=cast.noor, **moved)
    assert mailed(meeting, "meetings.changed") == []
    rounds.go_on_with_rounds()
    assert mailed(meeting, "meetings.changed") == sorted(everybody())
    actions.cancel(meeting, by=cast.noor, reason="De zaal is dicht.")
    rounds.go_on_with_rounds()
    assert mailed(meeting, "meetings.cancelled") == sorted(everybody())
    assert not Round.objects.exists()


def test_nobody_is_invited_to_a_meeting_called_off_meanwhile(cast: Cast) -> None:
    meeting = make_meeting(cast, days=30)
    actions.publish(meeting, by=cast.noor)
    actions.cancel(meeting, by=cast.noor, reason="De zaal is dicht.")
    rounds.go_on_with_rounds()
    assert invited(meeting) == set()
    assert not Round.objects.exists()


def test_a_new_link_reaches_only_who_joins_online(cast: Cast) -> None:
    meeting = make_meeting(cast, days=1)
    actions.publish(meeting, by=cast.noor)
    rounds.go_on_with_rounds()
    Answer.objects.filter(meeting=meeting, member=cast.samira).update(
        choice=Choice.YES_ONLINE, answered_at=timezone.now()
    )
    actions.change(meeting, by=cast.noor, online_url="https://anders.test/")
    rounds.go_on_with_rounds()
    assert mailed(meeting, "meetings.reminder_online") == [cast.samira.pk]
