"""The demo as a world to walk through: every kind of person, every kind of thing in every state."""

import io
import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from members.models import Member
from tests.copied import Copied

# Who looks, by first name: the demo's logins, and None for a visitor.
PEOPLE: dict[str, str | None] = {
    "visitor": None,
    "samira": "samira@voorbeeld.test",
    "pieter": "pieter@voorbeeld.test",
    "maria": "maria@voorbeeld.test",
    "lars": "lars@voorbeeld.test",
    "ingrid": "ingrid@voorbeeld.test",
    "noor": "noor@voorbeeld.test",
    "beheer": "beheer@voorbeeld.test",
}
STARTS = ("/", "/mijn/", "/beheer/", "/coordinatie/", "/bijeenkomsten/", "/zoeken/?q=huur")
# A GET of these is a step out of the walk, not a page.
NOT_WALKED = ("/static/", "/media/", "/beheer/jsi18n/", "/beheer/logout/", "/uitloggen/")
HREF = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')


@dataclass(frozen=True)
class Visit:
    who: str
    path: str
    route: str
    response: HttpResponse
    queries: int = 0

    @property
    def text(self) -> str:
        if self.response.streaming:
            return b"".join(self.response).decode("utf-8", "replace")
        return self.response.content.decode("utf-8", "replace")


def play_the_demo() -> None:
    call_command("demo", stdout=io.StringIO())


DEMO = Copied(play_the_demo)


def load_world() -> None:
    """The demo; where there are members already, as the demo does, nothing."""
    if not Member.objects.exists():
        cache.clear()  # what is remembered of the people of an earlier world
        DEMO.load()


def member(who: str) -> Member | None:
    address = PEOPLE[who]
    return Member.objects.get(email=address) if address else None


def client_of(who: str) -> Client:
    client = Client()
    person = member(who)
    if person:
        client.force_login(person)
    return client


def route_of(path: str) -> str:
    """The URL name of a path ("cases:detail"), or the path itself where nothing answers."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return path
    return match.view_name or match.route


def is_a_question(sql: str) -> bool:
    """Not a savepoint, of which the tests have more than the portal."""
    return not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))


def walk(who: str, *, per_route: int = 2, starts: tuple[str, ...] = STARTS) -> Iterator[Visit]:
    """Follow every link from the starts as this person, at most `per_route` addresses of one kind."""
    client = client_of(who)
    queue, seen, counts = deque(starts), set(starts), defaultdict(int)
    while queue:
        path = queue.popleft()
        route = route_of(path)
        if counts[route] >= per_route:
            continue
        counts[route] += 1
        with CaptureQueriesContext(connection) as asked:
            response = client.get(path)
        visit = Visit(who, path, route, response, sum(1 for one in asked if is_a_question(one["sql"])))
        yield visit
        if "html" not in visit.response.get("Content-Type", ""):
            continue
        targets = [visit.response["Location"]] if "Location" in visit.response else HREF.findall(visit.text)
        for target in targets:
            there = urljoin(path, target.replace("&amp;", "&"))
            if there.startswith("/") and not there.startswith(NOT_WALKED) and there not in seen:
                seen.add(there)
                queue.append(there)
