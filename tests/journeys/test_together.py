"""Submitting together: a colleague by name, and somebody elsewhere by an address that may be mistyped."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases import actions
from cases.models import Case
from members.models import Member
from members.states import Perspective
from tests.browser import PHONE, assert_accessible, follow, sign_in
from tests.cast import Cast
from tests.post import Post

pytestmark = pytest.mark.browser


def press(page: Page, name: str) -> None:
    follow(page.get_by_role("button", name=name, exact=True))


def test_a_colleague_reads_after_a_yes_and_who_has_a_typed_address_after_the_submitter_looked(
    page: Page, new_page: Callable[..., Page], live: Any, cast: Cast, post: Post
) -> None:
    rik = Member.objects.create_user(
        "rik@voorbeeld.test",
        name="Rik Dols",
        organisation=cast.gemeente,
        perspective=Perspective.POLICY,
        is_listed=True,
        show_organisation=True,
    )
    draft = actions.begin(by=cast.samira, situation="Een gezin wacht op een toeslag.", question="Mag dat?")
    sign_in(page, live, cast.samira)
    page.goto(f"{live.url}/kwesties/inbrengen/{draft.key}/samen/")
    assert_accessible(page)
    page.get_by_label("Rik Dols").check()
    page.get_by_label("E-mailadressen van anderen").fill(cast.pieter.email)
    press(page, "Verder")
    press(page, "Verder")  # no files
    expect(page.locator("main")).to_contain_text("Rik Dols")
    press(page, "Breng de kwestie in")
    expect(page.locator("main")).to_contain_text("Rik Dols, pieter@voorbeeld.test")
    number = Case.objects.get().number

    colleague = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(colleague, live, rik)
    colleague.goto(post.to(rik, "Samira Haddad vraagt je").link("/kwesties/samen/"))
    press(colleague, "Ja, ik breng de kwestie ook in")
    expect(colleague.locator("main")).to_contain_text("Een gezin wacht op een toeslag.")
    expect(colleague.get_by_role("link", name="Trek de kwestie in")).to_have_count(0)

    pieter = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(pieter, live, cast.pieter)
    pieter.goto(post.to(cast.pieter, "Samira Haddad vraagt je").link("/kwesties/samen/"))
    expect(pieter.locator("main")).not_to_contain_text(str(number))
    press(pieter, "Ja, dit had ik verwacht")
    expect(pieter.locator("main")).to_contain_text("De vrager kijkt nu of jij bedoeld was")

    page.goto(post.to(cast.samira, "is dit wie je bedoelt").link("/kwesties/"))
    expect(page.locator("main")).to_contain_text("Wonen aan de Geul")
    assert_accessible(page)
    press(page, "Ja, deze persoon bedoel ik")
    expect(page.get_by_role("heading", name="Wie er met je mee inbrengt")).to_be_visible()
    assert_accessible(page)
    pieter.goto(post.to(cast.pieter, "nu ook in").link("/kwesties/"))
    expect(pieter.locator("main")).to_contain_text("Een gezin wacht op een toeslag.")
