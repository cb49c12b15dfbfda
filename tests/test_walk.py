"""A walk through the whole portal as every kind of person: no page is broken, none is without its head."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from django.test import TestCase

from tests.access_table import NOT_OURS
from tests.twice import forms_of
from tests.twice_table import NOT_REMEMBERED, ROWS
from tests.world import PEOPLE, Visit, load_world, route_of, walk

QUERIES_PER_PAGE = 12


class TestWalk(TestCase):
    wrong: list[str]
    forms: set[str]

    @classmethod
    def setUpTestData(cls) -> None:
        """One walk for all tests: faults, and the addresses of all forms."""
        load_world()
        cls.wrong, cls.forms = [], set()
        for who in PEOPLE:
            for visit in walk(who):
                cls.wrong += [f"{who} {visit.path}: {fault}" for fault in faults(visit)]
                cls.forms |= set(sent_to(visit))

    def test_no_link_leads_nowhere_and_every_page_has_a_title_and_one_heading(self) -> None:
        assert self.wrong == []

    def test_every_form_of_every_page_is_sent_twice_by_a_test(self) -> None:
        known = {row.name for row in ROWS} | set(NOT_REMEMBERED)
        assert len(self.forms) > 30, "the walk found too few forms to prove anything"
        missing = {name for name in self.forms if name not in known and not name.startswith(NOT_OURS)}
        assert missing == set(), "give these a row in tests/twice_table.py"


def sent_to(visit: Visit) -> Iterator[str]:
    """The URL names that the forms of a page are sent to."""
    if "html" in visit.response.get("Content-Type", ""):
        for form in forms_of(visit.text):
            yield route_of(urljoin(visit.path, form.action or visit.path))


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
