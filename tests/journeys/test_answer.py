"""Steps 5 and 6 of the round: invitations, answers, changes and reminders, each mail sent by a real Celery worker over
real SMTP; the reader answers from the mail's own link, without a login and with the keyboard alone.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from cases.states import CaseState
from meetings.models import Answer, Meeting
from meetings.states import Choice
from tests.browser import PHONE, assert_accessible, follow, sign_in
from tests.cast import Cast
from tests.meetings.helpers import come_closer, in_days, make_meeting
from tests.post import Post

pytestmark = pytest.mark.browser

ANSWER = "/bijeenkomsten/antwoord/"


def test_an_invitation_is_answered_and_follows_the_meeting_until_it_is_called_off(
    live: Any, new_page: Callable[..., Page], cast: Cast, post: Post
) -> None:
    meeting = make_meeting(cast)
    noor, reader = new_page(), new_page(viewport=PHONE)
    sign_in(noor, live, cast.noor)
    publish(noor, live, meeting)
    invitation = post.to(cast.samira, "Kom je op")
    assert invitation.parsed["Auto-Submitted"] == "auto-generated"
    first = invitation.calendar
    assert (first.method, first.sequence, str(first.all["ATTENDEE"])) == ("REQUEST", 0, f"mailto:{cast.samira.email}")

    reader.goto(invitation.link(ANSWER))
    assert Answer.objects.get(member=cast.samira).choice == Choice.NONE, "a GET changes nothing"
    assert_accessible(reader)
    answer_with_the_keyboard(reader)
    expect(reader.get_by_role("status")).to_contain_text("Fijn dat je komt")
    assert Answer.objects.get(member=cast.samira).choice == Choice.YES_ONSITE

    change(noor, live, meeting, Plaats="Bibliotheek, Heerlen")
    news = post.to(cast.samira, "Gewijzigd")
    second = news.calendar
    assert (second.method, second.uid, str(second.all["LOCATION"])[:11]) == ("REQUEST", first.uid, "Bibliotheek")
    assert second.sequence > first.sequence
    reader.goto(invitation.link(ANSWER))
    expect(reader.locator("main")).to_contain_text("De plaats is veranderd sinds die mail.")
    expect(reader.locator("main")).to_contain_text("Bibliotheek, Heerlen")
    assert_accessible(reader)
    reader.goto(news.link(ANSWER))
    expect(reader.locator("main")).to_contain_text("Bibliotheek, Heerlen")
    answer(reader, reader.url, Choice.YES_ONLINE)
    assert Answer.objects.get(member=cast.samira).choice == Choice.YES_ONLINE

    call_off(noor, live, meeting)
    end = post.to(cast.samira, "Afgezegd")
    assert "De zaal is dicht." in end.text
    third = end.calendar
    assert (third.method, third.uid, str(third.all["STATUS"])) == ("CANCEL", first.uid, "CANCELLED")
    assert third.sequence > second.sequence
    reader.goto(end.link("/bijeenkomsten/"))
    assert_accessible(reader)
    assert post.to(cast.pieter, "Afgezegd")
    for before in ({"days": 13}, {"days": 1}, {"hours": 1}):
        come_closer(meeting, **before)
        post.tick()
    assert post.none_to(cast.samira), "nobody is reminded of what was called off"
    assert post.none_to(cast.maria, "Laat weten of je komt")


def test_reminders_come_when_they_are_due_and_not_when_the_meeting_moved(
    live: Any, new_page: Callable[..., Page], cast: Cast, post: Post
) -> None:
    meeting = make_meeting(cast)
    noor, samira, pieter = new_page(), new_page(viewport=PHONE), new_page(viewport=PHONE)
    sign_in(noor, live, cast.noor)
    publish(noor, live, meeting)
    answer(pieter, post.to(cast.pieter, "Kom je op").link(ANSWER), Choice.YES_ONLINE)

    # Ten days later than it was: nothing leaves on the old day.
    change(noor, live, meeting, Datum=in_days(40).date().isoformat())
    assert post.to(cast.pieter, "Gewijzigd").calendar.sequence == 1
    assert post.to(cast.samira, "Gewijzigd")
    meeting.refresh_from_db()
    come_closer(meeting, days=14 + 10, hours=-2)
    post.tick()
    assert post.none_to(cast.samira, "Laat weten of je komt")
    come_closer(meeting, days=14, hours=-2)
    post.tick()
    reminder = post.to(cast.samira, "Laat weten of je komt")
    assert post.none_to(cast.pieter)
    answer(samira, reminder.link(ANSWER), Choice.YES_ONSITE)

    come_closer(meeting, days=2, hours=-2)
    post.tick()
    for person in (cast.pieter, cast.samira):
        agenda = post.to(person, "Lees de agenda")
        assert "Welkom" in agenda.text
    pieter.goto(agenda.link("/bijeenkomsten/"))
    come_closer(meeting, hours=3, minutes=-5)
    post.tick()
    assert meeting.online_url in post.to(cast.pieter, "online mee").text
    post.tick()
    assert post.none_to(cast.samira, "online mee")
    assert post.none_to(cast.pieter), "each reminder comes once"


def publish(page: Page, live: Any, meeting: Meeting) -> None:
    page.goto(f"{live.url}/coordinatie/bijeenkomsten/{meeting.number}/publiceren/")
    follow(page.get_by_role("button", name="Publiceer en nodig uit"))
    page.wait_for_url(re.compile(rf"/coordinatie/bijeenkomsten/{meeting.number}/$"))


def change(page: Page, live: Any, meeting: Meeting, **fields: str) -> None:
    page.goto(f"{live.url}/coordinatie/bijeenkomsten/{meeting.number}/wijzigen/")
    for label, value in fields.items():
        page.get_by_label(label, exact=True).fill(value)
    follow(page.get_by_role("button", name="Bewaar de wijzigingen"))
    page.wait_for_url(re.compile(rf"/coordinatie/bijeenkomsten/{meeting.number}/$"))


def call_off(page: Page, live: Any, meeting: Meeting) -> None:
    page.goto(f"{live.url}/coordinatie/bijeenkomsten/{meeting.number}/afzeggen/")
    page.get_by_label("Waarom gaat de bijeenkomst niet door?").fill("De zaal is dicht.")
    follow(page.get_by_role("button", name="Zeg de bijeenkomst af"))
    page.wait_for_url(re.compile(rf"/coordinatie/bijeenkomsten/{meeting.number}/$"))


def answer(page: Page, link: str, choice: Choice) -> None:
    page.goto(link)
    page.check(f"[name=choice][value={choice}]")
    follow(page.get_by_role("button", name="Geef dit antwoord"))
    expect(page.get_by_role("status")).to_be_visible()


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
