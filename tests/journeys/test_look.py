"""The frame of every page, in a real browser: menu, skip link, language, errors, dark, narrow, without script."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, WRONG, assert_accessible, follow, sign_in
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.browser


def test_the_first_tab_leads_to_the_content(page: Page, live: Any, cast: Cast) -> None:
    page.goto(live.url + "/inloggen/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("script", [True, False])
def test_the_menu_opens_on_a_telephone_with_and_without_script(
    new_page: Any, live: Any, cast: Cast, script: bool
) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=script)
    sign_in(page, live, cast.samira)
    page.goto(live.url + "/profiel/")
    link = page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Deelnemers")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(link).to_be_visible()
    if script:
        assert_accessible(page)
    follow(link)
    expect(page).to_have_url(live.url + "/deelnemers/")


def test_the_language_switch_stays_on_the_page(page: Page, live: Any, cast: Cast) -> None:
    page.goto(live.url + "/inloggen/")
    follow(page.get_by_role("button", name="English"))
    expect(page).to_have_url(live.url + "/inloggen/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    follow(page.get_by_role("button", name="Nederlands"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_wrong_takes_focus_and_leads_to_its_field(new_page: Any, live: Any, cast: Cast, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(live.url + "/inloggen/")
    follow(page.locator("main form").first.get_by_role("button", name="Inloggen"))
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title(WRONG)
    assert_accessible(page)
    follow(summary.get_by_role("link").first)
    expect(page.locator("#id_login")).to_be_focused()


def go(page: Page, address: str) -> None:
    """What touches the login asks for the password once more."""
    page.goto(address)
    if "bevestig-dat-jij-het-bent" in page.url:
        assert_accessible(page)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        follow(page.get_by_role("button", name="Verder"))
    expect(page).to_have_url(address)


def test_login_and_all_that_belongs_to_it(page: Page, live: Any, cast: Cast) -> None:
    """Password, second step, recovery codes, sessions, keys: every page is clean, at the width of a telephone."""
    page.expects(404)  # type: ignore[attr-defined]
    page.set_viewport_size(PHONE)
    page.goto(live.url + "/inloggen/")
    page.get_by_label("E-mail").fill(cast.samira.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    follow(page.locator("main form").first.get_by_role("button", name="Inloggen"))
    page.wait_for_url(lambda url: "/inloggen/" not in url)
    for path in (
        "/account/tweede-stap/",
        "/account/tweede-stap/totp/activate/",
        "/account/tweede-stap/webauthn/add/",
        "/account/tweede-stap/webauthn/",
        "/account/wachtwoord/wijzigen/",
        "/account/e-mail/",
        "/account/sessies/",
    ):
        go(page, live.url + path)
        assert_accessible(page)


def test_a_page_that_is_not_there_helps_on(page: Page, live: Any, cast: Cast) -> None:
    page.expects(404)  # type: ignore[attr-defined]
    page.goto(live.url + "/bestaat-niet/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pagina niet gevonden")
    assert_accessible(page)
