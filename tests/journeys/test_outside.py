"""Coming in with the account of an own organisation, in a browser, at a real provider."""

import re
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible, follow
from tests.cast import PASSWORD, Cast
from tests.provider import Provider, provider

__all__ = ["provider"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_member_comes_in_through_the_own_organisation_and_ends_the_link(
    new_page: Any, live: Any, cast: Cast, provider: Provider
) -> None:
    page: Page = new_page(viewport={"width": 390, "height": 800})
    page.also_at(provider.url)  # type: ignore[attr-defined]
    provider.knows("s", email=cast.samira.email, email_verified=True)
    page.goto(f"{live.url}/inloggen/")
    follow(page.get_by_role("button", name="Hogeschool"))
    page.locator("input[name=sub]").fill("s")
    follow(page.get_by_role("button", name=re.compile("authorize", re.IGNORECASE)).first)
    expect(page).to_have_url(f"{live.url}/mijn/")
    page.goto(f"{live.url}/account/koppelingen/")
    assert_accessible(page)
    follow(page.get_by_role("button", name="Koppeling stoppen"))
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    follow(page.get_by_role("button", name="Verder"))
    expect(page.get_by_text("Er is geen account gekoppeld")).to_be_visible()
    assert not SocialAccount.objects.exists()


def test_a_provider_that_is_down_leaves_the_other_ways(
    new_page: Any, live: Any, cast: Cast, provider: Provider
) -> None:
    page: Page = new_page()
    page.expects(401)  # type: ignore[attr-defined]
    provider.breaks["/.well-known/openid-configuration"] = ("", 500, "text/plain")
    page.goto(f"{live.url}/inloggen/")
    follow(page.get_by_role("button", name="Hogeschool"))
    expect(page.get_by_role("heading", name="Inloggen lukte niet")).to_be_visible()
    assert_accessible(page)
    follow(page.get_by_role("link", name="Inloggen met een code per mail"))
    expect(page).to_have_url(f"{live.url}/inloggen/code/")
