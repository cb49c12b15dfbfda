"""The access matrix: every named address, every kind of person, own and foreign objects, GET and POST.

One letter per person, in the order of PEOPLE in tests/world.py: visitor; members samira, pieter, maria; student lars;
teacher-researcher ingrid; coordinator noor; moderator beheer.

    O  the page              L  to the login page       F  403, and a sentence why
    R  a redirect elsewhere  N  404, as for what is not there at all
    R  as well where an address takes a POST only: to the page it belongs to
    M  no page: POST only    D  503: not ready, as there is no worker beside this test
    -  not asked: a POST that would do the thing (the rooms' own tests do that)

An address without a row fails; so does an answer that is not in the table.
"""

from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_table import GET, NOT_OURS, POST
from tests.world import PEOPLE, client_of, load_world


def letter(response: HttpResponse) -> str:
    if response.status_code in (301, 302, 303):
        return "L" if response["Location"].startswith("/inloggen/") else "R"
    return {200: "O", 403: "F", 404: "N", 405: "M", 503: "D"}.get(response.status_code, str(response.status_code))


def names(patterns: list[Any] | None = None, space: str = "") -> Iterator[str]:
    """Every named address of the portal."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name:
            yield space + one.name


def test_every_address_has_a_row() -> None:
    known = {name for name, *_rest in [*GET, *POST]}
    missing = {name for name in names() if name not in known and not name.startswith(NOT_OURS)}
    assert missing == set(), "give these a row in tests/access_table.py"


def test_no_row_is_about_an_address_that_is_gone() -> None:
    assert {name for name, *_rest in [*GET, *POST]} - set(names()) == set()


class TestAccess(TestCase):
    clients: dict[str, Client]

    @classmethod
    def setUpTestData(cls) -> None:
        load_world()
        cls.clients = {who: client_of(who) for who in PEOPLE}

    def setUp(self) -> None:
        # Else a worker of an earlier test may still count as seen lately.
        cache.clear()

    def test_each_get_is_answered_as_the_table_says_and_each_head_as_its_get_without_a_body(self) -> None:
        wrong = []
        for name, find, expected in GET:
            path, got = address(name, find()), ""
            for who in PEOPLE:
                asked, head = self.clients[who].get(path), self.clients[who].head(path)
                got += letter(asked)
                if head.status_code != asked.status_code or head.getvalue():
                    wrong.append(f"HEAD {name} {path} as {who}: {head.status_code}, GET gives {asked.status_code}")
            if got != expected.replace(" ", ""):
                wrong.append(f"GET {name} {path}: {got}, the table says {expected}")
        assert wrong == []

    def test_each_post_without_the_right_is_refused_as_the_table_says(self) -> None:
        wrong = []
        for name, find, expected in POST:
            path, letters = address(name, find()), expected.replace(" ", "")
            got = "".join(
                "-" if meant == "-" else letter(self.clients[who].post(path))
                for who, meant in zip(PEOPLE, letters, strict=True)
            )
            if got != letters:
                wrong.append(f"POST {name} {path}: {got}, the table says {expected}")
        assert wrong == []

    def test_a_post_is_refused_wherever_the_page_is(self) -> None:
        wrong = []
        for name, find, expected in GET:
            path = address(name, find())
            for who, meant in zip(PEOPLE, expected.replace(" ", ""), strict=True):
                got = letter(self.clients[who].post(path)) if meant in "LFN" else meant
                if meant in "LFN" and got not in (meant, "M"):
                    wrong.append(f"POST {name} as {who}: {got}, the page itself says {meant}")
        assert wrong == []

    def test_a_missing_object_looks_like_a_foreign_one(self) -> None:
        pieter = self.clients["pieter"]
        for path in (
            "/kwesties/2019-999/inbreng/",
            "/kwesties/2019-999/",
            "/bijeenkomsten/9999/",
            "/deelnemers/999999/",
        ):
            assert letter(pieter.get(path)) == "N", path


def address(name: str, arguments: Any) -> str:
    return reverse(name, kwargs=arguments) if isinstance(arguments, dict) else reverse(name, args=arguments)
