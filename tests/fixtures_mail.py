"""Mail in tests: `deliver()` sends what is due, `mailbox` tells what a person got."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMail
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings as django_settings
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from redis import Redis

from atelier.base.start.mailers import mailer
from atelier.mail import tasks
from atelier.mail.delivery import sweep

# The sink tells every line it hears.
logging.getLogger("mail.log").setLevel(logging.ERROR)

ROOT = Path(__file__).resolve().parent.parent


def deliver() -> list[EmailMultiAlternatives]:
    """Send what is due now; gives the mails that left by it (subject, body, alternatives, to, extra_headers)."""
    before = len(django_mail.outbox)
    sweep()
    return django_mail.outbox[before:]


def tick() -> list[EmailMultiAlternatives]:
    """One minute of beat: the apps' periodic work, then the sweep; gives the mails that left by it."""
    before = len(django_mail.outbox)
    tasks.tick()
    return django_mail.outbox[before:]


@dataclass
class Mailbox:
    """All mails that left in this test."""

    def deliver(self) -> list[EmailMultiAlternatives]:
        return deliver()

    def of(self, reader: Any) -> list[EmailMultiAlternatives]:
        """The mails to a member or address; sends first what is due."""
        deliver()
        address = reader if isinstance(reader, str) else reader.email
        return [one for one in django_mail.outbox if address in one.to]

    def last(self, reader: Any) -> EmailMultiAlternatives:
        return self.of(reader)[-1]


@pytest.fixture
def mailbox(db: None) -> Mailbox:
    return Mailbox()


@pytest.fixture
def outbox_sent(db: None) -> Callable[[], list[EmailMultiAlternatives]]:
    return deliver


@dataclass
class Sink:
    """A real SMTP server on loopback that keeps what it gets, and says no where told to."""

    port: int
    envelopes: list[Envelope] = field(default_factory=list)
    # address -> answer to RCPT TO ("550 5.1.1 no such user"); "DATA" -> answer to any mail's text.
    refusals: dict[str, str] = field(default_factory=dict)
    # Called with each mail before the answer; may sleep, or raise to drop the line without an answer.
    before_answer: Callable[[Envelope], None] | None = None
    connections: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def mails(self) -> list[ParsedMail]:
        return [message_from_bytes(one.original_content or b"", policy=policy.default) for one in self.envelopes]

    def to(self, address: str) -> list[ParsedMail]:
        return [mail for mail in self.mails if address in str(mail["To"])]

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.refusals:
            return self.refusals["DATA"]
        self.envelopes.append(envelope)
        if self.before_answer:
            try:
                self.before_answer(envelope)
            except ConnectionError:
                server.transport.abort()
        return f"250 queued as {len(self.envelopes)}"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running_sink() -> Iterator[Sink]:
    sink = Sink(free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port, ready_timeout=60)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


@pytest.fixture
def smtp_sink(settings: Any) -> Iterator[Sink]:
    """Mail goes over real SMTP to the sink instead of into a list."""
    with running_sink() as sink:
        settings.MAILERS = {"default": mailer(sink.url)}
        yield sink


def environment_of_the_test(**more: str) -> dict[str, str]:
    """For a process beside the tests: the test database and this test's broker."""
    db = connection.settings_dict
    server = f"{db['USER']}:{db['PASSWORD']}@{db['HOST']}:{db['PORT']}"
    return {
        **os.environ,
        "DATABASE_URL": f"postgres://{server}/{db['NAME']}",
        "REDIS_URL": django_settings.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "atelier.settings",
        "PYTHONPATH": str(ROOT),
        **more,
    }


@dataclass
class Worker:
    """A Celery worker in a process of its own."""

    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """As the machine does when memory runs out: no goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()


def start_worker(log: Path, *, concurrency: int = 2, **environment: str) -> Worker:
    """Returns when the worker says it is ready. It knows the test messages of tests/mail/letters.py."""
    command = [sys.executable, "-m", "celery", "-A", "tests.mail.worker", "worker", "--loglevel=INFO"]
    command += [f"--concurrency={concurrency}", "--without-gossip", "--without-mingle"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment_of_the_test(**environment),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    worker = Worker(process, log)
    wait_until(lambda: b" ready." in log.read_bytes() or process.poll() is not None, seconds=90)
    assert process.poll() is None, log.read_text()
    return worker


@pytest.fixture
def celery_worker_process(transactional_db: None, smtp_sink: Sink, settings: Any, tmp_path: Path) -> Iterator[Worker]:
    """A real worker on the test database and the real broker, sending to `smtp_sink`. Needs committed data."""
    silence_broker()
    worker = start_worker(tmp_path / "worker.log", EMAIL_URL=smtp_sink.url)
    yield worker
    worker.stop()


def silence_broker() -> None:
    """Forget what earlier tests rang."""
    Redis.from_url(django_settings.REDIS_URL).delete("celery", "unacked", "unacked_index")


def wait_until(true: Callable[[], object], seconds: float = 20) -> None:
    """For what happens in another process: looks until it is so, fails when it stays otherwise."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)
