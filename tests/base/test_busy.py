"""What takes long holds nobody else up: files that are washed, equal submits that wait, all that is sent."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Barrier, BoundedSemaphore, Event, Thread
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory

from atelier.base.files import uploads, washing
from atelier.base.files.uploads import CheckedFileField
from atelier.base.files.washing import Refused, Washed
from atelier.base.forms import kept_files, submitted
from atelier.base.forms.plain import PlainForm
from atelier.base.web import once
from atelier.base.web.aside import Aside
from members.models import BringSeek
from tests.base.test_aside import Visit
from tests.cast import Cast
from tests.twice import fill


class Upload(PlainForm):
    file = CheckedFileField()


def test_of_one_sender_one_file_is_washed_at_a_time_and_of_all_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file takes a thread and a processor for seconds: the rest is for who reads."""
    going, told, go = Barrier(3), Queue[str](), Event()

    def slow(content: bytes, extension: str) -> Washed:
        going.wait(60)
        go.wait(60)
        return Washed(content)

    def send(sender: str) -> None:
        try:
            told.put(washing.wash(b"x", ".pdf", sender=sender).content.decode())
        except Refused as refusal:
            told.put(refusal.code)

    monkeypatch.setattr(washing, "_ask", slow)
    first = [Thread(target=send, args=[name]) for name in ("lars", "noor")]
    for thread in first:
        thread.start()
    going.wait(60)
    send("lars")
    send("maria")
    assert [told.get(timeout=30), told.get(timeout=30)] == ["busy", "busy"], "and neither waited"
    go.set()
    for thread in first:
        thread.join(60)
    assert [told.get(timeout=30), told.get(timeout=30)] == ["x", "x"]
    monkeypatch.setattr(washing, "_ask", lambda content, extension: Washed(content))
    assert washing.wash(b"x", ".pdf", sender="lars").content == b"x"


@pytest.mark.django_db
def test_what_a_member_sends_is_washed_under_their_name(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    senders: list[str] = []
    monkeypatch.setattr(uploads, "wash", lambda content, extension, sender: senders.append(sender) or Washed(content))
    form = Upload({}, {"file": SimpleUploadedFile("a.pdf", b"x")})
    request = RequestFactory().post("/")
    request.user = cast.lars
    kept_files.attach(request, form, None)
    form.full_clean()
    assert senders == [f"members.member:{cast.lars.pk}"]


def test_pages_are_made_while_all_that_is_sent_takes_long() -> None:
    go, begun = Event(), Queue[str]()

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        begun.put(environ["REQUEST_METHOD"])
        if environ["REQUEST_METHOD"] == "POST":
            go.wait(60)
        start("200 OK", [])
        return [b"done"]

    async def story() -> list[str]:
        server = Aside(application, threads=3)
        sent = [asyncio.create_task(Visit(b"x").to(server)) for _one in range(8)]
        while begun.qsize() < 2:
            await asyncio.sleep(0)
        page = await asyncio.wait_for(Visit().to(server), 30)
        go.set()
        return [page.status, *[visit.status for visit in await asyncio.gather(*sent)]]

    # In a thread of its own: where a browser is driven, this one has a loop already.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, story()).result() == [200] * 9


@pytest.mark.django_db(transaction=True)
def test_an_equal_submit_that_waits_too_long_ends_in_a_sentence_with_what_was_typed(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.samira)
    page = fill(
        client, "/brengen-en-zoeken/toevoegen/", typed={"topic": "Fietsen", "text": "Ik leen er graag een uit."}
    )
    monkeypatch.setattr(submitted, "_uuid", lambda parts: UUID(int=7 << 64))
    first = connection.copy()
    try:
        with first.cursor() as cursor, connection.cursor() as own:
            cursor.execute("SELECT pg_advisory_lock(7)")
            own.execute("SET lock_timeout = '50ms'")
        answer = page.send(client)
        assert answer.status_code == 409
        assert "nog bezig" in answer.content.decode()
        assert "Ik leen er graag een uit." in answer.content.decode()
        monkeypatch.setattr(once, "_waiting", BoundedSemaphore(1))
        once._waiting.acquire()
        assert page.send(client).status_code == 409, "so many wait already"
    finally:
        first.close()
    assert page.send(client).status_code == 302
    assert BringSeek.objects.filter(topic="Fietsen").count() == 1
