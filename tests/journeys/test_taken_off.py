"""A reader reports a passage on a telephone; a moderator takes it off; the page says so."""

from typing import Any

import pytest
from playwright.sync_api import expect

from cases import actions
from tests.browser import PHONE, assert_accessible, follow, sign_in
from tests.cases.helpers import make_case
from tests.cast import Cast

pytestmark = pytest.mark.browser
NAMED = "Mevrouw Jansen uit de straat hiernaast belde vaak."


@pytest.mark.parametrize("script", [True, False])
def test_what_a_reader_reports_is_taken_off_and_the_page_says_so(
    new_page: Any, live: Any, cast: Cast, script: bool
) -> None:
    case = make_case(cast)
    actions.give_voice(case, by=cast.pieter, text=NAMED)

    reader = new_page(viewport=PHONE, java_script_enabled=script)
    sign_in(reader, live, cast.maria)
    reader.goto(live.url + case.get_absolute_url())
    follow(reader.get_by_role("link", name="Staat hier iets over een persoon?"))
    if script:
        assert_accessible(reader)
    reader.get_by_label("Welke zin?").fill(NAMED)
    follow(reader.get_by_role("button", name="Meld dit"))
    expect(reader.get_by_role("heading", level=1)).to_have_text("Dank je wel")

    desk = new_page(java_script_enabled=script)
    sign_in(desk, live, cast.beheer)
    desk.goto(live.url + case.get_absolute_url())
    follow(desk.get_by_role("link", name="Haal weg"))
    expect(desk.get_by_text(NAMED).first).to_be_visible()
    if script:
        assert_accessible(desk)
    follow(desk.get_by_role("listitem").filter(has_text=NAMED).get_by_role("link", name="Haal weg"))
    if script:
        assert_accessible(desk)
    desk.get_by_label("Wat komt ervoor in de plaats?").fill("Een bewoner belde vaak.")
    desk.get_by_label("Waarom haal je dit weg?").fill("Er stond iets over een persoon.")
    follow(desk.get_by_role("button", name="Haal weg", exact=True))
    expect(desk.get_by_text("Hier is iets weggehaald op")).to_be_visible()

    reader.goto(live.url + case.get_absolute_url())
    expect(reader.get_by_text("Een bewoner belde vaak.")).to_be_visible()
    expect(reader.get_by_text("Er stond iets over een persoon.")).to_be_visible()
    expect(reader.get_by_text("Jansen")).to_have_count(0)
