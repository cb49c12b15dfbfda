"""Choosing whom to invite: groups, people over pages and searches, and how many that are before anything leaves."""

import re
from typing import Any

import pytest
from django.test import Client

from meetings.actions import rounds
from meetings.actions.invite import invite
from meetings.models import Answer, Meeting
from members.models import Member, Organisation
from members.states import Perspective
from tests.cast import Cast
from tests.fixtures_mail import Mailbox
from tests.meetings.published import published_meeting


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return published_meeting()


@pytest.fixture
def noor(client: Client, cast: Cast) -> Client:
    client.force_login(cast.noor)
    return client


def page_of(meeting: Meeting) -> str:
    return f"/coordinatie/bijeenkomsten/{meeting.number}/uitnodigen/"


def hidden(page: str) -> dict[str, Any]:
    """What a browser sends of the form as it stands."""
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page.split("<main")[1]):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and not ('type="checkbox"' in tag and "checked" not in tag):
            sent.setdefault(name[1], []).append(value[1] if value else "on" if "checkbox" in tag else "")
    return sent


def invited(meeting: Meeting) -> set[int]:
    return set(Answer.objects.filter(meeting=meeting).values_list("member", flat=True))


def sent_after_a_look(noor: Client, meeting: Meeting, **choice: Any) -> str:
    """See how many people that are, then send what that page holds; gives that page."""
    page: str = noor.post(page_of(meeting), {**choice, "check": ""}).content.decode()
    assert invited(meeting) == set()
    noor.post(page_of(meeting), {**hidden(page), "send": ""})
    return page


def test_everybody_is_counted_before_anything_is_sent(noor: Client, cast: Cast, meeting: Meeting) -> None:
    page = sent_after_a_look(noor, meeting, everybody="on")
    assert "7 mensen krijgen een uitnodiging per mail." in page
    assert invited(meeting) == set(Member.objects.values_list("pk", flat=True))


def test_a_perspective_and_an_organisation_and_a_person_add_up(noor: Client, cast: Cast, meeting: Meeting) -> None:
    page = sent_after_a_look(
        noor, meeting, perspectives=[Perspective.HOUSING], organisation="gemeente m", people=[cast.maria.pk]
    )
    assert "3 mensen krijgen" in page
    assert invited(meeting) == {cast.pieter.pk, cast.samira.pk, cast.maria.pk}


@pytest.mark.parametrize("typed", ["dhondt", "D’Hondt", "jean marie", "Jean-M", "D'HONDT Çe", "celik"])
def test_a_name_is_found_however_it_is_written(noor: Client, cast: Cast, meeting: Meeting, typed: str) -> None:
    from meetings.queries.meeting import to_tick

    one = Member.objects.create(
        email="jm@voorbeeld.test", name="Jean-Marie D'Hondt Çelik", perspective=Perspective.POLICY
    )
    page = noor.post(page_of(meeting), {"q": typed, "search": ""}).content.decode()
    assert re.findall(r'name="people"\s+value="(\d+)"', page) == [str(one.pk)]
    invite(meeting, [one, cast.samira], by=cast.noor)
    assert list(to_tick(meeting, typed)) == [one]


@pytest.mark.parametrize("typed", ["t hofje", "'t Hofje", "’t-hofje", "T HOFJE", "het hof"])
def test_an_organisation_is_found_however_it_is_written(
    noor: Client, cast: Cast, meeting: Meeting, typed: str
) -> None:
    Organisation.objects.create(name="Stichting ’t Hofje (het hof)", kind="welfare", slug="hofje")
    page = noor.post(page_of(meeting), {"organisation": typed, "check": ""}).content.decode()
    assert "id_organisation_error" not in page


@pytest.mark.parametrize("button", ["check", "send"])
def test_an_empty_choice_is_nobody(noor: Client, cast: Cast, meeting: Meeting, button: str) -> None:
    page = noor.post(page_of(meeting), {"q": "Samira", button: ""}).content.decode()
    assert "Kies wie je uitnodigt." in page
    assert invited(meeting) == set()


def test_ticks_outlive_searches_and_pages_and_can_be_taken_away(noor: Client, cast: Cast, meeting: Meeting) -> None:
    more = [
        Member(email=f"l{n}@voorbeeld.test", name=f"Lid {n:03}", perspective=Perspective.POLICY) for n in range(60)
    ]
    Member.objects.bulk_create(more)
    page = noor.post(page_of(meeting), {"q": "lid", "search": ""}).content.decode()
    first, second = re.findall(r'name="people"\s+value="(\d+)"', page)[:2]
    sent = {**hidden(page), "people": [first, second], "turn": ""}
    forward = re.search(r'formaction="(\?na=[^"#]+)', page)
    assert forward
    page = noor.post(page_of(meeting) + forward[1].replace("&amp;", "&"), sent).content.decode()
    third = re.findall(r'name="people"\s+value="(\d+)"', page)[0]
    assert third not in (first, second)
    assert "2 mensen zijn aangevinkt." in page
    page = noor.post(page_of(meeting), {**hidden(page), "people": [third], "q": "Lid", "search": ""}).content.decode()
    sent = hidden(page)
    assert set(sent["people"]) == {first, second}
    page = noor.post(page_of(meeting), {**sent, "people": [second], "check": ""}).content.decode()
    noor.post(page_of(meeting), {**hidden(page), "send": ""})
    assert invited(meeting) == {int(second), int(third)}


def test_who_was_invited_meanwhile_gets_one_mail(noor: Client, cast: Cast, meeting: Meeting, mailbox: Mailbox) -> None:
    page = noor.post(page_of(meeting), {"people": [cast.samira.pk, cast.maria.pk], "check": ""}).content.decode()
    invite(meeting, [cast.samira], by=cast.noor)
    noor.post(page_of(meeting), {**hidden(page), "send": ""})
    noor.post(page_of(meeting), {**hidden(page), "send": ""})
    assert [len(mailbox.of(person)) for person in (cast.samira, cast.maria, cast.pieter)] == [1, 1, 0]


def test_the_page_with_everybody_is_ticked_so(noor: Client, cast: Cast, meeting: Meeting) -> None:
    page = noor.get(page_of(meeting), {"wie": "iedereen"}).content.decode()
    assert re.search(r'name="everybody"[^>]*checked', page)
    assert not re.search(r'name="everybody"[^>]*checked', noor.get(page_of(meeting)).content.decode())


@pytest.mark.parametrize("organisation", ["Bestaat niet", "w"])
def test_an_organisation_that_is_none_or_several_is_asked(
    noor: Client, cast: Cast, meeting: Meeting, organisation: str
) -> None:
    page = noor.post(page_of(meeting), {"organisation": organisation, "check": ""}).content.decode()
    assert "id_organisation_error" in page
    assert organisation in page


@pytest.mark.parametrize("wrong", ["x", "1,2,,x", "9" * 400, "-1", ",".join(map(str, range(2000)))])
def test_a_choice_that_was_made_up_does_no_harm(noor: Client, cast: Cast, meeting: Meeting, wrong: str) -> None:
    assert noor.post(page_of(meeting), {"chosen": wrong, "people": ["a"], "check": ""}).status_code == 200
    assert invited(meeting) == set()


def test_two_thousand_people_are_invited_in_as_many_queries_as_a_thousand_twice(
    cast: Cast, noor: Client, meeting: Meeting, django_assert_max_num_queries: Any
) -> None:
    Member.objects.bulk_create(
        Member(email=f"v{n}@voorbeeld.test", name=f"Lid {n}", perspective=Perspective.POLICY) for n in range(2000)
    )
    page = noor.get(page_of(meeting))
    assert len(page.content) < 40_000
    with django_assert_max_num_queries(25):
        assert invite(meeting, by=cast.noor) == 2007


@pytest.mark.long
def test_attendance_of_1200_people_is_written_page_by_page(noor: Client, cast: Cast, meeting: Meeting) -> None:
    from meetings import actions
    from tests.meetings.helpers import let_it_pass

    Member.objects.bulk_create(
        Member(email=f"v{n}@voorbeeld.test", name=f"Lid {n:04}", perspective=Perspective.POLICY) for n in range(1200)
    )
    invite(meeting, by=cast.noor)
    rounds.go_on_with_rounds()
    let_it_pass(meeting)
    actions.hold(meeting, by=cast.noor)
    report = f"/coordinatie/bijeenkomsten/{meeting.number}/verslag/"
    page = noor.get(report)
    assert len(page.content) < 120_000
    sent = hidden(page.content.decode())
    rows = [name for name in sent if name.startswith("was")]
    assert len(rows) == 100
    sent |= {name.replace("was", "m"): "onsite" for name in rows}
    assert noor.post(report, sent).status_code == 302
    assert meeting.attendances.count() == 100
    found = noor.get(report, {"q": "lid 0777"}).content.decode()
    assert re.findall(r"<label[^>]*>(Lid [^<]*)", found) == ["Lid 0777"]
