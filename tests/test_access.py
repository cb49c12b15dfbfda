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
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, TestCase, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_table import GET, NOT_OURS, POST
from tests.spread import part
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


# What a stranger may claim of where the portal is.
EVIL: Any = {"HTTP_HOST": "kwaad.test", "HTTP_X_FORWARDED_HOST": "kwaad.test", "HTTP_FORWARDED": "host=kwaad.test"}


@dataclass(frozen=True)
class Answer:
    """What one person gets from one address."""

    name: str
    path: str
    who: str
    letter: str
    status: int
    silent: bool
    names_the_claimed_host: bool


def asked(client: Client, name: str, path: str, who: str) -> Answer:
    response: Any = client.get(path, **EVIL)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(
        name,
        path,
        who,
        letter(response),
        response.status_code,
        silent="X-Robots-Tag" not in response.headers,
        names_the_claimed_host=b"kwaad" in body or "kwaad" in str(response.headers),
    )


@override_settings(SITE_URL="https://portaal.voorbeeld.test", ALLOWED_HOSTS=["*"])
class TestAccess(TestCase):
    clients: dict[str, Client]
    # Of each row of GET, in its order.
    answers: list[list[Answer]]

    @classmethod
    def setUpTestData(cls) -> None:
        """Each address is got once by everybody, for several questions."""
        load_world()
        cache.clear()  # else a worker of an earlier test may still count as seen lately
        cls.clients = {who: client_of(who) for who in PEOPLE}
        cls.answers = []
        for name, find, _expected in GET:
            path = address(name, find())
            cls.answers.append([asked(cls.clients[who], name, path, who) for who in PEOPLE])

    def setUp(self) -> None:
        cache.clear()

    def test_each_get_is_answered_as_the_table_says(self) -> None:
        wrong = []
        for (name, _find, expected), answers in zip(GET, self.answers, strict=True):
            got = "".join(answer.letter for answer in answers)
            if got != expected.replace(" ", ""):
                wrong.append(f"GET {name} {answers[0].path}: {got}, the table says {expected}")
        assert wrong == []

    def test_no_page_file_or_redirect_names_the_host_that_was_claimed(self) -> None:
        assert [one for answers in self.answers for one in answers if one.names_the_claimed_host] == []

    def test_every_address_that_is_not_the_same_for_all_says_noindex(self) -> None:
        silent = {(one.name, one.who) for answers in self.answers for one in answers if one.silent}
        assert {name for name, _who in silent} <= settings.INDEXED
        assert {who for _name, who in silent} == {"visitor"}

    @pytest.mark.long
    def test_each_head_is_answered_as_its_get_without_a_body(self) -> None:
        wrong = []
        for answers in self.answers:
            for one in one_of_each_letter(answers):
                head = self.clients[one.who].head(one.path)
                if head.status_code != one.status or head.getvalue():
                    wrong.append(f"HEAD {one.name} {one.path} as {one.who}: {head.status_code}, GET {one.status}")
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

    @pytest.mark.long
    def test_a_post_is_refused_wherever_the_page_is(self) -> None:
        refused = [[one for one in answers if one.letter in "LFN"] for answers in self.answers]
        wrong = []
        for one in chain.from_iterable(map(one_of_each_letter, refused)):
            got = letter(self.clients[one.who].post(one.path))
            if got not in (one.letter, "M"):
                wrong.append(f"POST {one.name} as {one.who}: {got}, the page itself says {one.letter}")
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


def one_of_each_letter(answers: list[Answer]) -> list[Answer]:
    """With --quick: of those who get the same answer of an address one is enough, another one of each address."""
    alike: dict[str, list[Answer]] = {}
    for one in answers:
        alike.setdefault(one.letter, []).append(one)
    return [one for kind in alike.values() for one in part(kind, one_of=len(PEOPLE), turn=len(kind[0].path))]


def address(name: str, arguments: Any) -> str:
    return reverse(name, kwargs=arguments) if isinstance(arguments, dict) else reverse(name, args=arguments)
