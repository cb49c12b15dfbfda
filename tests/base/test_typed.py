"""What people typed is in its own direction of writing, and Dutch on a page in another language."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override

from cases.states import CaseState
from tests.cases.helpers import RELEASED, make_case
from tests.cast import Cast

ARABIC = "هذا نص"


def shown(template: str, **words: str) -> str:
    return Template("{% load atelier %}" + template).render(Context(words))


@pytest.mark.parametrize(
    ("template", "dutch", "english"),
    [
        ("<h1{% typed %}>", '<h1 dir="auto">', '<h1 dir="auto" lang="nl">'),
        ("{{ x|as_typed }}", "<bdi>&lt;p&gt;a\nb</bdi>", '<bdi lang="nl">&lt;p&gt;a\nb</bdi>'),
        ("{{ x|written_br }}", "<bdi>&lt;p&gt;a<br>b</bdi>", '<bdi lang="nl">&lt;p&gt;a<br>b</bdi>'),
        ("{{ x|written }}", '<p dir="auto">&lt;p&gt;a<br>b</p>', '<p dir="auto" lang="nl">&lt;p&gt;a<br>b</p>'),
    ],
)
def test_words_of_people_are_marked(template: str, dutch: str, english: str) -> None:
    with override("nl"):
        assert shown(template, x="<p>a\nb") == dutch
    with override("en"):
        assert shown(template, x="<p>a\nb") == english


def test_no_page_shows_typed_lines_without_it() -> None:
    """`linebreaks` only where the portal's own words are among them, and in mails."""
    allowed = {"move.said", "value", "text|urlize"}
    found = set()
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        if "email" not in path.parts:
            found |= {one[0] for one in re.finditer(r"\{\{ [^}]*\|linebreaks(?:br)? \}\}", path.read_text())}
    assert {one[3:].split("|linebreaks")[0] for one in found} <= allowed


def test_a_case_in_english_says_that_its_words_are_dutch(cast: Cast, client: Client) -> None:
    case = make_case(cast, CaseState.RELEASED)
    cast.pieter.language = "en"
    cast.pieter.save()
    client.force_login(cast.pieter)
    page = " ".join(client.get(case.get_absolute_url()).content.decode().split()).replace("> ", ">").replace(" <", "<")
    assert '<html lang="en">' in page
    assert f'<h1 dir="auto" lang="nl">{RELEASED["title"]}</h1>' in page
    assert f'<p dir="auto" lang="nl">{RELEASED["situation"]}</p>' in page


def test_every_place_to_type_turns_with_what_is_typed(cast: Cast, client: Client) -> None:
    client.force_login(cast.samira)
    for address in ("/profiel/gegevens/", "/profiel/zichtbaar/", "/brengen-en-zoeken/toevoegen/"):
        page = client.get(address).content.decode()
        places = re.findall(r"<textarea[^>]*>|<input[^>]*type=\"text\"[^>]*>", page)
        assert places
        assert all('dir="auto"' in place for place in places), address
