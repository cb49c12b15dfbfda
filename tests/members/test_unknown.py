"""Nobody learns from the login who takes part: members, who left, who was erased and strangers get one answer."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from atelier.front import privacy
from members import actions
from members.models import Member
from tests.cast import PASSWORD, Cast
from tests.fixtures_mail import Mailbox

pytestmark = pytest.mark.django_db
LEFT, ERASED, STRANGER = "samira@voorbeeld.test", "maria@voorbeeld.test", "niemand@elders.test"
MEMBER = "pieter@voorbeeld.test"


@pytest.fixture
def gone(cast: Cast) -> Cast:
    actions.leave(cast.samira, by=cast.samira)
    privacy.erase(cast.maria, by=cast.beheer)
    return cast


def seen(answer: Any, address: str) -> tuple[int, str, str]:
    """Status, where it leads, and the page without what differs by itself: the typed address, tokens, nonces."""
    page = answer.content.decode().replace(address, "ADRES")
    page = re.sub(r'(nonce|value)="[^"]*"|/static/\S+', "", page)
    return answer.status_code, answer.headers.get("Location", ""), page


FORMS = [
    ("/inloggen/", "login", {"password": "niet het goede woord"}),
    ("/inloggen/", "login", {"password": PASSWORD}),
    ("/inloggen/code/", "email", {}),
    ("/account/wachtwoord/vergeten/", "email", {}),
    ("/meedoen/", "email", {"name": "x"}),
]


@pytest.mark.parametrize(("url", "field", "more"), FORMS)
def test_every_form_answers_who_left_as_a_stranger(gone: Cast, url: str, field: str, more: dict[str, str]) -> None:
    answers = {
        address: seen(Client().post(url, {field: address, **more}), address) for address in (LEFT, ERASED, STRANGER)
    }
    assert answers[LEFT] == answers[ERASED] == answers[STRANGER]
    if PASSWORD not in more.values():
        assert seen(Client().post(url, {field: MEMBER, **more}), MEMBER) == answers[STRANGER]


def test_the_page_for_the_code_says_the_same_to_all(gone: Cast) -> None:
    pages = set()
    for address in (MEMBER, LEFT, ERASED, STRANGER):
        client = Client()
        client.post("/inloggen/code/", {"email": address})
        first = seen(client.get("/inloggen/code/bevestigen/"), address)
        wrong = [seen(client.post("/inloggen/code/bevestigen/", {"code": "ABC-DEF"}), address) for _time in range(4)]
        pages.add((first, *wrong))
    assert len(pages) == 1


@pytest.mark.parametrize(("url", "field"), [("/inloggen/code/", "email"), ("/account/wachtwoord/vergeten/", "email")])
def test_the_mail_to_who_left_is_the_one_to_a_stranger(gone: Cast, mailbox: Mailbox, url: str, field: str) -> None:
    texts = set()
    for address in (LEFT, ERASED, STRANGER):
        Client().post(url, {field: address})
        sent = mailbox.last(address)
        texts.add((sent.subject, str(sent.body).replace(address, "ADRES")))
    assert len(texts) == 1
    [(subject, body)] = texts
    assert "kennen" not in subject + body, "it does not say that the address is unknown"


def test_a_mail_leaves_for_every_address(gone: Cast, mailbox: Mailbox) -> None:
    for address in (MEMBER, LEFT, STRANGER):
        Client().post("/inloggen/code/", {"email": address})
        assert len([one for one in mailbox.of(address) if "Over leven" in str(one.body)]) >= 1


def test_who_left_and_a_stranger_cost_the_same_work(gone: Cast) -> None:
    """What the clock could tell: as many queries, as many passwords tried."""
    for url, field, more in FORMS:
        counts = []
        for address in (LEFT, STRANGER):
            with CaptureQueriesContext(connection) as asked:
                Client().post(url, {field: address, **more})
            counts.append(len([one for one in asked if "SAVEPOINT" not in one["sql"]]))
        assert counts[0] == counts[1], (url, counts)


def test_a_password_of_who_left_before_is_tried_like_any_other(cast: Cast) -> None:
    """A row of before: still with its address and a password that is right."""
    Member.objects.filter(pk=cast.samira.pk).update(is_active=False)
    answers = [
        seen(Client().post("/inloggen/", {"login": address, "password": PASSWORD}), address)
        for address in (LEFT, STRANGER)
    ]
    assert answers[0] == answers[1]


def test_a_passkey_of_who_left_opens_nothing_and_says_nothing(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.samira, type="webauthn", data={"name": "Telefoon", "credential": {}})
    actions.leave(cast.samira, by=cast.samira)
    assert not Authenticator.objects.filter(user=cast.samira).exists()


def test_the_own_change_of_address_does_not_tell_who_has_it(gone: Cast, mailbox: Mailbox) -> None:
    """To an address of who left, of a member, or of nobody: the same page. The mail alone differs for a member's."""
    pages = set()
    for address in (LEFT, "noor@voorbeeld.test", STRANGER):
        client = Client()
        client.post("/inloggen/", {"login": MEMBER, "password": PASSWORD})
        client.post("/account/bevestig-dat-jij-het-bent/", {"password": PASSWORD})
        answer = client.post("/account/e-mail/", {"action_add": "", "email": address})
        pages.add((answer.status_code, answer.headers.get("Location", "")))
        assert "/account/e-mail/bevestigen/" in mailbox.last(address).body or address.startswith("noor")
    assert len(pages) == 1
