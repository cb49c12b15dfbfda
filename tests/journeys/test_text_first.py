"""Who submitted a case sees the text before members do: the yes, the change, the time that passes, and at once."""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from cases.models import Case
from cases.states import CaseState
from members.models import Member
from tests.browser import PHONE, assert_accessible, follow, sign_in
from tests.cases.helpers import RELEASED, make_case
from tests.cast import Cast
from tests.post import Post

pytestmark = pytest.mark.browser
MOST_TAPS = 9


def look(page: Page, name: str) -> None:
    """With ATELIER_LOOK, the name of a folder, the page is kept as pictures."""
    if os.environ.get("ATELIER_LOOK"):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(os.environ["ATELIER_LOOK"]) / f"{name}-{width}.png", full_page=True)


def press(page: Page, name: str) -> None:
    follow(page.get_by_role("button", name=name, exact=True))


def test_a_moderator_releases_and_samira_says_that_it_is_right(
    page: Page, new_page: Any, live: Any, cast: Cast, post: Post
) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    beheer, pieter = new_page(), new_page(viewport=PHONE)
    sign_in(beheer, live, cast.beheer)
    beheer.goto(live.url + reverse("admin:cases_case_step", args=[case.pk, "vrijgeven"]))
    expect(beheer.locator("main")).to_contain_text("De inbrenger kijkt er eerst naar.")
    fields = {"Titel": "title", "Wat er aan de hand is": "situation", "Vraag aan het atelier": "question"}
    for label, name in fields.items():
        beheer.get_by_label(label, exact=True).fill(RELEASED[name])
    beheer.get_by_label(re.compile("Ik heb de tekst in zijn geheel gelezen")).check()
    press(beheer, "Geef vrij")
    expect(beheer.locator(".messagelist")).to_contain_text("De inbrenger kijkt eerst naar de tekst")
    beheer.goto(f"{live.url}/beheer/")
    follow(beheer.get_by_role("link", name="Kwesties waarvan de inbrenger de tekst bekijkt"))
    expect(beheer.locator("main")).to_contain_text("Bij de inbrenger, tot")
    look(beheer, "desk")

    sign_in(pieter, live, cast.pieter)
    pieter.goto(f"{live.url}/kwesties/")
    expect(pieter.locator("main")).not_to_contain_text(case.number)

    letter = post.to(cast.samira, f"Kijk naar de tekst van je kwestie {case.number}")
    assert RELEASED["situation"] not in letter.text
    page.goto(letter.link("/kwesties/"))
    expect(page).to_have_url(re.compile("/inloggen/"))
    sign_in(page, live, cast.samira)
    page.goto(live.url + "/mijn/")
    expect(page.locator("main .todo, main").first).to_contain_text(f"Kijk naar de tekst van je kwestie {case.number}")
    page.goto(letter.link("/kwesties/"))
    expect(page.locator("article")).to_contain_text(RELEASED["situation"])
    expect(page.locator("article")).to_contain_text("ingebracht door een gemeente")
    expect(page.locator("del").first).to_contain_text("RAUWMERK")
    assert_accessible(page)
    look(page, "text")
    press(page, "Klopt, zet hem open")
    expect(page.get_by_role("heading", level=1)).to_have_text(RELEASED["title"])
    post.to(cast.samira, f"je kwestie {case.number} staat open")

    pieter.goto(f"{live.url}/kwesties/")
    follow(pieter.get_by_role("link", name=RELEASED["title"]))
    expect(pieter.locator("main")).not_to_contain_text("RAUW")


def test_samira_asks_for_something_else_on_a_telephone_without_script_in_english(
    new_page: Any, live: Any, cast: Cast, post: Post
) -> None:
    Member.objects.filter(pk=cast.samira.pk).update(language="en")
    cast.samira.refresh_from_db()
    case = make_case(cast, CaseState.SHOWN)
    phone = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(phone, live, cast.samira)
    phone.goto(post.to(cast.samira, f"Look at the text of your case {case.number}").link("/kwesties/"))
    expect(phone.get_by_role("heading", level=1)).to_have_text(f"Is the text of your case {case.number} right?")
    press(phone, "Something has to be different")
    expect(phone.get_by_role("alert")).to_contain_text("Write what has to be different.")
    phone.get_by_label("What has to be different?").fill("Everybody knows that family: leave the rent out.")
    press(phone, "Something has to be different")
    expect(phone.locator("main")).to_contain_text("Everybody knows that family")

    beheer = new_page()
    sign_in(beheer, live, cast.beheer)
    beheer.goto(post.to(cast.beheer, f"Beoordeel kwestie {case.number}").link("/beheer/"))
    follow(beheer.get_by_role("link", name="Schrijf de tekst en geef vrij"))
    expect(beheer.locator("main")).to_contain_text("Everybody knows that family: leave the rent out.")
    situation = beheer.get_by_label("Wat er aan de hand is", exact=True)
    expect(situation).to_have_value(RELEASED["situation"])
    assert_accessible(beheer)
    look(beheer, "wish")
    situation.fill("Een gezin wacht op een toeslag.")
    beheer.get_by_label(re.compile("Ik heb de tekst in zijn geheel gelezen")).check()
    press(beheer, "Geef vrij")
    phone.goto(live.url + reverse("cases:text", args=[case.number]))
    expect(phone.locator("article")).to_contain_text("Een gezin wacht op een toeslag.")
    press(phone, "It is right, open it")
    assert Case.objects.get().is_open_to_members


def test_nobody_answers_and_it_opens_by_itself(page: Page, live: Any, cast: Cast, post: Post) -> None:
    case = make_case(cast, CaseState.SHOWN)
    sign_in(page, live, cast.samira)
    page.goto(live.url + reverse("cases:text", args=[case.number]))
    page.get_by_label("Wat moet er anders?").fill("De straat moet eruit.")
    post.tick()
    assert Case.objects.get().state == CaseState.SHOWN
    Case.objects.update(opens_at=timezone.now() - timedelta(seconds=1))
    post.tick()
    post.to(cast.samira, f"je kwestie {case.number} staat open")
    page.expects(409)  # type: ignore[attr-defined]
    press(page, "Er moet iets anders")
    expect(page.locator("main")).to_contain_text("Deelnemers kunnen deze tekst al lezen")
    expect(page.locator("main")).to_contain_text("De straat moet eruit.")
    assert_accessible(page)
    look(page, "too-late")
    page.goto(live.url + reverse("cases:text", args=[case.number]))
    expect(page.locator("body")).to_contain_text("Je hoeft over deze tekst niets meer te zeggen.")
    assert Case.objects.get().is_open_to_members


@pytest.mark.parametrize("first", [True, False])
def test_an_urgent_case_on_a_telephone_takes_nine_taps_at_most_and_opens_at_once_where_that_was_said(
    new_page: Any, live: Any, cast: Cast, post: Post, first: bool
) -> None:
    """From the page that begins it to the number; typing is no tap. Who hurries skips what need not be answered."""
    phone = new_page(viewport=PHONE)
    sign_in(phone, live, cast.samira)
    phone.goto(f"{live.url}/kwesties/inbrengen/")
    taps = 0

    def tap(it: Locator) -> None:
        nonlocal taps
        taps += 1
        follow(it)

    def button(name: str) -> Locator:
        found: Locator = phone.get_by_role("button", name=name, exact=True)
        return found

    tap(button("Begin"))
    phone.get_by_label("Wat is er aan de hand?").fill("Een gezin staat morgen op straat.")
    tap(button("Verder"))
    phone.get_by_label("Welke vraag stel je aan het atelier?").fill("Wie kan er vandaag nog bellen?")
    tap(button("Verder"))
    phone.locator("input[value=urgent]").check()
    taps += 1
    if not first:
        phone.get_by_label("Deelnemers mogen het lezen voordat ik de tekst heb bekeken").check()
        taps += 1
        assert_accessible(phone)
        look(phone, "urgency")
    tap(button("Sla de rest over en controleer"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Controleer je antwoorden")
    tap(button("Breng de kwestie in"))
    case = Case.objects.get()
    expect(phone.locator("main")).to_contain_text(str(case.number))
    assert taps <= MOST_TAPS

    beheer = new_page()
    sign_in(beheer, live, cast.beheer)
    beheer.goto(live.url + reverse("admin:cases_case_step", args=[case.pk, "vrijgeven"]))
    for label, name in {"Titel": "title", "Wat er aan de hand is": "situation"}.items():
        beheer.get_by_label(label, exact=True).fill(RELEASED[name])
    beheer.get_by_label(re.compile("Ik heb de tekst in zijn geheel gelezen")).check()
    press(beheer, "Geef vrij")
    assert Case.objects.get().state == (CaseState.SHOWN if first else CaseState.RELEASED)
    post.to(cast.samira, f"Kijk naar de tekst van je kwestie {case.number}" if first else f"{case.number} staat open")
