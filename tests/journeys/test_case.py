"""A question from practice, from the first word to what came of the advice."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases import actions
from cases.models import Case, Mechanism
from cases.states import CaseState
from tests.browser import PHONE, WRONG, assert_accessible, follow, sign_in
from tests.cases.helpers import RELEASED, make_case
from tests.cast import Cast
from tests.meetings.helpers import mail_comes_closer
from tests.post import Post

pytestmark = pytest.mark.browser


def press(page: Page, name: str) -> None:
    follow(page.get_by_role("button", name=name, exact=True))


def test_samira_submits_a_case_on_two_devices(
    page: Page, new_page: Callable[..., Page], live: Any, cast: Cast, post: Post
) -> None:
    sign_in(page, live, cast.samira)
    page.goto(f"{live.url}/kwesties/")
    follow(page.get_by_role("link", name="Breng een kwestie in"))
    assert_accessible(page)
    press(page, "Begin")
    page.get_by_label("Wat is er aan de hand?").fill("Haar nummer is 111222333 en ze wacht op een toeslag.")
    press(page, "Verder")
    expect(page).to_have_title(WRONG)
    expect(page.get_by_role("alert")).to_contain_text("BSN")
    expect(page.get_by_label("Wat is er aan de hand?")).to_have_value(re.compile("111222333"))
    assert_accessible(page)
    assert Case.objects.get().intake.situation == ""
    page.get_by_label("Wat is er aan de hand?").fill("Mevrouw J. Hendriks wacht op een toeslag en betaalt geen huur.")
    press(page, "Kijk na wat naar iemand wijst")
    expect(page.locator("mark.private")).to_have_text("J. Hendriks")
    assert_accessible(page)
    press(page, "Bewaar en ga later verder")

    phone = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(phone, live, cast.samira)
    phone.goto(f"{live.url}/kwesties/inbrengen/")
    follow(phone.get_by_role("link", name=re.compile("Mevrouw J. Hendriks")))
    follow(phone.get_by_role("link", name=re.compile("Wijzigen.*Je vraag")))
    phone.get_by_label("Welke vraag stel je aan het atelier?").fill("Mag ik de ontruiming uitstellen?")
    press(phone, "Verder")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Controleer je antwoorden")
    expect(phone.locator("mark.private")).to_have_text("J. Hendriks")
    press(phone, "Breng de kwestie in")
    number = Case.objects.get().number
    expect(phone.locator("main")).to_contain_text(number)
    letter = post.to(cast.samira, f"{number} is ontvangen")
    assert "Hendriks" not in str(letter.parsed)
    page.goto(letter.link("/kwesties/"))
    expect(page.locator("main")).to_contain_text("Mag ik de ontruiming uitstellen?")
    for path in ("/mijn/", "/kwesties/mijn/"):
        page.goto(live.url + path)
        expect(page.locator("main")).to_contain_text(number)
        expect(page.locator("main")).to_contain_text("Ingebracht")
        assert_accessible(page)


def test_a_moderator_asks_and_releases_what_samira_changed(
    page: Page, new_page: Callable[..., Page], live: Any, cast: Cast, post: Post
) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    beheer = new_page()
    sign_in(beheer, live, cast.beheer)
    beheer.goto(post.to(cast.beheer, f"Beoordeel kwestie {case.number}").link("/beheer/"))
    follow(beheer.get_by_role("link", name="Vraag om aanpassing"))
    expect(beheer.locator("main")).to_contain_text("RAUWMERK")
    assert_accessible(beheer)
    beheer.get_by_label("Vraag aan het atelier").fill("Wat wil je precies weten?")
    press(beheer, "Vraag deze aanpassingen")

    letter = post.to(cast.samira, f"Pas je kwestie {case.number} aan")
    assert "Wat wil je precies weten?" not in letter.text
    sign_in(page, live, cast.samira)
    page.goto(letter.link("/kwesties/"))
    expect(page.locator("main")).to_contain_text("Wat wil je precies weten?")
    assert_accessible(page)
    page.get_by_label("Welke vraag stel je aan het atelier?").fill("Mag een corporatie wachten met ontruimen?")
    press(page, "Breng opnieuw in")

    beheer.goto(post.to(cast.beheer, f"Beoordeel kwestie {case.number}").link("/beheer/"))
    follow(beheer.get_by_role("link", name="Schrijf de tekst en geef vrij"))
    press(beheer, "Geef vrij")
    expect(beheer.get_by_role("alert")).to_be_visible()
    assert_accessible(beheer)
    fields = {"Titel": "title", "Wat er aan de hand is": "situation", "Vraag aan het atelier": "question"}
    for label, name in fields.items():
        beheer.get_by_label(label, exact=True).fill(RELEASED[name])
    expect(beheer.locator("#differences ins").first).to_be_visible()
    press(beheer, "Kijk na wat naar iemand wijst")
    expect(beheer.locator("ins").first).to_be_visible()
    assert_accessible(beheer)
    beheer.get_by_label(re.compile("Ik heb de tekst in zijn geheel gelezen")).check()
    press(beheer, "Geef vrij")
    assert Case.objects.get().state == CaseState.SHOWN
    page.goto(post.to(cast.samira, f"Kijk naar de tekst van je kwestie {case.number}").link("/kwesties/"))
    press(page, "Klopt, zet hem open")
    page.goto(post.to(cast.samira, f"je kwestie {case.number} staat open").link("/kwesties/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(RELEASED["title"])

    pieter = new_page(viewport=PHONE)
    sign_in(pieter, live, cast.pieter)
    pieter.goto(f"{live.url}/kwesties/")
    assert_accessible(pieter)
    follow(pieter.get_by_role("link", name=RELEASED["title"]))
    expect(pieter.locator("main")).not_to_contain_text("RAUW")
    assert_accessible(pieter)
    follow(pieter.get_by_role("link", name="Geef je perspectief"))
    pieter.get_by_label("Wat zie je vanuit jouw perspectief?").fill("Vanuit wonen kan er meer dan je denkt.")
    assert_accessible(pieter)
    press(pieter, "Geef mijn perspectief")
    expect(pieter.locator("main")).to_contain_text("Vanuit wonen kan er meer dan je denkt.")


def test_a_moderator_declines_with_a_reason_and_an_offer(
    page: Page, new_page: Callable[..., Page], live: Any, cast: Cast, post: Post
) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    beheer = new_page()
    sign_in(beheer, live, cast.beheer)
    beheer.goto(f"{live.url}/beheer/")
    follow(beheer.get_by_role("link", name="Kwesties die op beoordeling wachten"))
    follow(beheer.get_by_role("link", name=case.number))
    follow(beheer.get_by_role("link", name="Afwijzen"))
    beheer.get_by_label("Waarom neemt het atelier de kwestie niet op?").fill("Dit speelt bij de rechter.")
    press(beheer, "Afwijzen")
    expect(beheer).to_have_title(WRONG)
    expect(beheer.get_by_label("Waarom neemt het atelier")).to_have_value("Dit speelt bij de rechter.")
    beheer.get_by_label("Wat bied je in plaats daarvan aan?").fill("Bel het juridisch loket.")
    press(beheer, "Afwijzen")
    letter = post.to(cast.samira, f"Lees wat we voor je kwestie {case.number} aanbieden")
    assert "rechter" not in letter.text
    sign_in(page, live, cast.samira)
    page.goto(letter.link("/kwesties/"))
    for sentence in ("Dit speelt bij de rechter.", "Bel het juridisch loket."):
        expect(page.locator("main")).to_contain_text(sentence)
    assert_accessible(page)


def test_after_the_meeting_noor_records_and_samira_looks_back(
    page: Page, new_page: Callable[..., Page], live: Any, cast: Cast, post: Post
) -> None:
    case = make_case(cast, CaseState.SCHEDULED)
    Mechanism.objects.create(name="Stapeling", slug="stapeling")
    noor = new_page()
    sign_in(noor, live, cast.noor)
    noor.goto(f"{live.url}/kwesties/{case.number}/verslag/")
    follow(noor.get_by_role("link", name="De kwestie is besproken"))
    assert_accessible(noor)
    press(noor, "De kwestie is besproken")
    press(noor, "Voeg het advies toe")
    expect(noor).to_have_title(WRONG)
    assert_accessible(noor)
    noor.get_by_label("Advies", exact=True).fill("Wacht zes weken met ontruimen.")
    press(noor, "Voeg het advies toe")
    noor.get_by_label("Wat", exact=True).fill("Belt met de Belastingdienst.")
    noor.get_by_label(re.compile("^Deelnemer die het doet")).fill("Pieter Janssen")
    noor.get_by_label("Wanneer uiterlijk").fill((timezone.localdate() + timedelta(days=5)).isoformat())
    press(noor, "Voeg de toezegging toe")
    noor.get_by_label("Het inzicht in één zin").fill("Wachten kost minder dan ontruimen")
    noor.get_by_label("Wat zagen we?").fill("Wie wacht, houdt een gezin bij elkaar.")
    press(noor, "Voeg het inzicht toe")
    expect(noor.locator("main")).to_contain_text("Wachten kost minder dan ontruimen")
    assert_accessible(noor)

    # The commitment is for this week, so its owner hears at once; the presenter after six weeks.
    pieter = new_page(viewport=PHONE)
    sign_in(pieter, live, cast.pieter)
    pieter.goto(post.to(cast.pieter, "Vertel hoe het staat met je toezegging").link("/kwesties/toezeggingen/"))
    assert_accessible(pieter)
    pieter.get_by_label("Het is gedaan").check()
    press(pieter, "Vertel het")
    expect(pieter.locator("main")).to_contain_text("Gedaan")

    assert post.none_to(cast.samira, "Vertel wat er van het advies")
    six_weeks = timedelta(weeks=6, hours=1)
    Case.objects.update(discussed_at=timezone.now() - six_weeks)
    mail_comes_closer(six_weeks)
    post.tick()
    sign_in(page, live, cast.samira)
    page.goto(post.to(cast.samira, "Vertel wat er van het advies").link("/kwesties/"))
    assert_accessible(page)
    page.get_by_label("Geprobeerd, en het werkte").check()
    page.get_by_label(re.compile("Wat veranderde er breder")).fill("We bellen nu eerst.")
    press(page, "Vertel het")
    expect(page.locator("main")).to_contain_text("We bellen nu eerst.")
    assert_accessible(page)
    assert Case.objects.get().state == CaseState.FOLLOWED_UP

    # A moderator publishes the insight: the presenter is told, and everybody reads it.
    beheer = new_page()
    sign_in(beheer, live, cast.beheer)
    beheer.goto(f"{live.url}/beheer/")
    follow(beheer.get_by_role("link", name="Inzichten die op beoordeling wachten"))
    follow(beheer.get_by_role("link", name="Wachten kost minder dan ontruimen"))
    beheer.get_by_label("Mechanisme").select_option(label="Stapeling")
    beheer.get_by_label("Niveau").select_option("government")
    beheer.get_by_label("Bril").select_option("justice")
    follow(beheer.locator("[name=_continue]"))
    follow(beheer.locator("a[href$='/stap/publiceren/']"))
    follow(beheer.locator("input[type=submit].default"))
    expect(beheer.locator(".messagelist")).to_contain_text("Openbaar gemaakt")
    visitor = new_page(viewport=PHONE)
    visitor.goto(post.to(cast.samira, "Lees het inzicht uit kwestie").link("/inzichten/"))
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Wachten kost minder dan ontruimen")
    visitor.goto(live.url + "/inzichten/")
    expect(visitor.get_by_role("link", name="Wachten kost minder dan ontruimen")).to_be_visible()


def test_a_visitor_reads_an_insight_on_a_telephone(new_page: Callable[..., Page], live: Any, cast: Cast) -> None:
    case = make_case(cast, CaseState.DISCUSSED)
    insight = actions.record_insight(
        case,
        by=cast.noor,
        title="Wachten kost minder dan ontruimen",
        text="Wie wacht, houdt een gezin bij elkaar.",
        mechanism=Mechanism.objects.create(name="Stapeling", slug="stapeling"),
        level="government",
        lens="justice",
    )
    actions.publish_insight(insight, by=cast.beheer)
    phone = new_page(viewport=PHONE)
    phone.goto(f"{live.url}/inzichten/")
    assert_accessible(phone)
    phone.get_by_label("Bril").select_option("solidarity")
    press(phone, "Tonen")
    expect(phone.locator("main")).to_contain_text("Geen inzicht past bij je keuze")
    follow(phone.get_by_role("link", name="Toon alle inzichten"))
    follow(phone.get_by_role("link", name="Wachten kost minder dan ontruimen"))
    assert_accessible(phone)
    expect(phone.locator("main")).not_to_contain_text(case.number)
