"""Submitting together: asked first, nothing seen before a yes, nothing after being taken off.

A colleague is chosen by name, and reads after a yes. Of a typed address the submitter looks who it is, first.
"""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.exceptions import NotAllowed, Stale
from atelier.front.privacy import erase
from atelier.mail.models import OutboxMessage
from atelier.mail.states import State
from cases import actions
from cases.exceptions import NotTheSubmitter, SecondPersonNeeded
from cases.models import Case, Intake, Together
from cases.queries import asks_of
from cases.states import CaseState
from members.actions import leave
from members.models import Member
from members.states import Perspective
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


@pytest.fixture
def rik(cast: Cast) -> Member:
    return colleague(cast, "Rik Dols")


def colleague(cast: Cast, name: str, **fields: Any) -> Member:
    """Of Samira's organisation, and to be found."""
    shown: dict[str, Any] = {"is_listed": True, "show_organisation": True, "perspective": Perspective.POLICY}
    email = f"{name.split()[0].lower()}@voorbeeld.test"
    return Member.objects.create_user(email, name=name, **{"organisation": cast.gemeente, **shown, **fields})


@pytest.fixture
def with_rik(cast: Cast, rik: Member) -> Case:
    told = {"situation": RAW, "question": "Mag dat?", "colleagues": [str(rik.pk)]}
    return actions.submit(actions.begin(by=cast.samira, **told), by=cast.samira)


def asked_page(member: Member) -> str:
    return f"/kwesties/samen/{Together.objects.get(member=member).pk}/"


def meant_page(case: Case, member: Member) -> str:
    return f"/kwesties/{case.number}/samen/{Together.objects.get(member=member).pk}/"


def may_read(member: Member, case: Case) -> bool:
    return client_of(member).get(f"/kwesties/{case.number}/inbreng/").status_code == 200


def test_who_is_asked_hears_who_asks_and_for_what_and_sees_no_word(cast: Cast, case: Case, mailbox: Mailbox) -> None:
    [mail] = mailbox.of(cast.pieter)
    assert asked_page(cast.pieter) in mail.body
    assert f"{cast.samira.name} vraagt" in mail.body
    assert RAW not in mail.body
    assert [ask.url for ask in asks_of(cast.pieter) if "samen" in ask.url] == [asked_page(cast.pieter)]
    pieter = client_of(cast.pieter)
    page = pieter.get(asked_page(cast.pieter)).content.decode()
    assert cast.samira.name in page
    assert RAW not in page
    told = [page, mail.body, mail.subject, *(f"{ask.title}{ask.meta}{ask.url}" for ask in asks_of(cast.pieter))]
    assert not [one for one in told if case.number in one], "members read it under that number later"
    for path in ("inbreng", "ingebracht", "naam", "intrekken"):
        assert pieter.get(f"/kwesties/{case.number}/{path}/").status_code == 404
    assert RAW not in pieter.get("/kwesties/mijn/").content.decode()
    assert case.number not in pieter.get("/kwesties/mijn/").content.decode()
    assert OutboxMessage.objects.filter(kind="cases.received", recipient=cast.pieter).count() == 0


def test_a_yes_of_a_colleague_opens_the_text_and_twice_is_once(cast: Cast, with_rik: Case, rik: Member) -> None:
    client = client_of(rik)
    for _time in range(2):
        answer = client.post(asked_page(rik), {"answer": "yes"})
        assert answer["Location"] == f"/kwesties/{with_rik.number}/inbreng/"
    assert RAW in client.get(f"/kwesties/{with_rik.number}/inbreng/").content.decode()
    assert Entry.objects.filter(verb="case.together_agreed", actor=rik).count() == 1
    assert rik.name in submitters_page(cast, with_rik)


def test_a_yes_behind_a_typed_address_opens_nothing_before_the_submitter_looked_who_it_is(
    cast: Cast, case: Case, mailbox: Mailbox
) -> None:
    assert cast.pieter.name not in submitters_page(cast, case)
    for _time in range(2):
        assert client_of(cast.pieter).post(asked_page(cast.pieter), {"answer": "yes"}).status_code == 302
    assert not may_read(cast.pieter, case)
    assert client_of(cast.pieter).get(asked_page(cast.pieter)).status_code == 200
    page = meant_page(case, cast.pieter)
    assert page in mailbox.last(cast.samira).body
    assert page in [ask.url for ask in asks_of(cast.samira)]
    asked = client_of(cast.samira).get(page).content.decode()
    for shown in (cast.pieter.name, cast.corporatie.name, cast.pieter.email):
        assert shown in asked
    client_of(cast.samira).post(page, {"answer": "yes"})
    assert may_read(cast.pieter, case)
    assert Intake.objects.get().together == NOBODY
    assert f"/kwesties/{case.number}/inbreng/" in mailbox.last(cast.pieter).body
    assert Entry.objects.filter(verb="case.together_meant", actor=cast.samira).count() == 1


def test_somebody_else_behind_a_mistyped_address_never_learns_a_word(cast: Cast, case: Case, mailbox: Mailbox) -> None:
    assert len(mailbox.of(cast.pieter)) == 1
    client_of(cast.pieter).post(asked_page(cast.pieter), {"answer": "yes"})
    page = meant_page(case, cast.pieter)
    for _time in range(2):
        assert client_of(cast.samira).post(page, {"answer": "no"}).status_code == 302
    assert not may_read(cast.pieter, case)
    assert client_of(cast.pieter).get(asked_page(cast.pieter)).status_code == 404
    heard = [one.body for one in mailbox.of(cast.pieter)]
    assert len(heard) == 2
    assert not [one for one in heard if case.number in one or RAW in one]
    assert Intake.objects.get().together == NOBODY
    assert asks_of(cast.pieter) == []
    assert Entry.objects.filter(verb="case.together_not_meant").count() == 1


def test_only_who_submitted_says_who_was_meant(cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED, together=cast.pieter.email)
    asked = Together.objects.create(case=case, member=cast.maria, address=cast.maria.email)
    actions.agree_together(asked, by=cast.maria)
    for by in (cast.pieter, cast.maria, cast.lars):
        assert client_of(by).post(meant_page(case, cast.maria), {"answer": "yes"}).status_code == 404
        with pytest.raises(NotAllowed):
            actions.mean_together(asked, by=by)
    with pytest.raises(Stale):
        actions.refuse_together(asked, by=cast.pieter)


def test_a_colleague_who_works_elsewhere_since_is_looked_at_too(cast: Cast, with_rik: Case, rik: Member) -> None:
    Member.objects.filter(pk=rik.pk).update(organisation=cast.corporatie)
    client_of(rik).post(asked_page(rik), {"answer": "yes"})
    assert not may_read(rik, with_rik)
    assert client_of(cast.samira).get(meant_page(with_rik, rik)).status_code == 200
    client_of(cast.samira).post(meant_page(with_rik, rik), {"answer": "yes"})
    assert may_read(rik, with_rik)


def test_a_colleague_who_says_no_stands_as_before_and_can_be_taken_off(
    cast: Cast, with_rik: Case, rik: Member
) -> None:
    def about() -> list[str]:
        page = submitters_page(cast, with_rik).partition("Wie met je inbrengt")[2]
        return [line for line in page.splitlines() if "csrf" not in line]

    before = about()
    asked = Together.objects.get(member=rik)
    client_of(rik).post(asked_page(rik), {"answer": "no"})
    assert about() == before
    off = f"/kwesties/{with_rik.number}/samen/weg/"
    assert client_of(cast.samira).post(off, {"sure": "1", "asked": asked.pk}).status_code == 302
    assert rik.name not in submitters_page(cast, with_rik)
    assert client_of(cast.samira).post(off, {"sure": "1", "asked": asked.pk}).status_code == 404


def step_page(cast: Cast, **sent: object) -> str:
    draft = Case.objects.drafts_of(cast.samira).first() or actions.begin(by=cast.samira)
    path = f"/kwesties/inbrengen/{draft.key}/samen/"
    client = client_of(cast.samira)
    return (client.post(path, sent) if sent else client.get(path)).content.decode()


def test_only_colleagues_who_let_themselves_be_found_are_suggested(cast: Cast, rik: Member) -> None:
    hidden = [
        colleague(cast, "Bea Bos", is_listed=False),
        colleague(cast, "Cas Cool", show_organisation=False),
        colleague(cast, "Dirk Dam", is_active=False),
        colleague(cast, "Eef Eik", organisation=cast.corporatie),
        colleague(cast, "Fay Fens", organisation=None),
    ]
    page = step_page(cast)
    assert rik.name in page
    assert not [one.name for one in (*hidden, cast.samira) if f'value="{one.pk}"' in page]
    for one in hidden:
        step_page(cast, go="next", colleagues=one.pk)
    assert not Intake.objects.get().colleagues.exists()


def test_who_belongs_to_no_organisation_gets_nobody_suggested(cast: Cast) -> None:
    colleague(cast, "Fay Fens", organisation=None)
    case = actions.begin(by=cast.maria)
    page = client_of(cast.maria).get(f"/kwesties/inbrengen/{case.key}/samen/").content.decode()
    assert 'name="colleagues"' not in page
    assert 'name="addresses"' in page


def test_many_colleagues_are_looked_for_by_name_without_a_script(cast: Cast, rik: Member) -> None:
    for number in range(12):
        colleague(cast, f"{'abcdefghijkl'[number]}xx Anders", is_listed=True)
    page = step_page(cast)
    assert 'name="colleagues"' not in page
    assert 'name="search"' in page
    found = step_page(cast, go="look", search="rik d")
    assert f'value="{rik.pk}"' in found
    assert "Anders" not in found
    assert "Vink hieronder" in step_page(cast, go="next", search="rik d"), "Enter in the box looks too"
    assert "niemand gevonden" in step_page(cast, go="look", search="zzz").lower()
    step_page(cast, go="look", search="anders", colleagues=rik.pk)
    again = step_page(cast)
    assert f'value="{rik.pk}"' in again, "who was ticked stays"
    assert list(Intake.objects.get().colleagues.all()) == [rik]


def test_five_people_at_most_colleagues_and_addresses_together(cast: Cast, rik: Member) -> None:
    five = "\n".join(f"n{number}@voorbeeld.test" for number in range(5))
    assert "Ten hoogste vijf" in step_page(cast, go="next", addresses=five, colleagues=rik.pk)
    assert not Intake.objects.get().colleagues.exists()


def test_who_no_longer_lets_themselves_be_found_is_not_asked(cast: Cast, rik: Member) -> None:
    told = {"situation": RAW, "question": "Mag dat?", "colleagues": [str(rik.pk)]}
    draft = actions.begin(by=cast.samira, **told)
    Member.objects.filter(pk=rik.pk).update(is_listed=False)
    actions.submit(draft, by=cast.samira)
    assert not Together.objects.exists()


def test_a_colleague_typed_and_chosen_is_asked_once(cast: Cast, rik: Member) -> None:
    told = {"situation": RAW, "question": "Mag dat?", "colleagues": [str(rik.pk)], "together": rik.email}
    actions.submit(actions.begin(by=cast.samira, **told), by=cast.samira)
    assert Together.objects.get().address == ""
    actions.agree_together(Together.objects.get(), by=rik)
    assert Intake.objects.get().together == ""


def test_who_does_not_answer_is_forgotten_after_sixty_days(cast: Cast, case: Case, rik: Member) -> None:
    Together.objects.create(case=case, member=rik)
    actions.agree_together(Together.objects.get(member=cast.pieter), by=cast.pieter)
    with time_machine.travel(timezone.now() + timedelta(days=59)):
        assert actions.end_asks() == 0
        assert NOBODY in Intake.objects.get().together
        Together.objects.filter(member=cast.pieter).update(yes_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=60, minutes=1)):
        assert actions.end_asks() == 1
        assert Intake.objects.get().together == cast.pieter.email, "the submitter has not looked yet"
    with time_machine.travel(timezone.now() + timedelta(days=120)):
        assert actions.end_asks() == 1
        assert Intake.objects.get().together == ""


def test_who_was_asked_is_forgotten_with_the_text_and_who_read_it_stays(cast: Cast, with_rik: Case) -> None:
    asked = Together.objects.create(case=with_rik, member=cast.maria, ended_at=timezone.now())
    actions.agree_together(Together.objects.exclude(pk=asked.pk).get(), by=Together.objects.first().member)
    Intake.objects.all().delete()
    assert actions.end_asks() == 1
    assert Together.objects.get().agreed_at


def test_only_the_submitter_withdraws(cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED, together=cast.pieter.email)
    pieter = client_of(cast.pieter)
    assert "intrekken" not in pieter.get(f"/kwesties/{case.number}/inbreng/").content.decode()
    assert pieter.get(f"/kwesties/{case.number}/intrekken/").status_code == 403
    assert pieter.post(f"/kwesties/{case.number}/intrekken/", {"reason": "Nee"}).status_code == 403
    with pytest.raises(NotTheSubmitter):
        actions.withdraw(case, by=cast.pieter)
    assert Case.objects.get(pk=case.pk).state == CaseState.SUBMITTED


@pytest.mark.parametrize("gone", ["left", "erased"])
def test_who_submits_along_withdraws_when_the_submitter_has_gone(cast: Cast, gone: str) -> None:
    case = make_case(cast, CaseState.SUBMITTED, together=cast.pieter.email)
    if gone == "left":
        leave(cast.samira, by=cast.samira)
    else:
        erase(cast.samira, by=cast.samira)
    pieter = client_of(cast.pieter)
    assert "intrekken" in pieter.get(f"/kwesties/{case.number}/inbreng/").content.decode()
    assert pieter.get(f"/kwesties/{case.number}/intrekken/").status_code == 200
    actions.withdraw(Case.objects.get(pk=case.pk), by=cast.pieter)
    assert Case.objects.get(pk=case.pk).state == CaseState.WITHDRAWN


def submitters_page(cast: Cast, case: Case) -> str:
    return client_of(cast.samira).get(f"/kwesties/{case.number}/inbreng/").content.decode()


def test_neither_asked_nor_refused_tells_whether_somebody_has_the_address(cast: Cast, case: Case) -> None:
    def about(address: str) -> str:
        page = submitters_page(cast, case)
        assert page.count(f'value="{address}"') == 1
        return page.partition("Wie met je inbrengt")[2].replace(cast.pieter.email, "ADRES").replace(NOBODY, "ADRES")

    before = about(cast.pieter.email)
    client_of(cast.pieter).post(asked_page(cast.pieter), {"answer": "no"})
    assert not Case.objects.of(cast.pieter).exists()
    assert client_of(cast.pieter).get(asked_page(cast.pieter)).status_code == 404
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
    assert client_of(cast.pieter).get(asked_page(cast.pieter)).status_code == 404
    with pytest.raises(Stale):
        actions.agree_together(Together.objects.get(), by=cast.pieter)
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
    assert pieter.get(asked_page(cast.pieter)).status_code == 404
    for path in ("inbreng", "ingebracht", "naam", "intrekken", "terugblik"):
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
    assert client_of(cast.pieter).get(asked_page(cast.pieter)).status_code == 404
    assert not Together.objects.waiting().exists()
