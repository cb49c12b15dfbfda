"""A visitor asks to join, is accepted, chooses a password, and is in; and the ways to log in after that."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from members import actions
from members.models import JoinRequest, Member
from members.states import JoinState
from tests.browser import PHONE, assert_accessible, sign_in
from tests.cast import PASSWORD, Cast
from tests.members.helpers import FORM, waiting
from tests.post import Post

pytestmark = pytest.mark.browser
NEW = "vier woorden in de zon"


def fill_in(page: Page) -> None:
    for name in ("name", "email", "brings", "hopes"):
        page.fill(f"[name={name}]", FORM[name])
    page.check("[name=perspective][value=welfare]")
    page.fill("[name=proposed_name]", "Buurthuis De Linde")
    page.select_option("[name=proposed_kind]", "welfare")
    page.check("[name=house_rules]")


def test_from_asking_to_join_to_the_first_visit(live: Any, new_page: Any, cast: Cast, post: Post) -> None:
    visitor: Page = new_page()
    visitor.goto(live.url + "/meedoen/")
    assert_accessible(visitor)
    visitor.click("main form button.button")
    expect(visitor.locator(".errors")).to_be_focused()
    assert visitor.title().startswith("Fout:")
    assert_accessible(visitor)
    fill_in(visitor)
    visitor.click("main form button.button")
    expect(visitor).to_have_url(live.url + "/meedoen/verstuurd/")
    assert_accessible(visitor)

    visitor.goto(post.to(FORM["email"], "Bevestig je e-mailadres").link("/meedoen/bevestigen/"))
    assert_accessible(visitor)
    assert JoinRequest.objects.get().state == JoinState.UNCONFIRMED, "a GET changes nothing"
    visitor.click("button[value=confirm]")
    assert post.to(FORM["email"], "We hebben je aanvraag")
    assert JoinRequest.objects.get().state == JoinState.WAITING

    moderator: Page = new_page()
    sign_in(moderator, live, cast.beheer)
    moderator.goto(post.to(cast.beheer, "Beantwoord een aanvraag").link("/beheer/"))
    moderator.click("a[href$='/stap/accepteren/']")
    moderator.click("input[type=submit].default")
    expect(moderator.locator(".messagelist")).to_be_visible()
    member = Member.objects.get(email=FORM["email"])
    assert str(member.organisation) == "Buurthuis De Linde"

    visitor.goto(post.to(member, "Welkom bij Over leven").link("/welkom/"))
    assert_accessible(visitor)
    visitor.fill("[name=password]", "kort")
    visitor.click("button[value=password]")
    expect(visitor.locator(".errors")).to_be_visible()
    assert_accessible(visitor)
    visitor.fill("[name=password]", NEW)
    visitor.click("button[value=password]")
    expect(visitor).to_have_url(live.url + "/mijn/")
    steps = visitor.get_by_role("region", name="Fijn dat je er bent. Vier kleine stappen")
    expect(steps.get_by_role("listitem")).to_have_count(4)
    done = steps.get_by_text("Gedaan").count()
    assert_accessible(visitor)

    visitor.goto(live.url + "/profiel/zichtbaar/")
    visitor.check("[name=is_listed]")
    visitor.click("main form button.button")
    expect(visitor).to_have_url(live.url + "/profiel/")
    visitor.goto(live.url + "/mijn/")
    expect(steps.get_by_text("Gedaan")).to_have_count(done + 1)
    moderator.goto(live.url + "/deelnemers/")
    expect(moderator.get_by_role("link", name=FORM["name"])).to_be_visible()
    visitor.click("form[action='/uitloggen/'] button")
    visitor.goto(live.url + "/inloggen/?next=/profiel/")
    assert_accessible(visitor)
    visitor.fill("[name=login]", FORM["email"])
    visitor.fill("[name=password]", NEW)
    visitor.click("main form:has([name=password]) button.button")
    expect(visitor).to_have_url(live.url + "/profiel/")


def test_on_a_phone_without_scripts_one_joins_and_logs_in_with_a_code_by_mail(
    live: Any, new_page: Any, cast: Cast, post: Post
) -> None:
    page: Page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(live.url + "/meedoen/")
    fill_in(page)
    page.click("main form button.button")
    page.goto(post.to(FORM["email"]).link("/meedoen/bevestigen/"))
    page.click("button[value=confirm]")
    actions.accept(JoinRequest.objects.get(), by=cast.beheer)
    page.goto(post.to(FORM["email"], "Welkom bij Over leven").link("/welkom/"))
    page.get_by_role("button", name="Mail me elke keer een code").click()
    expect(page).to_have_url(live.url + "/mijn/")
    page.context.clear_cookies()

    page.goto(live.url + "/inloggen/?next=/profiel/")
    page.get_by_role("link", name="Mail mij een code").click()
    page.fill("[name=email]", FORM["email"])
    page.get_by_role("button", name="Mail mij een code").click()
    letter = post.to(FORM["email"], "Je code om in te loggen")
    page.fill("[name=code]", "ZZZZ-ZZZZ")
    page.get_by_role("button", name="Verder").click()
    assert page.title().startswith("Fout:")
    page.fill("[name=code]", letter.word(r"^\s*([A-Z0-9]+(?:-[A-Z0-9]+)*)\s*$"))
    page.get_by_role("button", name="Verder").click()
    expect(page).to_have_url(live.url + "/profiel/")


def test_who_is_declined_reads_why(live: Any, page: Page, cast: Cast, post: Post) -> None:
    asked = waiting()
    sign_in(page, live, cast.beheer)
    page.goto(live.url + "/beheer/")
    page.click("#waiting a[href*=joinrequest]")
    page.click(f"text={FORM['name']}")
    page.click("a[href$='/stap/afwijzen/']")
    page.click("input[type=submit].default")
    expect(page.locator(".errornote")).to_be_visible()
    page.fill("[name=reason]", "We zijn vol tot de zomer.")
    page.click("input[type=submit].default")
    expect(page.locator(".messagelist")).to_be_visible()
    assert "We zijn vol tot de zomer." in post.to(asked.email, "Over je aanvraag").text
    asked.refresh_from_db()
    assert asked.state == JoinState.DECLINED


def test_a_wrong_link_says_so_in_plain_words(live: Any, page: Page, cast: Cast) -> None:
    page.expects(404)  # type: ignore[attr-defined]
    for path in ("/welkom/onzin/", "/meedoen/bevestigen/onzin/"):
        page.goto(live.url + path)
        assert_accessible(page)


def test_a_passkey_is_added_and_opens_the_door(live: Any, new_page: Any, cast: Cast) -> None:
    page: Page = new_page()

    home = live.url
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(home + "/inloggen/")
    page.fill("[name=login]", "samira@voorbeeld.test")
    page.fill("[name=password]", PASSWORD)
    page.click("main form:has([name=password]) button.button")
    page.goto(home + "/account/tweede-stap/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.button")
    assert_accessible(page)
    page.fill("[name=name]", "Mijn telefoon")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    expect(page).to_have_url(home + "/account/tweede-stap/recovery-codes/")
    expect(page.locator("#recovery_codes li").first).to_be_visible()
    assert_accessible(page)
    page.click("form[action='/uitloggen/'] button")
    page.goto(home + "/inloggen/?next=/profiel/")
    page.click("#passkey_login")
    expect(page).to_have_url(home + "/profiel/")


def test_every_page_of_the_room_is_accessible_on_a_desk(live: Any, page: Page, cast: Cast) -> None:
    """On a telephone test_every_page.py sees them."""
    for member in (cast.samira, cast.pieter, cast.maria):
        actions.choose_visibility(member, is_listed=True, show_organisation=True, show_email=True, bio="Ik werk hier.")
    actions.add_bring_seek(cast.samira, kind="bring", topic="Een wandeling", text="Op dinsdag", for_organisation=True)
    asked = waiting()
    page.goto(live.url + "/inloggen/")
    page.fill("[name=login]", "samira@voorbeeld.test")
    page.fill("[name=password]", PASSWORD)
    page.click("main form:has([name=password]) button.button")
    for path in (
        "/profiel/",
        "/profiel/gegevens/",
        "/profiel/zichtbaar/",
        "/profiel/stoppen/",
        "/deelnemers/",
        "/deelnemers/?q=niemand",
        f"/deelnemers/{cast.maria.pk}/",
        "/organisaties/",
        "/organisaties/gemeente-maasdal/",
        "/brengen-en-zoeken/",
        "/brengen-en-zoeken/toevoegen/",
        "/account/tweede-stap/",
        "/account/sessies/",
        "/account/e-mail/",
        "/account/wachtwoord/wijzigen/",
    ):
        page.goto(live.url + path)
        assert_accessible(page)
    sign_in(page, live, cast.beheer)
    for path in (
        "/beheer/",
        "/beheer/members/joinrequest/",
        f"/beheer/members/joinrequest/{asked.pk}/change/",
        f"/beheer/members/joinrequest/{asked.pk}/stap/afwijzen/",
    ):
        page.goto(live.url + path)
        assert page.locator("h1").count() >= 1
