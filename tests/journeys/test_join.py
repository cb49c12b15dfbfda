"""A visitor asks to join, is accepted, chooses a password, and is in; and the ways to log in after that."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from members import actions
from members.models import JoinRequest, Member
from members.states import JoinState
from tests.browser import PHONE, WRONG, assert_accessible, follow, sign_in
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
    follow(visitor.locator("main form button.button"))
    expect(visitor.locator(".errors")).to_be_focused()
    expect(visitor).to_have_title(WRONG)
    assert_accessible(visitor)
    fill_in(visitor)
    follow(visitor.locator("main form button.button"))
    expect(visitor).to_have_url(live.url + "/meedoen/verstuurd/")
    assert_accessible(visitor)

    visitor.goto(post.to(FORM["email"], "Bevestig je e-mailadres").link("/meedoen/bevestigen/"))
    assert_accessible(visitor)
    assert JoinRequest.objects.get().state == JoinState.UNCONFIRMED, "a GET changes nothing"
    follow(visitor.locator("button[value=confirm]"))
    assert post.to(FORM["email"], "We hebben je aanvraag")
    assert JoinRequest.objects.get().state == JoinState.WAITING

    moderator: Page = new_page()
    sign_in(moderator, live, cast.beheer)
    moderator.goto(post.to(cast.beheer, "Beantwoord een aanvraag").link("/beheer/"))
    follow(moderator.locator("a[href$='/stap/accepteren/']"))
    follow(moderator.locator("input[type=submit].default"))
    expect(moderator.locator(".messagelist")).to_be_visible()
    member = Member.objects.get(email=FORM["email"])
    assert str(member.organisation) == "Buurthuis De Linde"

    visitor.goto(post.to(member, "Welkom bij Over leven").link("/welkom/"))
    assert_accessible(visitor)
    visitor.fill("[name=password]", "kort")
    follow(visitor.locator("button[value=password]"))
    expect(visitor.locator(".errors")).to_be_visible()
    assert_accessible(visitor)
    visitor.fill("[name=password]", NEW)
    follow(visitor.locator("button[value=password]"))
    expect(visitor).to_have_url(live.url + "/mijn/")
    steps = visitor.get_by_role("region", name="Fijn dat je er bent. Vier kleine stappen")
    expect(steps.get_by_role("listitem")).to_have_count(4)
    expect(steps.get_by_text("Gedaan")).to_have_count(1)
    assert_accessible(visitor)

    visitor.goto(live.url + "/profiel/zichtbaar/")
    visitor.check("[name=is_listed]")
    follow(visitor.locator("main form button.button"))
    expect(visitor).to_have_url(live.url + "/profiel/")
    visitor.goto(live.url + "/mijn/")
    expect(steps.get_by_text("Gedaan")).to_have_count(2)
    moderator.goto(live.url + "/deelnemers/")
    expect(moderator.get_by_role("link", name=FORM["name"])).to_be_visible()
    follow(visitor.locator("form[action='/uitloggen/'] button"))
    visitor.goto(live.url + "/inloggen/?next=/profiel/")
    assert_accessible(visitor)
    visitor.fill("[name=login]", FORM["email"])
    visitor.fill("[name=password]", NEW)
    follow(visitor.locator("main form:has([name=password]) button.button"))
    expect(visitor).to_have_url(live.url + "/profiel/")


def test_on_a_phone_without_scripts_one_joins_and_logs_in_with_a_code_by_mail(
    live: Any, new_page: Any, cast: Cast, post: Post
) -> None:
    page: Page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(live.url + "/meedoen/")
    fill_in(page)
    follow(page.locator("main form button.button"))
    page.goto(post.to(FORM["email"]).link("/meedoen/bevestigen/"))
    follow(page.locator("button[value=confirm]"))
    actions.accept(JoinRequest.objects.get(), by=cast.beheer)
    page.goto(post.to(FORM["email"], "Welkom bij Over leven").link("/welkom/"))
    follow(page.get_by_role("button", name="Mail me elke keer een code"))
    expect(page).to_have_url(live.url + "/mijn/")
    page.context.clear_cookies()

    page.goto(live.url + "/inloggen/?next=/profiel/")
    follow(page.get_by_role("link", name="Mail mij een code"))
    page.fill("[name=email]", FORM["email"])
    follow(page.get_by_role("button", name="Mail mij een code"))
    letter = post.to(FORM["email"], "Je code om in te loggen")
    page.fill("[name=code]", "ZZZZ-ZZZZ")
    follow(page.get_by_role("button", name="Verder"))
    expect(page).to_have_title(WRONG)
    page.fill("[name=code]", letter.word(r"^\s*([A-Z0-9]+(?:-[A-Z0-9]+)*)\s*$"))
    follow(page.get_by_role("button", name="Verder"))
    expect(page).to_have_url(live.url + "/profiel/")


def test_who_is_declined_reads_why(live: Any, page: Page, cast: Cast, post: Post) -> None:
    asked = waiting()
    sign_in(page, live, cast.beheer)
    page.goto(live.url + "/beheer/")
    follow(page.locator("#waiting a[href*=joinrequest]"))
    follow(page.locator(f"text={FORM['name']}"))
    follow(page.locator("a[href$='/stap/afwijzen/']"))
    follow(page.locator("input[type=submit].default"))
    expect(page.locator(".errornote")).to_be_visible()
    page.fill("[name=reason]", "We zijn vol tot de zomer.")
    follow(page.locator("input[type=submit].default"))
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
    follow(page.locator("main form:has([name=password]) button.button"))
    page.goto(home + "/account/tweede-stap/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    follow(page.locator("main form button.button"))
    assert_accessible(page)
    page.fill("[name=name]", "Mijn telefoon")
    page.check("[name=passwordless]")
    follow(page.locator("#mfa_webauthn_add"))
    expect(page).to_have_url(home + "/account/tweede-stap/recovery-codes/")
    expect(page.locator("#recovery_codes li").first).to_be_visible()
    assert_accessible(page)
    follow(page.locator("form[action='/uitloggen/'] button"))
    page.goto(home + "/inloggen/?next=/profiel/")
    follow(page.locator("#passkey_login"))
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
    follow(page.locator("main form:has([name=password]) button.button"))
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
        expect(page.locator("h1").first).to_be_visible()
