"""How long a raw text stays follows from how its case stands, and from nobody's click."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.test import Client
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.exceptions import NotAllowed, ReasonMissing
from cases import actions
from cases.exceptions import IntakeGone, PeriodOutOfBounds
from cases.models import Case, CaseMove, ChangeNote, Intake, Period, PeriodChange
from cases.states import KEPT_DAYS, CaseState, Keeping
from meetings import actions as meetings
from meetings.models import Meeting
from meetings.states import MeetingState
from tests.cases.helpers import RAW_SITUATION, RELEASED, make_case, release
from tests.cast import Cast
from tests.fixtures_mail import Mailbox, tick
from tests.front.test_privacy_walk import places_with
from tests.meetings.helpers import make_meeting

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> datetime:
    time_machine.move_to("2026-11-01 12:00+01:00", tick=False)
    return timezone.now()


@pytest.fixture
def beheer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.beheer)
    return client


def end(case: Case) -> datetime | None:
    return Intake.objects.with_end().get(case=case).ends_at


def period(kind: Keeping) -> Period:
    """A test with real transactions ends by emptying all tables, and so the periods too."""
    return Period.objects.get_or_create(kind=kind, defaults={"days": KEPT_DAYS[kind].usual})[0]


def on_agenda(case: Case, meeting: Meeting, cast: Cast) -> Any:
    return meetings.add_case(meeting, Case.objects.get(pk=case.pk), by=cast.noor, minutes=30)


def a_day_passes() -> None:
    cache.clear()
    tick()


@pytest.mark.parametrize(
    ("state", "days"),
    [
        (CaseState.SUBMITTED, 365),
        (CaseState.CHANGES_ASKED, 365),
        (CaseState.SHOWN, 365),
        (CaseState.RELEASED, 365),
        (CaseState.DISCUSSED, 90),
        (CaseState.FOLLOWED_UP, 90),
        (CaseState.CLOSED, 90),
        (CaseState.DECLINED, 30),
        (CaseState.WITHDRAWN, 7),
    ],
)
def test_each_state_has_its_end(cast: Cast, today: datetime, state: CaseState, days: int) -> None:
    case = make_case(cast, state)
    assert end(case) == today + days * DAY


def test_of_a_draft_nothing_runs_before_its_owner_is_warned(cast: Cast) -> None:
    assert end(make_case(cast, CaseState.DRAFT)) is None


def test_outcome_and_closing_do_not_lengthen_what_the_meeting_began(cast: Cast, time_machine: Any) -> None:
    case = make_case(cast, CaseState.DISCUSSED)
    before = end(case)
    time_machine.shift(40 * DAY)
    actions.follow_up(case, by=cast.noor)
    time_machine.shift(40 * DAY)
    actions.close(case, by=cast.noor)
    assert end(case) == before
    time_machine.shift(10 * DAY)
    assert actions.purge_intakes() == {"discussed": 1}


class TestWithAMeeting:
    @pytest.fixture
    def case(self, cast: Cast) -> Case:
        return make_case(cast)

    @pytest.fixture
    def meeting(self, cast: Cast) -> Meeting:
        return make_meeting(cast, MeetingState.PUBLISHED)

    def test_the_time_runs_from_its_end_and_goes_along_when_it_is_put_off(
        self, case: Case, meeting: Meeting, cast: Cast
    ) -> None:
        on_agenda(case, meeting, cast)
        assert end(case) == meeting.ends_at + 90 * DAY
        later = {"starts_at": meeting.starts_at + 14 * DAY, "ends_at": meeting.ends_at + 14 * DAY}
        meetings.change(meeting, by=cast.noor, **later)
        assert end(case) == later["ends_at"] + 90 * DAY

    def test_a_case_of_which_nobody_says_whether_it_was_talked_about_keeps_no_text(
        self, case: Case, meeting: Meeting, cast: Cast, time_machine: Any
    ) -> None:
        on_agenda(case, meeting, cast)
        time_machine.move_to(meeting.ends_at + 90 * DAY - timedelta(minutes=1), tick=False)
        a_day_passes()
        assert Intake.objects.filter(case=case).exists()
        time_machine.move_to(meeting.ends_at + 90 * DAY, tick=False)
        a_day_passes()
        assert not Intake.objects.filter(case=case).exists()
        assert Case.objects.get(pk=case.pk).state == CaseState.SCHEDULED

    def test_a_report_that_comes_late_lengthens_nothing(
        self, case: Case, meeting: Meeting, cast: Cast, time_machine: Any
    ) -> None:
        item = on_agenda(case, meeting, cast)
        time_machine.move_to(meeting.ends_at + 30 * DAY, tick=False)
        meetings.hold(meeting, by=cast.noor)
        meetings.reached(meeting.agenda_items.get(pk=item.pk), by=cast.noor, results={})
        assert Case.objects.get(pk=case.pk).state == CaseState.DISCUSSED
        assert end(case) == meeting.ends_at + 90 * DAY

    def test_off_the_agenda_or_called_off_it_waits_as_before(
        self, case: Case, meeting: Meeting, cast: Cast, today: datetime
    ) -> None:
        item = on_agenda(case, meeting, cast)
        meetings.remove_item(item, by=cast.noor)
        assert end(case) == today + 365 * DAY
        on_agenda(case, meeting, cast)
        meetings.cancel(Meeting.objects.get(pk=meeting.pk), by=cast.noor, reason="De zaal is dicht.")
        assert end(case) == today + 365 * DAY

    def test_not_reached_it_goes_by_the_next_meeting(
        self, case: Case, meeting: Meeting, cast: Cast, time_machine: Any
    ) -> None:
        following = make_meeting(cast, MeetingState.PUBLISHED, days=80)
        item = on_agenda(case, meeting, cast)
        time_machine.move_to(meeting.ends_at + DAY, tick=False)
        meetings.hold(meeting, by=cast.noor)
        meetings.not_reached(meeting.agenda_items.get(pk=item.pk), by=cast.noor)
        assert end(case) == following.ends_at + 90 * DAY

    def test_talked_about_once_more_at_a_later_meeting_the_later_one_counts(
        self, case: Case, meeting: Meeting, cast: Cast, time_machine: Any
    ) -> None:
        item = on_agenda(case, meeting, cast)
        time_machine.move_to(meeting.ends_at + DAY, tick=False)
        meetings.hold(meeting, by=cast.noor)
        meetings.reached(meeting.agenda_items.get(pk=item.pk), by=cast.noor, results={})
        following = make_meeting(cast, MeetingState.PUBLISHED, days=50)
        again = on_agenda(case, following, cast)
        assert end(case) == following.ends_at + 90 * DAY
        meetings.remove_item(again, by=cast.noor)
        assert end(case) == meeting.ends_at + 90 * DAY

    def test_put_on_the_next_agenda_each_time_it_does_not_stay_for_ever(
        self, case: Case, cast: Cast, today: datetime
    ) -> None:
        on_agenda(case, make_meeting(cast, days=400), cast)
        assert end(case) == today + 365 * DAY


def test_taken_back_and_released_anew_its_year_begins_anew(cast: Cast, time_machine: Any) -> None:
    case = make_case(cast)
    time_machine.shift(100 * DAY)
    actions.unpublish(case, by=cast.beheer, reason="Er stond nog een straat in.")
    assert end(case) == timezone.now() + 365 * DAY
    time_machine.shift(10 * DAY)
    release(case, cast)
    assert end(case) == timezone.now() + 365 * DAY


def test_what_nobody_reviews_or_mends_is_let_go_and_its_submitter_hears_it(
    cast: Cast, mailbox: Mailbox, time_machine: Any
) -> None:
    case = make_case(cast, CaseState.CHANGES_ASKED)
    waits = make_case(cast, CaseState.SUBMITTED)
    mailbox.of(cast.samira)
    time_machine.shift(365 * DAY)
    a_day_passes()
    assert not Intake.objects.exists()
    assert {one.state for one in Case.objects.filter(pk__in=[case.pk, waits.pk])} == {CaseState.WITHDRAWN}
    last = CaseMove.objects.filter(subject=case).last()
    assert last is not None
    assert (last.by, last.why) == (None, "")
    assert last.said == "Er gebeurde 365 dagen niets mee, daarom liet het portaal de kwestie los"
    assert sum("ingetrokken" in mail.subject for mail in mailbox.of(cast.samira)) == 2


def test_what_hangs_on_an_intake_goes_with_it(cast: Cast, time_machine: Any) -> None:
    relations = [one for one in Intake._meta.get_fields() if one.auto_created and not one.concrete]
    kept = [one.name for one in relations if getattr(one, "on_delete", None) is not models.CASCADE]
    assert relations
    assert not kept
    case = make_case(cast, CaseState.CHANGES_ASKED)
    actions.withdraw(case, by=cast.samira, reason=RAW_SITUATION)
    time_machine.shift(7 * DAY)
    assert {kind: count for kind, count in actions.purge().items() if count} == {"withdrawn": 1}
    assert not ChangeNote.objects.exists()
    assert not CaseMove.objects.exclude(why="").exists()


def test_no_word_of_a_purged_text_is_left_anywhere_in_the_database(cast: Cast, time_machine: Any) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    actions.request_changes(case, by=cast.beheer, notes={"situation": f"Laat weg: {RAW_SITUATION}"})
    actions.resubmit(case, by=cast.samira, situation=f"Korter. {RAW_SITUATION}")
    release(case, cast)
    actions.correct(case, by=cast.beheer, reason=f"Er stond: {RAW_SITUATION}", **RELEASED)
    actions.unpublish(case, by=cast.beheer, reason=RAW_SITUATION)
    actions.decline(case, by=cast.beheer, reason=RAW_SITUATION, offer=RAW_SITUATION)
    assert places_with("RAUWMERK") >= {"cases_intake.situation", "cases_changenote.note", "cases_casemove.why"}
    time_machine.shift(30 * DAY)
    a_day_passes()
    assert places_with("RAUWMERK") == set()


def test_counts_are_recorded_and_no_contents(cast: Cast, time_machine: Any) -> None:
    for _case in range(2):
        make_case(cast, CaseState.WITHDRAWN)
    make_case(cast, CaseState.DECLINED)
    time_machine.shift(40 * DAY)
    actions.purge_intakes()
    told = set(Entry.objects.filter(verb="period.purged").values_list("object_id", "note", "actor"))
    assert told == {("withdrawn", "2", None), ("declined", "1", None)}


def test_without_its_raw_text_a_case_can_still_be_taken_back_and_released(
    beheer: Client, cast: Cast, time_machine: Any
) -> None:
    case = make_case(cast)
    time_machine.shift(365 * DAY)
    assert actions.purge_intakes() == {"waiting": 1}
    beheer.force_login(cast.beheer)
    actions.unpublish(case, by=cast.beheer, reason="Er stond nog een straat in.")
    with pytest.raises(IntakeGone):
        actions.request_changes(case, by=cast.beheer, notes={"situation": "Korter"})
    page = f"/beheer/cases/case/{case.pk}/stap/vrijgeven/"
    assert "De ingebrachte tekst is verwijderd." in beheer.get(page).content.decode()
    assert beheer.post(page, {**RELEASED, "go": "look", "version": ""}).status_code == 200
    release(case, cast)
    assert case.is_open_to_members


class TestAPeriod:
    def test_within_bounds_another_number_counts_for_what_is_there(self, cast: Cast, today: datetime) -> None:
        case = make_case(cast, CaseState.DECLINED)
        actions.change_period(period(Keeping.DECLINED), by=cast.beheer, days=60, reason="Bezwaar duurt zes weken.")
        assert end(case) == today + 60 * DAY
        changed = PeriodChange.objects.get()
        assert (changed.before, changed.after, changed.by) == (30, 60, cast.beheer)
        entry = Entry.objects.get(verb="period.changed")
        assert (entry.actor, entry.object_id, entry.note) == (cast.beheer, "declined", "30 > 60")

    def test_a_shorter_one_takes_no_text_within_two_weeks_that_had_longer(
        self, cast: Cast, today: datetime, time_machine: Any
    ) -> None:
        old, withdrawn = make_case(cast, CaseState.DISCUSSED), make_case(cast, CaseState.WITHDRAWN)
        time_machine.shift(20 * DAY)
        young = make_case(cast, CaseState.DISCUSSED)
        time_machine.shift(60 * DAY)
        actions.change_period(period(Keeping.DISCUSSED), by=cast.beheer, days=50, reason="Korter is genoeg.")
        assert end(old) == today + 90 * DAY
        assert end(young) == today + 94 * DAY
        assert end(withdrawn) == today + 7 * DAY

    def test_neither_out_of_bounds_nor_without_a_reason_nor_by_just_anybody(self, cast: Cast) -> None:
        shortest = period(Keeping.WITHDRAWN)
        with pytest.raises(PeriodOutOfBounds):
            actions.change_period(shortest, by=cast.beheer, days=0, reason="Nu.")
        with pytest.raises(ReasonMissing):
            actions.change_period(shortest, by=cast.beheer, days=5, reason=" ")
        with pytest.raises(NotAllowed):
            actions.change_period(shortest, by=cast.noor, days=5, reason="Korter.")
        assert Period.objects.get(pk="withdrawn").days == 7

    def test_is_changed_at_the_desk_with_a_word_why(self, beheer: Client, cast: Cast) -> None:
        case = make_case(cast, CaseState.WITHDRAWN)
        page = f"/beheer/cases/period/{period(Keeping.WITHDRAWN).pk}/"
        assert "1 tot 90 dagen" in beheer.get("/beheer/cases/period/").content.decode()
        refused = beheer.post(f"{page}stap/dagen/", {"days": "200", "reason": "Langer."})
        assert "days" in refused.context["form"].errors
        form = beheer.get(f"{page}stap/dagen/").context["form"]
        assert form["days"].value() == 7
        beheer.post(
            f"{page}stap/dagen/", {"days": "10", "reason": "Wie spijt heeft.", "version": form["version"].value()}
        )
        assert "Wie spijt heeft." in beheer.get(f"{page}change/").content.decode()
        assert end(case) == timezone.now() + 10 * DAY


class TestPages:
    def test_submitter_and_moderator_read_the_day(self, client: Client, cast: Cast) -> None:
        case = make_case(cast, CaseState.WITHDRAWN)
        client.force_login(cast.samira)
        assert "Je tekst verdwijnt op zondag 8 november 2026." in text_of(client, f"/kwesties/{case.number}/inbreng/")
        client.force_login(cast.beheer)
        for page in ("change/", "stap/inbreng/"):
            assert "8 november 2026" in text_of(client, f"/beheer/cases/case/{case.pk}/{page}")

    def test_who_waits_for_a_meeting_reads_that_it_gives_another_day(self, client: Client, cast: Cast) -> None:
        case = make_case(cast)
        client.force_login(cast.samira)
        page = text_of(client, f"/kwesties/{case.number}/inbreng/")
        assert "Je tekst verdwijnt op maandag 1 november 2027." in page
        assert "Bespreekt een bijeenkomst je kwestie, dan komt er een andere dag" in page


def text_of(client: Client, page: str) -> str:
    return " ".join(client.get(page).content.decode().split())


class TestTheUpgrade:
    """What the migration does with texts that were there before the rule."""

    migration = import_module("cases.migrations.0014_kept_by_state")

    def test_followed_up_long_ago_it_goes_in_two_weeks_and_not_at_once(self, cast: Cast, time_machine: Any) -> None:
        case, young = make_case(cast, CaseState.FOLLOWED_UP), make_case(cast)
        time_machine.shift(200 * DAY)
        now = timezone.now()
        fresh = make_case(cast, CaseState.DISCUSSED)
        self.migration.tell_first(apps, None)
        assert end(case) == now + 14 * DAY
        assert end(fresh) == now + 90 * DAY
        assert Intake.objects.get(case=young).not_before is None
        assert actions.purge_intakes() == {}
        time_machine.shift(14 * DAY)
        assert actions.purge_intakes() == {"discussed": 1}

    def test_never_later_than_the_page_told_before(self, cast: Cast, today: datetime, time_machine: Any) -> None:
        case = make_case(cast, CaseState.CLOSED)
        time_machine.shift(85 * DAY)
        self.migration.tell_first(apps, None)
        assert end(case) == today + 90 * DAY

    def test_what_the_operator_chose_stays_within_the_bounds(self, cast: Cast, monkeypatch: Any) -> None:
        Period.objects.all().delete()
        monkeypatch.setenv("INTAKE_RETENTION_DAYS", "60")
        monkeypatch.setenv("DRAFT_RETENTION_DAYS", "7")
        self.migration.take_over(apps, None)
        days = dict(Period.objects.values_list("kind", "days"))
        assert days == {kind.value: told.usual for kind, told in KEPT_DAYS.items()} | {"discussed": 60, "draft": 30}

    def test_holds_the_same_days_as_the_code(self) -> None:
        assert {
            kind.value: (days.usual, days.least, days.most) for kind, days in KEPT_DAYS.items()
        } == self.migration.DAYS
