"""What someone typed outlives their session: a POST by a logged-out person is kept until they are back.

The fields rest in the anonymous session (on the server), never passwords, files or a text with a citizen service
number, at most 300 kB, two hours. They come back only to the person who typed them: a cookie holds a keyed digest of
who was logged in last, so on a shared computer the next one never sees another's text.
"""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac

from atelier.lib.text import has_bsn

SESSION_KEY = "kept"
COOKIE = "atelier_last"
MOST_BYTES = 300_000
SECONDS = 2 * 60 * 60


def keep_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Stands before LoginRequiredMiddleware, which then sends the person to the login page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if _is_logged_in(request):
            who = _digest(request.user)
            if request.COOKIES.get(COOKIE) != who:
                response.set_cookie(
                    COOKIE, who, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, path="/"
                )
            if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
                kept = request.session.get(SESSION_KEY)
                if kept and kept["path"] == request.path and kept["page"]:
                    return HttpResponseRedirect(kept["page"])
        return response

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.method == "POST" and getattr(view, "login_required", True) and not request.user.is_authenticated:
            put(request)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def put(request: HttpRequest) -> bool:
    """Keep the fields of this POST for whoever was logged in last; whether it was done."""
    who = request.COOKIES.get(COOKIE, "")
    typed = request.POST.copy()
    for name in list(typed):
        if name == "csrfmiddlewaretoken" or "password" in name:
            del typed[name]
    body = typed.urlencode()
    texts = (value for name in typed if name != "once" for value in typed.getlist(name))
    if not who or not body or len(body) > MOST_BYTES or any(has_bsn(text) for text in texts):
        return False
    request.session[SESSION_KEY] = {
        "path": request.path,
        "page": page_of(request),
        "who": who,
        "at": int(time.time()),
        "body": body,
    }
    return True


def take(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page and this person, once."""
    if hasattr(request, "_kept"):
        return request._kept  # type: ignore[no-any-return]
    kept = None
    if _is_logged_in(request) and (found := request.session.get(SESSION_KEY)):
        here = request.path in (found["path"], urlsplit(found["page"]).path)
        fresh = time.time() - found["at"] < SECONDS
        own = constant_time_compare(found["who"], _digest(request.user))
        if here or not fresh or not own:
            del request.session[SESSION_KEY]
        if here and fresh and own:
            kept = QueryDict(found["body"])
    request._kept = kept  # type: ignore[attr-defined]
    return kept


def tell_once(request: HttpRequest, tell: Callable[[], None]) -> None:
    """A page may hold several forms; the message comes once."""
    if not hasattr(request, "_kept_told"):
        request._kept_told = True  # type: ignore[attr-defined]
        tell()


def _is_logged_in(request: HttpRequest) -> bool:
    """Asks the session only when there is one."""
    known = hasattr(request, "user") and settings.SESSION_COOKIE_NAME in request.COOKIES
    return known and request.user.is_authenticated


def _digest(user: Any) -> str:
    """Who this is; another after leaving or a change of address, so that what was kept before comes back to nobody."""
    return salted_hmac(
        "atelier.lib.keep", f"{user.pk}:{getattr(user, 'link_version', 0)}", algorithm="sha256"
    ).hexdigest()[:32]


def page_of(request: HttpRequest) -> str:
    """The page of our own that held the form; an address may take POST only."""
    parts = urlsplit(request.headers.get("Referer", ""))
    if parts.netloc != request.get_host() or not parts.path.startswith("/") or parts.path.startswith("//"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
