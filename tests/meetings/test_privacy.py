"""What an export holds, what erasure leaves, what goes by itself."""

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from atelier.audit.models import Entry
from meetings import actions, privacy
from meetings.actions.answer import answer
from meetings.actions.guest import invite_guest
from meetings.models import Answer, Attendance, CalendarFeed, GuestExpert
from meetings.states import Choice, MeetingState, Presence, Seat
from tests.cast import Cast
from tests.fixtures_mail import tick
from tests.meetings.helpers import let_it_pass, make_meeting


def test_an_export_tells_answers_and_attendance(cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    answer(meeting, cast.samira, Choice.YES_ONSITE, access_needs="Een tolk", food_needs="Geen noten")
    let_it_pass(meeting)
    actions.tick(meeting, {cast.samira.pk: Presence.ONSITE}, by=cast.noor)
    data = privacy.export(cast.samira)
    [own] = data["answers"]
    assert (own["choice"], own["access_needs"], own["food_needs"]) == (Choice.YES_ONSITE, "Een tolk", "Geen noten")
    assert [row["presence"] for row in data["attendances"]] == [Presence.ONSITE]
    assert "Een tolk" not in str(privacy.export(cast.pieter))


def test_erasure_frees_the_place_ahead_and_keeps_the_count_behind(cast: Cast) -> None:
    past, ahead = (
        make_meeting(cast, MeetingState.PUBLISHED),
        make_meeting(cast, MeetingState.PUBLISHED, capacity=1, seats_for_lived=0),
    )
    answer(past, cast.pieter, Choice.YES_ONSITE, access_needs="Een tolk", shows_name=True)
    let_it_pass(past)
    actions.tick(past, {cast.pieter.pk: Presence.ONSITE}, by=cast.noor)
    answer(ahead, cast.pieter, Choice.YES_ONSITE)
    answer(ahead, cast.samira, Choice.YES_ONSITE)
    CalendarFeed.objects.create(member=cast.pieter, token_hash="0" * 64)
    privacy.erase(cast.pieter, by=cast.beheer)
    assert Answer.objects.get(meeting=ahead, member=cast.samira).state == Seat.CONFIRMED
    [left] = Answer.objects.filter(member=cast.pieter)
    assert (left.meeting, left.access_needs, left.shows_name) == (past, "", False)
    assert Attendance.objects.filter(meeting=past).count() == 1
    assert not CalendarFeed.objects.exists()


def test_needs_and_guests_go_by_themselves(cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    answer(meeting, cast.samira, Choice.YES_ONSITE, food_needs="Geen noten")
    guest = GuestExpert(meeting=meeting, name="Anouk", email="anouk@voorbeeld.test")
    invite_guest(guest, by=cast.noor)
    let_it_pass(meeting, days=100)
    assert actions.purge(dry_run=True) == {"needs": 1, "guests": 1}
    assert Answer.objects.filter(food_needs="Geen noten").exists()
    actions.purge()
    assert not Answer.objects.exclude(food_needs="").exists()
    assert not GuestExpert.objects.exists()
    assert meeting.ends_at < timezone.now() - timedelta(days=90)
    told = set(Entry.objects.filter(verb__endswith="_purged").values_list("verb", "note", "actor"))
    assert told == {("meetings.needs_purged", "1", None), ("meetings.guests_purged", "1", None)}


def test_needs_go_the_day_after_the_meeting_and_stay_on_the_day_itself(cast: Cast, time_machine: Any) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    answer(meeting, cast.samira, Choice.YES_ONSITE, access_needs="Een tolk", food_needs="Geen noten")
    evening = timezone.localtime(meeting.ends_at).replace(hour=23, minute=55)
    time_machine.move_to(evening, tick=False)
    assert actions.purge() == {"needs": 0, "guests": 0}
    time_machine.move_to(evening + timedelta(minutes=10), tick=False)
    cache.clear()
    tick()
    [mine] = Answer.objects.filter(member=cast.samira)
    assert (mine.choice, mine.access_needs, mine.food_needs) == (Choice.YES_ONSITE, "", "")
