"""A pytest plugin for xdist (./test loads it before the settings): each worker gets a broker and a folder of its own.

pytest-django gives each its own database.
"""

import os
from typing import Any
from urllib.parse import urlsplit

from xdist.scheduler import LoadGroupScheduling

# One worker has all tests of each of these: they share what takes long to set up, a running portal or a whole walk.
TOGETHER = {
    "tests/local/": "local",
    "tests/test_access.py": "access",
    "tests/test_forms.py": "forms",
    # tests/walked.py
    "tests/cases/test_readings.py::TestSights": "walked",
    "tests/test_leak.py": "walked",
    "tests/test_unpublished.py": "walked",
    "tests/test_walk.py": "walked",
}

name = os.environ.get("PYTEST_XDIST_WORKER")
if name:
    number = 1 + int(name.removeprefix("gw"))
    os.environ["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{number}").geturl()
    os.environ["ATELIER_DATA"] += f"-{name}"


class Scheduling(LoadGroupScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return next((group for place, group in TOGETHER.items() if nodeid.startswith(place)), nodeid)


def pytest_xdist_make_scheduler(config: Any, log: Any) -> Scheduling:
    return Scheduling(config, log)
