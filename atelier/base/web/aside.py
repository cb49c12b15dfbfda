"""The web server's side of a request: no thread ever waits for a client.

A request's body is put aside (64 kB in memory, the rest in a file) before a thread is asked to answer it, and the
answer goes out when that thread is free again. Who sends or reads slower than a weak telephone line is cut off, and
what one address and all together may have under way is bounded. Speaks ASGI to the server and WSGI to Django
(docs/decisions/server.md tells why).
"""

import asyncio
import io
import os
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import FileWrapper

from django.core.exceptions import RequestDataTooBig

from atelier.base.web.stack import with_room

type Scope = dict[str, Any]
type Message = Scope
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Wsgi = Callable[[Scope, Callable[..., Any]], Iterable[bytes]]

CHUNK = 64 * 1024


@dataclass(frozen=True)
class Limits:
    """What one client may ask of the server; the proxy's limits in deploy/Caddyfile are no tighter."""

    most_bytes: int = 12_000_000  # of one body; what is over it is thrown away as it comes
    most_thrown: int = 100_000_000
    most_held: int = 300_000_000  # of all bodies that are under way in this process
    most_held_of_one: int = 100_000_000  # of those of one address
    most_bodies_of_one: int = 100
    patience: float = 20.0  # seconds, and one more for each
    rate: int = 500  # bytes


class Gone(Exception):
    """The client went away, or reads too slowly to wait for."""


class Refused(Exception):
    """Answered in plain text, as no page could be made for it."""

    def __init__(self, status: int) -> None:
        self.status = status


# Shown by a browser in place of a page: the text goes back into the form with the browser's own "back".
SENTENCES = {
    408: "Het versturen duurde te lang. Ga terug en probeer het opnieuw. / This took too long. Go back and try again.",
    503: "Het is nu te druk. Ga terug en probeer het zo opnieuw. / It is too busy now. Go back and try again soon.",
}


class Aside:
    """`application` of a web server with an ASGI interface."""

    def __init__(self, application: Wsgi, *, threads: int, proxies: int = 0, limits: Limits | None = None) -> None:
        self.application = with_room(application)
        self.limits = limits or Limits()
        self.proxies = proxies
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="web")
        # What is sent may take long (a file is washed, a change waits for another): reading goes on beside it.
        self.sending = asyncio.Semaphore(max(1, threads - 1))
        self.bodies: Counter[str] = Counter()
        self.held: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"The portal speaks HTTP, not {scope['type']}.")
        try:
            await self.handle(scope, receive, send)
        except Refused as refused:
            await give(Answer.plain(refused.status), send, self.limits)
        except Gone:
            pass  # returning without the whole answer closes the connection

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        with Body(self, client_of(scope, self.proxies)) as body:
            if has_body(scope):
                await body.take(receive)
            async with self.sending if has_body(scope) else nullcontext():
                run = asyncio.get_running_loop().run_in_executor
                answer = await run(self.threads, self.answer, environ_of(scope, body))
        with closing(answer):
            await give(answer, send, self.limits)

    def answer(self, environ: dict[str, object]) -> "Answer":
        """In a thread: the application's answer, whole."""
        answer = Answer()
        parts = self.application(environ, answer.start)
        try:
            answer.take(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return answer


class Pace:
    """Some seconds for everybody, and more for who keeps up."""

    def __init__(self, limits: Limits) -> None:
        self.rate = limits.rate
        self.until = asyncio.get_running_loop().time() + limits.patience

    def count(self, size: int) -> None:
        self.until += size / self.rate

    async def keep[T](self, step: Awaitable[T]) -> T:
        async with asyncio.timeout_at(self.until):
            return await step


class Body:
    """What a client sends, complete before anybody looks at it: `wsgi.input`."""

    def __init__(self, server: Aside, address: str) -> None:
        self.server = server
        self.address = address
        self.limits = server.limits
        self.size = self.kept = 0
        self.file: IO[bytes] = SpooledTemporaryFile(max_size=CHUNK)  # noqa: SIM115 (closed in __exit__)

    def __enter__(self) -> "Body":
        self.server.bodies[self.address] += 1
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()
        self.server.bodies[self.address] -= 1
        forget_empty(self.server.bodies, self.address)

    def let_go(self) -> None:
        self.server.held[self.address] -= self.kept
        forget_empty(self.server.held, self.address)
        self.kept = 0
        self.file.close()

    async def take(self, receive: Receive) -> None:
        if self.server.bodies[self.address] > self.limits.most_bodies_of_one:
            raise Refused(503)
        pace, more = Pace(self.limits), True
        while more and self.size <= self.limits.most_thrown:
            try:
                message = await pace.keep(receive())
            except TimeoutError:
                raise Refused(408) from None
            if message["type"] == "http.disconnect":
                raise Gone
            data = message.get("body", b"")
            more = message.get("more_body", False)
            self.add(data)
            pace.count(len(data))
        if not self.is_too_big:
            self.file.seek(0)

    @property
    def is_too_big(self) -> bool:
        return self.size > self.limits.most_bytes

    def add(self, data: bytes) -> None:
        self.size += len(data)
        if self.is_too_big:
            return self.let_go()
        self.server.held[self.address] += len(data)
        self.kept += len(data)
        if self.server.held[self.address] > self.limits.most_held_of_one:
            raise Refused(503)
        if self.server.held.total() > self.limits.most_held:
            raise Refused(503)
        try:
            self.file.write(data)
        except OSError:  # no room in the folder for temporary files
            raise Refused(503) from None

    def read(self, size: int = -1) -> bytes:
        self.refuse_too_big()
        return self.file.read(size)

    def readline(self, size: int = -1) -> bytes:
        self.refuse_too_big()
        return self.file.readline(size)

    def refuse_too_big(self) -> None:
        """Django's own error, so that the portal's own page tells the limit."""
        if self.is_too_big:
            raise RequestDataTooBig("The body is too big.")


class Answer:
    """What goes back to the client; of a stored file only the handle."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.content: IO[bytes] = io.BytesIO()

    @classmethod
    def plain(cls, status: int) -> "Answer":
        answer = cls()
        content = f"{SENTENCES[status]}\n".encode()
        headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(content))}
        answer.start(str(status), [*headers.items(), ("Cache-Control", "no-store"), ("Connection", "close")])
        answer.content = io.BytesIO(content)
        return answer

    def start(self, status: str, headers: list[tuple[str, str]], error: object = None) -> None:
        """WSGI's start_response."""
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]

    def take(self, parts: Iterable[bytes]) -> None:
        if isinstance(parts, FileWrapper) and (own := own_handle(parts.filelike)):
            self.content = own
        else:
            self.content = io.BytesIO(b"".join(parts))

    def read(self) -> bytes:
        return self.content.read(CHUNK)

    def close(self) -> None:
        self.content.close()


async def give(answer: Answer, send: Send, limits: Limits) -> None:
    pace = Pace(limits)
    try:
        await pace.keep(send({"type": "http.response.start", "status": answer.status, "headers": answer.headers}))
        chunk, more = answer.read(), True
        while more:
            following = answer.read() if chunk else b""
            more = bool(following)
            await pace.keep(send({"type": "http.response.body", "body": chunk, "more_body": more}))
            pace.count(len(chunk))
            chunk = following
    except TimeoutError:
        raise Gone from None


def forget_empty(counter: Counter[str], address: str) -> None:
    if not counter[address]:
        del counter[address]


def own_handle(file: IO[bytes]) -> IO[bytes] | None:
    """Outlives the application's own, which closes with its request; None for what is no file on disk."""
    try:
        return os.fdopen(os.dup(file.fileno()), "rb")
    except (AttributeError, OSError):
        return None


def has_body(scope: Scope) -> bool:
    """Asked first, as most requests have none and waiting for nothing costs a turn of the loop."""
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


def client_of(scope: Scope, proxies: int) -> str:
    """The address the outermost proxy of ours saw; the peer's own when there is none."""
    peer = scope["client"][0] if scope.get("client") else ""
    seen = [value for name, value in scope["headers"] if name == b"x-forwarded-for"] if proxies else []
    hops = b",".join(seen).decode("latin-1").split(",")
    return network_of(hops[-proxies].strip() if seen and len(hops) >= proxies else str(peer))


def network_of(address: str) -> str:
    """Whoever has one address of an IPv6 /64 has them all."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    return str(ip_network((int(parsed) >> 64 << 64, 64))) if parsed.version == 6 else str(parsed)


def environ_of(scope: Scope, body: Body) -> dict[str, object]:
    host, port = scope.get("server") or ("localhost", 80)
    path = scope["raw_path"] if scope.get("raw_path") is not None else scope["path"].encode()
    environ: dict[str, object] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path.partition(b"?")[0]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": scope["client"][0] if scope.get("client") else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.file_wrapper": FileWrapper,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        # X_Forwarded_For would pass for X-Forwarded-For, which our proxy vouches for.
        if b"_" not in name:
            add_header(environ, name.decode("latin-1").upper().replace("-", "_"), value.decode("latin-1"))
    environ["CONTENT_LENGTH"] = str(body.size)
    return environ


def add_header(environ: dict[str, object], name: str, value: str) -> None:
    key = name if name == "CONTENT_TYPE" else f"HTTP_{name}"
    between = "; " if name == "COOKIE" else ","
    environ[key] = f"{environ[key]}{between}{value}" if key in environ else value
