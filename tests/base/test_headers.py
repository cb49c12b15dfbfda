import pytest
from django.urls import reverse

from atelier.base.data.cache import FailOpenRedisCache
from tests.cast import PASSWORD

AWAY = {"OPTIONS": {"socket_connect_timeout": 0.2}}


@pytest.mark.django_db
def test_every_page_keeps_other_sites_out(client) -> None:
    answer = client.get("/")
    kept = ("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy", "X-Content-Type-Options")
    assert {name: answer[name] for name in kept} == {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    assert "camera=()" in answer["Permissions-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_what_a_member_saw_is_kept_by_nobody(client, cast) -> None:
    client.force_login(cast.samira)
    assert "no-store" in client.get("/")["Cache-Control"]


def test_leaving_takes_what_the_browser_kept(client, cast) -> None:
    client.force_login(cast.samira)
    answer = client.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/")


def test_a_lost_cache_is_a_miss_not_an_error() -> None:
    cache = FailOpenRedisCache("redis://127.0.0.1:1/0", AWAY)
    cache.set("a", 1)
    assert cache.get("a", "none") == "none"
    assert cache.get_many(["a"]) == {}
    assert cache.add("a", 1)
    assert cache.incr("a") == 1
    assert not cache.has_key("a")
    assert cache.away_until > 0


def test_without_the_shared_cache_people_still_get_in(client, cast, settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    answer = client.post(reverse("account_login"), {"login": cast.samira.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/").wsgi_request.user == cast.samira
