import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from atelier.base.web import links
from atelier.mail.actions import person_key, queue
from atelier.mail.delivery import UNSUBSCRIBE
from atelier.mail.models import DemoMail, OptOut, OutboxMessage, UndeliverableAddress
from atelier.mail.privacy import erase, export
from atelier.mail.states import State
from tests.cast import Cast
from tests.fixtures_mail import Mailbox, deliver
from tests.mail import letters  # noqa: F401


@pytest.fixture
def demo(settings, db: None) -> None:
    settings.DEMO_MAILBOX = True
    settings.MAILERS = {"default": {"BACKEND": "atelier.mail.backends.DemoMailbox"}}


def unsubscribe_path(cast: Cast) -> str:
    return f"/afmelden/{links.make(UNSUBSCRIBE, person_key(cast.samira), 1, kind='test.digest')}/"


def test_looking_at_the_unsubscribe_page_changes_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.get(unsubscribe_path(cast)).status_code == 200
    assert client.head(unsubscribe_path(cast)).status_code == 200
    assert not OptOut.objects.exists()


def test_one_click_unsubscribes_without_a_cookie_and_can_be_taken_back(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = client.post(unsubscribe_path(cast), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert OptOut.objects.get().kind == "test.digest"
    client.post(unsubscribe_path(cast), {"back": "1"})
    assert not OptOut.objects.exists()


@pytest.mark.parametrize(
    "token", ["onzin", "a~b~c", links.make("meetings.answer", 1, 0)], ids=["none", "shape", "purpose"]
)
def test_a_wrong_token_gives_the_neutral_page(client: Client, db: None, token: str) -> None:
    assert client.get(f"/afmelden/{token}/").status_code == 404
    assert client.post(f"/afmelden/{token}/").status_code == 404


def test_the_mailbox_page_exists_in_the_demo_only(client: Client, cast: Cast) -> None:
    DemoMail.objects.create(to="a@voorbeeld.test", subject="x", raw=b"Subject: x\r\n\r\nhello")
    pk = DemoMail.objects.get().pk
    for path in ("", f"{pk}/", f"{pk}/opmaak/", f"{pk}/bestand/0/"):
        assert client.get(f"/postvak/{path}").status_code == 404


def test_the_demo_mailbox_shows_each_mail_with_its_links_and_files(client: Client, cast: Cast, demo: None) -> None:
    queue("test.invitation", to=cast.samira, occasion="meeting:3")
    queue("test.digest", to=cast.samira, occasion="week:1")
    deliver()
    page = client.get("/postvak/").content.decode()
    assert "Invitation" in page
    assert "Digest" in page
    newest, invitation = DemoMail.objects.all()
    shown = client.get(newest.get_absolute_url()).content.decode()
    assert re.search(r'href="http://localhost:8000/afmelden/[^"]+"', shown)
    file = client.get(f"/postvak/{invitation.pk}/bestand/0/")
    assert file["Content-Disposition"] == 'attachment; filename="invite.ics"'
    assert b"METHOD:REQUEST" in file.content
    assert client.get(f"/postvak/{invitation.pk}/bestand/1/").status_code == 404


def test_a_mail_with_layout_stands_in_a_sandbox(client: Client, demo: None) -> None:
    html = "<!doctype html><html><head><style>p{color:red}</style></head><body><p>hi</p></body></html>"
    message = EmailMessage("x", "hi", to=["a@voorbeeld.test"])
    message.content_subtype = "html"
    message.body = html
    message.send()
    answer = client.get(f"/postvak/{DemoMail.objects.get().pk}/opmaak/")
    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "'unsafe-inline'" not in policy
    assert "style-src 'sha256-" in policy


def test_the_workplace_shows_the_outbox_and_sends_once_more(client: Client, cast: Cast, mailbox: Mailbox) -> None:
    queue("test.note", to=cast.samira, occasion="case:7")
    OutboxMessage.objects.update(state=State.FAILED, last_answer="550 5.7.1 no")
    row = OutboxMessage.objects.get()
    client.force_login(cast.beheer)
    assert "550 5.7.1 no" in client.get("/beheer/outbox/outboxmessage/").content.decode()
    step = f"/beheer/outbox/outboxmessage/{row.pk}/stap/nog-eens/"
    assert client.get(step).status_code == 200
    assert OutboxMessage.objects.get().state == State.FAILED
    client.post(step)
    assert len(mailbox.of(cast.samira)) == 1
    assert client.post(f"/beheer/outbox/outboxmessage/{row.pk}/delete/").status_code == 403


def test_the_workplace_lets_an_address_work_again(client: Client, cast: Cast) -> None:
    bad = UndeliverableAddress.objects.create(address="samira@voorbeeld.test", answer="550")
    client.force_login(cast.beheer)
    assert client.post(f"/beheer/outbox/undeliverableaddress/{bad.pk}/stap/werkt-weer/").status_code == 302
    assert not UndeliverableAddress.objects.exists()


def test_a_member_gets_the_list_of_mails_and_can_be_erased(cast: Cast, mailbox: Mailbox) -> None:
    queue("test.note", to=cast.samira.email, occasion="join:1")
    queue("test.note", to=cast.samira, occasion="case:7")
    queue("test.note", to=cast.maria, occasion="case:7")
    deliver()
    mine = export(cast.samira)
    assert [(row["kind"], row["state"]) for row in mine["mails"]] == [("test.note", "sent")] * 2
    erase(cast.samira, by=cast.beheer)
    assert export(cast.samira)["mails"] == []
    assert OutboxMessage.objects.get().recipient == cast.maria
