"""A walk through the whole portal as every kind of person: no page is broken, none is without its head."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from django.test import TestCase

from tests.access_table import NOT_OURS
from tests.twice import forms_of
from tests.twice_table import NOT_REMEMBERED, ROWS
from tests.walked import Seen, load_planted, visits
from tests.world import route_of

QUERIES_PER_PAGE = 12


@pytest.mark.long
class TestWalk(TestCase):
    wrong: list[str]
    forms: set[str]

    @classmethod
    def setUpTestData(cls) -> None:
        load_planted()
        cls.wrong, cls.forms = [], set()
        for one in visits():
            cls.wrong += [f"{one.who} {one.path}: {fault}" for fault in faults(one)]
            cls.forms |= set(sent_to(one))

    def test_no_link_leads_nowhere_and_every_page_has_a_title_and_one_heading(self) -> None:
        assert self.wrong == [], "\n".join(self.wrong)

    def test_every_form_of_every_page_is_sent_twice_by_a_test(self) -> None:
        known = {row.name for row in ROWS} | set(NOT_REMEMBERED)
        assert len(self.forms) > 30, "the walk found too few forms to prove anything"
        missing = {name for name in self.forms if name not in known and not name.startswith(NOT_OURS)}
        assert missing == set(), "give these a row in tests/twice_table.py"


def sent_to(visit: Seen) -> Iterator[str]:
    """The URL names that the forms of a page are sent to."""
    if visit.is_html:
        for form in forms_of(visit.text):
            yield route_of(urljoin(visit.path, form.action or visit.path))


def faults(visit: Seen) -> list[str]:
    found = []
    if visit.status == 500 or (visit.status == 404 and visit.is_linked):
        found.append(f"answers {visit.status}")
    if visit.queries > QUERIES_PER_PAGE:
        found.append(f"asks {visit.queries} queries")
    if visit.status != 200 or not visit.is_html:
        return found
    policy = visit.headers.get("Content-Security-Policy", "")
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


def test_the_walk_itself_sees_a_broken_link() -> None:
    def seen(status: int, queries: int = 0, text: str = "") -> Seen:
        return Seen("visitor", "/", "", status, {"Content-Type": "text/html"}, queries, text, frozenset())

    assert faults(seen(404))
    assert faults(seen(302, QUERIES_PER_PAGE + 1))
    assert faults(seen(200, text="<p>kaal</p>"))
