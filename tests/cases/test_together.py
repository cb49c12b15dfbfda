"""Submitting together: asked first, nothing seen before a yes, nothing after being taken off."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.exceptions import NotAllowed, Stale
from atelier.mail.models import OutboxMessage
from atelier.mail.states import State
from cases import actions
from cases.exceptions import SecondPersonNeeded
from cases.models import Case, Intake, Together
from cases.queries import asks_of
from cases.states import CaseState
from members.models import Member
from tests.cases.helpers import RELEASED, make_case
from tests.cast import Cast
from tests.fixtures_mail import Mailbox

pytestmark = pytest.mark.django_db
RAW = "WatSamiraRauwSchreef"
NOBODY = "niemand@voorbeeld.test"


def client_of(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def case(cast: Cast) -> Case:
    """Of Samira; Pieter and an address of nobody are typed."""
    told = {"situation": RAW, "question": "Mag dat?", "together": f"{cast.pieter.email}\n{NOBODY}"}
    return actions.submit(actions.begin(by=cast.samira, **told), by=cast.samira)


def test_who_is_asked_hears_it_by_mail_and_on_the_own_page_and_sees_no_word(
    cast: Cast, case: Case, mailbox: Mailbox
) -> None:
    [mail] = mailbox.of(cast.pieter)
    assert f"/kwesties/{case.number}/samen/" in mail.body
    assert cast.samira.name not in mail.body
    assert RAW not in mail.body
    assert [ask.url for ask in asks_of(cast.pieter) if "samen" in ask.url] == [f"/kwesties/{case.number}/samen/"]
    pieter = client_of(cast.pieter)
    page = pieter.get(f"/kwesties/{case.number}/samen/").content.decode()
    assert cast.samira.name in page
    assert RAW not in page
    for path in ("inbreng", "ingebracht", "naam", "intrekken"):
        assert pieter.get(f"/kwesties/{case.number}/{path}/").status_code == 404
    assert RAW not in pieter.get("/kwesties/mijn/").content.decode()
    assert case.number not in pieter.get("/kwesties/mijn/").content.decode()
    assert OutboxMessage.objects.filter(kind="cases.received", recipient=cast.pieter).count() == 0


def test_a_yes_opens_the_text_and_twice_is_once(cast: Cast, case: Case) -> None:
    pieter = client_of(cast.pieter)
    for _time in range(2):
        answer = pieter.post(f"/kwesties/{case.number}/samen/", {"answer": "yes"})
        assert answer["Location"] == f"/kwesties/{case.number}/inbreng/"
    assert RAW in pieter.get(f"/kwesties/{case.number}/inbreng/").content.decode()
    assert Intake.objects.get().together == NOBODY
    assert Entry.objects.filter(verb="case.together_agreed", actor=cast.pieter).count() == 1
    assert cast.pieter.name in client_of(cast.samira).get(f"/kwesties/{case.number}/inbreng/").content.decode()


def submitters_page(cast: Cast, case: Case) -> str:
    return client_of(cast.samira).get(f"/kwesties/{case.number}/inbreng/").content.decode()


def test_neither_asked_nor_refused_tells_whether_somebody_has_the_address(cast: Cast, case: Case) -> None:
    def about(address: str) -> str:
        page = submitters_page(cast, case)
        assert page.count(f'value="{address}"') == 1
        return page.partition("Wie met je inbrengt")[2].replace(cast.pieter.email, "ADRES").replace(NOBODY, "ADRES")

    before = about(cast.pieter.email)
    client_of(cast.pieter).post(f"/kwesties/{case.number}/samen/", {"answer": "no"})
    assert not Case.objects.of(cast.pieter).exists()
    assert client_of(cast.pieter).get(f"/kwesties/{case.number}/samen/").status_code == 404
    assert [part for part in about(NOBODY).splitlines() if "csrf" not in part] == [
        part for part in before.splitlines() if "csrf" not in part
    ]
    gone = {
        address: client_of(cast.samira)
        .post(f"/kwesties/{case.number}/samen/weg/", {"sure": "1", "address": address})
        .status_code
        for address in (cast.pieter.email, NOBODY)
    }
    assert set(gone.values()) == {302}
    assert Intake.objects.get().together == ""


def test_an_address_taken_off_before_the_answer_is_asked_no_more(cast: Cast, case: Case, mailbox: Mailbox) -> None:
    client_of(cast.samira).post(f"/kwesties/{case.number}/samen/weg/", {"sure": "1", "address": cast.pieter.email})
    assert client_of(cast.pieter).get(f"/kwesties/{case.number}/samen/").status_code == 404
    with pytest.raises(Stale):
        actions.agree_together(case, by=cast.pieter)
    assert mailbox.of(cast.pieter) == []


@pytest.mark.parametrize("who", ["samira", "beheer", "pieter"])
def test_who_is_taken_off_sees_nothing_any_more_and_gets_no_mail_about_it(
    cast: Cast, mailbox: Mailbox, who: str
) -> None:
    case = make_case(cast, CaseState.DISCUSSED, together=cast.pieter.email)
    pieter = client_of(cast.pieter)
    assert pieter.get(f"/kwesties/{case.number}/inbreng/").status_code == 200
    assert OutboxMessage.objects.filter(recipient=cast.pieter, kind="cases.look_back", state=State.PLANNED).exists()
    by = getattr(cast, who)
    if who == "beheer":
        step = f"/beheer/cases/case/{case.pk}/stap/mede-inbrenger/"
        assert client_of(by).post(step, {"member": cast.pieter.pk}).status_code == 302
    else:
        client_of(by).post(f"/kwesties/{case.number}/samen/weg/", {"sure": "1", "who": cast.pieter.pk})
    for path in ("inbreng", "ingebracht", "naam", "intrekken", "terugblik", "samen"):
        assert pieter.get(f"/kwesties/{case.number}/{path}/").status_code in (403, 404), path
    assert not Case.objects.of(cast.pieter).exists()
    assert asks_of(cast.pieter) == []
    left = OutboxMessage.objects.filter(recipient=cast.pieter, state=State.PLANNED)
    assert {row.kind for row in left} <= {"cases.taken_off"}
    assert left.exists() == (who != "pieter")
    left.update(due_at=timezone.now())  # for ten minutes it can be undone
    if who != "pieter":
        assert "mede-inbrenger" not in mailbox.last(cast.pieter).body
        assert case.number in mailbox.last(cast.pieter).subject


def test_a_co_submitter_takes_nobody_else_off_and_a_stranger_nobody(cast: Cast) -> None:
    told: dict[str, Any] = {"together": f"{cast.pieter.email}\n{cast.maria.email}"}
    case = make_case(cast, CaseState.SUBMITTED, **told)
    for by in (cast.pieter, cast.lars, cast.noor):
        with pytest.raises(NotAllowed):
            actions.take_off(case, cast.maria, by=by)
        with pytest.raises(NotAllowed):
            actions.ask_no_more(case, "x@voorbeeld.test", by=by)
    assert (
        client_of(cast.lars)
        .post(f"/kwesties/{case.number}/samen/weg/", {"sure": "1", "who": cast.maria.pk})
        .status_code
        == 404
    )
    assert (
        client_of(cast.pieter).post(f"/kwesties/{case.number}/samen/weg/", {"sure": "1", "who": "x"}).status_code
        == 404
    )
    assert case.co_submitters.count() == 2


def test_a_moderator_who_submitted_along_does_not_review_it_after_being_taken_off(cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED, together=cast.beheer.email)
    actions.take_off(case, cast.beheer, by=cast.samira)
    with pytest.raises(SecondPersonNeeded):
        actions.release(case, by=cast.beheer, **RELEASED)


def test_nobody_is_asked_for_a_case_that_is_withdrawn(cast: Cast, case: Case) -> None:
    actions.withdraw(case, by=cast.samira)
    assert client_of(cast.pieter).get(f"/kwesties/{case.number}/samen/").status_code == 404
    assert not Together.objects.waiting().exists()
