"""Signed links in mail: bound to a purpose, a person and a version, and they expire.

A GET never changes anything (mail scanners follow links): the page shows the choice and a button that POSTs. Wrong,
foreign, old and superseded tokens all give the same neutral page, ui/link_gone.html with status 404 (`gone`).
Tokens never stand in a log: atelier.base.web.logs writes the route instead of the path.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from atelier.base.types import Values

_SALT = "atelier.lib.links:"
# A tilde: not used by base64, safe in a path, not cut off by mail programs.
_SEP = "~"


@dataclass(frozen=True)
class Link:
    """What a valid token says. The caller compares `version` with the present one."""

    person: Any
    version: int
    ids: Values = field(default_factory=dict)


def make(purpose: str, person_pk: object, version: int = 0, **ids: int | str) -> str:
    """A token for one purpose ("meetings.answer") and one person."""
    signer = signing.TimestampSigner(salt=_SALT + purpose, sep=_SEP)
    return signer.sign_object([person_pk, version, ids])


def read(token: str, purpose: str, max_age: timedelta | int | None = None) -> Link | None:
    """The data of a token, or None when it is not ours, for another purpose, or too old."""
    signer = signing.TimestampSigner(salt=_SALT + purpose, sep=_SEP)
    try:
        person, version, ids = signer.unsign_object(token, max_age=max_age)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Link(person, version, ids)


def gone(request: HttpRequest) -> HttpResponse:
    """The one page for every link that does not work (any more)."""
    return render(request, "ui/link_gone.html", status=404)
