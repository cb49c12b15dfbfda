"""For the machines that watch the portal: /healthz (alive), /readyz (everything it needs is there)."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from atelier.base.files import room
from atelier.base.start import heartbeat
from atelier.mail.queries import oldest_due_age

MAIL_IS_LATE_AFTER = timedelta(minutes=10)


@login_not_required
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """This process answers; it asks nobody else, so a broken database does not restart the web server."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 when database, migrations, broker, worker and beat are in order, else 503; names what is not."""
    found = {name: is_well(check) for name, check in CHECKS.items()}
    words = {name: "ok" if well else "not ok" for name, well in found.items()}
    # A mail server that is away makes no page worse, so it is told and changes nothing.
    words["mail"] = "ok" if is_well(mail_is_on_time) else "late"
    # Nor does a full disk, which takes no new files and shows the rest.
    words["disk"] = "ok" if is_well(lambda: not room.is_tight()) else "full"
    words["files"] = "ok" if is_well(lambda: room.store().answers()) else "away"
    return JsonResponse(words, status=200 if all(found.values()) else 503)


def is_well(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever it was: not well, and the details are not for strangers
        return False


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        return bool(cursor.fetchone())


def migrations_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def broker_answers() -> bool:
    cache.set("readyz", 1, timeout=60)
    return bool(cache.get("readyz") == 1)


def mail_is_on_time() -> bool:
    """The age of the oldest due mail tells more than whether a process answers."""
    return oldest_due_age() < MAIL_IS_LATE_AFTER


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_applied,
    "broker": broker_answers,
    "worker": lambda: heartbeat.seen_lately("worker"),
    "beat": lambda: heartbeat.seen_lately("beat"),
}
