"""A moderator makes the text for members out of the intake, with and without script."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases.models import Case
from cases.states import CaseState
from tests.browser import assert_accessible, follow, sign_in
from tests.cases.helpers import make_case
from tests.cast import Cast

pytestmark = pytest.mark.browser
TRACEABLE = "Mevrouw J. Hendriks wacht sinds maart op haar toeslag. Bel haar op 06 12345678, ook later."


def look(page: Page, name: str) -> None:
    """With ATELIER_LOOK, the name of a folder, the page is kept as pictures."""
    if os.environ.get("ATELIER_LOOK"):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(os.environ["ATELIER_LOOK"]) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("script", [True, False])
def test_the_blanks_of_an_intake_are_checked_and_it_is_released(
    new_page: Any, live: Any, cast: Cast, script: bool
) -> None:
    page = new_page(java_script_enabled=script)
    case = make_case(cast, CaseState.SUBMITTED, situation=TRACEABLE)
    sign_in(page, live, cast.beheer)
    page.goto(live.url + reverse("admin:cases_case_step", args=[case.pk, "vrijgeven"]))
    shown = page.locator("#differences")
    expect(shown.locator("del").first).to_contain_text("J. Hendriks")
    situation = page.get_by_label("Wat er aan de hand is", exact=True)
    assert "Hendriks" not in situation.input_value()
    if script:
        assert_accessible(page)
        look(page, "rewrite")
        situation.fill(situation.input_value().replace("sinds maart", "sinds dit voorjaar"))
        expect(shown.locator("ins").filter(has_text="dit voorjaar")).to_be_visible()
    page.get_by_label("Titel").fill("Wachten op een toeslag")
    follow(page.get_by_role("button", name="De woorden tussen haken kloppen"))
    assert "[" not in situation.input_value()
    expect(page.get_by_role("button", name="De woorden tussen haken kloppen")).to_have_count(0)
    if script:
        assert_accessible(page)
    page.get_by_label("Ik heb de tekst in zijn geheel gelezen").check()
    follow(page.get_by_role("button", name="Geef vrij"))
    assert Case.objects.get().state == CaseState.RELEASED
