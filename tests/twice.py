"""A form of a page, filled in and sent: once, twice at the same moment, and once more a little later."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from itertools import takewhile
from threading import Barrier
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.documents import pdf

type Fields = dict[str, Any]

SENTENCE = "Een zin voor de proef."
PDF = pdf()


@dataclass(frozen=True)
class Filled:
    """What a browser would send, and where."""

    to: str
    fields: Fields = field(default_factory=dict)

    def send(self, client: Client) -> Any:
        # A copy per sender: a file is read by one only.
        return client.post(self.to, {name: copy_of(value) for name, value in self.fields.items()})


def copy_of(value: Any) -> Any:
    if isinstance(value, SimpleUploadedFile):
        return SimpleUploadedFile(value.name or "", PDF)
    return copy(value)


def fill(
    client: Client, page: str, *, to: str = "", button: str = "", typed: Fields | None = None, preview: bool = False
) -> Filled:
    """The form on `page` that goes to `to` (default: the page itself): as it stands there, with `typed` over it.

    What is empty is filled in with something that fits. `button` is the name of the button, if it has one, or
    "name=value".
    """
    response = fill(client, page, to=to, typed=typed).send(client) if preview else client.get(page)
    assert response.status_code == 200, f"{page}: {response.status_code} {response.get('Location', '')}"
    there = page
    target = urlsplit(urljoin(there, to or there)).path
    fitting = [
        one
        for one in forms_of(response.content.decode())
        if urlsplit(urljoin(there, one.action or there)).path == target and one.has(button)
    ]
    assert fitting, f"no form to {target} on {page}"
    found = fitting[0]
    fields = found.as_it_stands()
    if button:
        name, _is, value = button.partition("=")
        fields[name] = value or "1"
    fields.update(
        {} if preview else {name: value() if callable(value) else value for name, value in (typed or {}).items()}
    )
    return Filled(
        urljoin(there, found.action or there), {name: one for name, one in fields.items() if one is not None}
    )


@dataclass
class PageForm:
    """A form as it stands on a page: (tag, attributes, text) of each control; options after their select."""

    action: str
    controls: list[tuple[str, dict[str, str], str]] = field(default_factory=list)

    def has(self, button: str) -> bool:
        name, _is, value = button.partition("=")
        buttons = [here for tag, here, _text in self.controls if tag == "button" or here.get("type") == "submit"]
        return not button or any(one.get("name") == name and value in ("", one.get("value")) for one in buttons)

    def as_it_stands(self) -> Fields:
        fields: Fields = {}
        for number, (tag, here, text) in enumerate(self.controls):
            name, kind = here.get("name", ""), here.get("type", "text") if tag == "input" else tag
            if not name or kind in ("submit", "button", "option"):
                continue
            if kind in ("radio", "checkbox"):
                if "checked" in here or name == "sure" or (kind == "radio" and name not in fields):
                    value = here.get("value", "on")
                    fields[name] = [*fields.get(name, []), value] if kind == "checkbox" else value
            elif kind == "select":
                fields[name] = self._chosen(number)
            elif kind == "file":
                fields[name] = SimpleUploadedFile("proef.pdf", PDF)
            else:
                fields[name] = here.get("value") or text.strip("\n") or suited(kind)
        return fields

    def _chosen(self, number: int) -> str:
        options = list(takewhile(lambda one: one[0] == "option", self.controls[number + 1 :]))
        values = [here.get("value", text) for _tag, here, text in options]
        chosen = [here.get("value", text) for _tag, here, text in options if "selected" in here]
        return next((one for one in [*chosen, *values] if one), "")


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.inside = self.texted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = {name: value or "" for name, value in attrs}
        if tag == "form" and here.get("method", "").lower() == "post":
            self.forms.append(PageForm(here.get("action", "")))
            self.inside = True
        elif self.inside and tag in ("input", "textarea", "select", "option", "button"):
            self.forms[-1].controls.append((tag, here, ""))
            self.texted = tag in ("textarea", "option")

    def handle_endtag(self, tag: str) -> None:
        self.texted = False
        if tag == "form":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.texted:
            tag, here, text = self.forms[-1].controls.pop()
            self.forms[-1].controls.append((tag, here, text + data))


def forms_of(page: str) -> list[PageForm]:
    reader = Reader()
    reader.feed(page)
    return reader.forms


def suited(kind: str) -> str:
    day = (timezone.localdate() + timedelta(days=20)).isoformat()
    known = {
        "hidden": "",
        "date": day,
        "email": "nieuw@voorbeeld.test",
        "number": "5",
        "url": "https://voorbeeld.test/",
    }
    return known.get(kind, SENTENCE)


def at_the_same_moment(*works: Callable[[], Any]) -> list[Any]:
    """Each on an own connection, begun together."""
    start = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def same_person(client: Client) -> Client:
    """Another tab of the same browser."""
    other = Client(raise_request_exception=False)
    other.cookies = copy(client.cookies)
    return other
