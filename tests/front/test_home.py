"""The home page: for whoever comes by, on an empty portal and on a full one."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from atelier.front.queries.texts import default_text
from cases.models import Insight, Mechanism
from cases.states import InsightState, Lens, Level
from meetings.models import Meeting
from meetings.states import MeetingState
from tests.cast import Cast


def a_meeting(number: int = 1, *, days: float = 12, state: str = MeetingState.PUBLISHED, **values: object) -> Meeting:
    start = timezone.now() + timedelta(days=days)
    values.setdefault("title", f"Wie mag er blijven wonen, deel {number}")
    published = None if state == MeetingState.PLANNED else timezone.now()
    return Meeting.objects.create(
        number=number,
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        place="De Brug",
        address="Geheime straat 1",
        online_url="https://meedoen.test/geheim",
        state=state,
        published_at=published,
        **values,
    )


def an_insight(number: int = 1, state: str = InsightState.PUBLISHED) -> Insight:
    mechanism, _made = Mechanism.objects.get_or_create(slug="schaamte", defaults={"name": "Schaamte"})
    return Insight.objects.create(
        title=f"Inzicht nummer {number}",
        slug=f"inzicht-{number}",
        text="Wie zich bekeken voelt, vraagt niet meer.",
        mechanism=mechanism,
        level=Level.PROFESSIONAL,
        lens=Lens.RELATIONAL,
        state=state,
        published_at=timezone.now(),
    )


def test_an_empty_portal_says_what_it_is_and_what_will_come(client: Client, db: None) -> None:
    page = client.get("/").content.decode()
    for key in ("home_welcome", "home_for_whom", "home_round", "home_asks"):
        assert default_text(key, "nl").title in page
    assert "/meedoen/" in page


def test_a_visitor_sees_the_public_part_of_the_next_meeting_only(client: Client, db: None) -> None:
    a_meeting(2, days=40, title="De verre bijeenkomst", agreed_title="De verre bijeenkomst")
    a_meeting(1, public_text="Kom gerust kijken.", agreed_title="Wie mag er blijven wonen, deel 1")
    page = client.get("/").content.decode()
    assert "Wie mag er blijven wonen, deel 1" in page
    assert "Kom gerust kijken." in page
    assert "De verre bijeenkomst" not in page
    assert "Geheime straat" not in page
    assert "meedoen.test/geheim" not in page


def test_what_is_not_public_stays_off_the_home_page(client: Client, db: None) -> None:
    a_meeting(1, state=MeetingState.PLANNED, title="Nog geheim plan")
    an_insight(1, state=InsightState.DRAFT)
    page = client.get("/").content.decode()
    assert "Nog geheim plan" not in page
    assert "Inzicht nummer 1" not in page


def test_the_latest_three_insights_stand_on_the_home_page(client: Client, db: None) -> None:
    for number in range(1, 5):
        an_insight(number)
    page = client.get("/").content.decode()
    assert "Inzicht nummer 4" in page
    assert "Inzicht nummer 1" not in page


def test_a_member_is_led_to_the_own_studio(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    assert 'href="/mijn/"' in client.get("/").content.decode()


def test_home_costs_the_same_few_queries_for_one_and_three(  # type: ignore[no-untyped-def]
    client: Client, db: None, django_assert_num_queries
) -> None:
    a_meeting(1)
    an_insight(1)
    with django_assert_num_queries(3):
        client.get("/")
    for number in (2, 3):
        a_meeting(number, days=20 + number)
        an_insight(number)
    with django_assert_num_queries(3):
        client.get("/")
