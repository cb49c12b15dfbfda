"""Login with the account of an own organisation, against a real provider."""

import re
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from members import actions
from tests.cast import PASSWORD, Cast
from tests.fixtures_mail import Mailbox
from tests.members.test_login import totp_code, with_totp
from tests.provider import Provider, come_in, provider, use

__all__ = ["provider"]
pytestmark = pytest.mark.django_db
SAMIRA, STRANGER = "samira@voorbeeld.test", "vreemd@elders.test"
CONFIRM = "/inloggen/code/bevestigen/"


def is_in(client: Client) -> bool:
    return client.get("/profiel/").status_code == 200


def code_in(mailbox: Mailbox, who: Any) -> str:
    found = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mailbox.last(who).body, re.M)
    assert found
    return found[1]


def test_an_address_that_the_provider_vouches_for_opens_the_door_of_a_member(
    client: Client, cast: Cast, provider: Provider
) -> None:
    provider.knows("s1", email=SAMIRA, email_verified=True)
    assert come_in(client, provider, "s1")["Location"] == "/mijn/"
    assert is_in(client)


@pytest.mark.parametrize(
    "said", [{}, {"email_verified": False}, {"email_verified": "false"}, {"email_verified": None}]
)
def test_an_address_nobody_vouches_for_takes_a_code_by_mail_and_from_then_on_no_more(
    client: Client, cast: Cast, provider: Provider, mailbox: Mailbox, said: dict[str, Any]
) -> None:
    provider.knows("s2", email=SAMIRA, **said)
    assert come_in(client, provider, "s2")["Location"] == CONFIRM
    assert not is_in(client)
    client.post(CONFIRM, {"code": code_in(mailbox, cast.samira)})
    assert is_in(client)
    assert SocialAccount.objects.get().user == cast.samira
    assert "gekoppeld" in mailbox.last(cast.samira).body
    again = Client()
    assert come_in(again, provider, "s2")["Location"] == "/mijn/"
    assert is_in(again)


def test_a_wrong_code_links_nothing(client: Client, cast: Cast, provider: Provider) -> None:
    provider.knows("s3", email=SAMIRA)
    come_in(client, provider, "s3")
    client.post(CONFIRM, {"code": "BCDF-GHJK"})
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_a_login_of_somebody_else_meanwhile_links_nothing(client: Client, cast: Cast, provider: Provider) -> None:
    provider.knows("s4", email=SAMIRA)
    come_in(client, provider, "s4")
    client.post("/inloggen/", {"login": cast.pieter.email, "password": PASSWORD})
    assert not SocialAccount.objects.exists()


def test_the_page_after_an_address_nobody_vouches_for_tells_nothing_and_no_stranger_gets_a_code(
    cast: Cast, provider: Provider, mailbox: Mailbox
) -> None:
    pages = []
    for sub, email in (("a", SAMIRA), ("b", STRANGER)):
        provider.knows(sub, email=email)
        client = Client()
        come_in(client, provider, sub)
        html = client.get(CONFIRM).content.decode().replace(email, "")
        pages.append(re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", html))
    assert pages[0] == pages[1]
    assert "/account/aanmelden/" in mailbox.last(STRANGER).body
    assert not re.search(r"^\s*[A-Z]{4}-[A-Z]{4}\s*$", mailbox.last(STRANGER).body, re.M)


def test_a_stranger_is_led_to_joining(client: Client, cast: Cast, provider: Provider) -> None:
    for sub, claims in {"v": {"email": STRANGER, "email_verified": True}, "n": {}}.items():
        provider.knows(sub, **claims)
        assert come_in(client, provider, sub)["Location"] == "/meedoen/"
        assert "Met dit account doe je nog niet mee" in client.get("/meedoen/").content.decode()


def test_who_left_does_not_come_back_through_the_provider(client: Client, cast: Cast, provider: Provider) -> None:
    provider.knows("l", email=SAMIRA, email_verified=True)
    come_in(client, provider, "l")
    actions.leave(cast.samira, by=cast.samira)
    late = Client()
    come_in(late, provider, "l")
    assert not is_in(late)


def test_a_provider_speaks_for_its_own_domains_alone(cast: Cast, provider: Provider, settings: Any) -> None:
    use(settings, provider, domains=("hogeschool.test",))
    for verified in (True, False):
        provider.knows("f", email=SAMIRA, email_verified=verified)
        client = Client()
        answer = come_in(client, provider, "f")
        assert answer.status_code == 401
        assert "Niet met dit account" in answer.content.decode()
        assert not is_in(client)
    use(settings, provider, domains=("hogeschool.test", "voorbeeld.test"))
    provider.knows("g", email=SAMIRA, email_verified=True)
    assert come_in(Client(), provider, "g")["Location"] == "/mijn/"


def test_who_moderates_passes_our_own_second_step_whatever_the_provider_asked(
    client: Client, cast: Cast, provider: Provider, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = "staff"
    secret = with_totp(cast)
    provider.knows("m", email=cast.beheer.email, email_verified=True, amr=["mfa"], acr="mfa")
    come_in(client, provider, "m")
    assert client.get("/beheer/").status_code == 302
    client.post("/account/tweede-stap/authenticate/", {"code": totp_code(secret)})
    assert client.get("/beheer/").status_code == 200


def test_who_moderates_without_a_second_step_yet_sets_it_up_first(
    client: Client, cast: Cast, provider: Provider, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = "staff"
    provider.knows("m", email=cast.beheer.email, email_verified=True)
    come_in(client, provider, "m")
    assert client.get("/beheer/")["Location"] == "/account/tweede-stap/"


JSON, HTML = "application/json", "text/html"
CONFIG = "/.well-known/openid-configuration"
BROKEN = [("kapot", 500, HTML), ("{", 200, JSON), ("", 200, HTML), ("[1]", 200, JSON), ("1", 200, JSON)]
EMPTY = [("[]", 200, JSON), ("{}", 200, JSON), ("null", 200, JSON)]
CONFIG_OR_TOKEN = [(path, answer) for path in (CONFIG, "/oauth2/token") for answer in (*BROKEN, *EMPTY)]
# Nothing told aside is no trouble: the token tells enough.
TROUBLES = [*CONFIG_OR_TOKEN, *(("/userinfo", answer) for answer in BROKEN)]


@pytest.mark.parametrize(("path", "answer"), TROUBLES, ids=str)
def test_a_provider_in_trouble_gives_the_other_ways_and_no_error(
    client: Client, cast: Cast, provider: Provider, path: str, answer: Any
) -> None:
    provider.knows("s", email=SAMIRA, email_verified=True)
    if path != CONFIG:
        back = provider.consents(client.post("/account/oidc/oidc/login/")["Location"], "s")
    provider.breaks[path] = answer
    said = client.post("/account/oidc/oidc/login/") if path == CONFIG else client.get(back)
    assert said.status_code == 401
    for way in ("/inloggen/code/", "/inloggen/", "/meedoen/", "Inloggen lukte niet"):
        assert way in said.content.decode()
    assert not is_in(client)


def test_a_provider_that_is_away_or_silent_gives_the_other_ways(
    client: Client, cast: Cast, provider: Provider, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import requests

    provider.url = "http://localhost:1"
    use(settings, provider)
    assert client.post("/account/oidc/oidc/login/").status_code == 401

    def silent(*args: Any, **kwargs: Any) -> None:
        assert kwargs["timeout"]
        raise requests.Timeout

    monkeypatch.setattr(requests.Session, "request", silent)
    assert client.post("/account/oidc/oidc/login/").status_code == 401


def test_a_token_of_another_issuer_opens_nothing(client: Client, cast: Cast, provider: Provider) -> None:
    import requests

    provider.knows("s", email=SAMIRA, email_verified=True)
    back = provider.consents(client.post("/account/oidc/oidc/login/")["Location"], "s")
    config = requests.get(provider.url + CONFIG, timeout=5).text
    provider.breaks[CONFIG] = (
        config.replace(f'"issuer": "{provider.url}"', '"issuer": "https://kwaad.test"'),
        200,
        JSON,
    )
    assert "kwaad" in provider.breaks[CONFIG][0]
    assert client.get(back).status_code == 401
    assert not is_in(client)


def test_a_return_that_nobody_asked_for_opens_nothing(client: Client, cast: Cast, provider: Provider) -> None:
    for query in ("", "?code=x", "?code=x&state=y", "?error=server_error&state=y"):
        assert client.get(f"/account/oidc/oidc/login/callback/{query}").status_code in (302, 401), query
    assert not is_in(client)


def test_linked_accounts_are_seen_and_ended_in_our_own_words(client: Client, cast: Cast, provider: Provider) -> None:
    provider.knows("s", email=SAMIRA, email_verified=True)
    come_in(client, provider, "s")
    cast.samira.set_unusable_password()
    cast.samira.save()
    client.post("/uitloggen/")
    come_in(client, provider, "s")
    page = client.get("/account/koppelingen/").content.decode()
    for words in ("Gekoppelde accounts", "Hogeschool", "Gekoppeld sinds", "Koppeling stoppen"):
        assert words in page
    client.post("/account/koppelingen/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()
    assert "Er is geen account gekoppeld" in client.get("/account/koppelingen/").content.decode()


def test_nobody_ends_the_link_of_somebody_else(client: Client, cast: Cast, provider: Provider) -> None:
    theirs = SocialAccount.objects.create(user=cast.pieter, provider="oidc", uid="p")
    client.force_login(cast.samira)
    client.post("/account/koppelingen/", {"account": theirs.pk})
    assert SocialAccount.objects.filter(pk=theirs.pk).exists()


def test_the_pages_are_there_in_english_too(client: Client, cast: Cast, provider: Provider) -> None:
    english = {"accept-language": "en"}

    def words(path: str) -> str:
        return client.get(path, headers=english).content.decode()

    assert "You did not log in" in words("/account/koppelingen/login/cancelled/")
    assert "Go on with Hogeschool" in words("/account/oidc/oidc/login/")
    assert "Logging in did not work" in words("/account/oidc/oidc/login/callback/?code=x&state=y")


def test_a_provider_that_mixes_up_two_people_opens_nothing(client: Client, cast: Cast, provider: Provider) -> None:
    provider.knows("s", email=STRANGER)
    back = provider.consents(client.post("/account/oidc/oidc/login/")["Location"], "s")
    other = f'{{"sub": "anders", "email": "{SAMIRA}", "email_verified": true}}'
    provider.breaks["/userinfo"] = (other, 200, JSON)
    assert client.get(back).status_code == 401
    assert not is_in(client)
