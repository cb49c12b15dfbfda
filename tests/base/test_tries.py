"""How tries are counted: to the one, to the second, each under its own name and from its own place."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.conf import settings as portal
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch, resolve
from django.utils import timezone

from atelier.base.models import Tries
from atelier.base.web import limits
from atelier.base.web.limits import Limit, give_back, is_known, is_used_up, limits_of, names_of, remember, take
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 14, 12, 0, tzinfo=UTC)
HOME, ELSEWHERE = "192.0.2.10", "198.51.100.7"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def few(settings: Any) -> None:
    settings.LIMITED = True
    settings.LIMITS = {
        **settings.LIMITS,
        "two": "2/10m/network",
        "three": "3/1h/network",
        "login": "2/10m/email+network,4/1h/email",
        "person": "1/10m/person",
        "session": "1/10m/session",
        "all": "1/10m/everybody",
    }


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def from_(network: str = HOME, *, method: str = "post", **sent: str) -> HttpRequest:
    request: HttpRequest = getattr(RequestFactory(), method)("/", sent, REMOTE_ADDR=network)
    request.user = AnonymousUser()
    request.session = import_module(portal.SESSION_ENGINE).SessionStore()
    return request


def test_a_limit_is_read_as_it_is_written() -> None:
    assert limits_of("x", "60/10m/network, 5/1d/email+network,2/3h/person") == (
        Limit("x", 60, 600, "network"),
        Limit("x", 5, 86400, "email+network"),
        Limit("x", 2, 10800, "person"),
    )


def test_a_network_is_the_first_half_of_an_address() -> None:
    assert limits.network_of(from_("2001:db8:1:3::9")) == "2001:db8:1:3::/64"


def test_one_try_too_many_waits_until_the_time_of_the_first_is_over(clock: time_machine.Traveller) -> None:
    assert take(from_(), "two") is None
    clock.shift(MINUTE)
    assert take(from_(), "two") is None
    clock.shift(MINUTE)
    assert take(from_(), "two") == NOW + 10 * MINUTE
    assert take(from_(ELSEWHERE), "two") is None
    clock.move_to(NOW + timedelta(minutes=9, seconds=59))
    assert take(from_(), "two") == NOW + 10 * MINUTE
    clock.move_to(NOW + 10 * MINUTE)
    assert take(from_(), "two") is None
    assert take(from_(), "two") is None
    assert take(from_(), "two") == NOW + 20 * MINUTE


def test_under_two_names_the_longest_wait_of_those_that_are_used_up_counts(clock: time_machine.Traveller) -> None:
    waits = [take(from_(), "two", "three") for _try in range(4)]
    assert waits == [None, None, NOW + 10 * MINUTE, NOW + 60 * MINUTE]


def test_to_look_whether_it_is_used_up_counts_no_try(clock: time_machine.Traveller) -> None:
    take(from_(), "two")
    assert [is_used_up(from_(), "two") for _look in range(3)] == [None] * 3
    take(from_(), "two")
    assert is_used_up(from_(), "two") == NOW + 10 * MINUTE
    assert is_used_up(from_(ELSEWHERE), "two") is None
    clock.move_to(NOW + 10 * MINUTE)
    assert is_used_up(from_(), "two") is None


def test_of_two_limits_that_are_used_up_the_later_moment_is_told(settings: Any, clock: time_machine.Traveller) -> None:
    settings.LIMITS = {**settings.LIMITS, "both": "1/10m/network,1/1h/everybody"}
    take(from_(), "both")
    assert is_used_up(from_(), "both") == NOW + 60 * MINUTE


def test_a_try_that_was_right_is_given_back_and_never_more_than_was_taken() -> None:
    for _try in range(2):
        take(from_(), "two")
    take(from_(ELSEWHERE), "two")
    give_back(from_(), "two")
    assert sorted(Tries.objects.values_list("count", flat=True)) == [1, 1]
    for _try in range(3):
        give_back(from_(), "two")
    assert sorted(Tries.objects.values_list("count", flat=True)) == [0, 1]


def test_an_address_is_counted_from_each_network_and_from_everywhere_apart() -> None:
    for network in (HOME, ELSEWHERE):
        assert [take(from_(network, email="jo@voorbeeld.test"), "login") for _try in range(2)] == [None, None]
    assert take(from_("203.0.113.1", email="jo@voorbeeld.test"), "login") is not None
    assert take(from_("203.0.113.1", email="bo@voorbeeld.test"), "login") is None
    assert take(from_("203.0.113.1"), "login", email="jo@voorbeeld.test") is not None
    assert take(from_("203.0.113.2", login=" JO@voorbeeld.test "), "login") is not None


def test_from_where_its_owner_came_in_an_address_is_counted_for_that_network_alone() -> None:
    remember(from_(), "jo@voorbeeld.test")
    for number in range(5):
        take(from_(f"203.0.113.{number}", email="jo@voorbeeld.test"), "login")
    waits = [take(from_(email="jo@voorbeeld.test"), "login") is not None for _try in range(3)]
    assert waits == [False, False, True]


def test_where_the_owner_came_in_is_known_for_ninety_days(clock: time_machine.Traveller) -> None:
    remember(from_(), "jo@voorbeeld.test")
    assert is_known(from_(), "Jo@voorbeeld.test")
    assert not is_known(from_(ELSEWHERE), "jo@voorbeeld.test")
    assert not is_known(from_(), "bo@voorbeeld.test")
    clock.move_to(NOW + timedelta(days=90, seconds=-1))
    assert is_known(from_(), "jo@voorbeeld.test")
    clock.move_to(NOW + timedelta(days=90))
    assert not is_known(from_(), "jo@voorbeeld.test")
    remember(from_(), "jo@voorbeeld.test")
    assert is_known(from_(), "jo@voorbeeld.test")
    assert Tries.objects.get().count == 0


def test_what_has_no_address_person_or_session_is_not_counted_by_it() -> None:
    for name in ("login", "person", "session"):
        assert [take(from_(), name) for _try in range(9)] == [None] * 9
    assert not Tries.objects.exists()


def test_a_person_and_a_session_are_counted_wherever_they_are(cast: Cast) -> None:
    def samira(network: str) -> HttpRequest:
        request = from_(network)
        request.user = cast.samira
        return request

    assert take(samira(HOME), "person") is None
    assert take(samira(ELSEWHERE), "person") is not None
    one = from_()
    one.session.create()
    assert take(one, "session") is None
    assert take(one, "session") is not None
    assert take(from_(ELSEWHERE), "all") is None
    assert take(from_(HOME), "all") is not None


def test_without_limits_nothing_is_counted_or_remembered(settings: Any) -> None:
    settings.LIMITED = False
    assert [take(from_(), "two") for _try in range(5)] == [None] * 5
    assert is_used_up(from_(), "two") is None
    remember(from_(), "jo@voorbeeld.test")
    assert not Tries.objects.exists()


def test_only_what_is_over_is_forgotten(clock: time_machine.Traveller) -> None:
    take(from_(), "two")
    take(from_(), "three")
    clock.move_to(NOW + 10 * MINUTE)
    limits.purge()
    assert [one.until for one in Tries.objects.all()] == [NOW + 60 * MINUTE]


@pytest.mark.parametrize(
    ("method", "path", "logged_in", "counted"),
    [
        ("post", "/meedoen/", False, ["anybody", "members:join"]),
        ("post", "/meedoen/", True, ["members:join"]),
        ("get", "/meedoen/", False, []),
        ("post", "/contact/", False, ["anybody"]),
        ("post", "/mijn/", True, []),
    ],
)
def test_every_post_of_a_stranger_counts_and_under_its_own_name_where_it_has_a_limit(
    cast: Cast, method: str, path: str, logged_in: bool, counted: list[str]
) -> None:
    request = from_(method=method)
    request.user = cast.samira if logged_in else AnonymousUser()
    request.resolver_match = resolve(path)
    assert names_of(request) == counted


def test_what_can_only_be_read_counts_by_reading(settings: Any, cast: Cast) -> None:
    request = from_(method="get")
    request.resolver_match = resolve("/meedoen/")
    settings.LIMITED_READING = ["members:join"]
    assert names_of(request) == ["members:join"]
    request.resolver_match = None
    assert names_of(request) == []


def test_only_a_wrong_link_that_needs_no_login_counts_as_one() -> None:
    def answered(path: str, status: int) -> int:
        request = from_(method="get")
        request.resolver_match = resolve(path)
        limits.Limits(lambda request: HttpResponse(status=status))(request)
        return Tries.objects.count()

    assert answered("/gast/fout/", 200) == 0
    assert answered("/bijeenkomsten/8/", 404) == 0
    assert answered("/gast/fout/", 404) == 1


@pytest.mark.parametrize(
    ("secret", "marks", "opens_without_login"),
    [
        ({"token": "x"}, {"login_required": False}, True),
        ({"token": "x"}, {"login_required": True}, False),
        ({"token": "x"}, {}, False),
        ({"number": 8}, {"login_required": False}, False),
        (None, {}, False),
    ],
)
def test_a_secret_address_has_a_token_and_says_itself_that_it_needs_no_login(
    secret: dict[str, object] | None, marks: dict[str, bool], opens_without_login: bool
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    vars(view).update(marks)
    request = from_(method="get")
    request.resolver_match = None if secret is None else ResolverMatch(view, (), secret)
    assert limits.is_secret_address(request) is opens_without_login


def test_of_an_address_that_never_ends_the_first_320_letters_count() -> None:
    def spelled(email: str) -> str:
        return limits.email_of(from_(), email)

    assert spelled("a" * 320 + "b") == spelled("a" * 320 + "c") == "a" * 320
    assert spelled("a" * 319 + "b") != spelled("a" * 320)


def test_who_waits_with_a_file_is_told_to_choose_it_again_and_who_only_reads_sends_nothing(
    client: Client, settings: Any
) -> None:
    settings.LIMITS = {**settings.LIMITS, "anybody": "1/10m/network", "wrong_link": "1/10m/network"}
    for _try in range(2):
        page = client.post("/contact/", {"name": "Jo", "file": BytesIO(b"x")})
    assert (page.status_code, page.context["asks_file"], page.context["again"]) == (429, True, True)
    for _try in range(2):
        page = client.get("/gast/fout/")
    assert (page.status_code, page.context["asks_file"], page.context["again"]) == (429, False, False)


def test_who_tried_wrong_links_too_often_gets_no_further_one_and_all_else(settings: Any, client: Client) -> None:
    settings.LIMITS = {**settings.LIMITS, "wrong_link": "1/10m/network"}
    assert client.get("/gast/fout/").status_code == 404
    assert client.get("/gast/fout/").status_code == 429
    assert client.get("/bijeenkomsten/").status_code == 200
    settings.LIMITED = False
    assert client.get("/gast/fout/").status_code == 404


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2027-01-14T14:00:00+01:00", "14.00"),
        ("2027-01-14T14:00:01+01:00", "14.01"),
        ("2027-01-14T23:59:01+01:00", "vrijdag 15 januari 2027 om 00.00"),
    ],
)
def test_the_moment_is_rounded_up_to_the_minute_and_has_its_day_when_that_is_another(
    clock: time_machine.Traveller, until: str, said: str
) -> None:
    assert said in limits.when(datetime.fromisoformat(until))


@pytest.mark.parametrize(("left", "seconds"), [(timedelta(seconds=61), "62"), (timedelta(seconds=-5), "1")])
def test_a_program_is_told_how_long_to_wait_and_nothing_keeps_the_page(
    clock: time_machine.Traveller, left: timedelta, seconds: str
) -> None:
    answer = limits.too_often(from_(), timezone.now() + left)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (429, seconds, "no-store, private")


def test_what_was_typed_goes_along_but_no_password_and_no_key_of_the_form(client: Client, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "anybody": "1/10m/network"}
    sent = {"name": ["Jo", "Bo"], "password": "geheim", "csrfmiddlewaretoken": "sleutel"}
    client.post("/contact/", sent)
    page = client.post("/contact/", sent)
    assert page.context["sent"] == [("name", "Jo"), ("name", "Bo")]
    assert (page.context["asks_password"], page.context["asks_file"], page.context["again"]) == (True, False, True)
    plain = client.post("/contact/", {"name": "Jo"})
    assert (plain.context["asks_password"], plain.context["asks_file"]) == (False, False)
