"""The portal's Celery app, as a worker under test starts it: with the test messages known."""

from celery.signals import worker_init
from django.conf import settings
from redis import Redis

from atelier.celery import app

__all__ = ["app"]


@worker_init.connect
def know_test_messages(**_: object) -> None:
    import tests.mail.letters  # noqa: F401


@app.task(name="tests.done")
def done(mark: str) -> None:
    """Tells the test that all earlier tasks have been done (by a worker that takes one at a time)."""
    Redis.from_url(settings.REDIS_URL).lpush(mark, "yes")


class Fault(Exception):
    """Nobody catches it."""


@app.task(name="tests.fails")
def fails(words: str) -> None:
    """As a task that has somebody's words at hand when it fails."""
    raise Fault(words)
