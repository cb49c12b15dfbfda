from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from atelier.base.start import heartbeat
from atelier.front import health
from atelier.mail.models import OutboxMessage


def test_alive_asks_nobody(client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.fixture
def worker_and_beat_at_work() -> None:
    heartbeat.seen("worker")
    heartbeat.seen("beat")


PARTS = ["database", "migrations", "broker", "worker", "beat"]
ALL_WELL = dict.fromkeys([*PARTS, "mail", "disk", "files"], "ok")


@pytest.mark.django_db
def test_ready_when_everything_answers(client, worker_and_beat_at_work) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, ALL_WELL)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_not_ready_when_a_part_is_missing(client, worker_and_beat_at_work, monkeypatch, part) -> None:
    def broken() -> bool:
        raise OSError

    monkeypatch.setitem(health.CHECKS, part, broken)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {**ALL_WELL, part: "not ok"})


@pytest.mark.django_db
def test_a_worker_not_seen_lately_is_missed(client, worker_and_beat_at_work) -> None:
    cache.delete("heartbeat:worker")
    assert client.get("/readyz").json() == {**ALL_WELL, "worker": "not ok"}


@pytest.mark.django_db
def test_mail_that_waits_is_told_and_takes_no_page_away(client, worker_and_beat_at_work) -> None:
    long_ago = timezone.now() - timedelta(minutes=11)
    OutboxMessage.objects.create(kind="test.note", occasion="case:1", due_at=long_ago, try_at=long_ago)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {**ALL_WELL, "mail": "late"})
