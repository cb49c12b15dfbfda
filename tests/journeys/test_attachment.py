"""A letter with a case: sent from a phone without script, opened and released at the desk, read by a member."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.models import Attachment, Case
from cases.states import CaseState
from tests.browser import PHONE, assert_accessible, follow, sign_in
from tests.cases.helpers import make_case, release
from tests.cast import Cast

pytestmark = pytest.mark.browser

LETTER = {"name": "brief Hendriks.txt", "mimeType": "text/plain", "buffer": b"U moet binnen zes weken betalen."}


def press(page: Page, name: str) -> None:
    follow(page.get_by_role("button", name=name, exact=True))


def test_a_letter_goes_with_a_case(new_page: Callable[..., Page], live: Any, cast: Cast) -> None:
    case = make_case(cast, CaseState.DRAFT)
    samira = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(samira, live, cast.samira)
    # The same pages where a script can look them over.
    again = new_page(viewport=PHONE)
    sign_in(again, live, cast.samira)

    def looked_over() -> None:
        again.goto(samira.url)
        assert_accessible(again)

    samira.goto(f"{live.url}/kwesties/inbrengen/{case.key}/samen/")
    press(samira, "Verder")
    looked_over()
    samira.get_by_label("Kies een bestand").set_input_files(files=[LETTER])  # type: ignore[list-item]
    samira.get_by_label("Wat is het?").fill("Brief van de verhuurder")
    press(samira, "Voeg dit bestand toe en kies er nog een")
    expect(samira.locator("main")).to_contain_text("brief Hendriks.txt")
    looked_over()
    press(samira, "Verder")
    expect(samira.locator("main")).to_contain_text("brief Hendriks.txt")
    press(samira, "Breng de kwestie in")
    case = Case.objects.get()
    samira.goto(f"{live.url}/kwesties/{case.number}/inbreng/")
    expect(samira.locator("main")).to_contain_text("Brief van de verhuurder")
    looked_over()

    beheer = new_page()
    sign_in(beheer, live, cast.beheer)
    beheer.goto(f"{live.url}/beheer/cases/case/{case.pk}/change/")
    follow(beheer.get_by_role("link", name="Lees de inbreng"))
    assert_accessible(beheer)
    follow(beheer.get_by_role("link", name="brief Hendriks.txt"))
    expect(beheer.locator("main")).to_contain_text("Niet op virussen nagekeken")
    assert_accessible(beheer)
    beheer.get_by_label("Wat deelnemers ervan lezen").fill("Brief over betalen")
    press(beheer, "Geef deze bijlage vrij")
    expect(beheer.get_by_label(re.compile("Ik heb het bestand geopend"))).to_be_visible()
    assert_accessible(beheer)
    beheer.get_by_label(re.compile("Ik heb het bestand geopend")).check()
    press(beheer, "Geef deze bijlage vrij")
    expect(beheer.locator("main")).to_contain_text("Vrijgegeven voor deelnemers")
    assert_accessible(beheer)
    release(case, cast)

    pieter = new_page(viewport=PHONE)
    sign_in(pieter, live, cast.pieter)
    pieter.goto(live.url + Case.objects.get().get_absolute_url())
    expect(pieter.locator("main")).not_to_contain_text("Hendriks")
    assert_accessible(pieter)
    with pieter.expect_download() as download:
        pieter.get_by_role("link", name="Brief over betalen").click()
    assert download.value.suggested_filename == "Brief over betalen.txt"

    samira.goto(f"{live.url}/kwesties/{case.number}/inbreng/")
    expect(samira.locator("main")).to_contain_text("Brief over betalen")
    follow(samira.get_by_role("button", name=re.compile("Haal eraf.*brief Hendriks")))
    press(samira, "Haal eraf")
    assert not Attachment.objects.exists()


def test_an_urgent_case_takes_nine_taps(new_page: Callable[..., Page], live: Any, cast: Cast) -> None:
    page = new_page(viewport=PHONE)
    sign_in(page, live, cast.samira)
    page.goto(f"{live.url}/kwesties/")
    taps = 0

    def tap(element: Any) -> None:
        nonlocal taps
        taps += 1
        follow(element)

    def go_on() -> None:
        tap(page.get_by_role("button", name="Verder", exact=True))

    tap(page.get_by_role("link", name="Breng een kwestie in"))
    tap(page.get_by_role("button", name="Begin", exact=True))
    page.get_by_label("Wat is er aan de hand?").fill("Iemand wordt morgen afgesloten van gas.")
    go_on()
    page.get_by_label("Welke vraag stel je aan het atelier?").fill("Wie kan dit vandaag stoppen?")
    go_on()
    page.get_by_label(re.compile("^Dringend")).check()
    for _step in ("spoed", "geprobeerd", "naam", "samen"):
        go_on()
    tap(page.get_by_role("button", name="Breng de kwestie in", exact=True))
    assert Case.objects.get().state == CaseState.SUBMITTED
    assert taps <= 9
