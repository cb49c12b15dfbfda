"""What may lead to a person in a text for members: replaced or kept, by script, without it, by keyboard."""

import re
from time import monotonic
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from atelier.base.forms import decisions
from atelier.base.models import Decision
from cases.models import Voice
from tests.browser import PHONE, assert_accessible, follow, sign_in
from tests.cases.helpers import make_case
from tests.cast import Cast

pytestmark = pytest.mark.browser
TEXT = "Mevrouw Brouns wacht al weken. Bel haar op 06-12345678."


@pytest.fixture
def address(live: Any, cast: Cast) -> str:
    return live.url + reverse("cases:voice", args=[make_case(cast).number])


def piece(page: Page, words: str) -> Any:
    return page.locator("fieldset.piece").filter(has=page.locator("mark", has_text=words))


def test_on_a_phone_the_pieces_come_while_one_types_and_are_replaced_with_a_tap(
    new_page: Any, live: Any, cast: Cast, address: str
) -> None:
    page = new_page(viewport=PHONE)
    sign_in(page, live, cast.pieter)
    page.goto(address)
    text = page.get_by_label("Wat zie je vanuit jouw perspectief?")
    text.press_sequentially(TEXT)
    expect(piece(page, "Brouns")).to_be_visible()
    assert_accessible(page)
    piece(page, "Brouns").get_by_label("Vervang het door").click()
    expect(text).not_to_have_value(TEXT)
    expect(piece(page, "Brouns")).to_have_count(0)
    piece(page, "06-12345678").get_by_label("Vervang het door").click()
    expect(page.locator("fieldset.piece")).to_have_count(0)
    follow(page.get_by_role("button", name="Geef mijn perspectief"))
    told = Voice.objects.get().text
    assert "Brouns" not in told
    assert "12345678" not in told
    assert decisions.undecided(told) == []


def test_without_script_each_piece_is_asked_on_the_same_page(
    new_page: Any, live: Any, cast: Cast, address: str
) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, live, cast.pieter)
    page.goto(address)
    page.get_by_label("Wat zie je vanuit jouw perspectief?").fill(TEXT)
    send = page.get_by_role("button", name="Geef mijn perspectief")
    follow(send)
    expect(page.get_by_role("link", name="2 stukjes kunnen naar een persoon leiden")).to_be_visible()
    piece(page, "Brouns").get_by_label("Deze persoon vindt het goed").check()
    piece(page, "06-12345678").get_by_label("Vervang het door").check()
    follow(send)
    text = page.get_by_label("Wat zie je vanuit jouw perspectief?")
    expect(text).not_to_have_value(re.compile("12345678"))
    follow(send)
    assert "Brouns" in Voice.objects.get().text
    assert Decision.objects.get(choice="leave").by == cast.pieter


def test_by_keyboard_the_focus_goes_on_from_a_piece_that_is_replaced(
    page: Page, live: Any, cast: Cast, address: str
) -> None:
    sign_in(page, live, cast.pieter)
    page.goto(address)
    page.get_by_label("Wat zie je vanuit jouw perspectief?").press_sequentially(TEXT)
    first = piece(page, "Brouns").get_by_label("Vervang het door")
    expect(first).to_be_visible()
    first.focus()
    page.keyboard.press("Space")
    expect(piece(page, "Brouns")).to_have_count(0)
    expect(piece(page, "06-12345678").locator("input").first).to_be_focused()


def test_when_the_session_ends_while_one_types_no_other_page_comes_into_the_form(
    page: Page, live: Any, cast: Cast, address: str
) -> None:
    sign_in(page, live, cast.pieter)
    page.goto(address)
    page.context.clear_cookies()
    page.expects(403)  # type: ignore[attr-defined]
    text = page.get_by_label("Wat zie je vanuit jouw perspectief?")
    with page.expect_response("**/meelezen/"):
        text.press_sequentially(TEXT)
    expect(page.locator(".pieces")).to_have_count(0)
    expect(page.locator("main")).to_have_count(1)
    expect(text).to_have_value(TEXT)


def test_who_types_in_two_texts_asks_the_server_at_most_once_in_three_seconds(
    page: Page, live: Any, cast: Cast
) -> None:
    sign_in(page, live, cast.samira)
    page.goto(live.url + reverse("members:bring_seek_add"))
    asked: list[float] = []
    page.on("request", lambda request: asked.append(monotonic()) if request.url.endswith("/meelezen/") else None)
    fields = [page.locator(f"#{one.get_attribute('data-of')}") for one in page.locator(".pieces").all()[:2]]
    for field, words in zip(fields, ("Mevrouw Brouns", "Meneer Janssen"), strict=True):
        field.press_sequentially(words)
    expect(piece(page, "Brouns")).to_be_visible()
    expect(piece(page, "Janssen")).to_be_visible()
    first, second = asked
    assert second - first > 2.9
