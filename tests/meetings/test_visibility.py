"""What each reader finds of meetings, in every state and on every side of now: the querysets themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from cases.models import Case, Commitment
from cases.states import CaseState, CommitmentState
from meetings.actions.feed import renew_feed
from meetings.models import AgendaItem, Answer, Attendance, GuestExpert, Meeting, MeetingMove
from meetings.queries import meeting as queries
from meetings.queries.agenda import COMMITMENTS_SHOWN, last_advice, still_open
from meetings.queries.answer import invited_to, member_of_feed, members_to_invite, not_invited, people_asked
from meetings.states import Choice, ItemKind, MeetingState, Presence, Seat
from members.models import Member
from members.states import Perspective
from tests.cast import Cast

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()
NOON = datetime(2026, 11, 12, 11, 0, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
PUBLISHED = {"published_at": NOON - 90 * DAY}


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def a_meeting(state: str = MeetingState.PUBLISHED, starts_at: datetime = NOON + DAY, **fields: Any) -> Meeting:
    number = Meeting.objects.count() + 1
    fixed = {"title": state, "place": "Hier", "ends_at": starts_at + 3 * HOUR}
    moment = {} if state in (MeetingState.PLANNED, MeetingState.CANCELLED) else PUBLISHED
    return Meeting.objects.create(
        **{"number": number, "state": state, "starts_at": starts_at, **fixed, **moment, **fields}
    )


def titles(found: Any) -> str:
    return " ".join(found.values_list("title", flat=True))


def sorted_titles(found: Any) -> str:
    return " ".join(sorted(titles(found).split()))


class TestInEveryState:
    @pytest.fixture(autouse=True)
    def meetings(self, cast: Cast) -> None:
        for state in MeetingState:
            a_meeting(state)
        a_meeting(MeetingState.CANCELLED, title="called-off", **PUBLISHED)

    def test_everybody_may_know_of_what_was_published_and_who_plans_of_all(self, cast: Cast) -> None:
        shown = "called-off held published reported"
        readers = [VISITOR, cast.samira, cast.lars, cast.ingrid]
        assert {sorted_titles(Meeting.objects.visible_to(reader)) for reader in readers} == {shown}
        assert sorted_titles(Meeting.objects.shown()) == shown
        assert {one.title for one in Meeting.objects.all() if one.is_shown} == set(shown.split())
        everything = "called-off cancelled held planned published reported"
        assert {sorted_titles(Meeting.objects.visible_to(one)) for one in (cast.noor, cast.beheer)} == {everything}

    def test_what_hangs_on_a_meeting_is_shown_with_it(self, cast: Cast) -> None:
        for meeting in Meeting.objects.all():
            Answer.objects.create(meeting=meeting, member=cast.samira)
            AgendaItem.objects.create(meeting=meeting, position=1, minutes=5, kind=ItemKind.WELCOME)
        shown = "called-off held published reported"
        assert sorted(Answer.objects.shown().values_list("meeting__title", flat=True)) == shown.split()
        assert sorted(AgendaItem.objects.shown().values_list("meeting__title", flat=True)) == shown.split()
        assert sorted(one.meeting.title for one in invited_to(cast.samira)) == shown.split()

    def test_the_plan_is_open_before_the_day_and_called_off_is_ahead_until_it(self, cast: Cast) -> None:
        assert sorted_titles(Meeting.objects.upcoming()) == "planned published"
        assert sorted_titles(Meeting.objects.ahead()) == "called-off cancelled held planned published reported"
        assert titles(Meeting.objects.published()) == "published"

    def test_a_meeting_says_of_itself_how_far_it_is(self, cast: Cast) -> None:
        said = {
            name: {one.title for one in Meeting.objects.all() if getattr(one, name)}
            for name in (
                "is_planned",
                "is_published",
                "is_open",
                "is_to_come",
                "is_over",
                "has_begun",
                "takes_answers",
                "is_cancelled",
            )
        }
        assert said == {
            "is_planned": {"planned"},
            "is_published": {"published"},
            "is_to_come": {"planned", "published"},
            "is_open": {"planned", "published"},
            "is_over": {"held", "reported"},
            "has_begun": set(),
            "takes_answers": {"published"},
            "is_cancelled": {"cancelled", "called-off"},
        }


@pytest.mark.parametrize(
    ("ended", "ahead", "is_over", "takes_answers"),
    [(-SECOND, True, False, True), (timedelta(), True, False, False), (SECOND, False, True, False)],
)
def test_a_meeting_is_over_the_moment_after_its_end(
    ended: timedelta, ahead: bool, is_over: bool, takes_answers: bool
) -> None:
    meeting = a_meeting(starts_at=NOON - 3 * HOUR - ended)
    for found in (Meeting.objects.upcoming(), Meeting.objects.ahead()):
        assert found.exists() is ahead
    assert Meeting.objects.past().exists() is not ahead
    assert (meeting.is_over, meeting.takes_answers) == (is_over, takes_answers)
    assert meeting.is_to_come is not is_over
    assert (queries.next_public_meeting() is not None) is ahead


@pytest.mark.parametrize(("starts", "has_begun"), [(-SECOND, True), (timedelta(), True), (SECOND, False)])
def test_a_meeting_has_begun_at_its_first_moment(starts: timedelta, has_begun: bool) -> None:
    meeting = a_meeting(starts_at=NOON + starts)
    assert meeting.has_begun is has_begun
    assert queries.to_report().exists() is has_begun


def test_what_comes_first_stands_first_and_of_what_is_over_the_last() -> None:
    for title, days in (("b", 2), ("a", 1), ("c", 3), ("y", -2), ("z", -1)):
        a_meeting(starts_at=NOON + days * DAY, title=title)
    a_meeting(starts_at=NOON + 2 * DAY, title="b2")
    a_meeting(starts_at=NOON - 2 * DAY, title="y2")
    assert titles(Meeting.objects.upcoming()) == titles(Meeting.objects.ahead()) == "a b b2 c"
    assert titles(Meeting.objects.past()) == "z y2 y"
    found = queries.next_public_meeting()
    assert found is not None
    assert found.title == "a"


def test_written_down_is_what_has_begun_or_was_held_the_oldest_first() -> None:
    for hours, state in enumerate(MeetingState):
        a_meeting(state, starts_at=NOON - DAY - hours * HOUR)
    a_meeting(starts_at=NOON - 2 * DAY, title="older")
    assert titles(queries.to_report()) == "older held published"


def test_a_number_leads_to_a_meeting_that_one_may_see(cast: Cast, django_assert_num_queries: Any) -> None:
    shown, plan = a_meeting(), a_meeting(MeetingState.PLANNED)
    assert queries.page_of_number(f"bijeenkomst {shown.number}", VISITOR) == shown.get_absolute_url()
    assert queries.page_of_number(f"bijeenkomst {plan.number}", VISITOR) == ""
    assert queries.page_of_number(f"bijeenkomst {plan.number}", cast.noor) == plan.get_absolute_url()
    assert (
        queries.page_of_number("bijeenkomst", cast.noor) == queries.page_of_number("bijeenkomst 99", cast.noor) == ""
    )
    with django_assert_num_queries(0):
        assert queries.page_of_number("huur", VISITOR) == ""
    assert [one.number for one in queries.meeting_page(shown.number, VISITOR)] == [shown.number]
    assert list(queries.meeting_page(plan.number, VISITOR)) == []


def test_the_page_knows_which_of_its_guests_handed_in_slides_by_name(cast: Cast) -> None:
    meeting, other = a_meeting(), a_meeting()
    for name, at, slides in (
        ("Zoë", meeting, "z.pdf"),
        ("Bo", meeting, ""),
        ("Ali", meeting, "a.pdf"),
        ("Wim", other, "w.pdf"),
    ):
        GuestExpert.objects.create(name=name, meeting=at, slides=slides, email=f"{name}@x.test", expires_at=NOON)
    [page] = queries.meeting_page(meeting.number, VISITOR)
    assert [one["name"] for one in page.slides] == ["Ali", "Zoë"]


def answered(meeting: Meeting, member: Member, choice: str, seat: str = Seat.CONFIRMED, **fields: Any) -> Answer:
    moment = None if choice == Choice.NONE else NOON
    about = {"perspective": member.perspective, "answered_at": moment, **fields}
    return Answer.objects.create(meeting=meeting, member=member, choice=choice, state=seat, **about)


class TestAnswers:
    @pytest.fixture
    def meeting(self, cast: Cast) -> Meeting:
        """Everybody has answered something else; Lars and Ingrid have left."""
        meeting, other = a_meeting(), a_meeting()
        answered(meeting, cast.samira, Choice.YES_ONSITE, shows_name=True)
        answered(meeting, cast.pieter, Choice.YES_ONLINE, shows_name=True)
        answered(meeting, cast.maria, Choice.YES_ONSITE, Seat.WAITING, shows_name=True)
        answered(meeting, cast.noor, Choice.NO, shows_name=True)
        answered(meeting, cast.beheer, Choice.NONE)
        answered(meeting, cast.lars, Choice.NONE)
        answered(meeting, cast.ingrid, Choice.YES_ONSITE)
        answered(other, cast.maria, Choice.YES_ONSITE, shows_name=True)
        elsewhere = Member.objects.create(email="olga@voorbeeld.test", name="Olga Elders", perspective="rights")
        answered(other, elsewhere, Choice.YES_ONSITE)
        Member.objects.filter(pk__in=[cast.lars.pk, cast.ingrid.pk]).update(is_active=False)
        return meeting

    def names(self, found: Any) -> list[str]:
        return sorted(one.member.name.split()[0] for one in found)

    def test_who_has_a_seat_waits_comes_or_has_not_answered(self, meeting: Meeting) -> None:
        answers = meeting.answers
        assert self.names(answers.seated()) == ["Samira"]
        assert self.names(answers.waiting_list()) == ["Maria"]
        assert self.names(answers.coming()) == ["Ingrid", "Pieter", "Samira"]
        assert self.names(answers.unanswered()) == ["Anneke", "Lars"]
        assert self.names(answers.counted()) == ["Anneke", "Ingrid", "Maria", "Noor", "Pieter", "Samira"]

    def test_an_answer_says_it_of_itself(self, meeting: Meeting) -> None:
        found = list(meeting.answers.all())
        assert self.names(one for one in found if one.has_place) == ["Ingrid", "Pieter", "Samira"]
        assert self.names(one for one in found if one.waits) == ["Maria"]
        assert self.names(one for one in found if one.said_no) == ["Noor"]
        assert self.names(one for one in found if one.is_given) == ["Ingrid", "Maria", "Noor", "Pieter", "Samira"]
        assert self.names(one for one in found if one.is_for_the_room) == ["Ingrid", "Maria", "Samira"]
        assert self.names(one for one in found if one.is_for_online) == ["Pieter"]

    def test_the_waiting_list_is_in_the_order_of_the_answers(self, cast: Cast) -> None:
        meeting = a_meeting()
        answered(meeting, cast.lars, Choice.YES_ONSITE, Seat.WAITING)
        Member.objects.filter(pk=cast.lars.pk).update(is_active=False)
        late = answered(meeting, cast.samira, Choice.YES_ONSITE, Seat.WAITING, answered_at=NOON)
        early = answered(meeting, cast.pieter, Choice.YES_ONSITE, Seat.WAITING, answered_at=NOON - HOUR)
        together = answered(meeting, cast.maria, Choice.YES_ONSITE, Seat.WAITING, answered_at=NOON)
        assert list(meeting.answers.waiting_list()) == [early, late, together]

    def test_who_comes_is_counted_per_perspective_and_named_who_chose_so(self, meeting: Meeting) -> None:
        told = queries.who_comes(meeting)
        assert (told.onsite, told.online, told.waiting, told.declined, told.unanswered, told.invited) == (
            2,
            1,
            1,
            1,
            1,
            6,
        )
        assert told.coming == 3
        counts = {perspective: number for perspective, number in told.by_perspective if number}
        assert counts == {Perspective.FRONTLINE: 1, Perspective.HOUSING: 1, Perspective.RESEARCH: 1}
        assert set(told.missing) == set(Perspective) - set(counts)
        assert queries.named_guests(meeting) == ["Pieter Janssen", "Samira Haddad"]

    def test_asked_is_who_takes_part_or_answered_before_leaving(self, meeting: Meeting, cast: Cast) -> None:
        asked = sorted(one.name.split()[0] for one in people_asked(meeting))
        assert asked == ["Anneke", "Ingrid", "Maria", "Noor", "Pieter", "Samira"]
        assert [one.name for one in people_asked(meeting, "haddad")] == ["Samira Haddad"]

    def test_to_invite_is_who_takes_part_and_was_not_invited_to_this_one(self, meeting: Meeting, cast: Cast) -> None:
        assert [one.name for one in members_to_invite(meeting)] == ["Olga Elders"]
        assert not_invited(meeting) == 1
        meeting.answers.filter(member__in=[cast.samira, cast.lars]).delete()
        assert sorted(one.name for one in members_to_invite(meeting)) == ["Olga Elders", "Samira Haddad"]
        assert not_invited(meeting) == 2

    def test_were_there_is_who_was_ticked_and_not_absent(self, meeting: Meeting, cast: Cast) -> None:
        other = a_meeting(MeetingState.HELD)
        ticks = {
            cast.samira: Presence.ONSITE,
            cast.pieter: Presence.ONLINE,
            cast.maria: Presence.ABSENT,
        }
        for member, presence in ticks.items():
            Attendance.objects.create(meeting=meeting, member=member, presence=presence)
        Attendance.objects.create(meeting=other, member=cast.noor, presence=Presence.ONSITE)
        there = {member.name: queries.is_ticked(meeting, member) for member in (*ticks, cast.noor)}
        assert there == {"Samira Haddad": True, "Pieter Janssen": True, "Maria Vrancken": False, "Noor Coenen": False}
        assert queries.number_ticked(meeting) == 3
        meeting.answers.all().delete()
        assert [one.name for one in queries.to_tick(meeting)] == ["Maria Vrancken", "Pieter Janssen", "Samira Haddad"]
        assert [one.name for one in queries.to_tick(meeting, "haddad")] == ["Samira Haddad"]
        answered(meeting, cast.beheer, Choice.NONE)
        assert queries.to_tick(meeting)[0].name == "Anneke Beheer"


def test_how_many_were_there_is_told_without_pointing_at_few(cast: Cast) -> None:
    meeting = a_meeting(MeetingState.REPORTED)
    for number in range(12):
        member = Member.objects.create(email=f"p{number}@voorbeeld.test", name=f"P{number}", perspective="policy")
        presence = Presence.ONSITE if number < 6 else Presence.ONLINE
        Attendance.objects.create(meeting=meeting, member=member, presence=presence)
    Attendance.objects.create(meeting=meeting, member=cast.maria, presence=Presence.ABSENT)
    told = queries.were_there(meeting)
    assert (told.all, told.onsite, told.online) == (12, 6, 6)
    Attendance.objects.filter(meeting=meeting).exclude(presence=Presence.ABSENT).update(presence=Presence.ONSITE)
    told = queries.were_there(meeting)
    assert (told.all, told.onsite, told.online) == (12, 12, 0)


def test_the_reason_is_told_of_what_was_called_off_alone(cast: Cast) -> None:
    called_off, published = a_meeting(MeetingState.CANCELLED), a_meeting()
    for meeting in (called_off, published):
        MeetingMove.objects.create(subject=meeting, from_state="published", to_state="cancelled", why="Andere reden.")
        MeetingMove.objects.create(
            subject=meeting, from_state="published", to_state="cancelled", why="De zaal is nat."
        )
        MeetingMove.objects.create(subject=meeting, from_state="cancelled", to_state="planned", why="Toch.")
    assert queries.why_cancelled(called_off) == "De zaal is nat."
    assert queries.why_cancelled(published) == ""
    assert queries.why_cancelled(a_meeting(MeetingState.CANCELLED)) == ""


def test_a_calendar_holds_what_ended_in_the_last_half_year_and_what_is_ahead(cast: Cast) -> None:
    for days in (-181, -179, 5):
        answered(a_meeting(starts_at=NOON + days * DAY, title=str(days)), cast.samira, Choice.NO)
    answered(a_meeting(starts_at=NOON, title="of Pieter"), cast.pieter, Choice.NO)
    assert [one.meeting.title for one in invited_to(cast.samira)] == ["-179", "5"]


def test_a_calendar_is_its_owners_while_they_take_part(cast: Cast) -> None:
    token = renew_feed(cast.samira)
    renew_feed(cast.pieter)
    assert member_of_feed(token) == cast.samira
    assert member_of_feed("another") is None
    Member.objects.filter(pk=cast.samira.pk).update(is_active=False)
    assert member_of_feed(token) is None


class TestWhatIsAsked:
    def titles(self, member: Member) -> list[str]:
        return [f"{one.url} {one.weight}" for one in queries.asks_of(member)]

    def test_to_answer_while_it_is_published_and_ahead_three_at_most(self, cast: Cast) -> None:
        for state in MeetingState:
            answered(a_meeting(state), cast.samira, Choice.NONE)
        answered(a_meeting(starts_at=NOON), cast.samira, Choice.NONE)
        published = Meeting.objects.get(state="published", starts_at__gt=NOON)
        assert self.titles(cast.samira) == [f"/bijeenkomsten/{published.number}/antwoord/ 60"]
        for days in range(2, 6):
            answered(a_meeting(starts_at=NOON + days * DAY), cast.samira, Choice.NONE)
        assert len(self.titles(cast.samira)) == 3
        assert self.titles(cast.pieter) == []

    def test_what_comes_first_is_asked_first(self, cast: Cast) -> None:
        late, soon, later = (a_meeting(starts_at=NOON + days * DAY) for days in (3, 1, 4))
        for meeting in (late, soon, later):
            answered(meeting, cast.samira, Choice.NONE)
        asked = [f"/bijeenkomsten/{meeting.number}/antwoord/ 60" for meeting in (soon, late, later)]
        assert self.titles(cast.samira) == asked

    @pytest.mark.parametrize(
        ("choice", "seat", "days", "asked"),
        [
            (Choice.YES_ONSITE, Seat.CONFIRMED, 7, True),
            (Choice.YES_ONLINE, Seat.CONFIRMED, 1, True),
            (Choice.YES_ONSITE, Seat.WAITING, 1, False),
            (Choice.NO, Seat.CONFIRMED, 1, False),
            (Choice.YES_ONSITE, Seat.CONFIRMED, 8, False),
        ],
    )
    def test_to_read_the_agenda_in_the_week_before(
        self, cast: Cast, choice: str, seat: str, days: int, asked: bool
    ) -> None:
        answered(a_meeting(starts_at=NOON + days * DAY), cast.samira, choice, seat)
        assert bool(self.titles(cast.samira)) is asked

    def test_two_agendas_at_most(self, cast: Cast) -> None:
        for days in (1, 2, 3):
            answered(a_meeting(starts_at=NOON + days * DAY), cast.samira, Choice.YES_ONSITE)
        assert len(self.titles(cast.samira)) == 2

    def test_to_write_the_report_of_three_at_most_by_who_plans(self, cast: Cast) -> None:
        for days in range(1, 5):
            a_meeting(starts_at=NOON - days * DAY)
        assert len(self.titles(cast.noor)) == 3
        assert self.titles(cast.samira) == []

    def test_answers_that_are_not_over_are_found_by_their_meeting(self, cast: Cast) -> None:
        going = a_meeting(starts_at=NOON - 3 * HOUR)
        over = a_meeting(starts_at=NOON - 3 * HOUR - SECOND)
        mine = answered(going, cast.samira, Choice.NO)
        answered(over, cast.samira, Choice.NO)
        answered(going, cast.pieter, Choice.NO)
        assert queries.answers_by_meeting(cast.samira) == {going.pk: mine}
        assert queries.answers_by_meeting(VISITOR) == {}
        assert queries.answer_of(going, cast.samira) == mine
        assert queries.answer_of(going, cast.maria) is None
        assert queries.answer_of(going, VISITOR) is None


def a_case(state: str = CaseState.DISCUSSED) -> Case:
    number = f"2026-{Case.objects.count():03}"
    text = {"title": state, "situation": "!", "question": "?"}
    moments = {"released_at": NOON, "ended_at": NOON}
    return Case.objects.create(state=state, number=number, **text, **moments)


def test_the_meeting_before_is_the_last_one_held_and_only_cases_that_were_reached_and_are_open_come_back() -> None:
    def talked_about(
        meeting: Meeting, state: str = CaseState.DISCUSSED, reached: bool = True, position: int = 1
    ) -> Case:
        case = a_case(state)
        kind = ItemKind.CASE
        AgendaItem.objects.create(meeting=meeting, position=position, minutes=5, kind=kind, case=case, reached=reached)
        return case

    older = a_meeting(MeetingState.REPORTED, starts_at=NOON - 60 * DAY)
    before = a_meeting(MeetingState.HELD, starts_at=NOON - 30 * DAY)
    called_off = a_meeting(MeetingState.CANCELLED, starts_at=NOON - 10 * DAY)
    this, after = a_meeting(starts_at=NOON + DAY), a_meeting(MeetingState.HELD, starts_at=NOON + 2 * DAY)
    second, first = talked_about(before, position=2), talked_about(before, position=1)
    talked_about(before, CaseState.WITHDRAWN, position=3)
    talked_about(before, reached=False, position=4)
    AgendaItem.objects.create(meeting=before, position=5, minutes=5, kind=ItemKind.BREAK, reached=True)
    for other in (older, called_off, this, after):
        talked_about(other)
    assert [one.case for one in last_advice(this)] == [first, second]
    assert [one.case.agenda_items.get().meeting for one in last_advice(before)] == [older]


def test_what_was_promised_before_and_is_not_done_comes_back_the_first_due_first(cast: Cast) -> None:
    meeting = a_meeting()
    before = meeting.starts_at - SECOND

    def promised(what: str, due: int = 0, **fields: Any) -> None:
        case = fields.pop("case", None) or open_case
        recorded_at = fields.pop("recorded_at", before)
        Commitment.objects.create(
            case=case, what=what, due_on=NOON.date() + due * DAY, owner_role="x", recorded_at=recorded_at, **fields
        )

    open_case = a_case()
    promised("later", 2)
    promised("sooner", 1)
    promised("done", state=CommitmentState.DONE)
    promised("at this one", recorded_at=meeting.starts_at)
    promised("of a withdrawn case", case=a_case(CaseState.WITHDRAWN))
    told = still_open(meeting, cast.samira)
    assert ([one.what for one in told.commitments], told.has_more) == (["sooner", "later"], False)
    assert still_open(meeting, VISITOR).commitments == []
    for number in range(COMMITMENTS_SHOWN - 2):
        promised(str(number), 3)
    assert not still_open(meeting, cast.samira).has_more
    promised("one more", 3)
    told = still_open(meeting, cast.samira)
    assert (len(told.commitments), told.has_more) == (COMMITMENTS_SHOWN, True)


def test_a_case_is_undecided_until_somebody_says_whether_it_was_talked_about() -> None:
    meeting = a_meeting(MeetingState.HELD)
    for position, (kind, reached, state) in enumerate(
        [
            (ItemKind.CASE, None, CaseState.SCHEDULED),
            (ItemKind.CASE, True, CaseState.SCHEDULED),
            (ItemKind.CASE, False, CaseState.SCHEDULED),
            (ItemKind.CASE, None, CaseState.RELEASED),
            (ItemKind.LOOKING_BACK, None, CaseState.SCHEDULED),
        ],
        start=1,
    ):
        AgendaItem.objects.create(
            meeting=meeting, position=position, minutes=5, kind=kind, reached=reached, case=a_case(state)
        )
    assert [one.position for one in AgendaItem.objects.undecided()] == [1]
