"""Two people at the same moment, each on an own connection: for tests with `django_db(transaction=True)`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from atelier.base.exceptions import DomainError


def at_once(*works: Callable[[], object]) -> list[type[Exception] | None]:
    """Run them side by side; what each raised."""
    start = Barrier(len(works))

    def run(work: Callable[[], object]) -> type[Exception] | None:
        start.wait()
        try:
            work()
        except DomainError as error:
            return type(error)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))
