"""The session ends while someone types: after logging in again one is at the same place, with the same text."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page, expect

from cases.models import Case, Voice
from members.middleware import SEEN
from tests.browser import PHONE, assert_accessible, follow, sign_in
from tests.cases.helpers import make_case
from tests.cast import PASSWORD, Cast
from tests.post import Post

pytestmark = pytest.mark.browser
TYPED = "Een gezin wacht al sinds maart.\nDe brieven blijven dicht & de huur loopt op."


def nobody_came_by_for_an_hour(page: Page) -> None:
    (key,) = [one["value"] for one in page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME]
    session = SessionStore(session_key=key)
    session[SEEN] -= settings.SESSION_IDLE_SECONDS + 1
    session.save()


@pytest.mark.parametrize("script", [True, False])
def test_a_question_of_a_submission_is_still_there_after_logging_in_again(
    live: Any, new_page: Callable[..., Page], cast: Cast, script: bool
) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=script)
    sign_in(page, live, cast.samira)
    page.goto(live.url + "/kwesties/inbrengen/")
    follow(page.get_by_role("button", name="Begin"))
    there = page.url
    page.get_by_label("Wat is er aan de hand?").fill(TYPED)
    nobody_came_by_for_an_hour(page)
    follow(page.get_by_role("button", name="Verder", exact=True))
    assert Case.objects.get().intake.situation == ""

    page.get_by_label("E-mail").fill(cast.samira.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    follow(page.locator("main form").first.get_by_role("button", name="Inloggen"))
    expect(page).to_have_url(there)
    expect(page.get_by_label("Wat is er aan de hand?")).to_have_value(TYPED)
    expect(page.get_by_text("Je was intussen uitgelogd.")).to_be_visible()
    if script:
        assert_accessible(page)
    follow(page.get_by_role("button", name="Verder", exact=True))
    page.wait_for_url(lambda url: url != there)
    assert Case.objects.get().intake.situation.splitlines() == TYPED.splitlines()


def test_a_perspective_is_still_there_after_a_code_by_mail(live: Any, page: Page, cast: Cast, post: Post) -> None:
    case = make_case(cast)
    sign_in(page, live, cast.pieter)
    there = f"{live.url}/kwesties/{case.number}/perspectief/"
    page.goto(there)
    page.get_by_label("Wat zie je vanuit jouw perspectief?").fill(TYPED)
    nobody_came_by_for_an_hour(page)
    follow(page.get_by_role("button", name="Geef mijn perspectief"))
    assert not Voice.objects.exists()

    follow(page.get_by_role("link", name="Mail mij een code"))
    page.get_by_label("E-mail").fill(cast.pieter.email)
    follow(page.get_by_role("button", name="Mail mij een code"))
    page.fill("[name=code]", post.to(cast.pieter, "Je code om in te loggen").word(r"^\s*([A-Z0-9-]{6,12})\s*$"))
    follow(page.get_by_role("button", name="Verder"))
    expect(page).to_have_url(there)
    expect(page.get_by_label("Wat zie je vanuit jouw perspectief?")).to_have_value(TYPED)
    follow(page.get_by_role("button", name="Geef mijn perspectief"))
    expect(page.locator("main")).to_contain_text("De brieven blijven dicht & de huur loopt op.")
    assert Voice.objects.get().member == cast.pieter
