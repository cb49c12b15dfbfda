"""The demo: the fixed people and numbers that tools and people rely on, and something to do for everyone."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.utils import timezone

from atelier.demo.cases import CASES
from atelier.demo.people import LOGINS, NEWCOMER, ORGANISATIONS, OTHERS
from atelier.demo.play import FRESH_MAILS
from atelier.front.queries.mine import asks_of, next_meeting, own_work
from atelier.mail.models import OutboxMessage
from atelier.mail.states import State
from cases.models import Case, Insight, Intake
from cases.states import CaseState
from meetings.models import Meeting
from meetings.states import MeetingState
from members.models import JoinRequest, Member, Organisation
from research.models import LearningQuestion, Project
from research.states import ProjectState

pytestmark = pytest.mark.usefixtures("studio")


def somebody(address: str) -> Member:
    return Member.objects.get(email=f"{address}@voorbeeld.test")


def test_the_demo_has_the_promised_numbers() -> None:
    assert Organisation.objects.count() == len(ORGANISATIONS) == 8
    assert Member.objects.count() == len((*LOGINS, *OTHERS, NEWCOMER)) == 40
    assert Case.objects.count() == len(CASES) == 31
    assert Project.objects.count() == 8
    assert LearningQuestion.objects.count() == 6
    held = Meeting.objects.filter(state=MeetingState.REPORTED).order_by("starts_at")
    assert held.count() == 12
    assert (timezone.now() - held[0].starts_at).days > 600


def test_every_state_has_a_case_as_its_script_says() -> None:
    states = Counter(Case.objects.values_list("state", flat=True))
    assert set(states) == set(CaseState.values)
    assert states == Counter(case.state for case in CASES)


def test_projects_are_in_most_states() -> None:
    states = set(Project.objects.values_list("state", flat=True))
    assert {ProjectState.REGISTERED, ProjectState.RUNNING, ProjectState.DELIVERED, ProjectState.PUBLISHED} <= states


def test_the_seven_can_log_in() -> None:
    for person in LOGINS:
        assert Client().login(email=f"{person.address}@voorbeeld.test", password="samen-over-leven"), person.address


def test_who_joined_this_week_sees_the_first_steps_and_is_asked_to_answer(client: Client) -> None:
    tessa = somebody(NEWCOMER.address)
    assert client.login(email=tessa.email, password="samen-over-leven")
    page = client.get("/mijn/")
    assert [step.name for step in page.context["first_visit"] if not step.done] == ["visibility", "bring", "second"]
    assert page.context["meeting"].my_choice == "none"
    assert (timezone.now() - tessa.date_joined).days == 4
    assert [answer.meeting for answer in tessa.answers.all()] == [page.context["meeting"]]
    assert not tessa.attendances.exists()


def test_every_agenda_fills_its_three_hours() -> None:
    for meeting in Meeting.objects.exclude(state=MeetingState.PLANNED):
        assert sum(meeting.agenda_items.values_list("minutes", flat=True)) == meeting.minutes, meeting.title


def test_everybody_has_a_dashboard_with_something_to_do() -> None:
    asked = {person.address: {str(ask.title) for ask in asks_of(somebody(person.address))} for person in LOGINS}
    assert all(asked.values()), asked
    samira = somebody("samira")
    meeting = next_meeting(samira)
    assert meeting is not None
    assert meeting.my_choice == "none"  # type: ignore[attr-defined]
    assert len(own_work(samira).cases) >= 3
    assert Case.objects.filter(state=CaseState.RELEASED).without_voice("housing").exists()
    assert Project.objects.filter(participants=somebody("lars"), state=ProjectState.RUNNING).exists()
    assert Project.objects.filter(supervisor=somebody("ingrid"), state=ProjectState.REGISTERED).exists()
    assert Meeting.objects.filter(state=MeetingState.PLANNED).exists()
    assert JoinRequest.objects.waiting().count() == 2
    assert Case.objects.waiting_for_review().count() == 3


@pytest.mark.parametrize("address", [person.address for person in LOGINS])
def test_the_pages_of_the_roof_work_for_every_login(address: str, client: Client) -> None:
    client.force_login(somebody(address))
    for page in ("/", "/mijn/", "/zoeken/?q=brief", "/zoeken/?q=brief&soort=kwesties", "/profiel/privacy/"):
        assert client.get(page).status_code == 200, page


@pytest.mark.parametrize("address", [person.address for person in LOGINS])
def test_the_own_page_of_a_full_studio_costs_at_most_twelve_queries(  # type: ignore[no-untyped-def]
    address: str, client: Client, django_assert_max_num_queries
) -> None:
    client.force_login(somebody(address))
    client.get("/zoeken/")  # the first page of a login keeps its session
    with django_assert_max_num_queries(12):
        client.get("/mijn/")


@pytest.mark.parametrize("season", ["", "?seizoen=2025-2026"])
def test_the_figures_of_a_full_studio_are_read_in_twelve_queries(  # type: ignore[no-untyped-def]
    season: str, client: Client, django_assert_max_num_queries
) -> None:
    client.force_login(somebody("noor"))
    client.get("/zoeken/")
    with django_assert_max_num_queries(12):
        page = client.get(f"/coordinatie/cijfers/{season}")
    assert page.status_code == 200
    assert bool(page.context.get("organisations")) == bool(season), "per organisation only after the season"


def test_the_numbers_and_moments_of_cases_rise_together() -> None:
    cases = list(Case.objects.exclude(number=None).order_by("submitted_at"))
    assert [case.number for case in cases] == sorted(case.number for case in cases)
    for case in cases:
        moments = [move.at for move in case.moves.all()]
        assert moments == sorted(moments)
        assert all(moment <= timezone.now() for moment in moments)


def test_released_texts_differ_from_the_intakes() -> None:
    for intake in Intake.objects.filter(case__released_at__isnull=False).select_related("case"):
        assert intake.situation != intake.case.situation


def test_old_mail_does_not_leave_again() -> None:
    due = OutboxMessage.objects.filter(state=State.PLANNED, due_at__lte=timezone.now())
    assert 0 < due.count() <= FRESH_MAILS + 3
    assert set(due.values_list("kind", flat=True)) >= {"meetings.invitation", "meetings.guest_invitation"}
    assert OutboxMessage.objects.filter(state=State.SENT).count() > 500


def test_insights_wait_for_review_and_stand_on_the_site() -> None:
    assert Insight.objects.published().count() >= 5
    assert Insight.objects.waiting_for_review().exists()


def test_a_second_time_changes_nothing() -> None:
    out = StringIO()
    call_command("demo", stdout=out)
    assert "not loaded" in out.getvalue()
    assert Member.objects.count() == 40


@override_settings(ATELIER_MODE="production")
def test_production_gets_no_demo() -> None:
    with pytest.raises(CommandError):
        call_command("demo")
