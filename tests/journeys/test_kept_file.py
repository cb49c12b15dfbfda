"""A file is chosen once, also when something else in the form must be mended: on a phone, without script."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from research.models import Output
from tests.browser import PHONE, assert_accessible, follow, sign_in
from tests.cast import Cast
from tests.documents import PDF
from tests.research.helpers import running

pytestmark = pytest.mark.browser


def look(page: Page, name: str) -> None:
    if folder := os.environ.get("ATELIER_LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("script", [True, False])
def test_a_student_chooses_a_file_once(new_page: Any, live: Any, cast: Cast, script: bool) -> None:
    project = running(cast)
    page = new_page(viewport=PHONE, java_script_enabled=script)
    sign_in(page, live, cast.lars)
    page.goto(f"{live.url}{project.get_absolute_url()}")
    follow(page.get_by_role("link", name="Lever een opbrengst in").first)
    sent = {"name": "Mijn verslag.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("Het bestand").set_input_files(sent)
    follow(page.get_by_role("button", name="Lever in"))
    expect(page.locator(".kept-file")).to_contain_text("Mijn verslag.pdf")
    expect(page.get_by_label("Dit bestand niet gebruiken")).not_to_be_checked()
    look(page, f"kept-{script}")
    if script:
        assert_accessible(page)
    page.get_by_label("Titel").fill("Wat brieven doen")
    page.get_by_label("Samenvatting in gewone woorden").fill("Een naam helpt.")
    follow(page.get_by_role("button", name="Lever in"))
    expect(page.get_by_text("Ingeleverd.")).to_be_visible()
    assert Output.objects.get().file.size
