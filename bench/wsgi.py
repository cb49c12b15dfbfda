"""The web server's entry point, which tells what each answer cost: CPU, time and queries."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection

from atelier.base.start.collector import leave_the_loaded_alone

inner = get_wsgi_application()
leave_the_loaded_alone()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    queries = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    wall, cpu = time.perf_counter(), time.thread_time()

    def started(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
        spent = f"{(time.thread_time() - cpu) * 1000:.3f} {(time.perf_counter() - wall) * 1000:.3f} {queries}"
        return start_response(status, [*headers, ("X-Bench", spent)], error)

    with connection.execute_wrapper(count):
        return inner(environ, started)
