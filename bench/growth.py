"""What a hundred times as many cases does to the pages: 1,000 beside 100,000.

    ./bench/run growth
    ./bench/run growth --large 10000 --requests 10

Two databases on one throw-away server: the demo in both, and made-up cases on top. Both are served with production
settings, and asked in turn, request by request.
"""

import argparse
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psycopg

from bench.client import Answer, Client
from bench.pages import ROOT, environment, list_pages, prepare, serving, sessions

AIM = 1.2
OTHERS = ["--members", "1000", "--meetings", "100", "--projects", "200"]
# Downloads, which grow with what they hold by their nature.
LEFT_OUT = ("/gegevens/", ".ics", "/mijn-gegevens/")


@dataclass
class Pair:
    name: str
    role: str
    path: str
    small: list[Answer] = field(default_factory=list)
    large: list[Answer] = field(default_factory=list)

    def ratio(self, what: str) -> float:
        """Of the medians of "cpu_ms" (the web server's) or "wall_ms" (with the database)."""
        small, large = (statistics.median(getattr(a, what) for a in answers) for answers in (self.small, self.large))
        return large / small


def main() -> None:
    options = arguments()
    os.environ.update(environment())
    prepare()
    pages = [page for page in list_pages() if not any(part in page.path for part in LEFT_OUT)]
    cookies = sessions()
    small = os.environ["DATABASE_URL"]
    large = copied(small)
    for database, cases in ((small, options.small), (large, options.large)):
        fill(database, cases)
    pairs = [Pair(page.name, page.role, page.path) for page in pages]
    with (
        serving("bench.asgi", "bench.settings", database=small) as one,
        serving("bench.asgi", "bench.settings", database=large) as other,
    ):
        for pair in pairs:
            ask(pair, (one, other), cookies.get(pair.role, ""), options.requests)
    report([pair for pair in pairs if len(pair.large) == options.requests], options)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=1_000, help="cases")
    parser.add_argument("--large", type=int, default=100_000, help="cases")
    parser.add_argument("--requests", type=int, default=20, help="per page and database")
    return parser.parse_args()


def copied(url: str) -> str:
    """A second database with the same people, sessions and demo."""
    from django.db import connection

    connection.close()
    name = urlsplit(url).path.lstrip("/")
    with psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}_large" TEMPLATE "{name}"')
    return urlsplit(url)._replace(path=f"/{name}_large").geturl()


def fill(database: str, cases: int) -> None:
    command = [sys.executable, "manage.py", "fill", "--cases", str(cases), *OTHERS]
    done = subprocess.run(
        command, cwd=ROOT, check=True, env={**os.environ, "DATABASE_URL": database}, capture_output=True, text=True
    )
    print(f"fill --cases {cases}: {done.stdout.splitlines()[-1]}", flush=True)


def ask(pair: Pair, ports: tuple[int, int], cookie: str, requests: int) -> None:
    clients = [Client(port, cookie) for port in ports]
    for number in range(requests + 4):
        answers = [client.get(pair.path) for client in clients]
        if any(answer.status != 200 for answer in answers):
            return
        if number >= 4:  # both workers have seen the page
            pair.small.append(answers[0])
            pair.large.append(answers[1])


def report(pairs: list[Pair], options: argparse.Namespace) -> None:
    print(f"\n| page | as | queries | ms at {options.small:,} | ms at {options.large:,} | x time | x CPU |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for pair in sorted(pairs, key=lambda pair: -pair.ratio("wall_ms")):
        times = [statistics.median(a.wall_ms for a in answers) for answers in (pair.small, pair.large)]
        star = "*" if pair.ratio("wall_ms") > AIM else ""
        print(
            f"| {pair.name} | {pair.role} | {pair.large[-1].queries} | {times[0]:.1f} | {times[1]:.1f} "
            f"| {pair.ratio('wall_ms'):.2f}{star} | {pair.ratio('cpu_ms'):.2f} |"
        )
    over = sum(pair.ratio("wall_ms") > AIM for pair in pairs)
    print(f"\n{len(pairs)} pages, {over} of them over {AIM} (*).")


if __name__ == "__main__":
    main()
