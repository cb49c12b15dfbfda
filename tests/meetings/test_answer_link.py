"""The personal link of a mail: whose, for how long, what it shows, and what it makes of an answer to an older plan."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from meetings import actions
from meetings.actions.answer import answer
from meetings.actions.invite import invite
from meetings.models import Answer, Meeting
from meetings.states import Choice
from members import actions as members
from members.models import Member
from tests.cast import Cast
from tests.fixtures_mail import deliver
from tests.meetings.published import published_meeting

NEEDS = {"access_needs": "Een prikkelarme ruimte", "food_needs": "Geen noten"}
LATER = timedelta(days=7)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = published_meeting()
    invite(meeting, [cast.samira, cast.pieter], by=cast.noor)
    return meeting


def link_to(person: Member, subject: str = "") -> str:
    """Of the newest mail."""
    mail = [mail for mail in deliver() if person.email in mail.to and subject in mail.subject][-1]
    found = re.search(r"/bijeenkomsten/antwoord/\S+", mail.body)
    assert found, mail.body
    return found[0]


def mine(person: Member) -> Answer:
    return Answer.objects.get(member=person)


def move(meeting: Meeting, cast: Cast) -> None:
    actions.change(meeting, by=cast.noor, starts_at=meeting.starts_at + LATER, ends_at=meeting.ends_at + LATER)


def sent(page: str, **values: str) -> dict[str, str]:
    """What a browser sends of the form on this page, with these fields filled in."""
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found
    return {"seen": found[1], **values}


def test_a_link_of_an_older_mail_leads_to_the_question_as_it_is_now(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    link = link_to(cast.samira)
    assert "veranderd" not in client.get(link).content.decode()
    old = meeting.starts_at
    move(meeting, cast)
    page = client.get(link).content.decode()
    assert "De datum of tijd is veranderd sinds die mail." in page
    assert f"{old.day} " in page.split("Het was")[1]
    assert client.post(link, sent(page, choice="yes_online")).status_code == 302
    assert mine(cast.samira).choice == Choice.YES_ONLINE
    newer = link_to(cast.samira)
    assert "veranderd" not in client.get(newer).content.decode()


def test_a_new_place_is_told_as_such(client: Client, cast: Cast, meeting: Meeting) -> None:
    link = link_to(cast.samira)
    actions.change(meeting, by=cast.noor, address="Een andere straat 5")
    page = client.get(link).content.decode()
    assert "De plaats is veranderd sinds die mail." in page
    assert "Het was" not in page


@pytest.mark.parametrize("by_link", [True, False])
def test_an_answer_to_an_older_plan_is_not_taken_and_stands_chosen(
    client: Client, cast: Cast, meeting: Meeting, by_link: bool
) -> None:
    address = link_to(cast.samira) if by_link else f"/bijeenkomsten/{meeting.number}/antwoord/"
    if not by_link:
        client.force_login(cast.samira)
    before = client.get(address).content.decode()
    move(meeting, cast)
    page = client.post(address, sent(before, choice="yes_onsite", access_needs="Een tolk")).content.decode()
    assert mine(cast.samira).choice == Choice.NONE
    assert "Je antwoord is nog niet bewaard." in page
    assert re.search(r'value="yes_onsite"[^>]*checked', page)
    assert "Een tolk" in page
    client.post(address, sent(page, choice="yes_onsite", access_needs="Een tolk"))
    assert (mine(cast.samira).choice, mine(cast.samira).access_needs) == (Choice.YES_ONSITE, "Een tolk")


def test_a_quick_button_from_before_a_move_asks_once_more(client: Client, cast: Cast, meeting: Meeting) -> None:
    client.force_login(cast.samira)
    before = client.get(meeting.get_absolute_url()).content.decode()
    move(meeting, cast)
    page = client.post(
        f"{meeting.get_absolute_url()}antwoord/snel/", sent(before, choice="no"), follow=True
    ).content.decode()
    assert mine(cast.samira).choice == Choice.NONE
    assert re.search(r'value="no"[^>]*checked', page)
    assert "Je antwoord is nog niet bewaard." in page


def test_a_tapped_answer_in_the_address_is_chosen_and_not_taken(client: Client, cast: Cast, meeting: Meeting) -> None:
    page = client.get(f"{link_to(cast.samira)}?keuze=yes_online").content.decode()
    assert re.search(r'value="yes_online"[^>]*checked', page)
    assert mine(cast.samira).choice == Choice.NONE


def test_the_link_to_a_cancelled_meeting_says_so(client: Client, cast: Cast, meeting: Meeting) -> None:
    link = link_to(cast.samira)
    actions.cancel(meeting, by=cast.noor, reason="De zaal is dicht.")
    answered = client.get(link)
    page = answered.content.decode()
    assert (answered.status_code, "gaat niet door" in page, 'name="choice"' in page) == (200, True, False)


def test_a_forwarded_mail_shows_no_needs_and_an_empty_field_keeps_them(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    link = link_to(cast.samira)
    answer(meeting, cast.samira, Choice.YES_ONSITE, **NEEDS)
    page = client.get(link).content.decode()
    assert not [told for told in NEEDS.values() if told in page]
    assert "we weten het nog" in page
    answered = client.post(link, sent(page, choice="", food_needs="")).content.decode()
    assert not [told for told in NEEDS.values() if told in answered]
    client.post(link, sent(page, choice="yes_online", access_needs="", food_needs="Vegetarisch"))
    now = mine(cast.samira)
    assert (now.choice, now.access_needs, now.food_needs) == ("yes_online", NEEDS["access_needs"], "Vegetarisch")
    client.force_login(cast.samira)
    assert NEEDS["access_needs"] in client.get(f"/bijeenkomsten/{meeting.number}/antwoord/").content.decode()


def test_the_link_ends_with_the_address_and_with_the_person(client: Client, cast: Cast, meeting: Meeting) -> None:
    deliver_to = {person.pk: None for person in (cast.samira, cast.pieter)}
    mails = deliver()
    for person in (cast.samira, cast.pieter):
        body = next(mail.body for mail in mails if person.email in mail.to)
        deliver_to[person.pk] = re.search(r"/bijeenkomsten/antwoord/\S+", body)[0]  # type: ignore[index]
    members.change_email(cast.samira, by=cast.beheer, email="anders@voorbeeld.test")
    members.leave(cast.pieter, by=cast.pieter)
    for link in deliver_to.values():
        assert client.get(link).status_code == 404
        assert client.post(link, {"choice": "no"}).status_code == 404
    assert mine(cast.samira).choice == Choice.NONE
    cast.samira.refresh_from_db()
    assert client.get(link_to(cast.samira, "Kom je")).status_code == 200


def test_a_link_is_for_one_person_and_one_meeting(client: Client, cast: Cast, meeting: Meeting) -> None:
    link: Any = link_to(cast.samira)
    token = link.rstrip("/").rsplit("/", 1)[-1]
    for wrong in (token[:-1], token[1:], "x", f"{token}x"):
        assert client.get(f"/bijeenkomsten/antwoord/{wrong}/").status_code == 404


@pytest.mark.parametrize("by_link", [True, False])
def test_what_was_typed_for_a_meeting_that_was_called_off_meanwhile_stands_there(
    client: Client, cast: Cast, meeting: Meeting, by_link: bool
) -> None:
    address = link_to(cast.samira) if by_link else f"/bijeenkomsten/{meeting.number}/antwoord/"
    if not by_link:
        client.force_login(cast.samira)
    before = client.get(address).content.decode()
    actions.cancel(meeting, by=cast.noor, reason="De zaal is dicht.")
    page = client.post(address, sent(before, choice="yes_onsite", access_needs="Een tolk, graag op tijd"))
    assert "Een tolk, graag op tijd" in page.content.decode()
    assert mine(cast.samira).choice == Choice.NONE


def test_another_language_on_the_page_of_a_link_keeps_what_was_typed(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    link = link_to(cast.samira)
    page = client.post(link, {"choice": "", "access_needs": "Een tolk, graag op tijd"}).content.decode()
    assert "Een tolk" in page
    answer = client.post(link, {"choice": "", "access_needs": "Een tolk", "_language": "en", "_sent": "1"})
    assert '<html lang="en">' in answer.content.decode()
    assert "Een tolk" in answer.content.decode()
    assert mine(cast.samira).access_needs == ""
