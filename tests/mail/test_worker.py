"""Real processes: two sweeps at once, a worker that is killed, a broker that is away. Everything here is committed."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from atelier.mail import tasks
from atelier.mail.actions import queue, queue_many, send_now
from atelier.mail.models import OutboxMessage
from atelier.mail.states import State
from tests.cast import make_cast
from tests.fixtures_mail import ROOT, Sink, Worker, environment_of_the_test, free_port, start_worker, wait_until
from tests.mail import letters  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.programs]

SWEEP = "import django; django.setup(); import tests.mail.letters; from atelier.mail.delivery import sweep; sweep()"


def sweep_process(sink: Sink) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", SWEEP],
        cwd=ROOT,
        env=environment_of_the_test(EMAIL_URL=sink.url),
        start_new_session=True,
    )


def guests(number: int) -> list[str]:
    return [f"gast{one}@voorbeeld.test" for one in range(number)]


def states() -> Counter[str]:
    return Counter(OutboxMessage.objects.values_list("state", flat=True))


def test_two_sweeps_at_once_send_each_mail_once(smtp_sink: Sink) -> None:
    queue_many("test.note", to=guests(300), occasion="meeting:1")
    for process in [sweep_process(smtp_sink), sweep_process(smtp_sink)]:
        assert process.wait(60) == 0
    assert states() == {State.SENT: 300}
    assert len({str(mail["To"]) for mail in smtp_sink.mails}) == len(smtp_sink.mails) == 300


def test_a_killed_sweep_loses_none_and_doubles_none(smtp_sink: Sink) -> None:
    """Killed in the very middle of one mail: that one is unsure, all others leave exactly once."""
    queue_many("test.note", to=guests(40), occasion="meeting:1")
    in_the_middle = threading.Event()

    def hang_at_the_tenth(envelope: object) -> None:
        if len(smtp_sink.envelopes) == 10:
            in_the_middle.set()
            time.sleep(0.5)

    smtp_sink.before_answer = hang_at_the_tenth
    process = sweep_process(smtp_sink)
    assert in_the_middle.wait(60)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    smtp_sink.before_answer = None
    assert states() == {State.SENT: 9, State.CLAIMED: 31}
    OutboxMessage.objects.filter(state=State.CLAIMED).update(claimed_at=timezone.now() - timedelta(minutes=16))
    for again in [sweep_process(smtp_sink), sweep_process(smtp_sink)]:
        assert again.wait(60) == 0
    assert states() == {State.SENT: 39, State.UNSURE: 1}
    # All forty reached the server, none twice; only of the tenth we do not know that it did.
    assert Counter(str(mail["To"]) for mail in smtp_sink.mails) == dict.fromkeys(guests(40), 1)


def test_a_worker_hears_the_bell_and_sends(celery_worker_process: Worker, smtp_sink: Sink) -> None:
    queue("test.note", to="gast@voorbeeld.test", occasion="case:1")
    wait_until(lambda: smtp_sink.mails)
    wait_until(lambda: states() == {State.SENT: 1})


def test_a_killed_worker_loses_nothing(celery_worker_process: Worker, smtp_sink: Sink, tmp_path: Path) -> None:
    celery_worker_process.kill()
    queue_many("test.note", to=guests(5), occasion="meeting:1")
    time.sleep(0.2)
    assert smtp_sink.mails == []
    second = start_worker(tmp_path / "second.log", EMAIL_URL=smtp_sink.url)
    try:
        # It has a ring in its queue, and a tick of its own at the start.
        wait_until(lambda: states() == {State.SENT: 5})
    finally:
        second.stop()
    assert len(smtp_sink.mails) == 5


@pytest.fixture
def silent_broker(settings: Any) -> Any:
    """Takes the connection and never says a word: worse than being away."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)
        yield from broker_at(settings, f"redis://127.0.0.1:{server.getsockname()[1]}/0")


@pytest.fixture
def lost_broker(settings: Any) -> Any:
    yield from broker_at(settings, f"redis://127.0.0.1:{free_port()}/0")


def broker_at(settings: Any, url: str) -> Any:
    settings.CELERY_BROKER_URL = url
    tasks._bell.cache_clear()
    tasks._rest.until = 0.0
    yield
    tasks._bell.cache_clear()
    tasks._rest.until = 0.0


@pytest.mark.parametrize("broker", ["silent_broker", "lost_broker"])
def test_without_a_broker_queueing_works_and_is_quick(
    broker: str, request: pytest.FixtureRequest, smtp_sink: Sink
) -> None:
    request.getfixturevalue(broker)
    began = time.monotonic()
    queue("test.note", to="gast@voorbeeld.test", occasion="case:1")
    first = time.monotonic() - began
    for number in range(2, 20):
        queue("test.note", to="gast@voorbeeld.test", occasion=f"case:{number}")
    rest = time.monotonic() - began - first
    assert first < 10
    # After one failure the bell is left alone for a while.
    assert rest < 10
    assert states() == {State.PLANNED: 19}
    tasks.tick()
    assert states() == {State.SENT: 19}


def test_the_bell_rings_again_when_the_broker_is_back(settings: Any) -> None:
    there = settings.CELERY_BROKER_URL
    for url in (f"redis://127.0.0.1:{free_port()}/0", there):
        for _ in broker_at(settings, url):
            tasks.ring()
            assert (tasks._rest.until == 0.0) == (url == there)


def test_security_mail_leaves_without_worker_and_broker(lost_broker: None, smtp_sink: Sink) -> None:
    cast = make_cast()
    with transaction.atomic():
        send_now("test.code", to=cast.samira, sealed={"code": "918273"})
        assert smtp_sink.mails == []
    assert len(smtp_sink.mails) == 1
    assert states() == {State.SENT: 1}


def test_login_pages_work_without_a_broker(lost_broker: None, smtp_sink: Sink, client: Client) -> None:
    make_cast()
    began = time.monotonic()
    assert client.get("/").status_code == 200
    assert time.monotonic() - began < 10
    assert connection.is_usable()
