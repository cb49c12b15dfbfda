"""bench/wsgi.py as the portal serves it: bodies and answers put aside."""

import os

from atelier.base.web.aside import Aside
from bench.wsgi import application as answer

application = Aside(answer, threads=int(os.environ.get("WEB_THREADS", "4")), proxies=1)
