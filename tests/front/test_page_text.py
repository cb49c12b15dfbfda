"""The words of the public site: always there, changeable by moderators, never a way in for script."""

import pytest
from django.test import Client

from atelier.front.markdown import render
from atelier.front.models import PageText
from atelier.front.queries.texts import default_text, texts
from atelier.front.states import TextKey
from tests.cast import Cast

PAGES = {TextKey.ABOUT: "/over/", TextKey.PRIVACY: "/privacy/", TextKey.ACCESSIBILITY: "/toegankelijkheid/"}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", TextKey.values)
def test_every_text_comes_with_the_portal_in_both_languages(key: str, language: str) -> None:
    text = default_text(key, language)
    assert text.title
    assert len(text.body) > 100


@pytest.mark.parametrize(("key", "address"), PAGES.items())
def test_an_empty_portal_has_all_its_pages(key: TextKey, address: str, client: Client, db: None) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert default_text(key, "nl").title in page.content.decode()


def test_own_words_replace_the_first_words_in_their_language_only(db: None, client: Client) -> None:
    PageText.objects.create(key=TextKey.ABOUT, language="nl", title="Dit zijn wij", body="Wij zijn **wij**.")
    page = client.get("/over/").content.decode()
    assert "<h1>Dit zijn wij</h1>" in page
    assert "<strong>wij</strong>" in page
    english = client.get("/over/", headers={"accept-language": "en"}).content.decode()
    assert default_text("about", "en").title in english


NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klik](javascript:alert(1))",
    "[klik](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://elders.test/x.png)",
    "{{ 7|add:7 }} {% now 'Y' %}",
]


@pytest.mark.parametrize("body", NASTY)
def test_a_text_never_becomes_script_or_a_foreign_picture(body: str) -> None:
    html = render(body)
    for token in ("<script", "<img", 'href="javascript', 'href="data'):
        assert token not in html


@pytest.mark.parametrize("body", NASTY)
def test_a_page_shows_nasty_text_as_text(body: str, db: None, client: Client) -> None:
    PageText.objects.create(key=TextKey.ABOUT, title="<b>Over</b>", body=body)
    page = client.get("/over/")
    assert page.status_code == 200
    assert "&lt;b&gt;Over&lt;/b&gt;" in page.content.decode()
    assert "alert(1)</script>" not in page.content.decode()


def test_texts_cost_one_query_however_many(db: None, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        assert set(texts(TextKey.values)) == set(TextKey.values)


def test_a_moderator_starts_from_the_first_words(cast: Cast, client: Client) -> None:
    client.force_login(cast.beheer)
    page = client.get("/beheer/pages/pagetext/").content.decode()
    assert "/beheer/pages/pagetext/add/?key=about&amp;language=nl" in page
    form = client.get("/beheer/pages/pagetext/add/?key=about&language=nl")
    assert default_text("about", "nl").title in form.content.decode()


def test_a_preview_saves_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.beheer)
    page = client.post("/beheer/pages/pagetext/preview/", {"title": "Proef", "body": "Een *proef*."})
    assert "<em>proef</em>" in page.content.decode()
    assert not PageText.objects.exists()
    assert client.get("/beheer/pages/pagetext/preview/")["Location"] == "/beheer/pages/pagetext/"


def test_a_member_cannot_reach_the_texts(cast: Cast, client: Client) -> None:
    client.force_login(cast.samira)
    assert client.get("/beheer/pages/pagetext/").status_code in (302, 403)
    assert client.post("/beheer/pages/pagetext/preview/", {"body": "x"}).status_code in (302, 403)


def test_the_files_for_machines(client: Client) -> None:
    robots = client.get("/robots.txt")
    assert robots["Content-Type"].startswith("text/plain")
    assert "Disallow: /\n" in robots.content.decode()
    security = client.get("/.well-known/security.txt").content.decode()
    assert security.startswith("Contact: mailto:")
    assert "\nExpires: 20" in security
