"""The demo's mailbox, and stopping optional mail from it, on a phone and without scripts."""

import pytest
from playwright.sync_api import expect

from atelier.mail.actions import queue
from atelier.mail.messages import Mail, Recipient, compose, message
from atelier.mail.models import OptOut
from tests.browser import PHONE, assert_accessible, follow
from tests.fixtures_mail import deliver

pytestmark = pytest.mark.browser


@message("test.season", optional=True)
def season(to: Recipient) -> Mail:
    return compose("test/email/season", to, {})


def test_a_reader_finds_a_mail_opens_its_layout_and_stops_it(live, new_page, cast, settings, tmp_path) -> None:
    settings.DEMO_MAILBOX = True
    settings.MAILERS = {"default": {"BACKEND": "atelier.mail.backends.DemoMailbox"}}
    folder = tmp_path / "test" / "email"
    folder.mkdir(parents=True)
    (folder / "season_subject.txt").write_text("Wat er dit seizoen gebeurde")
    (folder / "season_message.txt").write_text(
        "Beste {{ to.name }},\n\nZie http://localhost/een/heel/lang/adres/dat/niet/op/een/telefoon/past/"
    )
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]
    queue("test.season", to=cast.samira, occasion="season:1")
    deliver()

    page = new_page(viewport=PHONE, java_script_enabled=True)
    page.goto(live.url + "/postvak/")
    assert_accessible(page)
    follow(page.get_by_role("link", name="Wat er dit seizoen gebeurde"))
    assert_accessible(page)
    layout = page.get_by_role("link", name="opmaak")
    expect(layout).to_have_count(1)
    follow(layout)
    expect(page.locator("body")).to_contain_text("Beste Samira Haddad")
    # The sandbox takes our style sheet by its hash.
    expect(page.locator(".sheet")).to_have_css("border-top-width", "1px")
    page.go_back()
    follow(page.locator("a[href*='/afmelden/']"))
    assert_accessible(page)
    assert not OptOut.objects.exists()
    follow(page.get_by_role("button", name="Stop met deze mail"))
    assert_accessible(page)
    assert OptOut.objects.get().kind == "test.season"
