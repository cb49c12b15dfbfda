"""The sweep against a real SMTP server on loopback."""

import smtplib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as django_mail
from django.utils import timezone

from atelier.mail import delivery
from atelier.mail.actions import address_works_again, opt_out, person_key, queue, send_now, try_again
from atelier.mail.delivery import sweep
from atelier.mail.models import OutboxMessage, UndeliverableAddress
from atelier.mail.queries import oldest_due_age
from atelier.mail.states import State
from tests.cast import Cast
from tests.fixtures_mail import Sink, deliver, free_port
from tests.mail import letters

NOON = datetime(2026, 11, 12, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def only() -> OutboxMessage:
    return OutboxMessage.objects.get()


def test_all_that_is_due_leaves_over_one_connection(cast: Cast, smtp_sink: Sink) -> None:
    for number in range(5):
        queue("test.note", to=cast.samira, params={"number": number}, occasion=f"case:{number}")
    assert sweep() is True
    assert [mail["Subject"] for mail in smtp_sink.mails] == [f"Note {number}" for number in range(5)]
    assert smtp_sink.connections == 1
    row = OutboxMessage.objects.order_by("pk").last()
    assert row is not None
    assert (row.state, row.last_answer, row.attempts) == (State.SENT, "250 queued as 5", 1)


def test_headers_say_what_kind_of_mail_this_is(cast: Cast, smtp_sink: Sink) -> None:
    cast.samira.language = "en"
    cast.samira.save()
    queue("test.note", to=cast.samira, occasion="case:7")
    sweep()
    [mail] = smtp_sink.mails
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "en"
    assert mail["Message-ID"] == only().message_id
    assert mail["List-Unsubscribe"] is None
    assert mail.get_content_type() == "multipart/alternative"


def test_an_invitation_is_an_alternative_and_a_file(cast: Cast, smtp_sink: Sink) -> None:
    queue("test.invitation", to=cast.samira, occasion="meeting:3")
    sweep()
    [mail] = smtp_sink.mails
    alternatives, file = mail.iter_parts()
    assert mail.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in alternatives.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    calendar = list(alternatives.iter_parts())[2]
    assert (calendar.get_param("method"), calendar.get_content_charset()) == ("REQUEST", "utf-8")
    assert calendar.get_content().replace("\n", "\r\n").replace("\r\r", "\r").encode() == letters.ICS
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")
    assert file.get_content() == letters.ICS


def test_nothing_leaves_before_its_time_and_the_oldest_leaves_first(cast: Cast, smtp_sink: Sink) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for days in (3, 1, 2):
            due = timezone.now() + timedelta(days=days)
            queue("test.note", to=cast.samira, params={"number": days}, occasion=f"case:{days}", due_at=due)
        sweep()
        assert smtp_sink.mails == []
        clock.shift(timedelta(days=4))
        assert oldest_due_age() == timedelta(days=3)
        sweep()
        assert [mail["Subject"] for mail in smtp_sink.mails] == ["Note 1", "Note 2", "Note 3"]
        assert oldest_due_age() == timedelta()


def test_after_an_outage_what_is_too_late_is_marked_and_the_rest_leaves(
    cast: Cast, smtp_sink: Sink, settings: "pytest.FixtureRequest"
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        soon, later = NOON + timedelta(hours=1), NOON + timedelta(days=9)
        queue("test.note", to=cast.samira, params={"number": 1}, occasion="meeting:1", expires_at=soon)
        queue("test.note", to=cast.samira, params={"number": 2}, occasion="meeting:2", expires_at=later)
        clock.shift(timedelta(hours=5))
        sweep()
    assert [mail["Subject"] for mail in smtp_sink.mails] == ["Note 2"]
    assert list(OutboxMessage.objects.order_by("pk").values_list("state", flat=True)) == [State.EXPIRED, State.SENT]


def test_without_a_server_the_mail_waits_and_keeps_its_turn(cast: Cast, smtp_sink: Sink, settings) -> None:
    there = settings.MAILERS
    settings.MAILERS = {
        "default": {"BACKEND": "atelier.mail.backends.Smtp", "OPTIONS": {"host": "127.0.0.1", "port": free_port()}}
    }
    for number in range(3):
        queue("test.note", to=cast.samira, params={"number": number}, occasion=f"case:{number}")
    sweep()
    rows = OutboxMessage.objects.order_by("pk")
    assert {(row.state, row.attempts) for row in rows} == {(State.PLANNED, 0)}
    assert "refused" in rows[0].last_answer
    settings.MAILERS = there
    sweep()
    assert [mail["Subject"] for mail in smtp_sink.mails] == ["Note 0", "Note 1", "Note 2"]


def test_a_temporary_no_is_tried_again_later(cast: Cast, smtp_sink: Sink) -> None:
    smtp_sink.refusals["samira@voorbeeld.test"] = "451 4.7.1 greylisted"
    with time_machine.travel(NOON, tick=False) as clock:
        queue("test.note", to=cast.samira, occasion="case:7")
        sweep()
        assert (only().state, only().attempts, only().last_answer) == (State.PLANNED, 1, "451 4.7.1 greylisted")
        smtp_sink.refusals.clear()
        sweep()
        assert smtp_sink.mails == []
        clock.shift(timedelta(minutes=1))
        sweep()
    assert (only().state, len(smtp_sink.mails)) == (State.SENT, 1)


def test_an_endless_no_is_given_up(cast: Cast, smtp_sink: Sink) -> None:
    smtp_sink.refusals["DATA"] = "452 4.3.1 no room"
    with time_machine.travel(NOON, tick=False) as clock:
        queue("test.note", to=cast.samira, occasion="case:7")
        for _ in range(len(delivery.BACK_OFF) + 1):
            sweep()
            clock.shift(timedelta(days=2))
    assert (only().state, only().attempts) == (State.FAILED, len(delivery.BACK_OFF) + 1)


def test_a_hard_bounce_marks_the_address_and_stops_other_mail_but_not_security(cast: Cast, smtp_sink: Sink) -> None:
    smtp_sink.refusals["samira@voorbeeld.test"] = "550 5.1.1 no such user"
    queue("test.note", to=cast.samira, occasion="case:7")
    queue("test.note", to=cast.maria, occasion="case:7")
    sweep()
    assert [mail["To"] for mail in smtp_sink.mails] == ["maria@voorbeeld.test"]
    assert UndeliverableAddress.objects.get().address == "samira@voorbeeld.test"
    smtp_sink.refusals.clear()
    queue("test.note", to=cast.samira, occasion="case:8")
    sweep()
    assert OutboxMessage.objects.get(occasion="case:8").last_answer == "address is undeliverable"
    send_now("test.code", to=cast.samira, sealed={"code": "123456"})
    sweep()
    # The address took a mail, so it works again.
    assert len(smtp_sink.to("samira@voorbeeld.test")) == 1
    assert not UndeliverableAddress.objects.exists()


def test_a_no_for_another_reason_says_nothing_about_the_address(cast: Cast, smtp_sink: Sink) -> None:
    smtp_sink.refusals["samira@voorbeeld.test"] = "550 5.7.1 your server is on a list"
    queue("test.note", to=cast.samira, occasion="case:7")
    sweep()
    assert only().state == State.FAILED
    assert not UndeliverableAddress.objects.exists()
    smtp_sink.refusals.clear()
    assert try_again(OutboxMessage.objects.all()) == 1
    sweep()
    assert only().state == State.SENT


def test_a_coordinator_can_say_that_an_address_works_again(cast: Cast, smtp_sink: Sink) -> None:
    UndeliverableAddress.objects.create(address="samira@voorbeeld.test")
    address_works_again("Samira@voorbeeld.test")
    queue("test.note", to=cast.samira, occasion="case:7")
    sweep()
    assert len(smtp_sink.mails) == 1


@pytest.mark.parametrize(
    ("kind", "state", "copies"), [("test.note", State.UNSURE, 1), ("test.reminder", State.SENT, 2)]
)
def test_a_line_that_breaks_before_the_answer_leaves_doubt(
    cast: Cast, smtp_sink: Sink, kind: str, state: State, copies: int
) -> None:
    def drop_once(envelope: object) -> None:
        smtp_sink.before_answer = None
        raise ConnectionError

    smtp_sink.before_answer = drop_once
    queue(kind, to=cast.samira, occasion="meeting:3")
    queue("test.note", to=cast.maria, occasion="meeting:3")
    sweep()
    sweep()
    mine = smtp_sink.to("samira@voorbeeld.test")
    assert (OutboxMessage.objects.get(kind=kind, recipient=cast.samira).state, len(mine)) == (state, copies)
    assert len({mail["Message-ID"] for mail in mine}) == 1
    # The rest of the batch went on over a new connection.
    assert len(smtp_sink.to("maria@voorbeeld.test")) == 1


def test_doubt_twice_waits_for_a_person(cast: Cast, smtp_sink: Sink) -> None:
    def drop(envelope: object) -> None:
        raise ConnectionError

    smtp_sink.before_answer = drop
    queue("test.reminder", to=cast.samira, occasion="meeting:3")
    for _ in range(4):
        sweep()
    assert (only().state, only().resent, len(smtp_sink.mails)) == (State.UNSURE, 1, 2)


def test_claims_of_a_lost_sweep(cast: Cast, smtp_sink: Sink) -> None:
    """Not handed over: simply planned again. Handed over: unsure, and only what does no harm goes once more."""
    with time_machine.travel(NOON, tick=False) as clock:
        for kind in ("test.note", "test.reminder"):
            for occasion in ("waiting", "handed"):
                queue(kind, to=cast.samira, occasion=occasion)
        OutboxMessage.objects.update(state=State.CLAIMED, claimed_at=NOON)
        OutboxMessage.objects.filter(occasion="handed").update(handed_at=NOON)
        clock.shift(timedelta(minutes=14))
        sweep()
        assert smtp_sink.mails == []
        clock.shift(timedelta(minutes=2))
        sweep()
    found = {(row.kind, row.occasion): (row.state, row.resent) for row in OutboxMessage.objects.all()}
    assert found == {
        ("test.note", "waiting"): (State.SENT, 0),
        ("test.note", "handed"): (State.UNSURE, 0),
        ("test.reminder", "waiting"): (State.SENT, 0),
        ("test.reminder", "handed"): (State.SENT, 1),
    }


def test_one_broken_message_does_not_hold_the_others(cast: Cast, smtp_sink: Sink) -> None:
    queue("test.broken", to=cast.samira, occasion="case:1")
    queue("test.note", to=cast.samira, occasion="case:2")
    sweep()
    assert len(smtp_sink.mails) == 1
    assert OutboxMessage.objects.get(occasion="case:1").last_answer == "could not be written: RuntimeError"


def test_who_no_longer_takes_part_gets_no_mail(cast: Cast, smtp_sink: Sink) -> None:
    queue("test.note", to=cast.samira, occasion="case:1")
    cast.samira.is_active = False
    cast.samira.save()
    sweep()
    assert (only().state, smtp_sink.mails) == (State.CANCELLED, [])


def test_a_members_mail_goes_to_the_present_address(cast: Cast, smtp_sink: Sink) -> None:
    queue("test.note", to=cast.samira, occasion="case:1")
    cast.samira.email = "nieuw@voorbeeld.test"
    cast.samira.save()
    sweep()
    assert [mail["To"] for mail in smtp_sink.mails] == ["nieuw@voorbeeld.test"]


def test_optional_mail_carries_one_click_unsubscribe_and_respects_it(cast: Cast, smtp_sink: Sink) -> None:
    queue("test.digest", to=cast.samira, occasion="week:1")
    sweep()
    [mail] = smtp_sink.mails
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/afmelden/" in mail["List-Unsubscribe"]
    assert "<mailto:" in mail["List-Unsubscribe"]
    opt_out(person_key(cast.samira), "test.digest")
    queue("test.digest", to=cast.samira, occasion="week:2")
    queue("test.digest", to=cast.maria, occasion="week:2")
    sweep()
    assert [one["To"] for one in smtp_sink.mails[1:]] == ["maria@voorbeeld.test"]


def test_a_login_code_leaves_at_once_and_never_lies_in_clear(
    cast: Cast, smtp_sink: Sink, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send_now("test.code", to=cast.samira, sealed={"code": "918273"})
        row = only()
        assert row.sealed
        assert "918273" not in f"{row.sealed}{row.params}"
    assert "918273" in smtp_sink.mails[0].get_body(("plain",)).get_content()
    assert (only().state, only().sealed) == (State.SENT, "")


def test_a_login_code_waits_for_the_sweep_when_the_server_is_away(
    cast: Cast, smtp_sink: Sink, settings, django_capture_on_commit_callbacks
) -> None:
    there = settings.MAILERS
    settings.MAILERS = {
        "default": {"BACKEND": "atelier.mail.backends.Smtp", "OPTIONS": {"host": "127.0.0.1", "port": free_port()}}
    }
    with django_capture_on_commit_callbacks(execute=True):
        send_now("test.code", to=cast.samira, sealed={"code": "918273"})
    assert only().state == State.PLANNED
    settings.MAILERS = there
    sweep()
    assert len(smtp_sink.mails) == 1


def test_an_old_code_is_not_sent_and_is_wiped(cast: Cast, smtp_sink: Sink) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        send_now("test.code", to=cast.samira, sealed={"code": "918273"}, valid_for=timedelta(minutes=10))
        clock.shift(timedelta(minutes=11))
        sweep()
    assert (only().state, only().sealed, smtp_sink.mails) == (State.EXPIRED, "", [])


def test_deliver_gives_what_left_by_it(cast: Cast) -> None:
    queue("test.note", to=cast.samira, occasion="case:1")
    assert [mail.subject for mail in deliver()] == ["Note 0"]
    assert len(django_mail.outbox) == 1


def test_old_rows_are_forgotten(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        queue("test.note", to=cast.samira, occasion="case:1")
        deliver()
        clock.shift(delivery.KEEP - timedelta(days=1))
        delivery.purge()
        assert OutboxMessage.objects.count() == 1
        clock.shift(timedelta(days=2))
        delivery.purge()
        assert OutboxMessage.objects.count() == 0


def test_the_sink_is_a_real_server(smtp_sink: Sink) -> None:
    with smtplib.SMTP("127.0.0.1", smtp_sink.port) as client:
        client.sendmail("a@voorbeeld.test", ["b@voorbeeld.test"], "Subject: x\r\n\r\nhello")
    assert len(smtp_sink.mails) == 1
