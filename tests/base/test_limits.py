"""Who tries too often waits; who is right, or somebody else, does not."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone

from atelier.base.models import Tries
from atelier.base.web import limits
from atelier.base.web.limits import network_of
from tests.access_table import GET
from tests.cast import PASSWORD, Cast
from tests.test_access import names
from tests.world import load_world

pytestmark = pytest.mark.django_db

SECRET = re.compile(r"<str:token>|\(\?P<key>")
HOME, ELSEWHERE = "192.0.2.10", "198.51.100.7"
SAMIRA = "samira@voorbeeld.test"


@pytest.fixture(autouse=True)
def limited(settings: Any) -> None:
    settings.LIMITED = True


@pytest.fixture
def no_broker(settings: Any) -> None:
    """The cache's server is away."""
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}


def at(network: str) -> Client:
    return Client(REMOTE_ADDR=network)


def log_in(network: str, password: str = PASSWORD, email: str = SAMIRA) -> bool:
    answer = at(network).post("/inloggen/", {"login": email, "password": password})
    return answer.headers.get("Location") == "/mijn/"


@pytest.mark.usefixtures("no_broker")
def test_five_wrong_passwords_make_a_stranger_wait_and_not_the_owner(cast: Cast) -> None:
    for _try in range(5):
        log_in(ELSEWHERE, "fout")
    assert not log_in(ELSEWHERE)
    page = at(ELSEWHERE).post("/inloggen/", {"login": SAMIRA, "password": PASSWORD}).content.decode()
    assert "Dit ging te vaak mis. Probeer het weer vanaf" in page
    assert f'value="{SAMIRA}"' in page
    assert log_in(HOME)


def test_after_ten_minutes_the_stranger_may_try_again(cast: Cast) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _try in range(6):
            log_in(ELSEWHERE, "fout")
        clock.shift(timedelta(minutes=10, seconds=1))
        assert log_in(ELSEWHERE)


def test_who_types_the_right_password_every_day_never_waits(cast: Cast) -> None:
    assert all(log_in(HOME) for _day in range(12))


def test_many_networks_on_one_account_are_slowed_and_the_owner_still_comes_in_from_the_own_network(cast: Cast) -> None:
    assert log_in(HOME)
    for number in range(40):
        log_in(f"203.0.113.{number}", "fout")
    assert not log_in("203.0.113.99")
    assert log_in(HOME)


def test_a_botnet_does_not_keep_the_owner_from_a_code_by_mail(cast: Cast, client: Client) -> None:
    assert log_in(HOME)
    for number in range(40):
        at(f"203.0.113.{number}").post("/inloggen/code/", {"email": SAMIRA})
    assert at("203.0.113.99").post("/inloggen/code/", {"email": SAMIRA}).status_code == 429
    assert at(HOME).post("/inloggen/code/", {"email": SAMIRA}).status_code == 302


@pytest.mark.parametrize("spelling", ["SAMIRA@voorbeeld.test", "ſamira@voorbeeld.test", "samıra@voorbeeld.test"])
def test_another_spelling_of_an_address_is_no_new_account(cast: Cast, spelling: str) -> None:
    for _try in range(5):
        log_in(ELSEWHERE, "fout", spelling)
    assert not log_in(ELSEWHERE)


def test_an_unknown_address_is_made_to_wait_just_the_same(cast: Cast) -> None:
    said = []
    for number, email in enumerate((SAMIRA, "niemand@elders.test")):
        here = at(f"192.0.2.{number}")
        for _try in range(6):
            page = here.post("/inloggen/", {"login": email, "password": "fout"})
        said.append(str(page.context["form"].errors).replace(email, ""))
    assert said[0] == said[1]


def test_a_whole_ipv6_network_is_one_and_an_ipv4_address_in_ipv6_is_itself() -> None:
    def network(address: str) -> str:
        return network_of(RequestFactory().get("/", REMOTE_ADDR=address))

    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9") != network("2001:db8:1:3::1")
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") != network("::ffff:192.0.2.2")


def test_only_what_our_own_proxies_add_says_where_somebody_is(settings: Any) -> None:
    def network(forwarded: str) -> str:
        return network_of(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded))

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert network("1.1.1.1") == "10.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert network("1.1.1.1, 192.0.2.1") == "192.0.2.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert network("1.1.1.1, 192.0.2.1, 10.0.0.2") == "192.0.2.1"
    assert network("192.0.2.1") == "unknown"


@pytest.mark.usefixtures("no_broker")
def test_the_code_on_the_screen_cannot_be_guessed(cast: Cast, client: Client) -> None:
    client.force_login(cast.samira)
    answers = [client.post("/bijeenkomsten/1/aanwezig/", {"code": f"{n:06}"}).status_code for n in range(11)]
    assert answers[-1] == 429


def test_codes_of_the_second_step_cannot_be_guessed(cast: Cast, client: Client) -> None:
    from tests.members.test_login import totp_code, with_totp

    secret = with_totp(cast)
    client.post("/inloggen/", {"login": cast.beheer.email, "password": PASSWORD})
    for _try in range(5):
        client.post("/account/tweede-stap/authenticate/", {"code": "000000"})
    page = client.post("/account/tweede-stap/authenticate/", {"code": totp_code(secret)})
    assert "Dit ging te vaak mis" in page.content.decode()


def test_who_knows_the_password_alone_does_not_make_a_network_the_owners(cast: Cast) -> None:
    from tests.members.test_login import with_totp

    with_totp(cast)
    client = at(ELSEWHERE)
    client.post("/inloggen/", {"login": cast.beheer.email, "password": PASSWORD})
    assert client.get("/profiel/").status_code == 302
    assert not Tries.objects.filter(until__gt=timezone.now() + timedelta(days=2)).exists()


def test_the_page_says_when_and_keeps_what_was_typed(settings: Any, client: Client) -> None:
    settings.LIMITS = {**settings.LIMITS, "members:join": "1/1h/network"}
    typed = {"name": "Jo <b>", "email": "jo@voorbeeld.test", "brings": "Eén\nTwee", "password": "geheim"}
    with time_machine.travel("2027-01-14T13:00:00+01:00", tick=False):
        client.post("/meedoen/", typed)
        page = client.post("/meedoen/", typed)
    html = page.content.decode()
    assert page.status_code == 429
    assert page["Retry-After"] == "3601"
    assert "weer proberen vanaf 14.00" in html
    for text in ("Jo &lt;b&gt;", "jo@voorbeeld.test", "Eén\nTwee"):
        assert text in html
    assert "geheim" not in html


def test_what_is_over_is_forgotten(client: Client) -> None:
    client.post("/meedoen/", {})
    assert Tries.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        limits.purge()
    assert not Tries.objects.exists()


def test_no_address_can_be_read_from_what_is_counted(cast: Cast) -> None:
    log_in(HOME)
    text = str(list(Tries.objects.values()))
    assert HOME not in text
    assert "samira" not in text


def test_each_limit_names_an_address_of_the_portal(settings: Any) -> None:
    asked_for_by_name = {"anybody", "wrong_link", "guess", "mail_to_join", "mail_to_unknown", "mail_of_report"}
    assert set(settings.LIMITS) - set(names()) == asked_for_by_name
    assert set(settings.LIMITED_READING) <= set(settings.LIMITS)


def open_to_strangers() -> list[tuple[str, str]]:
    found = {}
    for name, find, _letters in GET:
        path = reverse(name, args=find())
        if not getattr(resolve(path).func, "login_required", True):
            found[name] = path
    return list(found.items())


@pytest.mark.usefixtures("no_broker")
def test_every_address_that_strangers_may_post_to_has_a_limit(settings: Any) -> None:
    load_world()
    settings.LIMITS = {**settings.LIMITS, "anybody": "2/10m/network"}
    without = []
    for number, (name, path) in enumerate(open_to_strangers()):
        here = at(f"192.0.2.{number}")
        answers = [here.post(path).status_code for _try in range(3)]
        if answers[-1] != 429 or 429 in answers[:-1]:
            without.append((name, answers))
    assert without == []


@pytest.mark.usefixtures("no_broker")
def test_every_address_with_a_secret_in_it_has_a_limit(settings: Any) -> None:
    load_world()
    settings.LIMITS = dict.fromkeys(settings.LIMITS, "2/10m/network")
    secret, without = [], []
    for number, (name, path) in enumerate(open_to_strangers()):
        if not SECRET.search(resolve(path).route):
            continue
        secret.append(name)
        here = at(f"192.0.2.{number}")
        wrong = path if "geen-goede" in path else reverse(name, args=["geen-goede-link"])
        answers = [here.get(wrong).status_code for _try in range(3)]
        if answers[-1] != 429:
            without.append((name, answers))
    assert len(secret) > 6
    assert without == []


def test_a_right_link_opens_as_often_as_one_likes(settings: Any) -> None:
    from tests.access_table import samiras_answer_link

    load_world()
    settings.LIMITS = {**settings.LIMITS, "wrong_link": "2/10m/network"}
    path = reverse("meetings:answer_by_link", args=samiras_answer_link())
    assert {Client().get(path).status_code for _try in range(5)} == {200}


def test_the_cache_is_not_asked(cast: Cast) -> None:
    for _try in range(5):
        log_in(ELSEWHERE, "fout")
    cache.clear()
    assert not log_in(ELSEWHERE)
