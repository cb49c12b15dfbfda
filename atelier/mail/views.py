"""Unsubscribing from optional mail, and the demo's mailbox."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import wraps
from typing import cast

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from atelier.base.data.search import tidied
from atelier.base.web import links
from atelier.mail.actions import opt_in, opt_out
from atelier.mail.delivery import UNSUBSCRIBE
from atelier.mail.models import DemoMail

MAILS_SHOWN = 200


def present_version(person: str) -> int:
    """A member's links end when the member leaves or gets another address."""
    about, _colon, pk = person.partition(":")
    if about != "member":
        return 0
    found = get_user_model()._default_manager.filter(pk=pk).values_list("link_version", flat=True).first()
    return found or 0


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: a mail program POSTs here without a cookie. The signed token stands for the person."""
    link = links.read(token, UNSUBSCRIBE)
    if link is None or link.version != present_version(link.person):
        return links.gone(request)
    done = request.method == "POST"
    back = done and request.POST.get("back") == "1"
    if done:
        (opt_in if back else opt_out)(link.person, link.ids["kind"])
    return render(request, "outbox/unsubscribe.html", {"done": done, "back": back})


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page exists only in a demo without a mail server; there it is public."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO_MAILBOX:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(require_safe(guarded))


@demo_only
def demo_mailbox(request: HttpRequest) -> HttpResponse:
    address = tidied(request.GET.get("aan", ""))
    mails = DemoMail.objects.defer("raw")
    if address:
        mails = mails.filter(to__icontains=address)
    return render(request, "outbox/demo_mailbox.html", {"mails": mails[:MAILS_SHOWN], "address": address})


@demo_only
def demo_mail(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(DemoMail, pk=pk)
    parsed = _parse(mail)
    text = parsed.get_body(("plain",))
    return render(
        request,
        "outbox/demo_mail.html",
        {
            "mail": mail,
            "headers": [(name, str(value)) for name, value in parsed.items() if not name.startswith("Content-")],
            "text": text.get_content() if text else "",
            "has_html": parsed.get_body(("html",)) is not None,
            "files": _files(parsed),
        },
    )


@demo_only
@csp_override({})
def demo_mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail as it looks, in a sandbox of its own: no script, no form, only our one style sheet by its hash."""
    html = _parse(get_object_or_404(DemoMail, pk=pk)).get_body(("html",))
    if html is None:
        raise Http404
    # A browser hashes the style after it has made every line end a newline.
    content = html.get_content().replace("\r\n", "\n")
    styles = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" for style in styles]
    response = HttpResponse(content)
    response["Content-Security-Policy"] = (
        f"default-src {CSP.NONE}; style-src {' '.join(hashes) or CSP.NONE}; "
        f"base-uri {CSP.NONE}; form-action {CSP.NONE}; frame-ancestors {CSP.NONE}; "
        "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
    )
    return response


@demo_only
def demo_mail_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    files = _files(_parse(get_object_or_404(DemoMail, pk=pk)))
    if number >= len(files):
        raise Http404
    file = files[number]
    return HttpResponse(
        file.content,
        content_type=file.type,
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@dataclass(frozen=True)
class File:
    name: str
    type: str
    content: bytes


def _parse(mail: DemoMail) -> EmailMessage:
    return message_from_bytes(bytes(mail.raw), policy=policy.default)


def _files(parsed: EmailMessage) -> list[File]:
    return [
        File(
            re.sub(r"[^\w. -]", "_", part.get_filename() or "bestand"),
            part.get_content_type(),
            cast(bytes, part.get_payload(decode=True)),
        )
        for part in parsed.iter_attachments()
    ]
