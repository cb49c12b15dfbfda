"""Members tick themselves as present, with the code on the screen."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from meetings import actions
from meetings.actions.attendance import check_in, show_check_in_code
from meetings.exceptions import CheckInClosed, NoCheckIn, WrongCode
from meetings.models import Attendance, Meeting
from meetings.states import Choice, MeetingState, Presence
from tests.cast import Cast
from tests.meetings.helpers import make_meeting


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast, MeetingState.PUBLISHED)


@pytest.fixture
def clock(meeting: Meeting) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(meeting.starts_at, tick=False) as traveller:
        yield traveller


def test_the_code_puts_a_member_on_the_list_once(cast: Cast, meeting: Meeting, clock: object) -> None:
    code = show_check_in_code(meeting, by=cast.noor)
    for typed in (f"{code[:3]} {code[3:]}", code):
        assert check_in(meeting, cast.samira, typed).presence == Presence.ONSITE
    assert Attendance.objects.get().by == cast.samira


def test_who_joins_online_is_listed_so(cast: Cast, meeting: Meeting, clock: object) -> None:
    meeting.answers.filter(member=cast.samira).update(choice=Choice.YES_ONLINE, answered_at=meeting.starts_at)
    code = show_check_in_code(meeting, by=cast.noor)
    assert check_in(meeting, cast.samira, code).presence == Presence.ONLINE


@pytest.mark.parametrize("code", ["", "000", "1234567"])
def test_another_code_lists_nobody(cast: Cast, meeting: Meeting, clock: object, code: str) -> None:
    with pytest.raises(WrongCode):
        check_in(meeting, cast.samira, code)
    show_check_in_code(meeting, by=cast.noor)
    with pytest.raises(WrongCode):
        check_in(meeting, cast.samira, code)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(("minutes_from_start", "opens"), [(-61, False), (-60, True), (300, True), (301, False)])
def test_an_hour_before_until_two_hours_after(
    cast: Cast, meeting: Meeting, clock: time_machine.Traveller, client: Any, minutes_from_start: int, opens: bool
) -> None:
    code = show_check_in_code(meeting, by=cast.noor)
    clock.move_to(meeting.starts_at + timedelta(minutes=minutes_from_start))
    client.force_login(cast.samira)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert (f"{meeting.get_absolute_url()}aanwezig/" in page) is opens
    if opens:
        check_in(meeting, cast.samira, code)
    else:
        with pytest.raises(CheckInClosed):
            check_in(meeting, cast.samira, code)


def test_the_button_waits_for_a_code(cast: Cast, meeting: Meeting, clock: object, client: Any) -> None:
    client.force_login(cast.samira)
    assert "Ik ben er" not in client.get(meeting.get_absolute_url()).content.decode()


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.CANCELLED])
def test_nobody_checks_in_where_nothing_takes_place(
    cast: Cast, meeting: Meeting, clock: object, client: Any, state: MeetingState
) -> None:
    code = show_check_in_code(meeting, by=cast.noor)
    Meeting.objects.update(state=state, **({"published_at": None} if state == MeetingState.PLANNED else {}))
    meeting.refresh_from_db()
    with pytest.raises(NoCheckIn):
        check_in(meeting, cast.noor, code)
    client.force_login(cast.noor)
    assert "Ik ben er" not in client.get(meeting.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("ticked", "told"),
    [
        (None, "Je staat op de lijst. Fijn dat je er bent."),
        (Presence.ONLINE, "Je staat op de lijst als online deelnemer. Fijn dat je er bent."),
        (Presence.ABSENT, "Op de lijst staat dat je er niet was. Vraag de coördinator om het te verbeteren."),
    ],
)
def test_one_reads_what_is_really_written_down(
    cast: Cast, meeting: Meeting, clock: object, client: Any, ticked: Presence | None, told: str
) -> None:
    code = show_check_in_code(meeting, by=cast.noor)
    if ticked:
        actions.hold(meeting, by=cast.noor)
        actions.tick(meeting, {cast.samira.pk: ticked}, by=cast.noor)
    client.force_login(cast.samira)
    page = client.post(f"{meeting.get_absolute_url()}aanwezig/", {"code": code}, follow=True)
    assert told in page.content.decode()
    assert Attendance.objects.get().presence == (ticked or Presence.ONSITE)


def test_a_refusal_keeps_what_was_typed(cast: Cast, meeting: Meeting, clock: object, client: Any) -> None:
    client.force_login(cast.samira)
    page = client.post(f"{meeting.get_absolute_url()}aanwezig/", {"code": "123456"}).content.decode()
    assert str(WrongCode.sentence) in page
    assert 'value="123456"' in page


def test_a_correction_from_an_older_page_does_not_undo_anothers(client: Any, cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.HELD)
    client.force_login(cast.noor)
    address = f"/coordinatie/bijeenkomsten/{meeting.number}/verslag/"
    samira, pieter = f"m{cast.samira.pk}", f"m{cast.pieter.pk}"
    was = {f"was{one.pk}": "" for one in (cast.samira, cast.pieter)}
    client.post(address, {samira: "onsite", pieter: "onsite", **was})
    seen = dict.fromkeys(was, "onsite")
    actions.tick(meeting, {cast.samira.pk: "absent"}, by=cast.beheer, reason="Was ziek.")
    # Pieter is corrected here; Samira stays as this page showed her, and so as the other one wrote her down.
    client.post(address, {samira: "onsite", pieter: "online", "reason": "Was online.", **seen})
    ticks = {one.member_id: (one.presence, one.reason) for one in meeting.attendances.all()}
    assert ticks == {cast.samira.pk: ("absent", "Was ziek."), cast.pieter.pk: ("online", "Was online.")}
    page = client.post(address, {samira: "online", pieter: "online", "reason": "Toch.", **seen}).content.decode()
    assert "Iemand anders heeft intussen opgeschreven: Was er niet. Kies nog een keer." in page
    assert "Toch." in page
    (shown,) = re.findall(rf'<select\s+name="{samira}"(.*?)</select>', page, re.DOTALL)
    assert re.findall(r'value="(\w*)" selected', shown) == ["online"]
    assert f'aria-describedby="id_{samira}_error"' in shown
    assert f'name="was{cast.samira.pk}" value="absent"' in page
    assert meeting.attendances.get(member=cast.samira).presence == "absent"


def test_who_has_checked_in_reads_so_and_is_not_asked_again(client: Any, cast: Cast, meeting: Meeting) -> None:
    code = show_check_in_code(meeting, by=cast.noor)
    with time_machine.travel(meeting.starts_at, tick=False):
        client.force_login(cast.samira)
        button = f"{meeting.get_absolute_url()}aanwezig/"
        assert button in client.get(meeting.get_absolute_url()).content.decode()
        page = client.post(button, {"code": code}, follow=True).content.decode()
    assert ("Je bent er: je staat op de lijst" in page, f'href="{button}"' in page) == (True, False)
