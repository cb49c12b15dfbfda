"""Building the agenda: items, cases, methods, order."""

import pytest

from atelier.base.exceptions import NotAllowed
from cases import actions as cases
from cases.states import CaseState
from meetings import actions
from meetings.exceptions import (
    AgendaChanged,
    AlreadyTalkedAbout,
    CaseNotWaiting,
    ItemGone,
    MeetingIsFixed,
    OpeningStays,
)
from meetings.models import AgendaItem
from meetings.states import ItemKind, MeetingState
from tests.cases.helpers import RELEASED, make_case
from tests.cast import Cast
from tests.fixtures_mail import Mailbox
from tests.meetings.helpers import let_it_pass, make_meeting, method, titles

OPENING = "Wat gebeurde er met het laatste advies?"


def test_every_agenda_opens_with_the_last_advice_and_that_stays(cast: Cast) -> None:
    meeting = make_meeting(cast)
    opening = meeting.agenda_items.get(position=1)
    assert opening.kind == ItemKind.LOOKING_BACK
    with pytest.raises(OpeningStays):
        actions.remove_item(opening, by=cast.noor)


def test_a_case_on_the_agenda_is_scheduled_and_off_it_waits_again(cast: Cast) -> None:
    meeting, case = make_meeting(cast), make_case(cast)
    item = actions.add_case(meeting, case, by=cast.noor, minutes=45)
    case.refresh_from_db()
    assert case.state == CaseState.SCHEDULED
    assert titles(meeting)[-1] == RELEASED["title"]
    actions.remove_item(AgendaItem.objects.get(pk=item.pk), by=cast.noor)
    case.refresh_from_db()
    assert case.state == CaseState.RELEASED
    assert list(meeting.agenda_items.values_list("position", flat=True)) == [1, 2]


def test_a_case_cannot_stand_on_two_agendas(cast: Cast) -> None:
    first, second, case = make_meeting(cast), make_meeting(cast, days=60), make_case(cast)
    stale = type(case).objects.get(pk=case.pk)
    actions.add_case(first, case, by=cast.noor, minutes=45)
    with pytest.raises(CaseNotWaiting):
        actions.add_case(second, stale, by=cast.noor, minutes=45)
    assert second.agenda_items.filter(case=case).count() == 0


def test_a_withdrawn_case_comes_off_the_agenda_and_the_coordinator_hears_it(cast: Cast, mailbox: Mailbox) -> None:
    meeting, case = make_meeting(cast), make_case(cast)
    actions.add_case(meeting, case, by=cast.noor, minutes=45)
    actions.add_item(meeting, by=cast.noor, kind=ItemKind.BREAK, title="Pauze", minutes=15)
    meeting.refresh_from_db()
    seen = meeting.agenda_version
    case.refresh_from_db()
    cases.withdraw(case, by=cast.samira)
    assert titles(meeting) == [OPENING, "Welkom", "Pauze"]
    assert list(meeting.agenda_items.values_list("position", flat=True)) == [1, 2, 3]
    with pytest.raises(AgendaChanged):
        actions.add_item(meeting, by=cast.noor, kind=ItemKind.BREAK, title="Thee", minutes=15, seen=seen)
    [told] = mailbox.of(cast.noor)
    assert case.number in told.subject
    assert f"/coordinatie/bijeenkomsten/{meeting.number}/agenda/" in told.body
    assert RELEASED["title"] not in told.subject + told.body


def test_a_withdrawn_case_leaves_no_title_on_a_meeting_that_began(cast: Cast, mailbox: Mailbox) -> None:
    meeting, case = make_meeting(cast, MeetingState.PUBLISHED), make_case(cast)
    actions.add_case(meeting, case, by=cast.noor, minutes=45)
    let_it_pass(meeting)
    case.refresh_from_db()
    cases.withdraw(case, by=cast.samira)
    assert titles(meeting)[-1] == "Een kwestie die is ingetrokken"
    assert not AgendaItem.objects.filter(title__contains=RELEASED["title"]).exists()
    # No agenda has time to fill: the coordinator hears it from the cases' room.
    assert mailbox.last(cast.noor).subject == f"Let op: kwestie {case.number} is ingetrokken"


def test_a_case_that_may_not_be_withdrawn_stays_on_the_agenda(cast: Cast) -> None:
    meeting, case = make_meeting(cast), make_case(cast)
    actions.add_case(meeting, case, by=cast.noor, minutes=45)
    case.refresh_from_db()
    with pytest.raises(NotAllowed):
        cases.withdraw(case, by=cast.pieter)
    assert RELEASED["title"] in titles(meeting)


def test_moving_puts_items_in_the_wanted_order(cast: Cast) -> None:
    meeting = make_meeting(cast)
    actions.add_item(meeting, by=cast.noor, kind=ItemKind.BREAK, title="Pauze", minutes=15)
    opening, welcome, pause = titles(meeting)
    last = meeting.agenda_items.get(title=pause)
    assert actions.move_item(last, to=1, by=cast.noor) == 1
    assert titles(meeting) == [pause, opening, welcome]
    assert actions.move_item(last, to=99, by=cast.noor) == 3
    assert titles(meeting) == [opening, welcome, pause]


def test_an_order_changed_by_someone_else_is_not_undone(cast: Cast) -> None:
    meeting = make_meeting(cast)
    meeting.refresh_from_db()
    seen = meeting.agenda_version
    welcome = meeting.agenda_items.get(position=2)
    actions.move_item(welcome, to=1, by=cast.beheer, seen=seen)
    with pytest.raises(AgendaChanged):
        actions.move_item(welcome, to=2, by=cast.noor, seen=seen)
    assert titles(meeting)[0] == "Welkom"


def test_what_another_took_off_can_no_longer_be_changed_moved_or_taken_off(cast: Cast) -> None:
    meeting = make_meeting(cast)
    welcome, older = meeting.agenda_items.get(position=2), meeting.agenda_items.get(position=2)
    actions.remove_item(welcome, by=cast.beheer)
    with pytest.raises(ItemGone):
        actions.change_item(older, by=cast.noor, title="Inloop")
    with pytest.raises(ItemGone):
        actions.move_item(older, to=1, by=cast.noor)
    with pytest.raises(ItemGone):
        actions.remove_item(older, by=cast.noor)


def test_new_items_come_before_the_closing(cast: Cast) -> None:
    meeting = make_meeting(cast)
    actions.add_item(meeting, by=cast.noor, kind=ItemKind.CLOSING, title="Sluiting", minutes=10)
    actions.add_item(meeting, by=cast.noor, kind=ItemKind.BREAK, title="Pauze", minutes=15)
    assert titles(meeting)[-2:] == ["Pauze", "Sluiting"]


def test_a_method_after_a_case_gives_the_case_its_first_step(cast: Cast) -> None:
    meeting, case = make_meeting(cast), make_case(cast)
    item = actions.add_case(meeting, case, by=cast.noor, minutes=45)
    dilemma = method("dilemma")
    steps = actions.add_method(meeting, dilemma, by=cast.noor, after=AgendaItem.objects.get(pk=item.pk))
    item.refresh_from_db()
    assert item.minutes == 5
    assert [step.position for step in steps] == list(range(item.position + 1, item.position + 6))
    assert sum([item.minutes, *(step.minutes for step in steps)]) == 50


def test_the_agenda_of_a_meeting_that_is_over_is_closed(cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.HELD)
    with pytest.raises(MeetingIsFixed):
        actions.add_item(meeting, by=cast.noor, kind=ItemKind.BREAK, title="Pauze", minutes=15)


def test_a_case_that_was_not_reached_goes_to_the_next_meeting_with_its_history(cast: Cast) -> None:
    meeting, following, case = make_meeting(cast, MeetingState.PUBLISHED), make_meeting(cast, days=90), make_case(cast)
    actions.add_case(meeting, case, by=cast.noor, minutes=45)
    let_it_pass(meeting)
    actions.hold(meeting, by=cast.noor)
    item = AgendaItem.objects.select_related("meeting", "case").get(meeting=meeting, case=case)
    carried = actions.not_reached(item, by=cast.noor)
    case.refresh_from_db()
    assert carried is not None
    assert (carried.meeting, carried.carried_from) == (following, item)
    assert case.state == CaseState.SCHEDULED
    assert [row.to_state for row in case.moves.all()][-3:] == ["scheduled", "released", "scheduled"]
    assert actions.not_reached(item, by=cast.noor) == carried


def test_talked_about_after_all_takes_it_from_the_next_agenda(cast: Cast) -> None:
    meeting, following, case = make_meeting(cast, MeetingState.PUBLISHED), make_meeting(cast, days=90), make_case(cast)
    actions.add_case(meeting, case, by=cast.noor, minutes=45)
    let_it_pass(meeting)
    actions.hold(meeting, by=cast.noor)
    item = AgendaItem.objects.select_related("meeting", "case").get(meeting=meeting, case=case)
    actions.not_reached(item, by=cast.noor)
    actions.reached(item, by=cast.noor, results={"advices": [{"text": "Wacht drie maanden."}]})
    case.refresh_from_db()
    assert case.state == CaseState.DISCUSSED
    assert following.agenda_items.filter(case=case).count() == 0
    assert [advice.text for advice in case.advices.all()] == ["Wacht drie maanden."]


def test_what_was_talked_about_is_not_called_not_reached_by_an_older_page(cast: Cast) -> None:
    meeting, case = make_meeting(cast, MeetingState.PUBLISHED), make_case(cast)
    actions.add_case(meeting, case, by=cast.noor, minutes=45)
    let_it_pass(meeting)
    actions.hold(meeting, by=cast.noor)
    item, older = (AgendaItem.objects.select_related("meeting", "case").get(case=case) for _each in range(2))
    actions.reached(item, by=cast.noor, results={})
    with pytest.raises(AlreadyTalkedAbout):
        actions.not_reached(older, by=cast.noor)
    item.refresh_from_db()
    assert item.reached is True


def test_a_case_carried_on_makes_the_next_agenda_another_one(cast: Cast) -> None:
    meeting, following, case = make_meeting(cast, MeetingState.PUBLISHED), make_meeting(cast, days=90), make_case(cast)
    actions.add_case(meeting, case, by=cast.noor, minutes=45)
    let_it_pass(meeting)
    actions.hold(meeting, by=cast.noor)
    seen = following.agenda_version
    actions.not_reached(AgendaItem.objects.select_related("meeting", "case").get(case=case), by=cast.noor)
    with pytest.raises(AgendaChanged):
        actions.add_item(following, by=cast.noor, kind=ItemKind.BREAK, title="Pauze", minutes=15, seen=seen)
