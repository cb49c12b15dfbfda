"""Step 5 and 7 of the round: a series, an agenda, publishing; then the report."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.states import CaseState
from meetings import actions
from meetings.models import Attendance, Meeting, Series
from meetings.states import MeetingState
from tests.browser import PHONE, assert_accessible, follow, sign_in
from tests.cases.helpers import RELEASED, make_case
from tests.meetings.helpers import let_it_pass, make_meeting, method, titles
from tests.post import Post
from tests.second import agree_with_all

pytestmark = pytest.mark.browser


def test_a_coordinator_makes_a_series_builds_an_agenda_and_publishes(live, page, cast, post: Post) -> None:
    case = make_case(cast)
    method("open-gesprek")
    sign_in(page, live, cast.noor)
    page.goto(live.url + "/coordinatie/")
    assert_accessible(page)
    follow(page.get_by_role("link", name="Maak een reeks").first)
    page.get_by_label("Naam").fill("Bijeenkomsten 2027")
    page.get_by_label("Plaats", exact=True).fill("Huis voor de Kunsten, Roermond")
    assert_accessible(page)
    follow(page.get_by_role("button", name="Toon de data"))
    assert_accessible(page)
    assert Series.objects.count() == 0
    follow(page.get_by_role("button", name="Maak deze bijeenkomsten"))
    assert_accessible(page)
    assert Series.objects.get().meetings.count() == Meeting.objects.count() > 0

    meeting = Meeting.objects.upcoming().first()
    page.goto(f"{live.url}/coordinatie/bijeenkomsten/{meeting.number}/wijzigen/")
    page.get_by_label("Titel").fill("Wie mag er blijven wonen?")
    follow(page.get_by_role("button", name="Bewaar de wijzigingen"))

    page.goto(f"{live.url}/coordinatie/bijeenkomsten/{meeting.number}/agenda/")
    page.get_by_label(RELEASED["title"]).check()
    follow(page.get_by_role("button", name="Zet de kwestie erbij"))
    follow(page.get_by_role("link", name="Voeg een punt toe"))
    assert_accessible(page)
    page.get_by_label("Soort agendapunt").select_option("break")
    page.get_by_label("Titel").fill("Pauze")
    follow(page.get_by_role("button", name="Zet het punt erbij"))
    follow(page.get_by_role("link", name="Voeg een punt toe"))
    page.get_by_label("Werkvorm", exact=True).select_option("open-gesprek")
    follow(page.get_by_role("button", name="Zet de stappen erbij"))
    assert_accessible(page)
    assert titles(meeting)[1:3] == [RELEASED["title"], "Pauze"]

    follow(page.locator("a.back"))
    follow(page.get_by_role("link", name="Publiceer en nodig uit"))
    assert_accessible(page)
    follow(page.get_by_role("button", name="Publiceer en nodig uit"))
    expect(page).to_have_url(re.compile(rf"/coordinatie/bijeenkomsten/{meeting.number}/$"))
    case.refresh_from_db()
    meeting.refresh_from_db()
    assert (meeting.state, case.state) == (MeetingState.PUBLISHED, CaseState.SCHEDULED)
    for person in (cast.samira, cast.maria):
        invitation = post.to(person, "Wie mag er blijven wonen?")
        assert invitation.calendar.method == "REQUEST"
        assert RELEASED["title"] not in str(invitation.parsed)


def test_an_order_is_changed_by_keyboard_and_focus_stays(live, page, cast) -> None:
    meeting = make_meeting(cast)
    for title in ("Eerste", "Tweede", "Derde"):
        actions.add_item(meeting, by=cast.noor, kind="break", title=title, minutes=10)
    sign_in(page, live, cast.noor)
    page.goto(f"{live.url}/coordinatie/bijeenkomsten/{meeting.number}/agenda/")
    third = meeting.agenda_items.get(title="Derde")
    button = page.locator(f"#up-{third.pk}")
    button.focus()
    for place in (4, 3):
        page.keyboard.press("Enter")
        expect(page.locator("#live")).to_contain_text(f"Derde staat nu op plaats {place}")
        expect(page.locator(f"#up-{third.pk}")).to_be_focused()
    assert titles(meeting)[2:] == ["Derde", "Eerste", "Tweede"]
    actions.move_item(third, to=5, by=cast.beheer)
    page.expects(409)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="De agenda is gewijzigd")).to_be_visible()
    assert titles(meeting)[-1] == "Derde"


def test_the_agenda_is_built_without_scripts(live, new_page, cast) -> None:
    meeting = make_meeting(cast)
    page = new_page(java_script_enabled=False)
    sign_in(page, live, cast.noor)
    page.goto(f"{live.url}/coordinatie/bijeenkomsten/{meeting.number}/agenda/")
    follow(page.get_by_role("button", name=re.compile("^Omhoog.*Welkom")))
    assert titles(meeting)[0] == "Welkom"
    page.get_by_role("combobox", name="Plaats van Welkom").select_option("2")
    follow(page.get_by_role("button", name=re.compile("^Zet.*Welkom")))
    assert titles(meeting)[1] == "Welkom"


def test_the_report_of_a_meeting(live, page, cast) -> None:
    meeting, case, other = make_meeting(cast, MeetingState.PUBLISHED), make_case(cast), make_case(cast)
    following = make_meeting(cast, MeetingState.PUBLISHED, days=90)
    for one in (case, other):
        actions.add_case(meeting, one, by=cast.noor, minutes=45)
    let_it_pass(meeting)
    sign_in(page, live, cast.noor)
    page.goto(live.url + "/coordinatie/")
    follow(page.get_by_role("link", name="Schrijf het verslag"))
    follow(page.get_by_role("button", name="schrijf het verslag"))
    assert_accessible(page)
    page.get_by_label(cast.samira.name).select_option("onsite")
    page.get_by_label(cast.maria.name).select_option("online")
    follow(page.get_by_role("button", name="Bewaar wie er was"))
    assert Attendance.objects.filter(meeting=meeting).count() == 2

    follow(page.get_by_role("button", name=re.compile("^Niet aan toegekomen")).last)
    follow(page.get_by_role("button", name=re.compile("^Besproken")).first)
    assert_accessible(page)
    due = (timezone.localdate() + timedelta(days=30)).isoformat()
    page.locator("form[action$='/advies/'] textarea").fill("Wacht drie maanden met ontruimen.")
    follow(page.locator("form[action$='/advies/'] button"))
    page.locator("form[action$='/toezegging/'] textarea").fill("We passen de werkwijze aan.")
    page.locator("form[action$='/toezegging/'] input[name$='owner_role']").fill("Teamleider wonen")
    page.locator("form[action$='/toezegging/'] input[type=date]").fill(due)
    follow(page.locator("form[action$='/toezegging/'] button"))
    page.locator("form[action$='/inzicht/'] input[type=text]").first.fill("Termijnen sluiten niet op elkaar aan")
    page.locator("form[action$='/inzicht/'] textarea").fill("Een toeslag komt later dan een ontruiming.")
    follow(page.locator("form[action$='/inzicht/'] button"))
    page.goto(f"{live.url}/coordinatie/bijeenkomsten/{meeting.number}/verslag/")
    follow(page.get_by_role("button", name="Het verslag is klaar"))
    for one in (meeting, case, other):
        one.refresh_from_db()
    assert (meeting.state, case.state, other.state) == (
        MeetingState.REPORTED,
        CaseState.DISCUSSED,
        CaseState.SCHEDULED,
    )
    assert [case.advices.count(), case.commitments.count(), case.insights.count()] == [1, 1, 1]
    assert following.agenda_items.filter(case=other).exists()


def test_readers_on_a_phone(live, new_page, cast) -> None:
    method("dilemma")
    method("incident")
    make_meeting(cast, MeetingState.REPORTED)
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    visitor = new_page(viewport=PHONE)
    visitor.goto(live.url + "/bijeenkomsten/")
    assert_accessible(visitor)
    follow(visitor.get_by_role("link", name=f"Bijeenkomst {meeting.number}", exact=True).first)
    expect(visitor.get_by_role("heading", level=1)).to_have_text(f"Bijeenkomst {meeting.number}")
    assert_accessible(visitor)
    agree_with_all()
    visitor.goto(live.url + "/bijeenkomsten/")
    follow(visitor.get_by_role("link", name=meeting.title).first)
    assert_accessible(visitor)
    member = new_page(viewport=PHONE)
    sign_in(member, live, cast.samira)
    member.goto(live.url + meeting.get_absolute_url())
    assert_accessible(member)
    member.goto(live.url + "/werkvormen/")
    assert_accessible(member)
