"""Steps 1 and 9 of the round: the words of the site, one's own page, search, and one's own data."""

import pytest

from meetings.models import Answer
from research.models import LearningQuestion
from tests.browser import PHONE, assert_accessible, sign_in
from tests.cast import PASSWORD
from tests.pages.test_home import a_meeting, an_insight

pytestmark = pytest.mark.browser


def test_a_moderator_changes_the_words_of_the_site_and_a_visitor_reads_them(live, page, new_page, cast) -> None:
    sign_in(page, live, cast.beheer)
    page.goto(live.url + "/beheer/pages/pagetext/")
    page.get_by_role("link", name="Over het leeratelier (nl)").click()
    assert "sociale rechtvaardigheid" in page.get_by_role("textbox", name="Tekst").input_value().lower()
    page.get_by_role("textbox", name="Titel").fill("Wie wij zijn")
    page.get_by_role("textbox", name="Tekst").fill("Wij zijn **samen** een atelier.")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Voorbeeld in een nieuw tabblad").click()
    assert opened.value.get_by_role("heading", name="Wie wij zijn").is_visible()
    visitor = new_page(viewport=PHONE, java_script_enabled=False)
    visitor.goto(live.url + "/over/")
    assert visitor.get_by_role("heading", name="Wie wij zijn").count() == 0
    page.locator("input[name=_save]").click()
    visitor.goto(live.url + "/over/")
    assert visitor.locator("h1").inner_text() == "Wie wij zijn"
    assert visitor.locator("main strong").inner_text() == "samen"


def test_a_visitor_sees_what_comes_and_finds_the_way_to_join(live, page) -> None:
    a_meeting(1, public_text="Kom kijken hoe wij werken.")
    an_insight(1)
    page.goto(live.url)
    assert page.get_by_text("Kom kijken hoe wij werken.").is_visible()
    assert_accessible(page)
    for address in ("/over/", "/privacy/", "/toegankelijkheid/", "/huisregels/"):
        page.goto(live.url + address)
        assert_accessible(page)
    page.goto(live.url)
    page.get_by_role("link", name="Vraag of je mee kunt doen").first.click()
    assert page.url.endswith("/meedoen/")


def test_a_member_answers_on_the_own_page_and_searches_without_scripts(live, new_page, cast) -> None:
    Answer.objects.create(meeting=a_meeting(7), member=cast.samira)
    LearningQuestion.objects.create(title="Durven blijven staan", slug="durven", question="Hoe?", state="open")
    page = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(page, live, cast.samira)
    page.goto(live.url + "/mijn/")
    page.get_by_role("button", name="Ik doe online mee").click()
    page.goto(live.url + "/mijn/")
    assert page.get_by_text("Je doet online mee").is_visible()
    page.goto(live.url + "/zoeken/")
    page.get_by_role("searchbox").fill("durven")
    page.get_by_role("main").get_by_role("button", name="Zoeken").click()
    assert page.get_by_role("link", name="Durven blijven staan").is_visible()


def test_what_one_member_seeks_another_finds(live, new_page, cast) -> None:
    samira, pieter = new_page(viewport=PHONE, java_script_enabled=False), new_page()
    sign_in(samira, live, cast.samira)
    samira.goto(live.url + "/brengen-en-zoeken/toevoegen/")
    samira.check("[name=kind][value=seek]")
    samira.click("main form button.button")
    assert samira.title().startswith("Fout:")
    assert samira.is_checked("[name=kind][value=seek]")
    samira.fill("[name=topic]", "Iemand die schuldregels kent")
    samira.check("[name=for_organisation]")
    samira.click("main form button.button")
    sign_in(pieter, live, cast.pieter)
    pieter.goto(live.url + "/brengen-en-zoeken/?soort=seek")
    assert pieter.get_by_text("Iemand die schuldregels kent").is_visible()
    pieter.get_by_role("main").get_by_role("link", name="Gemeente Maasdal").click()
    assert pieter.get_by_text("Iemand die schuldregels kent").is_visible()
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
    page.get_by_role("button", name="Laat het zien als pagina").click()
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Wat er van mij bewaard wordt").wait_for()
    assert page.get_by_text("maria@voorbeeld.test").first.is_visible()
    assert_accessible(page)
    page.goto(live.url + "/profiel/privacy/wissen/")
    page.get_by_role("button", name="Wis mijn gegevens").click()
    assert page.title().startswith("Fout:")
    assert_accessible(page)
    page.get_by_label("Ik begrijp dat dit niet terug te draaien is.").check()
    page.get_by_role("button", name="Wis mijn gegevens").click()
    page.get_by_text("Je naam en je gegevens zijn gewist.").wait_for()
    cast.maria.refresh_from_db()
    assert not cast.maria.is_active
