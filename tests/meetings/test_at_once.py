"""Two coordinators at the same moment."""

from functools import partial
from threading import Barrier

import pytest
from django.test import Client
from django.urls import reverse

from atelier.base.exceptions import Stale
from cases.models import Case
from cases.states import CaseState
from meetings import actions
from meetings.exceptions import AgendaChanged, AlreadyTalkedAbout, CaseNotWaiting
from meetings.models import AgendaItem, Meeting, Series
from meetings.states import MeetingState
from tests.at_once import at_once
from tests.cases.helpers import make_case
from tests.cast import Cast, make_cast
from tests.meetings.helpers import let_it_pass, make_meeting, plan_values, series_values

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_reorder_at_once_one_is_told() -> None:
    cast = make_cast()
    meeting = make_meeting(cast)
    actions.add_item(meeting, by=cast.noor, kind="break", title="Pauze", minutes=15)
    meeting.refresh_from_db()
    seen = meeting.agenda_version
    items = list(AgendaItem.objects.select_related("meeting").filter(meeting=meeting).order_by("position"))
    raised = at_once(
        lambda: actions.move_item(items[2], to=1, by=cast.noor, seen=seen),
        lambda: actions.move_item(items[1], to=3, by=cast.beheer, seen=seen),
    )
    assert sorted(raised, key=str) == sorted([None, AgendaChanged], key=str)
    assert sorted(meeting.agenda_items.values_list("position", flat=True)) == [1, 2, 3]


def test_of_two_who_take_the_same_case_one_gets_it() -> None:
    cast = make_cast()
    case, meetings = make_case(cast), [make_meeting(cast), make_meeting(cast, days=60)]
    copies = [Case.objects.get(pk=case.pk) for _meeting in meetings]
    raised = at_once(
        *(
            lambda meeting=meeting, copy=copy: actions.add_case(meeting, copy, by=cast.noor, minutes=45)
            for meeting, copy in zip(meetings, copies, strict=True)
        )
    )
    assert sorted(raised, key=str) == sorted([None, CaseNotWaiting], key=str)
    assert AgendaItem.objects.filter(case=case).count() == 1


def test_meetings_planned_at_once_get_numbers_of_their_own() -> None:
    cast = make_cast()
    raised = at_once(*(lambda days=days: actions.plan(by=cast.noor, **plan_values(days)) for days in (30, 60, 90)))
    assert raised == [None, None, None]
    assert sorted(Meeting.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_of_two_who_change_a_meeting_at_once_the_second_is_told() -> None:
    cast = make_cast()
    meeting = make_meeting(cast)
    one, other = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(pk=meeting.pk)
    seen = str(meeting.version)
    raised = at_once(
        lambda: actions.change(one, by=cast.noor, seen=seen, title="Van Noor"),
        lambda: actions.change(other, by=cast.beheer, seen=seen, theme="Van beheer"),
    )
    assert sorted(raised, key=str) == sorted([None, Stale], key=str)


def test_of_two_pages_sent_at_once_one_gets_a_conflict_with_what_was_typed() -> None:
    cast = make_cast()
    meeting = make_meeting(cast)
    page = reverse("meetings:change", args=[meeting.number])
    answers = []

    def send(title: str) -> None:
        client = Client()
        client.force_login(cast.noor)
        form = client.get(page).context["form"]
        sent = {name: form[name].value() or "" for name in form.fields}
        ready.wait()
        answers.append(client.post(page, {**sent, "title": title}))

    ready = Barrier(2)
    at_once(partial(send, "Van de een"), partial(send, "Van de ander"))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    [lost] = {"Van de een", "Van de ander"} - {Meeting.objects.get().title}
    assert lost in next(answer for answer in answers if answer.status_code == 409).content.decode()


def test_of_two_who_change_a_series_at_once_the_second_is_told() -> None:
    cast = make_cast()
    series = actions.make_series(by=cast.noor, **series_values())
    one, other = Series.objects.get(pk=series.pk), Series.objects.get(pk=series.pk)
    seen = str(series.version)
    raised = at_once(
        lambda: actions.change_series(one, by=cast.noor, seen=seen, name="Van Noor"),
        lambda: actions.change_series(other, by=cast.beheer, seen=seen, place="Venlo"),
    )
    assert sorted(raised, key=str) == sorted([None, Stale], key=str)


def test_of_two_who_publish_and_cancel_at_once_both_are_seen_in_the_history() -> None:
    cast = make_cast()
    meeting = make_meeting(cast)
    one, other = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(pk=meeting.pk)
    at_once(
        lambda: actions.publish(one, by=cast.noor),
        lambda: actions.cancel(other, by=cast.beheer, reason="De zaal is dicht."),
    )
    steps = list(meeting.moves.values_list("from_state", "to_state"))
    meeting.refresh_from_db()
    assert steps[0][0] == MeetingState.PLANNED
    assert steps[-1][1] == meeting.state
    assert len(steps) == 1


def held_with_a_case(cast: Cast) -> tuple[AgendaItem, AgendaItem]:
    """The item of a case at a meeting that has been held, as each of two people has it on their page."""
    meeting, case = make_meeting(cast, MeetingState.PUBLISHED), make_case(cast)
    item = actions.add_case(meeting, case, by=cast.noor, minutes=45)
    let_it_pass(meeting)
    actions.hold(meeting, by=cast.noor)
    one, other = (AgendaItem.objects.select_related("meeting", "case").get(pk=item.pk) for _each in range(2))
    return one, other


def test_not_reached_clicked_twice_at_once_carries_the_case_once() -> None:
    cast = make_cast()
    one, other = held_with_a_case(cast)
    following = make_meeting(cast, days=90)
    raised = at_once(lambda: actions.not_reached(one, by=cast.noor), lambda: actions.not_reached(other, by=cast.noor))
    assert raised == [None, None]
    assert following.agenda_items.filter(case=one.case).count() == 1
    assert Meeting.objects.get(pk=following.pk).agenda_version == following.agenda_version + 1


def test_of_reached_and_not_reached_at_once_what_was_talked_about_stays_so() -> None:
    cast = make_cast()
    one, other = held_with_a_case(cast)
    following = make_meeting(cast, days=90)
    told = at_once(
        lambda: actions.reached(one, by=cast.noor, results={}), lambda: actions.not_reached(other, by=cast.beheer)
    )
    assert told in ([None, AlreadyTalkedAbout], [None, None])  # who was first
    item = AgendaItem.objects.select_related("case").get(pk=one.pk)
    assert (item.reached, item.case.state) == (True, CaseState.DISCUSSED)  # type: ignore[union-attr]
    assert following.agenda_items.filter(case=item.case).count() == 0
