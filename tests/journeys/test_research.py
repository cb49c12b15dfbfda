"""Step eight of the round: a question from practice becomes student research and comes back."""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from atelier.base.files.uploads import MEDIA_TYPES
from research.models import Output, Project
from tests.browser import PHONE, assert_accessible, follow, sign_in
from tests.cast import Cast
from tests.documents import word
from tests.meetings.helpers import mail_comes_closer
from tests.post import Post
from tests.research.helpers import days, learning_question, registered, released_case

NAMED_AND_STRUCK = (
    '<w:p><w:del w:id="1"><w:r><w:delText>geschrapt</w:delText></w:r></w:del>'
    "<w:r><w:t>We spraken mevrouw Jansen.</w:t></w:r></w:p>"
)

pytestmark = pytest.mark.browser

# With a folder named here the journey leaves pictures, to look at.
PICTURES = os.environ.get("ATELIER_PICTURES", "")


def looked_at(page: Page, name: str) -> None:
    assert_accessible(page)
    if PICTURES:
        size = page.viewport_size or {"width": 0}
        page.screenshot(path=str(Path(PICTURES) / f"{name}-{size['width']}.png"), full_page=True)


def test_a_question_from_practice_becomes_research_and_comes_back(
    live: Any, new_page: Any, cast: Cast, post: Post, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    released_case(cast.pieter, "2026-031", "Huurachterstand door een te late toeslag")
    theme = learning_question(cast)
    pieter, lars, ingrid, visitor = new_page(), new_page(), new_page(), new_page(viewport=PHONE)
    for page, member in ((pieter, cast.pieter), (lars, cast.lars), (ingrid, cast.ingrid)):
        sign_in(page, live, member)

    # Pieter asks.
    pieter.goto(live.url + "/onderzoek/vraag/")
    follow(pieter.get_by_role("button", name="Stel de vraag"))
    looked_at(pieter, "vraag-fouten")
    pieter.get_by_label("Je vraag in een paar woorden").fill("Waarom blijft post dicht?")
    pieter.get_by_label("Wat wil je weten?").fill("Waarom openen huurders onze brieven niet?")
    pieter.get_by_label("Wat zou je met het antwoord doen?").fill("De brieven anders schrijven.")
    follow(pieter.get_by_role("button", name="Stel de vraag"))
    looked_at(pieter, "vraag")
    assert post.to(cast.pieter, "We hebben je vraag om onderzoek").link("/onderzoek/vra")

    # Lars finds it, picks it up and registers.
    lars.goto(live.url + "/onderzoek/")
    looked_at(lars, "onderzoek")
    follow(lars.get_by_role("link", name="Waarom blijft post dicht?"))
    follow(lars.get_by_role("link", name="Pak deze vraag op"))
    looked_at(lars, "aanmelden-1")
    lars.get_by_label("Titel").fill("Wat brieven doen")
    follow(lars.get_by_role("button", name="Ga verder"))
    follow(lars.get_by_role("button", name="Ga verder"))
    looked_at(lars, "aanmelden-2-fouten")
    lars.get_by_label("Hoe zoek je het uit?").fill("Tien gesprekken aan de keukentafel.")
    lars.get_by_label("Eerste dag").fill(days(3).isoformat())
    lars.get_by_label("Laatste dag").fill(days(90).isoformat())
    follow(lars.get_by_role("button", name="Ga verder"))
    lars.get_by_label("Wie begeleidt je?").select_option(label="Ingrid Peters")
    lars.get_by_label("Partnerorganisatie").select_option(label="Wonen aan de Geul")
    looked_at(lars, "aanmelden-3")
    follow(lars.get_by_role("button", name="Ga verder"))
    lars.get_by_label("Schaamte").check()
    lars.get_by_label("2026-031").check()
    looked_at(lars, "aanmelden-4")
    follow(lars.get_by_role("button", name="Ga verder"))
    for box in lars.get_by_role("checkbox").all():
        box.check()
    looked_at(lars, "aanmelden-5")
    follow(lars.get_by_role("button", name="Ga verder"))
    looked_at(lars, "controleren")
    follow(lars.get_by_role("button", name="Stuur je aanmelding in"))
    looked_at(lars, "aangemeld")
    assert post.to(cast.lars, "Je onderzoek is aangemeld")

    # Ingrid reads the mail, asks a change, and approves what comes back.
    ingrid.goto(post.to(cast.ingrid, "Lees deze aanmelding").link("/onderzoek/"))
    looked_at(ingrid, "aanmelding-lezen")
    follow(ingrid.get_by_role("link", name="Vraag om aanpassing"))
    ingrid.get_by_label("Wat moet anders?").fill("Hoe doen ervaringsdeskundigen mee?")
    follow(ingrid.get_by_role("button", name="Verstuur"))
    lars.goto(post.to(cast.lars, "Pas je aanmelding aan").link("/onderzoek/"))
    looked_at(lars, "aanpassing")
    follow(lars.get_by_role("link", name="Wijzig de aanmelding"))
    follow(lars.get_by_role("link", name=re.compile("Wijzig.* Aanpak en periode")))
    lars.get_by_label("Hoe zoek je het uit?").fill("Tien gesprekken, samen met een ervaringsdeskundige.")
    follow(lars.get_by_role("button", name="Bewaar, en controleer de antwoorden"))
    follow(lars.get_by_role("button", name="Stuur opnieuw in"))
    ingrid.goto(live.url + "/onderzoek/begeleiding/")
    looked_at(ingrid, "begeleiding")
    follow(ingrid.get_by_role("link", name="Wat brieven doen").first)
    follow(ingrid.get_by_role("button", name="Keur goed"))

    # The work: a milestone, an output.
    lars.goto(post.to(cast.lars, "Je onderzoek is goedgekeurd").link("/onderzoek/"))
    follow(lars.get_by_role("button", name="We beginnen"))
    follow(lars.get_by_role("link", name="Voeg een mijlpaal toe"))
    lars.get_by_label("Wat is dan klaar?").fill("Gesprekken gevoerd")
    lars.get_by_label("Welke dag?").fill(days(40).isoformat())
    looked_at(lars, "mijlpaal")
    follow(lars.get_by_role("button", name=re.compile("^(Bewaar|Bewaren|Opslaan)$")))
    mail_comes_closer(timedelta(days=34))
    post.tick()
    lars.goto(post.to(cast.lars, "Gesprekken gevoerd").link("/onderzoek/"))
    follow(lars.get_by_role("link", name="Lever een opbrengst in"))
    lars.get_by_label("Titel").fill("Een naam op de brief")
    lars.get_by_label("Samenvatting in gewone woorden").fill(
        "Mensen openen een brief eerder als er een naam op staat."
    )
    lars.get_by_label("Het bestand").set_input_files(
        {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": b"geen pdf"}
    )
    follow(lars.get_by_role("button", name="Lever in"))
    looked_at(lars, "opbrengst-fout")
    expect(lars.get_by_label("Samenvatting in gewone woorden")).to_have_value(re.compile("Mensen openen een brief"))
    lars.get_by_label("Het bestand").set_input_files(
        {"name": "brief.docx", "mimeType": MEDIA_TYPES[".docx"], "buffer": word(NAMED_AND_STRUCK)}
    )
    follow(lars.get_by_role("button", name="Lever in"))
    looked_at(lars, "opbrengst-bekijken")
    expect(lars.get_by_text("We haalden weg: 1 wijziging.")).to_be_visible()
    with lars.expect_download() as opened:
        lars.get_by_role("link", name="Open het bestand zoals we het bewaren").click()
    assert opened.value.suggested_filename == "brief.docx"
    for piece in lars.locator(".kept-file fieldset.piece").all():
        piece.get_by_label("Deze persoon vindt het goed").check()
    follow(lars.get_by_role("button", name="Lever in"))
    looked_at(lars, "onderzoek-een")

    # Published after review; the asker judges; everybody reads.
    ingrid.goto(post.to(cast.ingrid, "Beoordeel deze opbrengst").link("/onderzoek/"))
    follow(ingrid.get_by_role("link", name="Lees en publiceer"))
    looked_at(ingrid, "beoordelen")
    expect(ingrid.locator("main")).to_contain_text("Deze persoon vindt het goed.")
    follow(ingrid.get_by_role("button", name="Publiceer"))
    pieter.goto(post.to(cast.pieter, "Kun je dit gebruiken?").link("/onderzoek/"))
    pieter.get_by_label("Ik kan dit gebruiken").check()
    pieter.get_by_label("In je eigen woorden").fill("Morgen staat er een naam op.")
    looked_at(pieter, "oordeel")
    follow(pieter.get_by_role("button", name="Verstuur"))
    assert post.to(cast.lars, "Gepubliceerd: Een naam op de brief")
    visitor.goto(live.url + "/onderzoek/")
    looked_at(visitor, "bezoeker")
    follow(visitor.get_by_role("link", name="Een naam op de brief"))
    looked_at(visitor, "bezoeker-een")
    expect(visitor.locator("html")).not_to_contain_text("Morgen staat er een naam op.")  # a second person reads first
    ingrid.reload()
    follow(ingrid.get_by_role("button", name="Iedereen mag deze woorden lezen"))
    visitor.reload()
    expect(visitor.locator("html")).to_contain_text("Morgen staat er een naam op.")
    expect(visitor.locator("html")).not_to_contain_text(cast.lars.name)
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename.endswith(".docx")
    assert (Project.objects.get().state, Output.objects.get().judgement) == ("published", "usable")

    # And it stands in time on the page of the learning question.
    pieter.goto(live.url + theme.get_absolute_url())
    looked_at(pieter, "leervraag")
    expect(pieter.locator(".timeline")).to_contain_text("Een naam op de brief")


def test_the_pages_on_a_phone(live: Any, new_page: Any, cast: Cast) -> None:
    theme = learning_question(cast)
    project = registered(cast, learning_questions=[theme])
    page = new_page(viewport={"width": 390, "height": 800})
    sign_in(page, live, cast.ingrid)
    for name, path in (
        ("leervragen", "/leervragen/"),
        ("leervraag", theme.get_absolute_url()),
        ("leervraag-bewerken", f"{theme.get_absolute_url()}bewerken/"),
        ("leervraag-kwesties", f"{theme.get_absolute_url()}kwesties/"),
        ("onderzoek", "/onderzoek/"),
        ("alle", "/onderzoek/alle/"),
        ("begeleiding", "/onderzoek/begeleiding/"),
        ("een-onderzoek", project.get_absolute_url()),
        ("aanmelden", "/onderzoek/aanmelden/"),
    ):
        page.goto(live.url + path)
        looked_at(page, name)


def test_registering_works_without_scripts(live: Any, new_page: Any, cast: Cast) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, live, cast.lars)
    page.goto(live.url + "/onderzoek/aanmelden/")
    page.get_by_label("Titel").fill("Zonder script")
    page.get_by_label("Wat is je onderzoeksvraag?").fill("Werkt het ook zo?")
    follow(page.get_by_role("button", name="Ga verder"))
    page.get_by_label("Hoe zoek je het uit?").fill("Proberen.")
    page.get_by_label("Eerste dag").fill(days(1).isoformat())
    page.get_by_label("Laatste dag").fill(days(50).isoformat())
    follow(page.get_by_role("button", name="Ga verder"))
    page.get_by_label("Wie begeleidt je?").select_option(label="Ingrid Peters")
    follow(page.get_by_role("button", name="Ga verder"))
    follow(page.get_by_role("button", name="Ga verder"))
    page.get_by_label("Wie meedoet weet").check()
    page.get_by_label("Waar bewaar je de gegevens").fill("In de kluis van school. De rest volgt.")
    follow(page.get_by_role("button", name="Ga verder"))
    follow(page.get_by_role("button", name="Stuur je aanmelding in"))
    assert Project.objects.get().state == "registered"
