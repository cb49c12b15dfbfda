"""One's own page: what is asked, the next meeting, my cases, bringing and taking."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from atelier.front.queries.balance import Balance, Season, Shown, balance_of, balance_of_organisations, season_of
from cases import actions as cases
from cases.states import CaseState
from meetings.models import Answer
from members.actions import add_bring_seek
from members.models import Member
from tests.cases.helpers import release
from tests.cast import Cast
from tests.front.test_home import a_meeting


def a_case(cast: Cast, *, by: Member, state: str = CaseState.SUBMITTED, title: str = "De brief") -> object:
    case = cases.begin(by=by, situation=f"Ruwe tekst over {title}", question="Wat kan ik doen?")
    if state == CaseState.DRAFT:
        return case
    case = cases.submit(case, by=by)
    if state == CaseState.RELEASED:
        release(case, cast, title=title, situation="Een gezin wacht op post.", question="Wat nu?")
    return case


def test_a_visitor_is_asked_to_log_in(client: Client, db: None) -> None:
    assert client.get("/mijn/")["Location"].startswith("/inloggen/")


def test_a_new_member_sees_what_comes_and_the_first_steps(client: Client, cast: Cast) -> None:
    client.force_login(cast.maria)
    page = client.get("/mijn/")
    assert page.status_code == 200
    assert page.context["meeting"] is None
    assert page.context["cases"] == []
    assert any(not item.done for item in page.context["first_visit"])
    assert "/kwesties/inbrengen/" in page.content.decode()


def test_who_is_invited_answers_on_the_own_page(client: Client, cast: Cast) -> None:
    meeting = a_meeting(7)
    Answer.objects.create(meeting=meeting, member=cast.samira)
    client.force_login(cast.samira)
    page = client.get("/mijn/").content.decode()
    assert 'action="/bijeenkomsten/7/antwoord/snel/"' in page
    client.post("/bijeenkomsten/7/antwoord/snel/", {"choice": "yes_onsite"})
    after = client.get("/mijn/")
    assert after.context["meeting"].my_choice == "yes_onsite"
    assert "/bijeenkomsten/7/antwoord/snel/" not in after.content.decode()


def test_who_was_not_invited_gets_no_buttons(client: Client, cast: Cast) -> None:
    a_meeting(7)
    client.force_login(cast.samira)
    assert "antwoord/snel" not in client.get("/mijn/").content.decode()


def test_my_cases_stand_there_with_their_state_and_nobody_elses(client: Client, cast: Cast) -> None:
    a_case(cast, by=cast.samira, state=CaseState.DRAFT)
    a_case(cast, by=cast.samira)
    a_case(cast, by=cast.samira, state=CaseState.RELEASED, title="Mijn vrijgegeven kwestie")
    a_case(cast, by=cast.pieter, state=CaseState.RELEASED, title="Die van Pieter")
    client.force_login(cast.samira)
    mine = client.get("/mijn/").context["cases"]
    assert [case.title for case in mine if case.number] == [mine[0].title, mine[1].title]
    assert "Mijn vrijgegeven kwestie" in {case.title for case in mine}
    assert "Die van Pieter" not in {case.title for case in mine}
    assert len(mine) == 3


def test_asks_stand_in_the_order_of_their_weight(client: Client, cast: Cast) -> None:
    a_case(cast, by=cast.pieter, state=CaseState.RELEASED)
    a_case(cast, by=cast.samira, state=CaseState.DRAFT)
    client.force_login(cast.samira)
    weights = [ask.weight for ask in client.get("/mijn/").context["asks"]]
    assert len(weights) >= 2
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("who", ["samira", "maria", "lars"])
def test_the_own_page_costs_at_most_twelve_queries_empty_and_full(  # type: ignore[no-untyped-def]
    who: str, client: Client, cast: Cast, django_assert_max_num_queries
) -> None:
    member = getattr(cast, who)
    client.force_login(member)
    client.get("/mijn/")
    with django_assert_max_num_queries(12):
        client.get("/mijn/")
    for number in (1, 2, 3):
        Answer.objects.create(meeting=a_meeting(number, days=9 + number), member=member)
        a_case(cast, by=member)
        a_case(cast, by=cast.pieter, state=CaseState.RELEASED, title=f"Kwestie {number}")
    with django_assert_max_num_queries(12):
        client.get("/mijn/")


@pytest.mark.parametrize(
    ("day", "name"), [("2026-09-01", "2026-2027"), ("2026-08-31", "2025-2026"), ("2027-01-15", "2026-2027")]
)
def test_a_season_begins_in_september(day: str, name: str) -> None:
    with time_machine.travel(f"{day}T12:00:00+02:00", tick=False):
        assert season_of().name == name


def test_a_season_ends_where_the_next_begins() -> None:
    season = season_of()
    following = Season(season.first.replace(year=season.first.year + 1))
    assert season.until == following.since


def test_bringing_and_taking_are_counted_in_their_season(cast: Cast) -> None:
    add_bring_seek(cast.samira, kind="bring", topic="Meelopen")
    add_bring_seek(cast.samira, kind="seek", topic="Voorbeelden")
    case = a_case(cast, by=cast.pieter, state=CaseState.RELEASED)
    cases.give_voice(case, by=cast.samira, text="Ik zie dit elke week.")  # type: ignore[arg-type]
    assert balance_of(cast.samira) == Balance(brought=2, taken=1)
    assert balance_of(cast.pieter) == Balance()
    one_person = balance_of_organisations(season_of())[cast.gemeente.pk]
    assert one_person == Shown(brought=None, taken=None), "what one person did is nobody else's to read"
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert balance_of(cast.samira) == Balance()


def test_the_picture_says_the_same_in_words(client: Client, cast: Cast) -> None:
    add_bring_seek(cast.samira, kind="bring", topic="Meelopen")
    client.force_login(cast.samira)
    assert 'aria-label="Gebracht 1, gehaald 0"' in client.get("/mijn/").content.decode()


def test_two_of_a_kind_are_told_apart(client: Client, cast: Cast) -> None:
    for minute in (1, 2):
        with time_machine.travel(f"2026-11-03 10:0{minute}+01:00", tick=False):
            a_case(cast, by=cast.samira, state=CaseState.DRAFT)
    released = a_case(cast, by=cast.pieter, state=CaseState.RELEASED)
    cases.schedule(released, by=cast.noor)
    for what in ("Bellen met de wijk", "Een brief schrijven"):
        cases.record_commitment(
            released, by=cast.noor, what=what, owner=cast.samira, owner_role="", due_on=timezone.localdate()
        )
    client.force_login(cast.samira)
    asks = [(str(ask.title), str(ask.meta)) for ask in client.get("/mijn/").context["asks"]]
    assert len(asks) >= 4
    assert len(set(asks)) == len(asks)
