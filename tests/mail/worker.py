"""The portal's Celery app, as a worker under test starts it: with the test messages known."""

from celery.signals import worker_init

from atelier.celery import app

__all__ = ["app"]


@worker_init.connect
def know_test_messages(**_: object) -> None:
    import tests.mail.letters  # noqa: F401
