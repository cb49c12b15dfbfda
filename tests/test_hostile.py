"""Whatever stands in an address, a cookie or a header: the portal answers, and never with an error of its own."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import transaction
from django.http import QueryDict
from django.test import Client, TestCase
from django.urls import NoReverseMatch, reverse

from members.models import Member
from tests.access_table import GET, POST
from tests.spread import part
from tests.test_access import address, names
from tests.world import client_of, load_world

# From who may least: the first who sees a page asks it everything, and a stranger asks it too.
WHO = ("visitor", "samira", "ingrid", "noor", "beheer")
ALWAYS = ("next", "na", "q")


def cursor(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def raw_cursor(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


VALUES = (
    "a\0b",
    b"\xed\xa0\x80",
    "99999999999999999999",
    "a " * 3000,
    "2026-99-99",
    "0001-01-01T00:00:00+14:00",
    "(((&|!:*'\"<>%",
    "http://[evil/",
)
ONES = ("\0", "\ud800", "x" * 300, 2**63, -(2**70), 0, 1, 1.5, True, None, [], {}, "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00", "2026-02-30", "99:99", float("nan"), float("inf"))  # fmt: skip
CURSORS = (
    *(cursor(values) for one in ONES for values in ([one, 1], [one, one])),
    raw_cursor("[" * 900),
    raw_cursor("[" * 100_000),
    raw_cursor("[" + "9" * 5000 + ",1]"),
    raw_cursor('{"a":1}'),
    "é",
    "=",
    "====",
    "a",
)
COOKIES = ("sessionid", "csrftoken", "django_language", "atelier_last", "messages")
STRANGE_COOKIES = ('"a\\000b1234567890"', "x" * 4000, '"\\355\\240\\200"', "{")
HEADERS = ("HTTP_REFERER", "HTTP_HX_CURRENT_URL", "HTTP_ORIGIN", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE",
           "HTTP_ACCEPT_LANGUAGE", "HTTP_X_FORWARDED_FOR", "HTTP_ACCEPT", "HTTP_USER_AGENT", "HTTP_RANGE")  # fmt: skip
STRANGE_HEADERS = ("http://[evil", "//[", "\\", "http://testserver:99999/", "x" * 8000)
IDS = ("99999999999999999999", "9" * 5000, "a%00b", "%ED%A0%80", "2026-999999", "_3A")


@contextmanager
def asked_for() -> Iterator[set[str]]:
    """The names of what a view looks up in its address meanwhile."""
    seen: set[str] = set()
    patch = pytest.MonkeyPatch()

    def remember(name: str) -> None:
        original = getattr(QueryDict, name)

        def looked(self: Any, key: str, *args: Any) -> Any:
            seen.add(key)
            return original(self, key, *args)

        patch.setattr(QueryDict, name, looked, raising=False)

    for name in ("get", "__getitem__", "__contains__", "getlist"):
        remember(name)
    yield seen
    patch.undo()


def status(client: Client, method: str, path: str, **headers: Any) -> int:
    """In a savepoint: an error in the database must not spoil what comes after it."""
    point = transaction.savepoint_create()
    code = getattr(client, method)(path, **headers).status_code
    transaction.savepoint_rollback(point)
    return int(code)


def pages() -> Iterator[tuple[str, str]]:
    """Each named address with the arguments of the access table; of the workplace the lists and the first object."""
    for name, find, _letters in GET:
        yield name, address(name, find())
    for name in names():
        if name.startswith("admin:") and name.endswith(("_changelist", "_add", ":index", ":autocomplete", ":jsi18n")):
            yield name, reverse(name)
        elif name.startswith(("mfa_", "usersessions_", "socialaccount_")):
            try:
                yield name, reverse(name)
            except NoReverseMatch:
                continue
    for model in admin.site._registry:
        if first := model._default_manager.first():
            yield "change", reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[first.pk])


@pytest.mark.long
class TestHostileAddresses(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_world()

    def setUp(self) -> None:
        cache.clear()
        self.clients = {who: client_of(who) for who in WHO}
        for client in self.clients.values():
            client.raise_request_exception = False

    def reader(self, name: str, path: str) -> tuple[str, set[str]]:
        """The first who gets the page, and what it looks up. A page of the workplace is got by a moderator alone."""
        for who in WHO if not name.startswith(("admin:", "change")) else ("beheer",):
            with asked_for() as keys:
                code = status(self.clients[who], "get", path)
            if code == 200:
                return who, keys
        return "beheer", keys

    @pytest.mark.long
    def test_no_query_breaks_a_page(self) -> None:
        wrong = []
        for turn, (name, path) in enumerate(pages()):
            who, keys = self.reader(name, path)
            for reader in {who, "visitor"}:
                strange = part(queries(keys), one_of=8, turn=turn)
                for query in strange if reader == who else [urlencode(dict.fromkeys(ALWAYS, "a\0"))]:
                    code = status(self.clients[reader], "get", f"{path}?{query}")
                    if code >= 500 and name != "ready":
                        wrong.append(f"{name} as {reader}: {code} at {query[:120]}")
        assert wrong == []

    @pytest.mark.long
    def test_no_argument_breaks_a_path(self) -> None:
        wrong = []
        for turn, (name, find, _letters) in enumerate([*GET, *POST]):
            arguments = find()
            path = address(name, arguments)
            for one in arguments if isinstance(arguments, list) else arguments.values():
                for bad in part(IDS, one_of=3, turn=turn):
                    there = path.replace(f"/{quote(str(one), safe='~:')}/", f"/{bad}/")
                    who = "ingrid" if "research" in name else "noor"
                    for method in ("get", "post"):
                        code = status(self.clients[who], method, there)
                        if code >= 500 and name != "ready":
                            wrong.append(f"{method} {name} as {who}: {code} at {there[:100]}")
        assert wrong == []

    def test_no_argument_breaks_the_workplace(self) -> None:
        wrong = []
        for turn, model in enumerate(admin.site._registry):
            base = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            for bad in part(IDS, one_of=2, turn=turn):
                for end in ("change/", "history/", "stap/x/"):
                    code = status(self.clients["beheer"], "get", f"{base}{bad}/{end}")
                    if code >= 500:
                        wrong.append(f"{base}{bad}/{end}"[:100])
        for bad in IDS:
            for path in (f"/beheer/r/{bad}/{bad}/", f"/beheer/{bad}/", f"/{bad}/", f"/{bad}"):
                if status(self.clients["beheer"], "get", path) >= 500:
                    wrong.append(path[:100])
        assert wrong == []

    def test_a_broken_cursor_gives_the_first_page(self) -> None:
        lists = (("/deelnemers/", "samira"), ("/inzichten/", "visitor"), ("/bijeenkomsten/", "visitor"))
        for turn, (path, who) in enumerate(lists):
            first = self.clients[who].get(path)
            for broken in part(CURSORS, one_of=len(lists), turn=turn):
                page = self.clients[who].get(f"{path}?{urlencode({'na': broken})}")
                assert page.status_code == 200, broken
            same = self.clients[who].get(f"{path}?na={raw_cursor('[' * 900)}")
            assert len(same.content) == pytest.approx(len(first.content), abs=3000)

    def test_no_cookie_and_no_header_breaks_a_page(self) -> None:
        pages, values = ("/inloggen/", "/meedoen/", "/zoeken/"), product(COOKIES, STRANGE_COOKIES)
        cookies = [{"HTTP_COOKIE": f"{name}={value}"} for name, value in values]
        headers = [{header: value} for header, value in product(HEADERS, STRANGE_HEADERS)]
        wrong = []
        for turn, path in enumerate(pages):
            # With --quick each of them on one of the pages.
            for strange in part([*cookies, *headers], one_of=len(pages), turn=turn):
                wrong += self.broken(path, **strange)
        assert wrong == []

    def broken(self, path: str, **headers: str) -> list[str]:
        wrong = []
        for client in (Client(raise_request_exception=False), Client(True, raise_request_exception=False)):
            for method in ("get", "post"):
                if (code := status(client, method, path, **headers)) >= 500:
                    wrong.append(f"{method} {path} {str(headers)[:80]}: {code}")
        return wrong


def queries(keys: set[str]) -> Iterator[str]:
    """Each name with each value, several at once; then each twice."""
    names = sorted(keys)
    for turn in range(len(VALUES)):
        yield urlencode([(name, VALUES[(turn + place) % len(VALUES)]) for place, name in enumerate(names)])
    yield urlencode([(name, value) for name in names for value in ("1", "\0")])
    for value in CURSORS if "na" in keys else ():
        yield urlencode({"na": value})


# -- What a moderator may ask of a list -------------------------------------------------------------------------------


SECRET = ("password", "token", "secret", "hash", "digest", "sealed", "key")


def lookups(model: Any, depth: int = 2) -> Iterator[str]:
    for field in model._meta.get_fields(include_hidden=True):
        yield field.name
        if getattr(field, "related_model", None) and depth > 1 and not isinstance(field.related_model, str):
            yield from (f"{field.name}__{deeper}" for deeper in lookups(field.related_model, depth - 1))


@pytest.mark.django_db
def test_nothing_but_the_filters_can_be_asked_of_a_list(rf: Any) -> None:
    request = rf.get("/")
    request.user = Member(is_active=True, is_moderator=True)
    for model, model_admin in admin.site._registry.items():
        declared = model_admin.declared_lookups(request)  # type: ignore[attr-defined]
        assert not [one for one in declared if any(word in one for word in SECRET)], model
        for path in lookups(model):
            for way in ("", "__startswith", "__regex", "__contains", "__gt", "__iexact", "__length", "__0"):
                asked = path + way
                if asked not in declared:
                    assert not model_admin.lookup_allowed(asked, "x", request), (model, asked)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["password__startswith=a", "name__icontains=%00", "organisation__members__password__startswith=a", "email=x"],
)
def test_a_hash_is_not_read_out_sign_by_sign(client: Client, cast: Any, query: str) -> None:
    client.force_login(cast.beheer)
    assert client.get(reverse("admin:members_member_changelist") + f"?{query}").status_code == 400


@pytest.mark.django_db
def test_a_search_of_thousands_of_words_is_cut(client: Client, cast: Any) -> None:
    client.force_login(cast.beheer)
    for model in admin.site._registry:
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert client.get(path, {"q": "samira " * 10_000}).status_code == 200, model
