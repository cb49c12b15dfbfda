"""A pytest plugin for xdist (./test loads it before the settings): each worker gets a broker and a folder of its own.

pytest-django gives each its own database.
"""

import os
from urllib.parse import urlsplit

name = os.environ.get("PYTEST_XDIST_WORKER")
if name:
    number = 1 + int(name.removeprefix("gw"))
    os.environ["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{number}").geturl()
    os.environ["ATELIER_DATA"] += f"-{name}"
