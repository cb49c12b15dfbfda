"""A claim is a lease of one sweep: what it may write, what happens when it does not come back, what is given up."""

import smtplib
import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from atelier.base.start.mailers import mailer
from atelier.mail import delivery
from atelier.mail.actions import opt_out, person_key, queue
from atelier.mail.backends import Smtp
from atelier.mail.delivery import claim, deliver_now, expire, purge, recover
from atelier.mail.messages import Recipient
from atelier.mail.models import OptOut, OutboxMessage, UndeliverableAddress
from atelier.mail.queries import have_left, oldest_due_age, opted_out, undeliverable_among
from atelier.mail.states import DONE, TROUBLED, State
from tests.cast import Cast, make_cast
from tests.fixtures_mail import Sink, free_port
from tests.mail import letters as _registered  # noqa: F401
from tests.tables import listed

NOON = datetime(2026, 11, 12, 11, 0, tzinfo=UTC)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def a_row(cast: Cast, state: State = State.PLANNED, kind: str = "test.note", **fields: Any) -> OutboxMessage:
    occasion = fields.pop("occasion", f"case:{OutboxMessage.objects.count()}")
    queue(kind, to=fields.pop("to", cast.samira), occasion=occasion)
    row = OutboxMessage.objects.latest("pk")
    if state == State.CLAIMED:
        fields = {"claimed_at": timezone.now(), **fields}
    OutboxMessage.objects.filter(pk=row.pk).update(state=state, **fields)
    return again(row)


def again(row: OutboxMessage) -> OutboxMessage:
    return OutboxMessage.objects.select_related("recipient").get(pk=row.pk)


def test_what_is_done_and_what_a_person_should_look_at() -> None:
    assert listed(DONE) == "cancelled expired sent"
    assert listed(TROUBLED) == "failed unsure"


def test_a_claim_takes_fifty_of_what_is_due_the_oldest_first(cast: Cast, clock: time_machine.Traveller) -> None:
    for number in range(52):
        a_row(cast, due_at=NOON - number * MINUTE, handed_at=NOON)
    due = OutboxMessage.objects.due(NOON)
    batch = claim(due)
    assert [row.due_at for row in batch.rows] == [NOON - number * MINUTE for number in range(51, 1, -1)]
    assert {(row.state, row.claimed_at, row.handed_at) for row in batch.rows} == {(State.CLAIMED, NOON, None)}
    assert len(claim(due).rows) == 2
    assert claim(due).rows == ()


def test_what_is_due_in_the_same_moment_leaves_in_the_order_in_which_it_was_queued(cast: Cast) -> None:
    rows = [a_row(cast, due_at=NOON, try_at=NOON) for _number in range(3)]
    assert [row.pk for row in OutboxMessage.objects.due(NOON)] == [row.pk for row in rows]
    assert [row.pk for row in claim(OutboxMessage.objects.due(NOON)).rows] == [row.pk for row in rows]


@pytest.mark.parametrize(
    ("fields", "is_due"),
    [
        ({"due_at": NOON, "try_at": NOON}, True),
        ({"due_at": NOON + SECOND, "try_at": NOON}, False),
        ({"due_at": NOON, "try_at": NOON + SECOND}, False),
        ({"due_at": NOON, "try_at": NOON, "state": State.SENT}, False),
    ],
)
def test_only_what_is_planned_and_whose_time_has_come_is_due(
    cast: Cast, clock: time_machine.Traveller, fields: dict[str, Any], is_due: bool
) -> None:
    OutboxMessage.objects.filter(pk=a_row(cast).pk).update(**fields)
    assert OutboxMessage.objects.due(NOON).exists() is is_due


def test_a_batch_knows_who_cannot_be_reached_and_who_does_not_want_it(cast: Cast) -> None:
    UndeliverableAddress.objects.create(address="samira@voorbeeld.test")
    UndeliverableAddress.objects.create(address="pieter@voorbeeld.test")
    opt_out(person_key(cast.samira), "test.digest")
    a_row(cast, kind="test.digest")
    batch = claim(OutboxMessage.objects.planned())
    assert batch.undeliverable == {"samira@voorbeeld.test"}
    assert batch.opted_out == {(person_key(cast.samira), "test.digest")}
    a_row(cast, kind="test.note")
    assert claim(OutboxMessage.objects.planned()).opted_out == set()


def test_one_mail_is_handed_over_at_once_and_no_other(cast: Cast, smtp_sink: Sink) -> None:
    first, second = a_row(cast), a_row(cast)
    deliver_now(second.pk)
    assert [again(first).state, again(second).state] == [State.PLANNED, State.SENT]
    deliver_now(second.pk)
    assert len(smtp_sink.mails) == 1


def another_connection() -> BaseDatabaseWrapper:
    """As another sweep has it, in a transaction that has not ended."""
    other = connection.copy()
    other.set_autocommit(False)
    return other


@pytest.mark.django_db(transaction=True)
def test_what_another_sweep_is_claiming_is_passed_over_and_not_waited_for() -> None:
    cast = make_cast()
    taken, free = a_row(cast), a_row(cast)
    other = another_connection()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM outbox_outboxmessage WHERE id = %s FOR UPDATE", [taken.pk])
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '10s'")  # to fail where it would wait for ever
            assert [row.pk for row in claim(OutboxMessage.objects.planned()).rows] == [free.pk]
    finally:
        other.rollback()  # the server lets go of a row at its own time when a line is only closed
        other.close()
    assert [row.pk for row in claim(OutboxMessage.objects.planned()).rows] == [taken.pk]


@pytest.mark.parametrize(("waits", "at_once", "swept"), [(20, 4, 20), (2, 2, 2), (None, None, None)])
def test_a_page_waits_four_seconds_for_the_server_and_a_sweep_as_long_as_was_set(
    cast: Cast,
    smtp_sink: Sink,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    waits: int | None,
    at_once: int | None,
    swept: int | None,
) -> None:
    there = settings.MAILERS["default"]
    settings.MAILERS = {"default": {**there, "OPTIONS": {**there["OPTIONS"], "timeout": waits}}}
    waited, opens = [], Smtp.open

    def noted(way_out: Smtp) -> bool | None:
        waited.append(way_out.timeout)
        return opens(way_out)

    monkeypatch.setattr(Smtp, "open", noted)
    row, later = a_row(cast), a_row(cast)
    deliver_now(row.pk)
    assert (again(row).state, again(later).state) == (State.SENT, State.PLANNED)
    seconds_of_a_page = waited.copy()
    waited.clear()
    assert delivery.sweep()
    assert again(later).state == State.SENT
    assert (set(seconds_of_a_page), set(waited)) == ({at_once}, {swept})


class WayOut:
    """A mail server's line that breaks."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.hung_up = False

    def open(self) -> None: ...

    def close(self) -> None:
        self.hung_up = True

    def send_messages(self, emails: list[EmailMessage]) -> None:
        if self.error:
            raise self.error


class KnowsWhere(WayOut):
    """It tells whether the mail was already over the line when that broke."""

    def __init__(self, error: Exception, in_doubt: bool) -> None:
        super().__init__(error)
        self.in_doubt = in_doubt


@pytest.mark.parametrize(
    ("way_out", "state"),
    [
        (KnowsWhere(ConnectionResetError(), in_doubt=True), State.UNSURE),
        (KnowsWhere(ConnectionResetError(), in_doubt=False), State.PLANNED),
        (KnowsWhere(smtplib.SMTPServerDisconnected(), in_doubt=True), State.UNSURE),
        (WayOut(ConnectionResetError()), State.UNSURE),
        (KnowsWhere(ConnectionRefusedError(), in_doubt=True), State.PLANNED),
        (WayOut(ConnectionRefusedError()), State.PLANNED),
        (WayOut(socket.gaierror()), State.PLANNED),
    ],
)
def test_a_line_that_broke_leaves_doubt_unless_the_mail_was_certainly_not_over_it(
    cast: Cast, way_out: WayOut, state: State
) -> None:
    [row] = claim(OutboxMessage.objects.filter(pk=a_row(cast).pk)).rows
    delivery._send_one(row, delivery.Batch([row]), way_out)
    assert (again(row).state, way_out.hung_up) == (state, True)
    assert again(row).last_answer.startswith(type(way_out.error).__name__)


def test_what_is_no_mail_at_all_is_given_up(cast: Cast) -> None:
    [row] = claim(OutboxMessage.objects.filter(pk=a_row(cast).pk)).rows
    delivery._send_one(row, delivery.Batch([row]), WayOut(ValueError("a line in the subject")))
    assert (again(row).state, again(row).last_answer) == (State.FAILED, "not a valid mail: ValueError")


def test_mail_that_cannot_arrive_failed_and_mail_that_nobody_wants_was_taken_back(cast: Cast) -> None:
    UndeliverableAddress.objects.create(address="samira@voorbeeld.test")
    opt_out(person_key(cast.maria), "test.digest")
    lost, unwanted = a_row(cast), a_row(cast, kind="test.digest", to=cast.maria)
    assert delivery.sweep()
    assert [(again(row).state, again(row).last_answer) for row in (lost, unwanted)] == [
        (State.FAILED, "address is undeliverable"),
        (State.CANCELLED, "unsubscribed"),
    ]


def sent() -> int:
    return OutboxMessage.objects.filter(state=State.SENT).count()


def test_a_sweep_goes_on_batch_by_batch_until_nothing_is_due(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "BATCH", 2)
    for _number in range(5):
        a_row(cast)
    assert delivery.sweep() is True
    assert sent() == 5


def test_a_sweep_whose_time_is_over_finishes_its_batch_and_says_that_there_is_more(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "BATCH", 2)
    monkeypatch.setattr(delivery, "SWEEP_SECONDS", -1.0)
    for _number in range(3):
        a_row(cast)
    assert delivery.sweep() is False
    assert sent() == 2


def test_a_sweep_marks_what_is_too_late_also_before_its_next_try(cast: Cast, clock: time_machine.Traveller) -> None:
    row = a_row(cast, due_at=NOON - DAY, expires_at=NOON, try_at=NOON + DAY)
    delivery.sweep()
    assert again(row).state == State.EXPIRED


def test_a_sweep_that_finds_no_server_ends_and_asks_for_no_other(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAILERS = {"default": mailer(f"smtp://127.0.0.1:{free_port()}")}
    monkeypatch.setattr(delivery, "SWEEP_SECONDS", -1.0)
    row = a_row(cast)
    assert delivery.sweep() is True
    assert again(row).state == State.PLANNED


@pytest.mark.parametrize("kind", ["test.note", "test.reminder"])
def test_of_a_long_answer_the_beginning_is_kept(cast: Cast, kind: str) -> None:
    doubted, back = a_row(cast, State.CLAIMED, kind), a_row(cast, State.CLAIMED, kind)
    delivery._doubt(doubted, "x" * 400)
    delivery._give_back([back], "x" * 400)
    assert [len(again(row).last_answer) for row in (doubted, back)] == [300, 300]


def test_a_way_out_that_says_nothing_has_taken_the_mail(cast: Cast) -> None:
    [row] = claim(OutboxMessage.objects.filter(pk=a_row(cast).pk)).rows
    delivery._send_one(row, delivery.Batch([row]), WayOut())
    assert (again(row).state, again(row).last_answer) == (State.SENT, "accepted")


@pytest.mark.parametrize(
    "late", [lambda row: delivery._close(row, State.FAILED, "x"), lambda row: delivery._retry(row, "x")]
)
def test_a_sweep_that_was_given_up_for_dead_writes_nothing_any_more(cast: Cast, late: Any) -> None:
    row = a_row(cast, State.CLAIMED, claimed_at=NOON)
    OutboxMessage.objects.filter(pk=row.pk).update(claimed_at=NOON + MINUTE)
    late(row)
    assert not delivery._hand_over(row)
    assert (again(row).state, again(row).claimed_at, again(row).last_answer) == (State.CLAIMED, NOON + MINUTE, "")


def test_a_row_that_was_cancelled_meanwhile_is_not_handed_over(cast: Cast) -> None:
    row, other = a_row(cast, State.CLAIMED), a_row(cast, State.CLAIMED)
    OutboxMessage.objects.filter(pk=row.pk).update(state=State.CANCELLED)
    assert not delivery._hand_over(row)
    assert again(row).handed_at is None
    assert again(other).handed_at is None


@pytest.mark.parametrize(("left", "leaves"), [(SECOND, True), (timedelta(), False), (-SECOND, False)])
def test_what_is_too_late_at_the_last_moment_does_not_leave(
    cast: Cast, clock: time_machine.Traveller, left: timedelta, leaves: bool
) -> None:
    row = a_row(cast, State.CLAIMED, due_at=NOON - DAY, expires_at=NOON + left)
    assert delivery._hand_over(row) is leaves
    row = again(row)
    assert (row.state, row.handed_at, row.attempts) == (
        (State.CLAIMED, NOON, 1) if leaves else (State.EXPIRED, None, 0)
    )


def test_a_temporary_no_waits_longer_each_time_and_is_given_up_after_ten(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    row = a_row(cast, State.CLAIMED)
    waits = []
    while row.state != State.FAILED:
        OutboxMessage.objects.filter(pk=row.pk).update(
            state=State.CLAIMED, claimed_at=NOON, handed_at=NOON, try_at=NOON
        )
        delivery._retry(again(row), "451 later " + "x" * 400)
        row = again(row)
        waits.append((row.try_at - NOON) / MINUTE)
        if row.state == State.PLANNED:
            assert (row.claimed_at, row.handed_at, row.attempts) == (None, None, len(waits))
    assert waits == [1, 5, 15, 30, 60, 120, 240, 480, 720, 1440, 0]
    assert len(row.last_answer) == 300


@pytest.mark.parametrize(
    ("code", "error", "state", "is_marked"),
    [
        (450, "4.2.1 later", State.PLANNED, False),
        (499, "later", State.PLANNED, False),
        (500, "no", State.FAILED, False),
        (552, "mailbox full", State.PLANNED, False),
        (550, b"5.2.2 mailbox full", State.PLANNED, False),
        (550, b"5.1.1 nobody", State.FAILED, True),
        (551, "nobody here", State.FAILED, True),
        (550, "5.7.1 policy", State.FAILED, False),
        (550, "x 5.2.2", State.FAILED, True),
    ],
)
def test_a_no_that_may_change_is_tried_again_and_only_no_such_mailbox_marks_the_address(
    cast: Cast, code: int, error: bytes | str, state: State, is_marked: bool
) -> None:
    row = a_row(cast, State.CLAIMED)
    to = Recipient("Samira@voorbeeld.test", "nl", cast.samira)
    delivery._refused(row, to, code, error)
    text = error.decode() if isinstance(error, bytes) else error
    assert (again(row).state, again(row).last_answer) == (state, f"{code} {text}")
    marked = list(UndeliverableAddress.objects.values_list("address", "answer"))
    assert marked == ([("samira@voorbeeld.test", f"{code} {text}")] if is_marked else [])


def test_a_no_to_the_whole_mail_says_nothing_of_the_address(cast: Cast) -> None:
    row = a_row(cast, State.CLAIMED)
    delivery._refused(row, Recipient(cast.samira.email, "nl", cast.samira), 550, "5.1.1 x", by_address=False)
    assert again(row).state == State.FAILED
    assert not UndeliverableAddress.objects.exists()


@pytest.mark.parametrize(
    ("kind", "fields", "goes_again"),
    [
        ("test.reminder", {}, True),
        ("test.reminder", {"resent": 1}, False),
        ("test.note", {}, False),
        ("test.reminder", {"expires_at": NOON + SECOND}, True),
        ("test.reminder", {"expires_at": NOON}, False),
    ],
)
def test_in_doubt_only_what_does_no_harm_twice_goes_once_more_while_it_is_of_use(
    cast: Cast, clock: time_machine.Traveller, kind: str, fields: dict[str, Any], goes_again: bool
) -> None:
    row = a_row(cast, State.CLAIMED, kind, due_at=NOON - DAY, try_at=NOON - DAY, handed_at=NOON, **fields)
    delivery._doubt(row, "the line broke")
    row = again(row)
    told = (row.state, row.resent, row.handed_at, row.try_at, row.last_answer)
    if goes_again:
        assert told == (State.PLANNED, 1, None, NOON, "the line broke")
    else:
        assert told == (State.UNSURE, fields.get("resent", 0), NOON, NOON - DAY, "the line broke")


def test_in_doubt_about_a_kind_that_no_longer_exists_a_person_looks(cast: Cast) -> None:
    row = a_row(cast, State.CLAIMED)
    OutboxMessage.objects.filter(pk=row.pk).update(kind="test.gone")
    delivery._doubt(again(row), "x")
    assert again(row).state == State.UNSURE


def test_when_the_server_is_away_only_what_was_not_handed_over_gets_its_turn_back(cast: Cast) -> None:
    kept, handed = a_row(cast, State.CLAIMED), a_row(cast, State.CLAIMED, handed_at=NOON)
    delivery._give_back([kept, handed], "away")
    assert (again(kept).state, again(kept).claimed_at, again(kept).last_answer) == (State.PLANNED, None, "away")
    assert again(handed).state == State.CLAIMED


@pytest.mark.parametrize(("age", "is_lost"), [(15 * MINUTE, False), (15 * MINUTE + SECOND, True)])
def test_a_claim_is_lost_after_a_quarter_of_an_hour(
    cast: Cast, clock: time_machine.Traveller, age: timedelta, is_lost: bool
) -> None:
    row = a_row(cast, State.CLAIMED, claimed_at=NOON - age)
    in_doubt = a_row(cast, State.CLAIMED, claimed_at=NOON - age, handed_at=NOON - age)
    sent = a_row(cast, State.SENT, claimed_at=NOON - age)
    recover()
    assert again(row).state == (State.PLANNED if is_lost else State.CLAIMED)
    assert again(row).claimed_at == (None if is_lost else NOON - age)
    assert again(row).last_answer == ("the sweep was lost" if is_lost else "")
    assert again(in_doubt).state == (State.UNSURE if is_lost else State.CLAIMED)
    assert again(sent).state == State.SENT


def test_only_planned_mail_that_is_too_late_is_marked_so_and_its_secret_wiped(
    cast: Cast, clock: time_machine.Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    assert (expire(), caplog.messages) == (0, [])
    long_ago = {"due_at": NOON - DAY, "sealed": "secret"}
    late = a_row(cast, expires_at=NOON, **long_ago)
    in_time = a_row(cast, expires_at=NOON + SECOND, **long_ago)
    always, sent = a_row(cast, **long_ago), a_row(cast, State.SENT, expires_at=NOON, **long_ago)
    assert (expire(), caplog.messages) == (1, ["1 mails were too late to be sent"])
    assert [again(row).state for row in (late, in_time, always, sent)] == [
        State.EXPIRED,
        State.PLANNED,
        State.PLANNED,
        State.SENT,
    ]
    assert (again(late).sealed, again(late).last_answer, again(in_time).sealed) == ("", "too late", "secret")


@pytest.mark.parametrize("state", list(State))
def test_what_is_over_is_forgotten_after_four_hundred_days_and_what_waits_never(
    cast: Cast, clock: time_machine.Traveller, state: State
) -> None:
    a_row(cast, state, due_at=NOON - 400 * DAY)
    old = a_row(cast, state, due_at=NOON - 400 * DAY - SECOND)
    purge()
    is_gone = not OutboxMessage.objects.filter(pk=old.pk).exists()
    assert is_gone is (state in (*DONE, *TROUBLED))
    assert OutboxMessage.objects.count() == 2 - is_gone


@pytest.mark.parametrize("state", TROUBLED)
def test_the_secret_of_what_failed_goes_once_it_is_too_late_to_send_it_again(
    cast: Cast, clock: time_machine.Traveller, state: State
) -> None:
    late, in_time = (
        a_row(cast, state, due_at=NOON - DAY, sealed="secret", expires_at=end) for end in (NOON, NOON + SECOND)
    )
    purge()
    assert (again(late).sealed, again(in_time).sealed) == ("", "secret")


@pytest.mark.parametrize(("state", "wiped"), [(State.CANCELLED, True), (State.EXPIRED, True), (State.FAILED, False)])
def test_a_secret_is_wiped_as_soon_as_nothing_is_left_to_do(cast: Cast, state: State, wiped: bool) -> None:
    row = a_row(cast, State.CLAIMED, sealed="secret")
    delivery._close(row, state, "x" * 400)
    assert (again(row).state, again(row).sealed == "", len(again(row).last_answer)) == (state, wiped, 300)


def test_a_mail_that_arrived_is_sent_whatever_else_was_thought_of_it(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    UndeliverableAddress.objects.create(address="samira@voorbeeld.test")
    to = Recipient("Samira@voorbeeld.test", "nl", cast.samira)
    row, other = a_row(cast, State.UNSURE, sealed="secret"), a_row(cast)
    delivery._sent(row, to, "250 " + "x" * 400)
    told = again(row)
    assert (told.state, told.sent_at, told.sealed, len(told.last_answer)) == (State.SENT, NOON, "", 300)
    assert again(other).state == State.PLANNED
    assert UndeliverableAddress.objects.exists()
    code = a_row(cast)
    OutboxMessage.objects.filter(pk=code.pk).update(kind="test.code")
    delivery._sent(again(code), to, "250")
    assert not UndeliverableAddress.objects.exists()


class TestReasonsNotToSend:
    def reason(self, row: OutboxMessage, **batch: Any) -> str:
        return delivery._reason_not_to(row, delivery.Batch([row], **batch))

    def test_none_for_who_takes_part_and_can_be_reached(self, cast: Cast) -> None:
        assert self.reason(a_row(cast)) == ""
        assert self.reason(a_row(cast, to="gast@voorbeeld.test")) == ""

    def test_who_left_cannot_be_reached_or_has_no_address(self, cast: Cast) -> None:
        row = a_row(cast)
        assert self.reason(row, undeliverable={"samira@voorbeeld.test"}) == "address is undeliverable"
        row.recipient.email = "Samira@voorbeeld.test"
        assert self.reason(row, undeliverable={"samira@voorbeeld.test"}) == "address is undeliverable"
        row.recipient.is_active = False
        assert self.reason(row) == "no longer takes part"
        guest = a_row(cast, to="gast@voorbeeld.test")
        guest.address = ""
        assert self.reason(guest) == "no address"

    def test_who_unsubscribed_from_this_kind(self, cast: Cast) -> None:
        row = a_row(cast, kind="test.digest")
        assert self.reason(row, opted_out={(row.person, "test.digest")}) == "unsubscribed"
        assert self.reason(row, opted_out={(row.person, "test.note"), ("member:0", "test.digest")}) == ""
        note = a_row(cast)
        assert self.reason(note, opted_out={(note.person, "test.note")}) == ""

    def test_security_mail_goes_to_who_left_and_to_an_address_that_is_marked(self, cast: Cast) -> None:
        row = a_row(cast)
        row.kind, row.recipient.is_active = "test.code", False
        assert self.reason(row, undeliverable={"samira@voorbeeld.test"}) == ""
        row.sealed = "not ours"
        assert self.reason(row) == "sealed with another key"


def test_the_oldest_mail_that_is_due_is_the_health_of_the_outbox(cast: Cast, clock: time_machine.Traveller) -> None:
    assert oldest_due_age() == timedelta()
    a_row(cast, due_at=NOON + MINUTE)
    a_row(cast, State.SENT, due_at=NOON - DAY)
    assert oldest_due_age() == timedelta()
    a_row(cast, due_at=NOON - MINUTE)
    a_row(cast, due_at=NOON - 2 * MINUTE)
    assert oldest_due_age() == 2 * MINUTE


def test_addresses_are_looked_up_in_lower_case_and_only_those_asked_for() -> None:
    for address in ("a@voorbeeld.test", "b@voorbeeld.test"):
        UndeliverableAddress.objects.create(address=address)
    assert undeliverable_among(["A@voorbeeld.test", "c@voorbeeld.test"]) == {"a@voorbeeld.test"}


def test_who_unsubscribed_is_looked_up_among_those_asked_for(django_assert_num_queries: Any) -> None:
    for person in ("member:1", "member:2"):
        OptOut.objects.create(person=person, kind="test.digest")
    assert opted_out(["member:1", "member:3"]) == {("member:1", "test.digest")}
    with django_assert_num_queries(0):
        assert opted_out([]) == set()


@pytest.mark.parametrize(
    ("state", "fields", "left"),
    [
        (State.SENT, {}, True),
        (State.UNSURE, {}, True),
        (State.CLAIMED, {"handed_at": NOON}, True),
        (State.CLAIMED, {"handed_at": None}, False),
        (State.PLANNED, {"handed_at": NOON}, False),
        (State.FAILED, {"handed_at": NOON}, False),
    ],
)
def test_what_was_handed_over_has_left_or_may_have(
    cast: Cast, state: State, fields: dict[str, Any], left: bool
) -> None:
    row = a_row(cast, state, occasion="meeting:3", **fields)
    person = person_key(cast.samira)
    asked = {"occasion": "meeting:3", "among": [person]}
    assert have_left("test.note", "test.digest", **asked) == ({(person, row.moment)} if left else set())
    assert have_left("test.digest", **asked) == set()
    assert have_left("test.note", occasion="meeting:4", among=[person]) == set()
    assert have_left("test.note", occasion="meeting:3", among=["member:0"]) == set()
