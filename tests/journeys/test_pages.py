"""Steps 1 and 9 of the round: the words of the site, one's own page, search, and one's own data."""

import re

import pytest
from playwright.sync_api import expect

from meetings.models import Answer
from members.models import Member
from research.models import LearningQuestion
from tests.browser import PHONE, WRONG, assert_accessible, follow, sign_in
from tests.cast import PASSWORD
from tests.front.test_home import a_meeting, an_insight

pytestmark = pytest.mark.browser


def publishes(page, live, *, texts: int) -> None:
    """Another moderator reads what waits, and publishes it: the title and the text."""
    second = Member.objects.create_user(
        "ans@voorbeeld.test", None, name="Ans Tweede", perspective="research", is_moderator=True
    )
    sign_in(page, live, second)
    for left in range(texts, 0, -1):
        page.goto(live.url + "/beheer/lib/waitingtext/")
        expect(page.locator("#result_list tbody tr")).to_have_count(left)
        follow(page.locator("#result_list tbody a").first)
        assert_accessible(page)
        follow(page.locator("a[href*='/stap/publiceren/']"))
        assert_accessible(page)
        follow(page.locator("input.default"))


def test_a_moderator_changes_the_words_of_the_site_and_a_visitor_reads_them(live, page, new_page, cast) -> None:
    sign_in(page, live, cast.beheer)
    page.goto(live.url + "/beheer/pages/pagetext/")
    follow(page.get_by_role("link", name="Over het leeratelier (nl)"))
    words = re.compile("sociale rechtvaardigheid", re.IGNORECASE)
    expect(page.get_by_role("textbox", name="Tekst")).to_have_value(words)
    page.get_by_role("textbox", name="Titel").fill("Wie wij zijn")
    page.get_by_role("textbox", name="Tekst").fill("Wij zijn **samen** een atelier.")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Voorbeeld in een nieuw tabblad").click()
    expect(opened.value.get_by_role("heading", name="Wie wij zijn")).to_be_visible()
    visitor = new_page(viewport=PHONE, java_script_enabled=False)
    visitor.goto(live.url + "/over/")
    expect(visitor.get_by_role("heading", name="Wie wij zijn")).to_have_count(0)
    follow(page.locator("input[name=_save]"))
    visitor.goto(live.url + "/over/")
    expect(visitor.get_by_role("heading", name="Wie wij zijn")).to_have_count(0)
    publishes(new_page(), live, texts=2)
    visitor.goto(live.url + "/over/")
    expect(visitor.locator("h1")).to_have_text("Wie wij zijn")
    expect(visitor.locator("main strong")).to_have_text("samen")


def test_a_visitor_sees_what_comes_and_finds_the_way_to_join(live, page) -> None:
    a_meeting(1, public_text="Kom kijken hoe wij werken.")
    an_insight(1)
    page.goto(live.url)
    expect(page.get_by_text("Kom kijken hoe wij werken.")).to_be_visible()
    assert_accessible(page)
    for address in ("/over/", "/privacy/", "/toegankelijkheid/", "/huisregels/"):
        page.goto(live.url + address)
        assert_accessible(page)
    page.goto(live.url)
    follow(page.get_by_role("link", name="Vraag of je mee kunt doen").first)
    expect(page).to_have_url(live.url + "/meedoen/")


def test_a_member_answers_on_the_own_page_and_searches_without_scripts(live, new_page, cast) -> None:
    Answer.objects.create(meeting=a_meeting(7), member=cast.samira)
    LearningQuestion.objects.create(title="Durven blijven staan", slug="durven", question="Hoe?", state="open")
    page = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(page, live, cast.samira)
    page.goto(live.url + "/mijn/")
    follow(page.get_by_role("button", name="Ik doe online mee"))
    page.goto(live.url + "/mijn/")
    expect(page.get_by_text("Je doet online mee")).to_be_visible()
    page.goto(live.url + "/zoeken/")
    page.get_by_role("searchbox").fill("durven")
    follow(page.get_by_role("main").get_by_role("button", name="Zoeken"))
    expect(page.get_by_role("link", name="Durven blijven staan")).to_be_visible()


def test_what_one_member_seeks_another_finds(live, new_page, cast) -> None:
    samira, pieter = new_page(viewport=PHONE, java_script_enabled=False), new_page()
    sign_in(samira, live, cast.samira)
    samira.goto(live.url + "/brengen-en-zoeken/toevoegen/")
    samira.check("[name=kind][value=seek]")
    follow(samira.locator("main form button.button").first)
    expect(samira).to_have_title(WRONG)
    expect(samira.locator("[name=kind][value=seek]")).to_be_checked()
    samira.fill("[name=topic]", "Iemand die schuldregels kent")
    samira.check("[name=for_organisation]")
    follow(samira.locator("main form button.button").first)
    sign_in(pieter, live, cast.pieter)
    pieter.goto(live.url + "/brengen-en-zoeken/?soort=seek")
    expect(pieter.get_by_text("Iemand die schuldregels kent", exact=True)).to_be_visible()
    follow(pieter.get_by_role("main").get_by_role("link", name="Gemeente Maasdal"))
    expect(pieter.get_by_text("Iemand die schuldregels kent", exact=True)).to_be_visible()
    assert_accessible(pieter)


def test_the_own_pages_are_accessible_empty_and_full(live, page, cast) -> None:
    sign_in(page, live, cast.noor)
    addresses = ("/mijn/", "/zoeken/", "/zoeken/?q=inzicht", "/profiel/privacy/", "/coordinatie/cijfers/")
    for address in addresses:
        page.goto(live.url + address)
        assert_accessible(page)
    Answer.objects.create(meeting=a_meeting(7), member=cast.noor)
    an_insight(1)
    for address in addresses:
        page.goto(live.url + address)
        assert_accessible(page)


def test_a_member_takes_the_data_along_and_is_erased(live, page, cast) -> None:
    sign_in(page, live, cast.maria)
    page.goto(live.url + "/profiel/privacy/")
    follow(page.get_by_role("button", name="Laat het zien als pagina"))
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Wat er van mij bewaard wordt")).to_be_visible()
    expect(page.get_by_text("maria@voorbeeld.test").first).to_be_visible()
    assert_accessible(page)
    page.goto(live.url + "/profiel/privacy/wissen/")
    follow(page.get_by_role("button", name="Wis mijn gegevens"))
    expect(page).to_have_title(WRONG)
    assert_accessible(page)
    page.get_by_label("Ik begrijp dat dit niet terug te draaien is.").check()
    follow(page.get_by_role("button", name="Wis mijn gegevens"))
    expect(page.get_by_text("Je naam en je gegevens zijn gewist.")).to_be_visible()
    cast.maria.refresh_from_db()
    assert not cast.maria.is_active
