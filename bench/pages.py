"""What every page of the round costs, as ratios to three floors, rounds taken in turn.

    ./bench/run pages                 every page, three rounds
    ./bench/run pages --only kwesties --rounds 1

Starts throw-away servers, fills them with the demo, and serves the portal with production settings.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.client import Answer, Client, throughput

ROOT = Path(__file__).resolve().parent.parent
# As in production: two workers of four threads (docs/decisions/server.md tells why).
GRANIAN = "--interface asginl --http 1 --host 127.0.0.1 --workers 2 --no-ws --log-level error"
# What a page may cost, as a multiple of the member's floor in server CPU.
AIM = {"visitor": 2.0}
AIM_BEHIND_LOGIN = 3.0
# Of the desk, as a multiple of the same page of a plain Django admin (bench/plain.py).
AIM_AT_THE_DESK = 1.25
AIM_QUERIES = 12
FLOOR = "/bench/member/"


@dataclass
class Page:
    name: str
    path: str
    role: str
    answers: list[Answer] = field(default_factory=list)
    # What the member's floor cost between this page's own requests, and the same page of a plain admin.
    floor: list[Answer] = field(default_factory=list)
    plain: list[Answer] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    @property
    def is_at_the_desk(self) -> bool:
        """A list or a form of Django's admin; a step is a page that a plain admin has not."""
        return self.path.startswith("/beheer/") and "/stap/" not in self.path

    @property
    def cpu(self) -> float:
        return statistics.median(a.cpu_ms for a in self.answers)

    @property
    def ratio(self) -> float:
        """To the member's floor of the same moments, so that other load on the machine falls on both alike."""
        return self.cpu / statistics.median(a.cpu_ms for a in self.floor)

    @property
    def plain_ratio(self) -> float:
        return self.cpu / statistics.median(a.cpu_ms for a in self.plain)

    @property
    def is_costly(self) -> bool:
        if self.plain:
            return self.plain_ratio > AIM_AT_THE_DESK
        return self.ratio > AIM.get(self.role, AIM_BEHIND_LOGIN)

    @property
    def median(self) -> float:
        return statistics.median(a.wall_ms for a in self.answers)

    @property
    def slowest(self) -> float:
        """The 99th percentile of server time."""
        return sorted(a.wall_ms for a in self.answers)[int(len(self.answers) * 0.99) - 1]

    @property
    def rate(self) -> float:
        return statistics.median(self.rates) if self.rates else 0.0


def main() -> None:
    options = arguments()
    os.environ.update(environment())
    if not options.ready:
        prepare()
    pages = [page for page in list_pages() if not options.only or options.only in page.path]
    bare, floor = (
        Page("floor: bare Django", "/bench/bare/", "visitor"),
        Page("floor: member", FLOOR, "member"),
    )
    cookies = sessions()
    with (
        serving("bench.asgi", "bench.settings") as port,
        serving("bench.asgi", "bench.floor_settings") as bare_port,
        serving("bench.asgi", "bench.plain_settings") as plain_port,
    ):
        ports = {bare.path: bare_port}
        everything = [bare, floor, *pages]
        wrong = [
            warm(page, ports.get(page.path, port), cookies)
            or (page.is_at_the_desk and warm(page, plain_port, cookies))
            for page in everything
        ]
        if any(wrong):
            print("Left out, for they give no page:", *filter(None, wrong), sep="\n", file=sys.stderr)
        everything = [page for page, trouble in zip(everything, wrong, strict=True) if not trouble]
        for _ in range(options.rounds):
            for page in everything:
                beside = Client(port, cookies[floor.role])
                plain = Client(plain_port, cookies[page.role]) if page.is_at_the_desk else None
                measure(page, ports.get(page.path, port), cookies, options, beside, plain=plain)
        report(bare, floor, [page for page in pages if page.answers])
        first_visit(port)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=40, help="one by one, per page and round")
    parser.add_argument(
        "--seconds", type=float, default=1.0, help="with 8 clients, per page and round; 0 leaves it out"
    )
    parser.add_argument("--ready", action="store_true", help="the database holds the demo already")
    parser.add_argument("--only", default="", help="pages whose path holds this")
    return parser.parse_args()


def environment() -> dict[str, str]:
    """Production, on the throw-away servers that bench/run has started."""
    return {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "ATELIER_MODE": "production",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or os.urandom(48).hex(),
        "SITE_URL": "https://portaal.voorbeeld.test",
        "ALLOWED_HOSTS": "portaal.voorbeeld.test",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "CONTROLLER": "Hogeschool Mergelland, Dorp 1, Maastricht",
        "STUDIO_EMAIL": "atelier@voorbeeld.test",
        "PRIVACY_OFFICER": "privacy@voorbeeld.test",
        "LEGAL_GROUND": "public_task",
    }


def prepare() -> None:
    manage = [sys.executable, "manage.py"]
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([*manage, *command], check=True, cwd=ROOT)
    subprocess.run([*manage, "demo"], check=True, cwd=ROOT, env={**os.environ, "ATELIER_MODE": "demo"})


def list_pages() -> list[Page]:
    import django

    django.setup()
    from bench.catalogue import pages

    return [Page(name, path, role) for name, path, role in pages()]


def sessions() -> dict[str, str]:
    """A session cookie per role, as the login would give it."""
    from bench.catalogue import session_cookies

    return session_cookies()


class serving:  # noqa: N801 - reads as a sentence: with serving(...)
    """A web server on a free port until the end of the block."""

    def __init__(
        self, app: str, settings: str, *, database: str = "", server: str = f"granian {GRANIAN} --port {{port}}"
    ) -> None:
        from atelier.local.ports import free_port

        self.port = free_port()
        self.environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "DATABASE_POOL": "1"}
        self.environment["DATABASE_URL"] = database or os.environ["DATABASE_URL"]
        words = server.format(port=self.port).split()
        self.command = [sys.executable, "-m", *words, f"{app}:application"]

    def __enter__(self) -> int:
        self.process = subprocess.Popen(self.command, cwd=ROOT, env=self.environment)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                Client(self.port).get("/healthz")
                return self.port
            except OSError:
                time.sleep(0.1)
        raise SystemExit("The server did not start.")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)


def warm(page: Page, port: int, cookies: dict[str, str]) -> str:
    """A connection of its own each time, so that both workers have seen the page; gives what is wrong with it."""
    for _ in range(4):
        answer = Client(port, cookies.get(page.role, "")).get(page.path)
        if answer.status != 200:
            return f"{page.name} {page.path} as {page.role} answers {answer.status}"
    return ""


def measure(
    page: Page,
    port: int,
    cookies: dict[str, str],
    options: argparse.Namespace,
    beside: Client,
    floor: str = FLOOR,
    plain: Client | None = None,
) -> None:
    """The page and its floors in turn, request by request."""
    cookie = cookies.get(page.role, "")
    client = Client(port, cookie)
    for _ in range(options.requests):
        page.answers.append(client.get(page.path))
        page.floor.append(beside.get(floor))
        if plain:
            page.plain.append(plain.get(page.path))
    if options.seconds:
        page.rates.append(throughput(port, page.path, cookie, seconds=options.seconds))


def report(bare: Page, floor: Page, pages: list[Page]) -> None:
    """A table in Markdown; a star marks what is over the aims."""
    print("| page | as | queries | CPU ms | median ms | 99 % ms | x member floor | x bare | x plain | req/s | bytes |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    over = 0
    for page in [bare, floor, *pages]:
        answer = page.answers[-1]
        chatty = answer.queries > AIM_QUERIES
        over += page.is_costly or chatty
        star, beside = "*" * page.is_costly, f"{page.plain_ratio:.2f}" if page.plain else ""
        print(
            f"| {page.name} | {page.role} | {answer.queries}{'*' * chatty} | {page.cpu:.1f} | {page.median:.1f} "
            f"| {page.slowest:.1f} | {page.ratio:.2f}{'' if page.plain else star} | {page.cpu / bare.cpu:.2f} "
            f"| {beside}{star if page.plain else ''} | {page.rate:.0f} | {answer.bytes} |"
        )
    print(f"\n{len(pages)} pages, {over} of them over an aim (*).")


def first_visit(port: int) -> None:
    """Everything a first visit to the home page brings over the wire."""
    client = Client(port)
    home = client.get("/")
    text = home.body.decode("utf-8", "replace")
    paths = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text))
    sizes = {"/": home.bytes}
    for path in sorted(paths):
        answer = client.get(path)
        sizes[path] = answer.bytes
    plain = Client(port)
    plain.headers.pop("Accept-Encoding")
    for path in [p for p in paths if p.endswith(".css")]:
        style = plain.get(path).body.decode()
        for font in re.findall(r'url\("?([^")]+\.woff2)"?\)', style):
            full = os.path.normpath(os.path.join(os.path.dirname(path), font))
            sizes[full] = client.get(full).bytes
    script = sum(size for path, size in sizes.items() if path.endswith(".js"))
    print(f"\nFirst visit: {sum(sizes.values())} bytes over the wire, {script} of them script.")
    for path, size in sizes.items():
        print(f"  {size:7d}  {path}")


if __name__ == "__main__":
    main()
