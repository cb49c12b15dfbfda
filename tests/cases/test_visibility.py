"""What each reader finds, in every state: the querysets themselves, without a page before them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cases import queries
from cases.models import Advice, Case, Commitment, Insight, Intake, LookBack, Mechanism, Together
from cases.queries.asks import VOICES_ASKED
from cases.states import CaseState, CommitmentState, InsightState, Lens, Level, Urgency
from meetings.models import AgendaItem, Meeting
from tests.cast import Cast

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()
NOON = datetime(2026, 11, 12, 11, 0, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
RELEASED = "closed discussed followed_up released scheduled"


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def a_case(cast: Cast, state: str = CaseState.RELEASED, **fields: Any) -> Case:
    """Samira's, with its state as title."""
    number = f"2026-{Case.objects.count():03}"
    text = {"title": state, "situation": "!", "question": "?"}
    moments = dict.fromkeys(("released_at", "ended_at", "opens_at"), timezone.now())
    return Case.objects.create(
        **{"state": state, "number": number, "submitter": cast.samira, **text, **moments, **fields}
    )


def titles(found: Any) -> str:
    return " ".join(sorted(found.values_list("title", flat=True)))


class TestInEveryState:
    @pytest.fixture(autouse=True)
    def cases(self, cast: Cast) -> None:
        for state in CaseState:
            a_case(cast, state)

    def test_who_takes_part_sees_what_was_released_and_a_visitor_nothing(self, cast: Cast) -> None:
        readers = [cast.samira, cast.pieter, cast.noor, cast.beheer]
        assert {titles(Case.objects.visible_to(reader)) for reader in readers} == {RELEASED}
        assert titles(Case.objects.visible_to(VISITOR)) == ""
        cast.pieter.is_active = False
        assert titles(Case.objects.visible_to(cast.pieter)) == ""

    def test_ones_own_are_all_and_of_those_submitted_along_all_but_drafts(self, cast: Cast) -> None:
        every = " ".join(sorted(CaseState.values))
        for case in Case.objects.all():
            case.co_submitters.add(cast.pieter)
        assert titles(Case.objects.of(cast.samira)) == every
        assert titles(Case.objects.of(cast.pieter)) == every.replace("draft ", "")
        assert titles(Case.objects.of(cast.maria)) == ""
        assert titles(Case.objects.drafts_of(cast.samira)) == "draft"
        assert titles(Case.objects.drafts_of(cast.pieter)) == ""

    def test_who_is_asked_to_submit_along_finds_it_while_an_answer_is_of_use(self, cast: Cast) -> None:
        for case in Case.objects.all():
            Together.objects.create(case=case, member=cast.pieter, address="p@voorbeeld.test")
        ended = {"closed", "declined", "withdrawn"}
        waiting = " ".join(sorted(set(CaseState.values) - ended))
        assert titles(Case.objects.of_or_asked(cast.pieter)) == waiting
        assert titles(Case.objects.of(cast.pieter)) == ""
        assert titles(Case.objects.of_or_asked(cast.maria)) == ""
        assert titles(Case.objects.filter(asked_together__in=Together.objects.waiting())) == waiting
        Together.objects.update(agreed_at=NOON)
        assert titles(Case.objects.of_or_asked(cast.pieter)) == ""
        Together.objects.update(agreed_at=None, ended_at=NOON)
        assert titles(Case.objects.of_or_asked(cast.pieter)) == ""

    def test_moderators_look_at_what_was_submitted(self, cast: Cast) -> None:
        assert titles(Case.objects.waiting_for_review()) == "submitted"

    def test_coordinators_find_what_was_released(self, cast: Cast) -> None:
        assert titles(Case.objects.waiting_for_meeting()) == "released"

    def test_a_raw_text_goes_after_its_time_where_the_case_has_ended(
        self, cast: Cast, clock: time_machine.Traveller
    ) -> None:
        for case in Case.objects.all():
            Intake.objects.create(case=case, situation="x", question="x")
        Case.objects.update(ended_at=NOON - 30 * DAY)
        due = titles(Case.objects.filter(pk__in=Intake.objects.due_for_deletion().values("case")))
        assert due == "declined withdrawn"
        Case.objects.update(ended_at=NOON - 30 * DAY + SECOND)
        assert set(Intake.objects.due_for_deletion().values_list("kept_as", flat=True)) == {"withdrawn"}
        assert Intake.objects.due_for_deletion(NOON + SECOND).count() == 2


def test_a_draft_is_warned_of_two_weeks_before_its_end_and_never_goes_unwarned(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    draft = a_case(cast, CaseState.DRAFT, updated_at=NOON - 76 * DAY)
    a_case(cast, CaseState.DRAFT, updated_at=NOON - 76 * DAY + SECOND)
    a_case(cast, CaseState.RELEASED, updated_at=NOON - 76 * DAY)
    twice = {"draft_warned_at": NOON - 14 * DAY, "draft_warned_again_at": NOON - 2 * DAY}
    warned = a_case(cast, CaseState.DRAFT, updated_at=NOON - 90 * DAY, **twice)
    later = {"draft_warned_at": NOON - 14 * DAY + SECOND, "draft_warned_again_at": NOON - 3 * DAY}
    a_case(cast, CaseState.DRAFT, updated_at=NOON - 90 * DAY, **later)
    once = a_case(cast, CaseState.DRAFT, updated_at=NOON - 90 * DAY, draft_warned_at=NOON - 12 * DAY)
    left_over = {"draft_warned_at": NOON - 20 * DAY, "draft_warned_again_at": NOON - 50 * DAY}
    again = a_case(cast, CaseState.DRAFT, updated_at=NOON - 90 * DAY, **left_over)
    a_case(cast, CaseState.RELEASED, draft_warned_at=NOON - 15 * DAY)
    assert list(Case.objects.drafts_to_warn_of()) == [draft]
    assert set(Case.objects.drafts_to_warn_again()) == {once, again}
    assert list(Case.objects.drafts_due_for_deletion()) == [warned]


def test_who_waited_longest_is_reviewed_first(cast: Cast) -> None:
    early = a_case(cast, CaseState.SUBMITTED, waiting_since=NOON - DAY, released_at=NOON)
    late = a_case(cast, CaseState.SUBMITTED, waiting_since=NOON, released_at=NOON)
    assert list(Case.objects.waiting_for_review()) == [early, late]


def test_a_meeting_is_offered_what_presses_first_then_what_is_needed_first(cast: Cast) -> None:
    def waiting(urgency: str, needed_by: date | None = None, days: int = 0) -> Case:
        return a_case(cast, urgency=urgency, needed_by=needed_by, released_at=NOON - days * DAY)

    later, urgent = waiting(Urgency.CAN_WAIT), waiting(Urgency.URGENT)
    young, old = waiting(Urgency.NEXT), waiting(Urgency.NEXT, days=3)
    needed = waiting(Urgency.NEXT, date(2027, 1, 1))
    assert list(Case.objects.waiting_for_meeting()) == [urgent, needed, old, young, later]


def test_a_case_is_without_a_voice_until_somebody_of_that_perspective_spoke(cast: Cast) -> None:
    heard = a_case(cast, heard=["housing", "lived"])
    silent = a_case(cast, heard=["housing"])
    assert list(Case.objects.without_voice("lived")) == [silent]
    assert set(Case.objects.without_voice("rights")) == {heard, silent}


def test_it_is_told_who_presents_a_case(cast: Cast) -> None:
    own, shared, other = a_case(cast), a_case(cast, submitter=cast.pieter), a_case(cast, submitter=cast.pieter)
    shared.co_submitters.add(cast.samira)
    other.co_submitters.add(cast.maria)
    told = {case.pk: case.presents for case in Case.objects.with_presents(cast.samira)}
    assert told == {own.pk: True, shared.pk: True, other.pk: False}


def test_only_who_agreed_counts_as_having_read_it_also_when_taken_off_later(cast: Cast) -> None:
    case = a_case(cast)
    for member, fields in ((cast.pieter, {"agreed_at": NOON, "ended_at": NOON}), (cast.maria, {"ended_at": NOON})):
        Together.objects.create(case=case, member=member, address="x@voorbeeld.test", **fields)
    agreed = [who for who in (cast.pieter, cast.maria, cast.samira, VISITOR) if case.was_submitted_by(who)]
    assert agreed == [cast.pieter]


def test_an_insight_is_read_once_it_is_published_and_leaves_a_note_where_it_was(cast: Cast) -> None:
    mechanism = Mechanism.objects.create(name="Stapeling", slug="stapeling", about="x")
    named = {"mechanism": mechanism, "level": Level.CITIZEN, "lens": Lens.JUSTICE, "text": "x", "case": a_case(cast)}
    moment = {"published_at": NOON}
    Insight.objects.create(title="published", state=InsightState.PUBLISHED, slug="a", **moment, **named)
    Insight.objects.create(title="off", state=InsightState.DRAFT, slug="b", **moment, **named)
    Insight.objects.create(title="first", state=InsightState.DRAFT, created_at=NOON - DAY, **named)
    Insight.objects.create(title="named", state=InsightState.DRAFT, created_at=NOON, slug="c", **named)
    Insight.objects.create(title="nameless", state=InsightState.DRAFT, created_at=NOON, **moment, **named)
    Insight.objects.filter(title="off").update(created_at=NOON + DAY)
    for reader in (VISITOR, cast.pieter, cast.beheer):
        assert titles(Insight.objects.visible_to(reader)) == "published"
    assert titles(Insight.objects.published()) == "published"
    assert titles(Insight.objects.once_published()) == "off published"
    waiting = Insight.objects.waiting_for_review().values_list("title", flat=True)
    assert list(waiting) == ["first", "named", "nameless", "off"]


def test_a_commitment_is_late_the_day_after_it_was_due_while_it_is_open(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    def made(what: str, days: int, state: str = CommitmentState.OPEN, owner: Any = None) -> None:
        due = timezone.localdate() + days * DAY
        Commitment.objects.create(case=case, what=what, due_on=due, state=state, owner=owner or cast.pieter)

    case = a_case(cast)
    made("today", 0)
    made("yesterday", -1, owner=cast.maria)
    made("done", -1, CommitmentState.DONE)
    made("dropped", -1, CommitmentState.DROPPED)

    def whats(found: Any) -> list[str]:
        return sorted(found.values_list("what", flat=True))

    assert whats(Commitment.objects.open()) == ["today", "yesterday"]
    assert whats(Commitment.objects.late()) == ["yesterday"]
    assert whats(Commitment.objects.late(timezone.localdate() + DAY)) == ["today", "yesterday"]
    assert whats(Commitment.objects.of(cast.maria)) == ["yesterday"]
    assert whats(Commitment.objects.of(VISITOR)) == []


def test_a_number_leads_its_readers_to_the_case_its_submitters_to_the_intake_and_others_nowhere(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    released, submitted = a_case(cast), a_case(cast, CaseState.SUBMITTED)

    def page(case: Case, reader: Any) -> str:
        return queries.page_of_number(f"kwestie {case.number}", reader)

    assert page(released, cast.pieter) == page(released, cast.samira) == released.get_absolute_url()
    assert page(submitted, cast.samira).endswith(f"/{submitted.number}/inbreng/")
    assert page(submitted, cast.pieter) == ""
    assert queries.page_of_number("2026-999", cast.samira) == ""
    with django_assert_num_queries(0):
        assert queries.page_of_number("huur", cast.samira) == ""


def test_what_happened_to_a_case_is_told_only_to_who_could_read_it_before(cast: Cast) -> None:
    withdrawn = a_case(cast, CaseState.WITHDRAWN)
    taken_back = a_case(cast, CaseState.SUBMITTED)
    never = a_case(cast, CaseState.SUBMITTED, released_at=None)
    open_one = a_case(cast)
    told = [queries.why_gone(case.number, cast.pieter) for case in (withdrawn, taken_back)]
    assert ["ingetrokken" in one for one in told] == [True, False]
    assert "moderator" in told[1]
    for case in (never, open_one):
        assert queries.why_gone(case.number, cast.pieter) == ""
    assert queries.why_gone(withdrawn.number, VISITOR) == ""


def test_what_a_meeting_gave_is_shown_with_published_insights_alone_and_before_a_meeting_nothing_is_asked(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    mechanism = Mechanism.objects.create(name="Stapeling", slug="stapeling", about="x")
    discussed, scheduled, released = (
        a_case(cast, CaseState.DISCUSSED, discussed_at=NOON),
        a_case(cast, CaseState.SCHEDULED),
        a_case(cast),
    )
    for number, case in enumerate((discussed, scheduled, released)):
        Advice.objects.create(case=case, text="Wacht.")
        named = {"mechanism": mechanism, "level": Level.CITIZEN, "lens": Lens.JUSTICE, "text": "x", "case": case}
        shown = {"state": InsightState.PUBLISHED, "slug": str(number), "published_at": NOON}
        Insight.objects.create(title="published", **shown, **named)
        Insight.objects.create(title="draft", **named)

    def insights(case: Case, *, drafts: bool = False) -> list[str]:
        return sorted(one.title for one in queries.results_of(case, drafts=drafts)["insights"])

    for case in (discussed, scheduled):
        assert (insights(case), insights(case, drafts=True)) == (["published"], ["draft", "published"])
        assert [(one.text, one.told) for one in queries.results_of(case)["advices"]] == [("Wacht.", [])]
    with django_assert_num_queries(0):
        assert not any(queries.results_of(released).values())
    released.discussed_at = NOON
    assert insights(released) == ["published"]


def test_a_commitment_is_asked_of_its_owner_from_two_weeks_before_ten_at_most(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    case, today = a_case(cast, CaseState.DISCUSSED), timezone.localdate()

    def made(what: str, days: int, **fields: Any) -> None:
        fixed = {"case": case, "what": what, "due_on": today + days * DAY, "owner": cast.pieter}
        Commitment.objects.create(**{**fixed, **fields})

    made("soon", 14)
    made("later", 15)
    made("of Maria", 1, owner=cast.maria)
    made("done", 1, state=CommitmentState.DONE)
    asked = [ask.meta for ask in queries.asks_of(cast.pieter) if ask.weight in (60, 80)]
    assert len(asked) == 1
    assert "soon" in asked[0]
    for number in range(12):
        made(str(number), 1)
    assert len([ask for ask in queries.asks_of(cast.pieter) if ask.weight in (60, 80)]) == 10


def test_a_voice_is_asked_of_who_has_that_perspective_and_did_not_submit_it_the_newest_first(cast: Cast) -> None:
    newest = a_case(cast, number="2026-901", released_at=NOON)
    older = a_case(cast, CaseState.SCHEDULED, number="2026-902", released_at=NOON - DAY)
    a_case(cast, number="2026-903", heard=["housing"])
    a_case(cast, number="2026-904", submitter=cast.pieter)
    a_case(cast, CaseState.DISCUSSED, number="2026-905")

    def asked(member: Any) -> list[str]:
        return [ask.url.split("/")[-3] for ask in queries.asks_of(member) if ask.weight == 40]

    assert asked(cast.pieter) == [newest.number, older.number]
    for days in (2, 3):
        a_case(cast, released_at=NOON - days * DAY)
    assert len(asked(cast.pieter)) == VOICES_ASKED


class TestWhatIsAskedOfWhoPresents:
    def asked(self, member: Any) -> list[int]:
        """The weights of what is asked: 90 to change it, 85 to submit along, 70 to look back, 30 to go on."""
        return sorted(ask.weight for ask in queries.asks_of(member) if ask.weight in (90, 85, 70, 30))

    def test_to_go_on_with_a_draft_to_change_and_to_answer(self, cast: Cast) -> None:
        a_case(cast, CaseState.DRAFT)
        a_case(cast, CaseState.CHANGES_ASKED)
        a_case(cast, CaseState.SUBMITTED)
        assert self.asked(cast.samira) == [30, 90]
        case = a_case(cast, CaseState.SUBMITTED)
        Together.objects.create(case=case, member=cast.pieter, address="p@voorbeeld.test")
        other = a_case(cast, CaseState.SUBMITTED)
        other.co_submitters.add(cast.pieter)
        assert self.asked(cast.pieter) == [85]
        assert self.asked(cast.samira) == [30, 90]
        assert self.asked(cast.maria) == []

    @pytest.mark.parametrize(
        ("days", "told", "asked"),
        [
            (41, [], False),
            (42, [], True),
            (42, ["six_weeks"], False),
            (181, ["six_weeks"], False),
            (182, ["six_weeks"], True),
            (182, [], True),
            (182, ["six_months"], False),
            (100, ["six_months"], True),
        ],
    )
    def test_to_look_back_after_six_weeks_and_after_half_a_year(
        self, cast: Cast, clock: time_machine.Traveller, days: int, told: list[str], asked: bool
    ) -> None:
        for state in (CaseState.DISCUSSED, CaseState.RELEASED):
            case = a_case(cast, state, discussed_at=NOON - days * DAY)
            for moment in told:
                LookBack.objects.create(case=case, moment=moment)
        assert self.asked(cast.samira) == ([70] if asked else [])
        LookBack.objects.create(case=a_case(cast, submitter=cast.maria), moment="six_weeks")
        assert self.asked(cast.samira) == ([70] if asked else [])

    def test_of_twenty_cases_at_most_the_last_changed_first(self, cast: Cast) -> None:
        for number in range(22):
            a_case(cast, CaseState.CHANGES_ASKED, number=f"2026-{number:03}", updated_at=NOON - number * DAY)
        urls = [ask.url.split("/")[2] for ask in queries.asks_of(cast.samira) if ask.weight == 90]
        assert urls == [f"2026-{number:03}" for number in range(20)]


def test_the_agendas_of_a_case_are_told_in_the_order_of_their_days_where_the_meeting_is_shown(cast: Cast) -> None:
    case, other = a_case(cast), a_case(cast)
    for number, (days, moment) in enumerate([(3, NOON), (1, NOON), (2, None)], start=1):
        meeting = Meeting.objects.create(
            number=number,
            title=str(days),
            starts_at=NOON + days * DAY,
            ends_at=NOON + days * DAY + SECOND,
            state="published" if moment else "planned",
            published_at=moment,
        )
        for position, on in enumerate((case, other), start=1):
            AgendaItem.objects.create(meeting=meeting, position=position, minutes=5, kind="case", case=on)
    found = queries.around(case, cast.pieter)["agenda_items"]
    assert [(one.case_id, one.meeting.title) for one in found] == [(case.pk, "1"), (case.pk, "3")]
