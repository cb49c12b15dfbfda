"""Celery: rings the bell; the database holds the truth (docs/decisions)."""

import os
import warnings

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.signals import beat_init, before_task_publish, celeryd_init, task_postrun, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atelier.settings")

app = Celery("atelier")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

if os.environ.get("ATELIER_MODE") == "demo":
    # Somebody may try the demo as root; only production has reason to warn of it.
    warnings.simplefilter("ignore", SecurityWarning)

TICK = "atelier.mail.tasks.tick"


@celeryd_init.connect
@beat_init.connect
def refuse_unsafe_start(**_: object) -> None:
    from atelier.base.start.checks import refuse_unsafe_start

    refuse_unsafe_start()


@worker_ready.connect
def catch_up(**_: object) -> None:
    """What fell due while no worker ran goes out now, not at the next tick."""
    app.send_task(TICK)


@task_postrun.connect
def worker_was_seen(**_: object) -> None:
    from atelier.base.start import heartbeat

    heartbeat.seen("worker")


@beat_init.connect
def beat_begins(**_: object) -> None:
    from atelier.base.start import heartbeat

    heartbeat.seen("beat")
    before_task_publish.connect(beat_was_seen, weak=False)


def beat_was_seen(**_: object) -> None:
    """Connected in the beat process alone: whatever it publishes shows that it lives."""
    from atelier.base.start import heartbeat

    heartbeat.seen("beat")
