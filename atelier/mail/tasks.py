"""The bell and the clock. The database says what must leave; Celery only says when to look.

An app with periodic work registers it in its tasks.py:

    @on_tick
    def plan_reminders() -> None: ...

It runs each minute in a worker, before the sweep. It must bear running twice at once, and be quick when there is
nothing to do.
"""

import logging
import time
from functools import cache
from types import SimpleNamespace

from celery import shared_task
from django.conf import settings
from kombu import Connection
from kombu.pools import producers

from atelier.base.moments import Moment

logger = logging.getLogger(__name__)

# A page waits for a silent broker no longer than this, and after a failure does not try again for a while.
BELL_SECONDS = 0.5
BELL_REST_SECONDS = 10.0

# Work for each tick.
on_tick: Moment[[], object] = Moment()
_rest = SimpleNamespace(until=0.0)


@shared_task(name="atelier.mail.tasks.tick")
def tick() -> None:
    """Once a minute, rung by beat: the apps' periodic work, then whatever is due."""
    from atelier.mail.delivery import purge
    from atelier.mail.delivery import sweep as sweep_outbox

    for work in (*on_tick, purge):
        try:
            work()
        except Exception:
            # One app's mistake may not hold the others' mail.
            logger.exception("periodic work %s failed", getattr(work, "__qualname__", work))
    sweep_outbox()


@shared_task(name="atelier.mail.tasks.sweep")
def sweep() -> None:
    """Rung after a commit: send what is due now."""
    from atelier.mail.delivery import sweep as sweep_outbox

    if not sweep_outbox():
        ring()


def ring() -> None:
    """Ask a worker to look at the outbox. Best effort: without a broker the tick finds the mail within a minute."""
    if time.monotonic() < _rest.until:
        return
    try:
        with producers[_bell()].acquire(block=True, timeout=BELL_SECONDS) as producer:
            sweep.apply_async(producer=producer, retry=False, expires=60, ignore_result=True)
    except Exception as error:
        _rest.until = time.monotonic() + BELL_REST_SECONDS
        logger.warning("the bell did not ring (%s); the next tick sends", type(error).__name__)


@cache
def _bell() -> Connection:
    """A connection of its own with short times: the worker's may wait, a page may not."""
    return Connection(
        settings.CELERY_BROKER_URL,
        connect_timeout=BELL_SECONDS,
        transport_options={
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0,
            "interval_max": 0,
            "connect_retries_timeout": BELL_SECONDS,
            "socket_connect_timeout": BELL_SECONDS,
            "socket_timeout": BELL_SECONDS,
        },
    )
