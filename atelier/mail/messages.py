"""What a mail says: one function per message, found by its kind, run at the moment of sending.

    @message("cases.received")
    def received(to: Recipient, *, case: int) -> Mail:
        return compose("cases/email/received", to, {"case": Case.objects.get(pk=case)})

`compose` renders <name>_subject.txt and <name>_message.txt (never escaped: plain text), and <name>_message.html when
it is there (extends mail/base.html); without it the HTML part is made from the text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.shortcuts import resolve_url
from django.template import Context, TemplateDoesNotExist, engines
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise

from atelier.mail.exceptions import Obsolete, UnknownKind

__all__ = [
    "Attachment",
    "CalendarPart",
    "Mail",
    "Message",
    "Obsolete",
    "Recipient",
    "absolute_url",
    "compose",
    "get_message",
    "message",
    "messages",
    "name_of",
    "write",
]


@dataclass(frozen=True)
class Recipient:
    """Who reads the mail. `member` is None for somebody without an account."""

    address: str
    language: str
    member: Any = None
    unsubscribe_url: str = ""

    @property
    def name(self) -> str:
        return str(self.member) if self.member else ""


@dataclass(frozen=True)
class CalendarPart:
    """An invitation by RFC 6047. `method` ("REQUEST", "CANCEL") must equal METHOD in `ics`, else Outlook refuses."""

    ics: bytes
    method: str
    filename: str = "invite.ics"


@dataclass(frozen=True)
class Attachment:
    filename: str
    content: bytes
    mimetype: str


@dataclass(frozen=True)
class Mail:
    subject: str
    text: str
    html: str = ""
    parts: Sequence[CalendarPart | Attachment] = field(default=())


@dataclass(frozen=True)
class Message:
    """A registered kind.

    called: what the desk calls it.
    optional: the reader may unsubscribe (digest); never for invitations or security mail.
    resend_unsure: when nobody knows whether it left, once more with the same Message-ID (reminder, invitation).
    security: leaves even to an address marked undeliverable and to a member who does not take part (yet).
    """

    kind: str
    function: Callable[..., Mail]
    called: str | Promise = ""
    optional: bool = False
    resend_unsure: bool = False
    security: bool = False


_registry: dict[str, Message] = {}


def message[**P](
    kind: str,
    *,
    called: str | Promise = "",
    optional: bool = False,
    resend_unsure: bool = False,
    security: bool = False,
) -> Callable[[Callable[P, Mail]], Callable[P, Mail]]:
    """Register a message function under `kind` ("cases.received")."""

    def register(function: Callable[P, Mail]) -> Callable[P, Mail]:
        known = _registry.get(kind)
        if known and known.function.__qualname__ != function.__qualname__:
            raise ValueError(f"two messages are called {kind!r}")
        _registry[kind] = Message(kind, function, called, optional, resend_unsure, security)
        return function

    return register


def get_message(kind: str) -> Message:
    try:
        return _registry[kind]
    except KeyError:
        raise UnknownKind(f"no message is registered as {kind!r}; is it in an emails.py?") from None


def name_of(kind: str) -> str:
    """What a moderator calls it; an old kind that the code no longer knows stands as it is."""
    known = _registry.get(kind)
    return str(known.called or kind) if known else kind


def messages() -> Mapping[str, Message]:
    """All registered kinds."""
    return dict(_registry)


def absolute_url(to: str | Model, *args: object, **kwargs: object) -> str:
    """The full address of a path, a URL name with its arguments, or an object with get_absolute_url."""
    return f"{settings.SITE_URL}{resolve_url(to, *args, **kwargs)}"


def write(kind: str, to: Recipient, params: Mapping[str, object]) -> Mail:
    """Run the message function in the reader's language and our own time zone."""
    with translation.override(to.language), timezone.override(settings.TIME_ZONE):
        return get_message(kind).function(to, **params)


def compose(
    name: str, to: Recipient, context: Mapping[str, object], parts: Sequence[CalendarPart | Attachment] = ()
) -> Mail:
    """Render the templates of one message in the reader's language."""
    with translation.override(to.language):
        # A newline in a name or title may never start a new header.
        subject = " ".join(_plain(f"{name}_subject.txt", to, context).split())
        words = _plain(f"{name}_message.txt", to, context).strip()
        full = {**context, "to": to, "subject": subject, "words": words, "site_url": settings.SITE_URL}
        text = _plain("mail/frame.txt", to, full).strip() + "\n"
        try:
            html = render_to_string(f"{name}_message.html", full)
        except TemplateDoesNotExist as missing:
            if missing.args[0] != f"{name}_message.html":
                raise
            html = render_to_string("mail/plain.html", full)
    return Mail(subject, text, html, parts)


def _plain(template_name: str, to: Recipient, context: Mapping[str, object]) -> str:
    """Plain text: the one place without escaping, so that it's stays it's and not it&#x27;s."""
    template: Any = engines["django"].get_template(template_name)
    full = {"to": to, "site_url": settings.SITE_URL, **context}
    return re.sub(r"\n{3,}", "\n\n", template.template.render(Context(full, autoescape=False)))


def with_unsubscribe(to: Recipient, url: str) -> Recipient:
    return replace(to, unsubscribe_url=url)
