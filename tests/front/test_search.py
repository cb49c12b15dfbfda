"""Search finds all that one may see, and never a hidden thing: first made, then looked for."""

from html import unescape
from itertools import count

import pytest
from django.test import Client

from atelier.base.data.search import Text, marked
from cases import actions as cases
from cases.models import Case
from cases.states import InsightState
from meetings.states import MeetingState
from members.models import Member, Organisation
from research.models import LearningQuestion, Project
from research.states import ProjectState
from tests.cases.helpers import release
from tests.cast import Cast
from tests.front.test_home import a_meeting, an_insight

WORD = "zwaluwnest"
numbers = count(1)


def released(cast: Cast, title: str) -> None:
    case = cases.begin(by=cast.samira, situation=f"Ruw {title}", question="Wat nu?")
    case = cases.submit(case, by=cast.samira)
    release(case, cast, title=title, situation="Een gezin wacht.", question="Wat nu?", tried="")


def a_project(cast: Cast, title: str, state: str) -> Project:
    number = next(numbers)
    project = Project.objects.create(
        title=title,
        slug=f"project-{number}",
        question="Wat helpt?",
        method="Praten",
        state=state,
        starts_on="2026-01-01",
        ends_on="2026-06-01",
        supervisor=cast.ingrid,
    )
    project.participants.add(cast.lars)
    return project


def found(client: Client, member: Member, query: str) -> str:
    client.force_login(member)
    page = client.get("/zoeken/", {"q": query})
    assert page.status_code == 200
    return "\n".join(f"{group.kind.slug}: {hit.title}" for group in page.context["groups"] for hit in group.hits)


def test_every_kind_is_found(client: Client, cast: Cast) -> None:
    released(cast, f"Kwestie {WORD}")
    insight = an_insight()
    insight.title = f"Inzicht {WORD}"
    insight.save()
    a_meeting(3, title=f"Bijeenkomst {WORD}")
    LearningQuestion.objects.create(title=f"Leervraag {WORD}", slug="leervraag", question="Hoe?", state="open")
    a_project(cast, f"Onderzoek {WORD}", ProjectState.RUNNING)
    Organisation.objects.create(name=f"Stichting {WORD}", slug="stichting", kind="welfare")
    Member.objects.create_user("z@voorbeeld.test", name=f"Zus {WORD}", perspective="lived", is_listed=True)
    kinds = {line.split(":")[0] for line in found(client, cast.pieter, WORD).splitlines()}
    assert kinds == {
        "kwesties",
        "inzichten",
        "bijeenkomsten",
        "leervragen",
        "onderzoek",
        "organisaties",
        "deelnemers",
    }


def test_what_is_hidden_is_never_found(client: Client, cast: Cast) -> None:
    cases.begin(by=cast.samira, situation=f"Concept {WORD}", question="?")
    waiting = cases.begin(by=cast.samira, situation=f"Inbreng {WORD}", question=f"Vraag {WORD}", tried=WORD)
    cases.submit(waiting, by=cast.samira)
    other = cases.begin(by=cast.samira, situation=f"Ruw verhaal met {WORD}", question="Wat nu?")
    other = cases.submit(other, by=cast.samira)
    release(other, cast, title="Vrijgegeven", situation="Zonder het woord.", question="Wat nu?", tried="")
    shown = cases.submit(cases.begin(by=cast.samira, situation="Ruw", question="Wat nu?"), by=cast.samira)
    cases.release(shown, by=cast.beheer, title=f"Bij wie inbracht {WORD}", situation=WORD, question=WORD, tried=WORD)
    insight = an_insight(state=InsightState.DRAFT)
    insight.title = f"Ongezien inzicht {WORD}"
    insight.save()
    a_meeting(4, state=MeetingState.PLANNED, title=f"Plan {WORD}")
    a_project(cast, f"Concept van Lars {WORD}", ProjectState.DRAFT)
    Organisation.objects.create(name=f"Onbekend {WORD}", slug="onbekend", kind="other", is_confirmed=False)
    Member.objects.create_user("v@voorbeeld.test", name=f"Verborgen {WORD}", perspective="lived", is_listed=False)
    for member in (cast.pieter, cast.maria):
        assert found(client, member, WORD) == ""
    # Not even for a moderator or the submitter: search knows the case only, never the intake.
    for member in (cast.beheer, cast.samira):
        assert "kwesties" not in found(client, member, WORD)


def test_a_hidden_name_of_the_submitter_is_not_found(client: Client, cast: Cast) -> None:
    released(cast, "Een kwestie zonder naam")
    assert "kwesties" not in found(client, cast.pieter, "Samira Haddad")


def test_dutch_words_are_found_in_other_forms_and_without_accents(client: Client, cast: Cast) -> None:
    released(cast, "De belastingen en de financiële zorgen")
    assert "kwesties" in found(client, cast.pieter, "belasting")
    assert "kwesties" in found(client, cast.pieter, "financiele")


def test_more_of_a_kind_comes_in_pages(client: Client, cast: Cast) -> None:
    for number in range(23):
        LearningQuestion.objects.create(
            title=f"{WORD} {number}", slug=f"vraag-{number}", question="Hoe?", state="open"
        )
    client.force_login(cast.pieter)
    first = client.get("/zoeken/", {"q": WORD})
    assert f"q={WORD}&amp;soort=leervragen" in first.content.decode()
    page_one = client.get("/zoeken/", {"q": WORD, "soort": "leervragen"}).context["group"]
    page_two = client.get("/zoeken/", {"q": WORD, "soort": "leervragen", "pagina": "2"}).context["group"]
    titles = {hit.title for hit in page_one.hits} | {hit.title for hit in page_two.hits}
    assert len(titles) == 23
    assert page_one.more
    assert not page_two.more


@pytest.mark.parametrize(
    "words",
    ["", "   ", "'", '"', "\\", "<script>alert(1)</script>", "a & | !", "%", "\x00", "'; drop table x", "🙂", "-"],
)
def test_odd_words_find_nothing_and_break_nothing(words: str, client: Client, cast: Cast) -> None:
    client.force_login(cast.pieter)
    page = client.get("/zoeken/", {"q": words})
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999", ""])
def test_odd_pages_are_the_nearest_real_one(page: str, client: Client, cast: Cast) -> None:
    client.force_login(cast.pieter)
    assert client.get("/zoeken/", {"q": "brief", "soort": "kwesties", "pagina": page}).status_code == 200


def test_a_very_long_search_is_cut(client: Client, cast: Cast) -> None:
    client.force_login(cast.pieter)
    assert len(client.get("/zoeken/", {"q": "woord " * 3000}).context["words"]) <= 100


def test_an_unknown_kind_is_not_there(client: Client, cast: Cast) -> None:
    client.force_login(cast.pieter)
    assert client.get("/zoeken/", {"q": "brief", "soort": "inbreng"}).status_code == 404


def test_a_visitor_logs_in_first(client: Client, db: None) -> None:
    assert client.get("/zoeken/", {"q": "brief"}).status_code == 302


def test_found_words_are_marked_in_every_form_and_nothing_else_is_html(client: Client, cast: Cast) -> None:
    released(cast, "Gesprekken & <script>alert(1)</script>")
    released(cast, "Een gesprék met 5 > 3 & de “buren”")
    a_meeting(10, title="Gesprek over brieven")
    client.force_login(cast.pieter)
    for page in ({"q": "gesprek"}, {"q": "gesprek", "soort": "kwesties"}):
        text = client.get("/zoeken/", page).content.decode()
        assert "Een <mark>gesprék</mark> met 5 &gt; 3 &amp; de “buren”" in text
        assert "<mark>Gesprekken</mark> &amp; &lt;script&gt;alert(1)&lt;/script&gt;" in text
        assert "<script>alert" not in text
    assert "<mark>Gesprek</mark> over brieven" in client.get("/zoeken/", {"q": "gesprekken -huur"}).content.decode()


@pytest.mark.parametrize(
    "text", ["", "geen woord", "a\nb  c", "<b>vet</b> woord", "woord % %s {0} 'x' \"y\"", "🏠 woord"]
)
def test_a_marked_text_is_the_text_itself(text: str, db: None) -> None:
    [found] = marked([Text(text, text, text)], "woord")
    for shown in (found.title, found.line):
        assert unescape(shown.replace("<mark>", "").replace("</mark>", "")) == text


def test_a_word_of_the_long_text_is_shown_between_its_neighbours(client: Client, cast: Cast) -> None:
    case = cases.begin(by=cast.samira, situation="Ruw over zwaluwen", question="Wat nu?")
    case = cases.submit(case, by=cast.samira)
    text = (
        "Er is van alles aan de hand. " * 20 + "In de schuur <i>nestelen</i> zwaluwen & uilen. " + "Dat was het. " * 20
    )
    release(case, cast, title="De schuur", situation=text, question="Wat nu?", tried="")
    client.force_login(cast.pieter)
    page = client.get("/zoeken/", {"q": "zwaluw"}).content.decode()
    assert "<mark>zwaluwen</mark> &amp; uilen" in page
    assert "<i>" not in page
    assert "Ruw over" not in page
    assert len(page) < len(client.get("/zoeken/").content.decode()) + 1200


def test_search_costs_one_query_a_kind(client: Client, cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client.force_login(cast.pieter)
    client.get("/zoeken/")  # the first page of a login keeps its session
    for number in range(3):
        with django_assert_max_num_queries(12):
            client.get("/zoeken/", {"q": WORD})
        released(cast, f"{WORD} {number}")
        a_meeting(10 + number, title=f"{WORD} {number}")
        a_project(cast, f"{WORD} {number}", ProjectState.RUNNING)


def test_a_number_leads_straight_to_its_page(client: Client, cast: Cast) -> None:
    released(cast, "Te laat betaald")
    case = Case.objects.latest("pk")
    meeting = a_meeting(13)
    client.force_login(cast.pieter)
    year, number = case.number.split("-")
    for typed in (case.number, f"kwestie {case.number}", f"Kwestie {year}-{int(number)}", f" {year} - {number} "):
        assert client.get("/zoeken/", {"q": typed})["Location"] == case.get_absolute_url(), typed
    for typed in (f"bijeenkomst {meeting.number}", f"Meeting  {meeting.number}"):
        assert client.get("/zoeken/", {"q": typed})["Location"] == meeting.get_absolute_url(), typed


def test_a_number_leads_nobody_to_what_is_not_theirs(client: Client, cast: Cast) -> None:
    waiting = cases.submit(cases.begin(by=cast.samira, situation="Ruw", question="Wat nu?"), by=cast.samira)
    client.force_login(cast.pieter)
    assert client.get("/zoeken/", {"q": waiting.number}).status_code == 200
    assert client.get("/zoeken/", {"q": "bijeenkomst 9999"}).status_code == 200
    client.force_login(cast.samira)
    assert client.get("/zoeken/", {"q": waiting.number})["Location"] == f"/kwesties/{waiting.number}/inbreng/"
