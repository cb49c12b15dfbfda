"""Thrown away by accident, on a phone, with and without script: it asks once, and comes back."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case, Intake
from cases.states import CaseState
from tests.browser import assert_accessible, follow, sign_in
from tests.cases.helpers import make_case
from tests.cast import Cast

pytestmark = pytest.mark.browser


def look(page: Page, name: str) -> None:
    """With ATELIER_LOOK, the name of a folder, the page is kept as pictures."""
    if os.environ.get("ATELIER_LOOK"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=Path(os.environ["ATELIER_LOOK"]) / f"{name}-{width}.png")


@pytest.mark.parametrize("script", [True, False])
def test_a_draft_thrown_away_by_accident_comes_back(new_page: Any, live: Any, cast: Cast, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    case = make_case(cast, CaseState.DRAFT)
    text = Intake.objects.get().situation
    sign_in(page, live, cast.samira)
    page.goto(live.url + "/kwesties/inbrengen/")
    follow(page.get_by_role("button", name="Gooi weg"))
    expect(page.get_by_role("heading", name="Dit concept weggooien?")).to_be_visible()
    if script:
        assert_accessible(page)
        look(page, "sure")
    follow(page.get_by_role("link", name="Nee, laat staan"))
    assert Case.objects.filter(pk=case.pk).exists()
    follow(page.get_by_role("button", name="Gooi weg"))
    follow(page.get_by_role("button", name="Gooi weg"))
    expect(page.get_by_text("Je kunt dit ongedaan maken tot")).to_be_visible()
    assert not Case.objects.exists()
    if script:
        assert_accessible(page)
        look(page, "undo")
    page.goto(live.url + "/mijn/")
    follow(page.get_by_role("button", name="Ongedaan maken"))
    expect(page.get_by_text("Het staat er weer, zoals het was.")).to_be_visible()
    assert Intake.objects.get().situation == text
    expect(page.get_by_role("button", name="Ongedaan maken")).to_have_count(0)


def test_another_language_keeps_what_is_typed_and_not_sent(new_page: Any, live: Any, cast: Cast) -> None:
    page = new_page()
    sign_in(page, live, cast.samira)
    page.goto(live.url + "/brengen-en-zoeken/toevoegen/")
    page.get_by_label("Vertel er iets meer over").fill("Half getypt.")
    follow(page.get_by_role("button", name="English"))
    expect(page.get_by_label("Tell a little more")).to_have_value("Half getypt.")
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("script", [True, False])
def test_another_language_on_a_page_with_errors_keeps_all(new_page: Any, live: Any, cast: Cast, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    sign_in(page, live, cast.samira)
    page.goto(live.url + "/brengen-en-zoeken/toevoegen/")
    page.get_by_label("Vertel er iets meer over").fill("Half getypt.")
    follow(page.locator("main form[method=post] button.button").first)
    expect(page.locator(".errors, [data-focus]").first).to_be_visible()
    follow(page.get_by_role("button", name="English"))
    expect(page.get_by_label("Tell a little more")).to_have_value("Half getypt.")
    expect(page.get_by_text("Choose whether you bring or seek").first).to_be_visible()
    if script:
        look(page, "language")
