from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import NoReverseMatch
from django.utils.html import strip_tags

from atelier.base.web.menu import Entry
from atelier.front.menu import MENU
from tests.cast import Cast

VISITOR = "Over het leeratelier|Bijeenkomsten|Inzichten|Onderzoek|Doe mee|Inloggen"
MEMBER = "Mijn atelier|Bijeenkomsten|Kwesties|Leervragen|Onderzoek|Deelnemers|Zoeken"


def drawn_for(user: Any, path: str = "/") -> str:
    request = RequestFactory().get(path)
    request.user = user
    return Template("{% menu %}").render(Context({"request": request}))


def words(menu: str) -> str:
    return strip_tags(menu.replace("</a><a", "</a>|<a"))


def test_a_visitor_reads_what_is_public() -> None:
    assert words(drawn_for(AnonymousUser())) == VISITOR


@pytest.mark.django_db
def test_each_sees_what_is_theirs(cast: Cast) -> None:
    assert words(drawn_for(cast.samira)) == f"{MEMBER}|Profiel"
    assert words(drawn_for(cast.noor)) == f"{MEMBER}|Coördinatie|Profiel"
    assert words(drawn_for(cast.beheer)) == f"{MEMBER}|Coördinatie|Beheer|Profiel"


def test_the_page_one_is_on_is_marked() -> None:
    assert '<a href="/over/" aria-current="page">' in drawn_for(AnonymousUser(), "/over/")
    assert 'aria-current="true">Bijeenkomsten' in drawn_for(AnonymousUser(), "/bijeenkomsten/13/")


def test_every_entry_leads_to_a_page() -> None:
    assert all(entry.address.startswith("/") for entry in MENU)
    assert len({(entry.page, entry.label) for entry in MENU}) == len(MENU)


@pytest.mark.parametrize("tags", ["{% address 'no:such' %}", "{% menu %}"])
def test_a_wrong_name_of_a_page_stops_the_page_that_links_it(tags: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = (Entry("no:such", "Nergens", 1, lambda _user: True),)
    monkeypatch.setattr("atelier.front.templatetags.menu.MENU", wrong)
    with pytest.raises(NoReverseMatch):
        Template("{% load atelier %}" + tags).render(Context())
