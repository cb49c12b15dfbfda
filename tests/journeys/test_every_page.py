"""Every page of the portal, as every kind of person, in a real Chromium: axe finds nothing, nothing is refused by the
CSP, nothing is asked of anybody else (tests/browser.py watches), and nothing sticks out on a phone of 320 pixels.

Pages that are built alike are looked at once: the walk knows them by the skeleton of their HTML.
"""

import re
from typing import Any

import pytest

from tests.browser import PHONE, assert_accessible, sign_in
from tests.world import PEOPLE, Visit, load_world, member, walk

TAG = re.compile(r"<(/?[a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
KEPT = re.compile(r'\b(?:class|type|role|aria-[a-z]+)="[^"]*"')
WORKPLACE = "/beheer/"
# In turn: what is built alike is seen as several people, and the colours are the same few everywhere.
SCHEMES = ("light", "dark")


def skeleton(visit: Visit) -> int:
    """What a page is built of: each kind of element once, without its words."""
    return hash(frozenset((tag, *KEPT.findall(rest)) for tag, rest in TAG.findall(visit.text)))


def pages_to_see(who: str, seen: set[int], *, of_the_workplace: bool) -> list[str]:
    paths = []
    for visit in walk(who, per_route=2):
        if visit.response.status_code == 200 and "text/html" in visit.response.get("Content-Type", ""):
            key = hash((visit.route, skeleton(visit)))
            if key not in seen and visit.path.startswith(WORKPLACE) == of_the_workplace:
                seen.add(key)
                paths.append(visit.path)
    return paths


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("people", "of_the_workplace"),
    [(list(PEOPLE), False), (["beheer"], True)],
    ids=["portal", "workplace"],
)
def test_every_page_is_accessible_and_keeps_to_itself(
    people: list[str], of_the_workplace: bool, new_page: Any, live: Any
) -> None:
    load_world()
    seen: set[int] = set()
    wrong: list[str] = []
    for who in people:
        page = new_page(viewport=PHONE)
        if person := member(who):
            sign_in(page, live, person)
        for number, path in enumerate(pages_to_see(who, seen, of_the_workplace=of_the_workplace)):
            page.emulate_media(color_scheme=SCHEMES[number % 2])
            page.goto(live.url + path)
            try:
                assert_accessible(page)
            except AssertionError as fault:
                wrong.append(f"{who}: {fault}")
        page.context.close()
    assert wrong == [], "\n".join(wrong)
    assert len(seen) > 40, "the walk found too few pages to prove anything"
