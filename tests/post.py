"""The whole way of a mail, for the journeys: outbox, broker, a Celery worker in a process of its own, SMTP, a sink.

    def test_samira_hears_of_it(page, live, cast, post):
        ...
        letter = post.to(cast.samira, "is ontvangen")
        page.goto(letter.link("/kwesties/"))

The worker is started once and serves all journeys of its test process. It has a database of its own on the broker, so
that it hears nothing of tests that do without it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from celery import Celery
from django.conf import settings as django_settings
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar
from kombu import Connection
from redis import Redis

from atelier.base.start.mailers import mailer
from atelier.celery import TICK, app
from atelier.mail import tasks
from tests.fixtures_mail import Sink, Worker, running_sink, start_worker, wait_until

SECONDS = 30


@dataclass(frozen=True)
class Letter:
    """A mail as the sink got it."""

    parsed: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.parsed["Subject"])

    @property
    def text(self) -> str:
        body = self.parsed.get_body(("plain",))
        assert body is not None, self.subject
        return str(cast(EmailMessage, body).get_content())

    def link(self, path: str) -> str:
        """The address in the text whose path begins so."""
        found = re.search(rf"https?://[^/\s]+{re.escape(path)}\S*", self.text)
        assert found, self.text
        return found[0]

    def word(self, pattern: str) -> str:
        """What in the text answers to the group of a pattern."""
        found = re.search(pattern, self.text, re.MULTILINE)
        assert found, self.text
        return found[1]

    @property
    def calendar(self) -> "Event":
        """The one event of the alternative part that calendar programs read."""
        parts = [part for part in self.parsed.walk() if part.get_content_type() == "text/calendar"]
        (part,) = [part for part in parts if not part.get_filename()]
        ics = cast(bytes, part.get_payload(decode=True))
        calendar = Calendar.from_ical(ics)
        (event,) = calendar.walk("VEVENT")
        assert part.get_param("method") == calendar["METHOD"]
        # Another program must read the same.
        (same,) = IcsCalendarStream.calendar_from_ics(ics.decode()).events
        assert (same.uid, same.sequence, same.dtstart) == (event["UID"], event["SEQUENCE"], event["DTSTART"].dt)
        return Event(str(calendar["METHOD"]), str(event["UID"]), int(event["SEQUENCE"]), event)


@dataclass(frozen=True)
class Event:
    method: str
    uid: str
    sequence: int
    all: Any


@dataclass
class Post:
    """What the readers of one test get; each mail is handed out once."""

    sink: Sink
    worker: Worker
    broker: str
    read: set[int] = field(default_factory=set)

    def to(self, reader: Any, words: str = "") -> Letter:
        """The first mail to a member or address, with these words in its subject, that was not handed out before.

        Waits until it has arrived.
        """
        try:
            wait_until(lambda: self._unread(reader, words), SECONDS)
        except AssertionError:
            there = [f"{mail['To']}: {mail['Subject']}" for mail in self.sink.mails]
            log = self.worker.log.read_text()[-3000:]
            raise AssertionError(f"no mail {words!r} to {reader}; there are {there}\n{log}") from None
        number = self._unread(reader, words)[0]
        self.read.add(number)
        return Letter(self.sink.mails[number])

    def none_to(self, reader: Any, words: str = "") -> bool:
        """Whether no such mail has come, now that the worker did all that was asked of it."""
        self.settle()
        return not self._unread(reader, words)

    def tick(self) -> None:
        """Beat's minute: the periodic task goes to the broker, and the worker has done it."""
        self._ask(TICK)
        self.settle()

    def settle(self) -> None:
        """Wait until the worker, which takes one task after the other, has done all that was rung for."""
        mark = f"done:{uuid4().hex}"
        self._ask("tests.done", mark)
        assert Redis.from_url(self.broker).blpop([mark], timeout=SECONDS), self.worker.log.read_text()[-3000:]

    def _ask(self, task: str, *args: str) -> None:
        with Connection(self.broker) as connection:
            cast(Celery, app).send_task(task, args=args, connection=connection)

    def _unread(self, reader: Any, words: str) -> list[int]:
        address = reader if isinstance(reader, str) else reader.email
        return [
            number
            for number, mail in enumerate(self.sink.mails)
            if number not in self.read and address in str(mail["To"]) and words in str(mail["Subject"])
        ]


def own_broker() -> str:
    """Another database of the same server: the last one for the first test process, and so on down."""
    url = urlsplit(django_settings.REDIS_URL)
    databases = int(
        cast(dict[str, str], Redis.from_url(django_settings.REDIS_URL).config_get("databases"))["databases"]
    )
    return url._replace(path=f"/{databases - 1 - int(url.path.strip('/') or 0)}").geturl()


@pytest.fixture(scope="session")
def post_office(django_db_setup: None, live_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    log: Path = tmp_path_factory.mktemp("post") / "worker.log"
    broker = own_broker()
    Redis.from_url(broker).flushdb()
    with running_sink() as sink:
        worker = start_worker(log, concurrency=1, EMAIL_URL=sink.url, REDIS_URL=broker, SITE_URL=live_server.url)
        yield Post(sink, worker, broker)
        worker.kill()


@pytest.fixture
def post(transactional_db: None, live: Any, settings: Any, post_office: Post) -> Iterator[Post]:
    """The real post for this test: the portal rings the worker, and both send to the sink."""
    post_office.sink.envelopes.clear()
    post_office.read.clear()
    settings.MAILERS = {"default": mailer(post_office.sink.url)}
    settings.CELERY_BROKER_URL = post_office.broker
    listen_anew()
    yield post_office
    # The tables are emptied next: the worker must have its hands off them.
    post_office.settle()
    settings.CELERY_BROKER_URL = django_settings.REDIS_URL
    listen_anew()


def listen_anew() -> None:
    """The bell keeps its connection, and rests after a failure."""
    tasks._bell.cache_clear()
    tasks._rest.until = 0.0
