"""What is typed for a thing that is gone stays on the page to copy, and no address of a button is a dead end."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client, TestCase
from django.urls import reverse

from cases import actions
from cases.models import Case, Voice
from cases.states import CaseState
from members.models import Member
from tests.access_table import GET, POST, Row
from tests.cases.helpers import RELEASED, make_case
from tests.cast import Cast
from tests.test_access import address
from tests.world import PEOPLE, client_of, load_world

TEXT = "Een lange zin die niemand nog eens wil typen."
# A step of logging in, or a link of a mail: nothing is typed there.
NOT_TYPED = ("account_", "mail:demo", "meetings:feed")


def those_who(rows: list[Row], letters: str) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    """(who, address, its arguments): the first person of each row with one of these letters."""
    for name, find, expected in rows:
        who = next((who for who, one in zip(PEOPLE, expected.replace(" ", ""), strict=True) if one in letters), None)
        if who and not name.startswith(NOT_TYPED):
            yield who, name, find


@pytest.mark.long
class TestEverywhere(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_world()
        cls.clients = {who: client_of(who) for who in PEOPLE}

    def test_what_is_typed_where_one_may_not_stands_on_the_page_to_copy(self) -> None:
        lost = []
        for who, name, find in those_who(GET, "NF"):
            if who == "visitor":
                continue
            answer = self.clients[who].post(address(name, find()), {"text": TEXT, "password": "geheim-woord hier"})
            shown = answer.content.decode()
            if TEXT not in shown or "geheim-woord" in shown:
                lost.append(f"{name} as {who}: {answer.status_code}")
        assert lost == []

    def test_the_address_of_a_button_opened_again_leads_to_its_page(self) -> None:
        wrong = []
        pages = {name for name, _find, letters in GET if "O" in letters}
        for who, name, find in those_who([row for row in POST if row[0] not in pages], "-"):
            for ask in (self.clients[who].get, self.clients[who].head):
                answer = ask(address(name, find()), follow=True)
                if answer.status_code != 200 or not answer.redirect_chain:
                    wrong.append(f"{name} as {who}: {answer.status_code} {answer.redirect_chain}")
        assert wrong == []


@pytest.fixture
def pieter(client: Client, cast: Cast) -> Client:
    client.force_login(cast.pieter)
    return client


def gone(case: Case, how: str, cast: Cast) -> None:
    if how == "withdrawn":
        actions.withdraw(case, by=cast.samira)
    else:
        actions.unpublish(case, by=cast.beheer, reason="Er stond een naam in.")


@pytest.mark.parametrize(
    ("how", "why"), [("withdrawn", "heeft die ingetrokken"), ("taken back", "nam de tekst van deze kwestie terug")]
)
def test_a_perspective_for_a_case_that_went_meanwhile_is_there_with_why(
    pieter: Client, cast: Cast, how: str, why: str
) -> None:
    case = make_case(cast)
    gone(case, how, cast)
    answer = pieter.post(reverse("cases:voice", args=[case.number]), {"text": TEXT})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert TEXT in shown
    assert why in shown
    assert "naam in" not in shown
    assert "Advies</h3>" not in shown
    assert "Open de pagina opnieuw" not in shown
    assert not Voice.objects.exists()


def test_of_a_case_that_nobody_could_read_nothing_is_told(pieter: Client, cast: Cast) -> None:
    secret = make_case(cast, CaseState.SUBMITTED)
    answers = [
        pieter.post(reverse("cases:voice", args=[number]), {"text": TEXT}) for number in (secret.number, "2026-999")
    ]
    assert [one.status_code for one in answers] == [404, 404]
    assert all(TEXT in one.content.decode() for one in answers)


def test_a_rewrite_stays_on_the_page_when_another_moderator_was_first(client: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    other = Member.objects.create(email="tweede@voorbeeld.test", name="Tweede Moderator", is_moderator=True)
    client.force_login(cast.beheer)
    where = reverse("admin:cases_case_step", args=[case.pk, "vrijgeven"])
    client.get(where)
    actions.request_changes(case, by=other, notes={"situation": "Leg dit uit."})
    answer = client.post(where, {**RELEASED, "situation": TEXT, "looked_over": "on", "go": "release"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert TEXT in shown
    assert RELEASED["title"] in shown
    assert "Tweede Moderator" in shown
    assert "Aanpassing gevraagd" in shown
    assert Case.objects.get().state == CaseState.CHANGES_ASKED


def test_a_step_of_the_workplace_that_is_not_possible_any_more_keeps_the_reason(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.beheer)
    where = reverse("admin:cases_case_step", args=[case.pk, "terughalen"])
    actions.unpublish(case, by=cast.beheer, reason="Anders.")
    answer = client.post(where, {"reason": TEXT})
    assert answer.status_code == 409
    assert TEXT in answer.content.decode()


def test_a_citizen_service_number_is_not_said_again(pieter: Client) -> None:
    answer = pieter.post("/kwesties/2026-999/perspectief/", {"text": f"{TEXT} Het nummer is 111222333."})
    copy = answer.content.decode().partition('class="copy"')[2].partition("</div>")[0]
    assert TEXT in copy
    assert "111222333" not in copy


def test_a_page_of_no_address_shows_no_words_of_another_site(pieter: Client) -> None:
    answer = pieter.post("/bestaat/niet/echt/", {"text": TEXT})
    assert answer.status_code == 404
    assert TEXT not in answer.content.decode()
