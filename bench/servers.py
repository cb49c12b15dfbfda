"""Which web server: candidates on the same pages, rounds taken in turn, and what slow clients do to each.

    ./bench/run servers
    ./bench/run servers --rounds 5 --seconds 3

Prints the processor time of the whole server per answer, with 8 clients, as a ratio to the first; then how long the
home page takes while so many clients send or read a byte a second, as a ratio to its usual time.
"""

import argparse
import http.client
import os
import statistics
import sys
import time
from contextlib import ExitStack, suppress

from bench.client import Client, throughput
from bench.pages import FLOOR, GRANIAN, Page, environment, list_pages, prepare, serving, sessions, warm
from bench.start import tree

WSGI = GRANIAN.replace("asginl", "wsgi")
GUNICORN = "gunicorn --bind 127.0.0.1:{port} --workers 2 --log-level error --keep-alive 5 --worker-class gthread"
# Name: module, threads of a worker, command.
SERVERS = {
    "granian, 1 thread": ("bench.wsgi", 1, f"granian {WSGI} --blocking-threads 1 --port {{port}}"),
    "granian, 64 threads": ("bench.wsgi", 64, f"granian {WSGI} --blocking-threads 64 --port {{port}}"),
    "gunicorn, 64 threads": ("bench.wsgi", 64, f"{GUNICORN} --threads 64"),
    "granian, bodies aside, 1 thread": ("bench.asgi", 1, f"granian {GRANIAN} --port {{port}}"),
    "granian, bodies aside, 4 threads": ("bench.asgi", 4, f"granian {GRANIAN} --port {{port}}"),
}
ASKED = ("/", "/kwesties/", "/mijn/", "/bijeenkomsten/")
TICK = os.sysconf("SC_CLK_TCK")
SLOW = (50, 200)
# What the portal asks for before it reads a body.
HEADERS = (
    b"Host: portaal.voorbeeld.test\r\nX-Forwarded-Proto: https\r\nReferer: https://portaal.voorbeeld.test/\r\n"
    b"Cookie: __Host-csrf=" + b"a" * 32 + b"\r\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="per page, server and round")
    options = parser.parse_args()
    os.environ.update(environment())
    prepare()
    pages = [Page("floor: member", FLOOR, "member"), *(page for page in list_pages() if wanted(page))]
    cookies = sessions()
    spent: dict[tuple[str, str], list[float]] = {}
    with ExitStack() as stack:
        servers = {name: stack.enter_context(started(name)) for name in SERVERS}
        for name, server in servers.items():
            if any(trouble := warm(page, server.port, cookies) for page in pages):
                sys.exit(f"{name}: {trouble}")
        for _ in range(options.rounds):
            for page in pages:
                for name, server in servers.items():
                    cost = cpu_per_answer(server, page, cookies, options.seconds)
                    spent.setdefault((page.name, name), []).append(cost)
        print("| page | " + " | ".join(SERVERS) + " |")
        print("| --- |" + " --- |" * len(SERVERS))
        for page in pages:
            found = {name: statistics.median(spent[page.name, name]) for name in SERVERS}
            base = next(iter(found.values()))
            print(f"| {page.name} | " + " | ".join(f"{ms:.1f} ms, {ms / base:.2f}" for ms in found.values()) + " |")
        for number in SLOW:
            told = [slowed(server.port, number) for server in servers.values()]
            print(f"| home page, {number} slow clients | " + " | ".join(told) + " |")


def started(name: str) -> "Served":
    module, threads, command = SERVERS[name]
    os.environ["WEB_THREADS"] = str(threads)
    return Served(module, command)


class Served(serving):
    """The server itself, where `serving` gives its port."""

    def __init__(self, module: str, command: str) -> None:
        super().__init__(module, "bench.settings", server=command)

    def __enter__(self) -> "Served":  # type: ignore[override]
        super().__enter__()
        return self

    def cpu(self) -> float:
        """Seconds of processor time of all its processes."""
        total = 0
        for pid in tree(self.process.pid):
            with open(f"/proc/{pid}/stat") as stat:
                total += sum(int(number) for number in stat.read().rpartition(")")[2].split()[11:13])
        return total / TICK


def cpu_per_answer(server: Served, page: Page, cookies: dict[str, str], seconds: float) -> float:
    """In ms. Other load on the machine makes answers later, hardly costlier."""
    cpu, begun = server.cpu(), time.perf_counter()
    rate = throughput(server.port, page.path, cookies.get(page.role, ""), seconds=seconds)
    return (server.cpu() - cpu) * 1000 / (rate * (time.perf_counter() - begun))


def slowed(port: int, number: int) -> str:
    from tests.local.test_slow_clients import slow_clients

    usual = home(port)
    with slow_clients(port, number, HEADERS):
        try:
            return f"{home(port) / usual:.2f}"
        except (OSError, http.client.HTTPException):
            return "no answer"


def home(port: int) -> float:
    spent = []
    for _ in range(15):
        client = Client(port)
        client.connection.timeout = 5
        begun = time.perf_counter()
        with suppress(ValueError):
            client.get("/")
        spent.append(time.perf_counter() - begun)
        client.connection.close()
    return statistics.median(spent)


def wanted(page: Page) -> bool:
    return page.path in ASKED and page.role == ("visitor" if page.path == "/" else "member")


if __name__ == "__main__":
    main()
