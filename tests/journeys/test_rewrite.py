"""A moderator makes the text for members out of the intake, with and without script."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases.models import Case, ReadyAnswer
from cases.states import CaseState
from members.models import Member
from tests.browser import assert_accessible, follow, sign_in
from tests.cases.helpers import make_case
from tests.cast import Cast

pytestmark = pytest.mark.browser
TRACEABLE = "Karim el Idrissi wacht sinds maart op zijn toeslag. Bel hem op 06 12345678, ook later."


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
    expect(shown.locator("del").first).to_contain_text("Karim el Idrissi")
    situation = page.get_by_label("Wat er aan de hand is", exact=True)
    expect(situation).not_to_have_value(re.compile("Idrissi"))
    if script:
        assert_accessible(page)
        look(page, "rewrite")
        situation.fill(situation.input_value().replace("sinds maart", "sinds dit voorjaar"))
        expect(shown.locator("ins").filter(has_text="dit voorjaar")).to_be_visible()
    page.get_by_label("Titel").fill("Wachten op een toeslag")
    follow(page.get_by_role("button", name="De woorden tussen haken kloppen"))
    expect(situation).not_to_have_value(re.compile(r"\["))
    expect(page.get_by_role("button", name="De woorden tussen haken kloppen")).to_have_count(0)
    if script:
        assert_accessible(page)
    page.get_by_label("Ik heb de tekst in zijn geheel gelezen").check()
    follow(page.get_by_role("button", name="Geef vrij"))
    assert Case.objects.get().state == CaseState.SHOWN


@pytest.mark.parametrize("script", [True, False])
def test_a_text_is_parked_taken_over_and_declined_with_a_ready_answer(
    new_page: Any, live: Any, cast: Cast, script: bool
) -> None:
    case = make_case(cast, CaseState.SUBMITTED, situation=TRACEABLE)
    other = Member.objects.create(
        email="tweede@voorbeeld.test", name="Tweede Moderator", is_moderator=True, organisation=cast.gemeente
    )
    ReadyAnswer.objects.all().delete()
    ReadyAnswer.objects.create(kind="decline", name="Past niet", text="Het past hier niet.", offer="Bel ons gerust.")
    release = live.url + reverse("admin:cases_case_step", args=[case.pk, "vrijgeven"])
    first, second = new_page(java_script_enabled=script), new_page(java_script_enabled=script)
    sign_in(first, live, cast.beheer)
    sign_in(second, live, other)
    first.goto(release)
    second.goto(release)
    expect(second.get_by_text("Anneke Beheer heeft deze kwestie in behandeling")).to_be_visible()
    if script:
        assert_accessible(second)
        look(second, "in-hand")
    follow(second.get_by_role("button", name="Neem het over"))
    second.get_by_label("Titel").fill("Wachten op een toeslag")
    expect(second.get_by_role("button", name="Geef vrij")).to_have_count(0)
    if script:
        assert_accessible(second)
        look(second, "colleague")
    follow(second.get_by_role("button", name="Bewaar en ga later verder"))
    first.goto(release)
    expect(first.get_by_label("Titel")).to_have_value("Wachten op een toeslag")
    if script:
        assert_accessible(first)
    follow(first.get_by_role("link", name="Afwijzen"))
    follow(first.get_by_role("button", name="Past niet"))
    expect(first.get_by_label("Waarom neemt het atelier de kwestie niet op?")).to_have_value("Het past hier niet.")
    if script:
        assert_accessible(first)
        look(first, "ready")
    follow(first.get_by_role("button", name="Afwijzen"))
    assert Case.objects.get().state == CaseState.DECLINED
