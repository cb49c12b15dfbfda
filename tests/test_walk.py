"""A walk through the whole portal as every kind of person: no page is broken, none is without its head."""

import re

import pytest
from django.test import TestCase

from tests.world import PEOPLE, Visit, load_world, walk

QUERIES_PER_PAGE = 12


class TestWalk(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_world()

    def test_no_link_leads_nowhere_and_every_page_has_a_title_and_one_heading(self) -> None:
        wrong: list[str] = []
        for who in PEOPLE:
            for visit in walk(who):
                wrong += [f"{who} {visit.path}: {fault}" for fault in faults(visit)]
        assert wrong == []


def faults(visit: Visit) -> list[str]:
    found = []
    if visit.response.status_code in (404, 500):
        found.append(f"answers {visit.response.status_code}")
    if visit.queries > QUERIES_PER_PAGE:
        found.append(f"asks {visit.queries} queries")
    if visit.response.status_code != 200 or "html" not in visit.response.get("Content-Type", ""):
        return found
    policy = visit.response.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy:
        found.append(f"has the policy {policy!r}")
    text = visit.text
    if not re.search(r"<title>\s*[^<\s]", text):
        found.append("has no title")
    if visit.path.startswith("/beheer/"):
        return found
    if (count := len(re.findall(r"<h1\b", text))) != 1:
        found.append(f"has {count} first headings")
    if re.search(r"<[a-z][^>]*\sstyle=", text) or re.search(r"\son[a-z]+=\"", text):
        found.append("has an inline style or script")
    return found


@pytest.mark.django_db
def test_the_walk_itself_sees_a_broken_link() -> None:
    from django.http import HttpResponse, HttpResponseNotFound

    assert faults(Visit("visitor", "/weg/", "", HttpResponseNotFound()))
    assert faults(Visit("visitor", "/druk/", "", HttpResponse(status=302), QUERIES_PER_PAGE + 1))
    assert faults(Visit("visitor", "/kaal/", "", HttpResponse("<p>kaal</p>")))
