"""Steps 5 and 6 of the round with the real parts: a real Celery worker sends over real SMTP, and the reader answers
from the mail's own link, without a login and with the keyboard alone.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from cases.models import Case
from cases.states import CaseState
from meetings.models import Answer
from meetings.states import Choice
from tests.browser import PHONE, assert_accessible, sign_in
from tests.cast import Cast
from tests.fixtures_mail import Sink, silence_broker, start_worker, wait_until
from tests.meetings.helpers import make_meeting

pytestmark = pytest.mark.browser

ANSWER_LINK = re.compile(r"https?://\S+/bijeenkomsten/antwoord/\S+")


def test_noor_publishes_and_samira_answers_from_the_mail_with_the_keyboard(
    live: Any, new_page: Callable[..., Page], cast: Cast, smtp_sink: Sink, tmp_path: Path
) -> None:
    silence_broker()
    worker = start_worker(tmp_path / "worker.log", EMAIL_URL=smtp_sink.url, SITE_URL=live.url)
    try:
        meeting = make_meeting(cast)
        publish_in_the_browser(new_page(), live, cast, meeting.number)
        wait_until(lambda: smtp_sink.to(cast.samira.email), seconds=60)
    finally:
        worker.stop()
    (mail,) = smtp_sink.to(cast.samira.email)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert_calendar_asks(mail, cast.samira.email)

    text = mail.get_body(("plain",)).get_content()  # type: ignore[attr-defined]
    found = ANSWER_LINK.search(text)
    assert found, text
    reader = new_page(viewport=PHONE)
    reader.goto(found[0])
    assert Answer.objects.get(member=cast.samira).choice == Choice.NONE, "a GET changes nothing"
    assert_accessible(reader)
    answer_with_the_keyboard(reader)
    expect(reader.get_by_role("status")).to_contain_text("Fijn dat je komt")
    assert Answer.objects.get(member=cast.samira).choice == Choice.YES_ONSITE


def publish_in_the_browser(page: Page, live: Any, cast: Cast, number: int) -> None:
    sign_in(page, live, cast.noor)
    page.goto(f"{live.url}/coordinatie/bijeenkomsten/{number}/publiceren/")
    page.get_by_role("button", name="Publiceer en nodig uit").click()
    page.wait_for_url(re.compile(rf"/coordinatie/bijeenkomsten/{number}/$"))


def assert_calendar_asks(mail: Any, attendee: str) -> None:
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar" and not part.get_filename()]
    assert part.get_param("method") == "REQUEST"
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], str(event["ATTENDEE"])) == ("REQUEST", f"mailto:{attendee}")


def answer_with_the_keyboard(page: Page) -> None:
    """Tab to the first choice, take it, and go on to the button."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "choice":
            break
    page.keyboard.press("Space")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('main form button')"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_case_is_submitted_with_the_keyboard_alone(page: Page, live: Any, cast: Cast) -> None:
    sign_in(page, live, cast.samira)
    page.goto(f"{live.url}/kwesties/inbrengen/")
    go_on(page)
    texts = ["Een gezin raakt zijn woning kwijt.", "Mag ik wachten?", "Gebeld met de toeslagen."]
    for _ in range(8):
        if page.url.endswith("/controle/"):
            break
        if texts and page.evaluate("!!document.querySelector('main form textarea')"):
            tab_to(page, "main form textarea")
            page.keyboard.type(texts.pop(0))
        elif page.evaluate("!!document.querySelector('main form input[type=radio]:not(:checked)')"):
            tab_to(page, "main form input[type=radio]")
            page.keyboard.press("Space")
        go_on(page)
    go_on(page)
    case = Case.objects.get()
    assert case.state == CaseState.SUBMITTED
    expect(page.locator("main")).to_contain_text(case.number or "")


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector} on {page.url}")


def go_on(page: Page) -> None:
    """To the page's main button, and press it."""
    tab_to(page, "main form button.button:not(.quiet)")
    with page.expect_navigation():
        page.keyboard.press("Enter")
