"""Which web server: granian beside gunicorn, two workers each, on the same pages, rounds taken in turn.

    ./bench/run servers
    ./bench/run servers --rounds 5 --seconds 3

Prints answers per second with 8 clients as a ratio to gunicorn's own kind of worker (sync).
"""

import argparse
import os
import statistics
import sys
from contextlib import ExitStack

from bench.client import throughput
from bench.pages import FLOOR, GRANIAN, Page, environment, list_pages, prepare, serving, sessions, warm

GUNICORN = "--bind 127.0.0.1:{port} --workers 2 --log-level error --keep-alive 5"
SERVERS = {
    "gunicorn, sync": f"gunicorn {GUNICORN} --worker-class sync",
    "gunicorn, gthread with 4 threads": f"gunicorn {GUNICORN} --worker-class gthread --threads 4",
    "granian, 1 thread": f"granian {GRANIAN} --port {{port}}",
    "granian, 4 threads": f"granian {GRANIAN} --port {{port}}".replace("--blocking-threads 1", "--blocking-threads 4"),
}
ASKED = ("/", "/kwesties/", "/mijn/", "/bijeenkomsten/")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="per page, server and round")
    options = parser.parse_args()
    os.environ.update(environment())
    prepare()
    pages = [Page("floor: member", FLOOR, "member"), *(page for page in list_pages() if wanted(page))]
    cookies = sessions()
    rates: dict[tuple[str, str], list[float]] = {}
    with ExitStack() as stack:
        ports = {
            name: stack.enter_context(serving("bench.wsgi", "bench.settings", server=SERVERS[name]))
            for name in SERVERS
        }
        for name, port in ports.items():
            if any(trouble := warm(page, port, cookies) for page in pages):
                sys.exit(f"{name}: {trouble}")
        for _ in range(options.rounds):
            for page in pages:
                for name, port in ports.items():
                    rate = throughput(port, page.path, cookies.get(page.role, ""), seconds=options.seconds)
                    rates.setdefault((page.name, name), []).append(rate)
    print("| page | " + " | ".join(SERVERS) + " |")
    print("| --- |" + " --- |" * len(SERVERS))
    for page in pages:
        found = {name: statistics.median(rates[page.name, name]) for name in SERVERS}
        base = next(iter(found.values()))
        print(f"| {page.name} | " + " | ".join(f"{rate:.0f}/s, {rate / base:.2f}" for rate in found.values()) + " |")


def wanted(page: Page) -> bool:
    return page.path in ASKED and page.role == ("visitor" if page.path == "/" else "member")


if __name__ == "__main__":
    main()
