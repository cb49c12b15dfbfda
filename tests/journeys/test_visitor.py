import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, assert_accessible, sign_in

pytestmark = pytest.mark.browser


def test_a_visitor_reads_home_on_a_phone_and_without_scripts(live, new_page) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=True)
    page.goto(live.url)
    expect(page.locator("h1")).to_have_count(1)
    assert_accessible(page)
    plain = new_page(java_script_enabled=False)
    plain.goto(live.url)
    expect(plain.locator("h1")).to_have_text(page.locator("h1").inner_text())


def test_a_member_stays_signed_in(live, page, cast) -> None:
    sign_in(page, live, cast.samira)
    page.goto(live.url)
    assert any(cookie["name"] == "sessionid" for cookie in page.context.cookies())


def test_a_page_that_is_not_there_says_so(live, page) -> None:
    page.expects(404)
    answer = page.goto(live.url + "/bestaat-niet/")
    assert answer.status in (404, 200)
