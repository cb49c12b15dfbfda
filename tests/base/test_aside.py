"""The server's side of a request, with clients whose every step is chosen; tests/local has the real server."""

import asyncio
import io
import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import FileResponse

from atelier.base.web.aside import Aside, Limits, client_of

HURRIED = Limits(patience=0.05, rate=1_000_000, most_bytes=100, most_thrown=500, most_held=150, most_held_of_one=120)


class Visit:
    """One request: `sends` are its pieces, the last of which comes never where `stays` is said."""

    def __init__(self, *sends: bytes, stays: bool = False, reads: bool = True, **scope: Any) -> None:
        self.pieces = [
            {"type": "http.request", "body": piece, "more_body": stays or one < len(sends) - 1}
            for one, piece in enumerate(sends)
        ]
        self.reads = reads
        self.got: list[dict[str, Any]] = []
        headers = [(b"content-length", b"1")] if sends else []
        self.scope = {
            "type": "http",
            "method": "POST" if sends else "GET",
            "http_version": "1.1",
            "path": "/",
            "raw_path": b"/",
            "query_string": b"",
            "client": ("192.0.2.1", 1234),
            "headers": [*headers, *scope.pop("headers", [])],
            **scope,
        }

    async def receive(self) -> dict[str, Any]:
        if not self.pieces:
            await asyncio.Event().wait()
        return self.pieces.pop(0)

    async def send(self, message: dict[str, Any]) -> None:
        if not self.reads and len(self.got) > 1:
            await asyncio.Event().wait()
        self.got.append(message)

    async def to(self, server: Aside) -> "Visit":
        await server(self.scope, self.receive, self.send)
        return self

    @property
    def status(self) -> int:
        return int(self.got[0]["status"]) if self.got else 0

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.got[1:])


def echo(environ: dict[str, Any], start: Any) -> list[bytes]:
    try:
        body = environ["wsgi.input"].read()
    except RequestDataTooBig:
        start("413 Too big", [])
        return [b""]
    start("200 OK", [("Content-Type", "text/plain")])
    return [environ["CONTENT_LENGTH"].encode(), b" ", body]


def visit(application: Any, *visits: Visit, limits: Limits = HURRIED) -> Aside:
    async def all_at_once() -> Aside:
        server = Aside(application, threads=2, limits=limits)
        await asyncio.gather(*(each.to(server) for each in visits))
        return server

    # In a thread of its own: where a browser is driven, this one has a loop already.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, all_at_once()).result()


def test_a_body_in_pieces_comes_whole() -> None:
    one = Visit(b"Samen ", b"over ", b"leven")
    server = visit(echo, one)
    assert (one.status, one.body) == (200, b"16 Samen over leven")
    assert not server.bodies
    assert not server.held


def test_a_body_that_does_not_come_is_answered_and_takes_no_thread() -> None:
    asked = []
    one = Visit(b"login=", stays=True)
    server = visit(lambda environ, start: asked.append(environ), one)
    assert (one.status, asked) == (408, [])
    assert "Ga terug" in one.body.decode()
    assert not server.held


def test_a_body_over_the_limit_is_thrown_away_and_the_application_told() -> None:
    one = Visit(*[b"x" * 60] * 4)
    server = visit(echo, one)
    assert one.status == 413
    assert not server.held


def test_what_all_together_and_one_address_have_under_way_is_bounded() -> None:
    others = [Visit(b"x" * 70, stays=True, client=(f"192.0.2.{one}", 1)) for one in range(3)]
    visit(echo, *others)
    assert sorted(each.status for each in others) == [408, 408, 503]
    same = [Visit(b"x" * 70, stays=True) for _ in range(2)]
    visit(echo, *same)
    assert sorted(each.status for each in same) == [408, 503]
    many = [Visit(b"x", stays=True) for _ in range(5)]
    visit(echo, *many, limits=Limits(patience=0.05, most_bodies_of_one=3))
    assert sorted(each.status for each in many) == [408, 408, 408, 503, 503]


def test_who_asks_for_a_page_is_answered_while_the_same_address_has_too_many_bodies_under_way() -> None:
    many = [Visit(b"x", stays=True) for _ in range(5)]
    page = Visit()
    visit(echo, *many, page, limits=Limits(patience=0.05, most_bodies_of_one=3))
    assert page.status == 200


def test_who_does_not_read_is_left() -> None:
    def large(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [])
        return [b"x" * 300_000]

    one = Visit(reads=False)
    visit(large, one)  # comes back, which is all there is to see
    assert one.got[-1]["more_body"] is True


def test_who_goes_away_while_sending_is_forgotten() -> None:
    one = Visit(b"x", stays=True)
    one.pieces.append({"type": "http.disconnect"})
    server = visit(echo, one)
    assert (one.got, dict(server.bodies), dict(server.held)) == ([], {}, {})


def test_a_stored_file_goes_out_after_its_request_is_closed() -> None:
    with tempfile.NamedTemporaryFile() as stored:
        stored.write(b"verslag" * 50_000)
        stored.flush()
        closed = []

        def download(environ: dict[str, Any], start: Any) -> Any:
            response = FileResponse(open(stored.name, "rb"))  # noqa: SIM115
            close = response.close
            response.close = lambda: (closed.append(True), close())  # type: ignore[method-assign]
            start("200 OK", list(response.items()))
            response.file_to_stream.close = response.close
            return environ["wsgi.file_wrapper"](response.file_to_stream)

        one = Visit()
        visit(download, one, limits=Limits())
        assert (one.body, closed) == (b"verslag" * 50_000, [True])


def test_a_file_that_is_none_on_disk_goes_out_too() -> None:
    def download(environ: dict[str, Any], start: Any) -> Any:
        start("200 OK", [])
        return environ["wsgi.file_wrapper"](io.BytesIO(b"kort"))

    one = Visit()
    visit(download, one)
    assert one.body == b"kort"


def test_headers_reach_the_application_as_its_proxy_wrote_them() -> None:
    seen: dict[str, Any] = {}

    def look(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.update(environ)
        start("200 OK", [])
        return []

    headers = [
        (b"x-forwarded-for", b"198.51.100.7"),
        (b"x_forwarded_for", b"10.0.0.1"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"content-type", b"text/plain"),
    ]
    visit(look, Visit(headers=headers, raw_path=b"/kwesties/%C3%A9%FF", query_string=b"q=\xe9"))
    assert (seen["HTTP_X_FORWARDED_FOR"], seen["HTTP_COOKIE"], seen["CONTENT_TYPE"], seen["REMOTE_ADDR"]) == (
        "198.51.100.7",
        "a=1; b=2",
        "text/plain",
        "192.0.2.1",
    )
    assert seen["PATH_INFO"].encode("latin-1") == b"/kwesties/\xc3\xa9\xff"
    assert seen["QUERY_STRING"] == "q=\xe9"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, b"10.0.0.1", "192.0.2.1"),
        (1, b"10.0.0.1, 198.51.100.7", "198.51.100.7"),
        (2, b"10.0.0.1, 198.51.100.7, 198.51.100.8", "198.51.100.7"),
        (2, b"198.51.100.7", "192.0.2.1"),
        (1, b"", "192.0.2.1"),
        (1, b"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, b"<script>", "<script>"),
    ],
)
def test_whose_bodies_they_are_is_what_our_own_proxies_say(proxies, forwarded, expected) -> None:
    headers = [(b"x-forwarded-for", forwarded)] if forwarded else []
    assert client_of(Visit(headers=headers).scope, proxies) == expected
