"""Headers that Django does not set itself."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from atelier.base.hooks import note

FEATURES_OFF = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb", "browsing-topics")
PERMISSIONS = ", ".join([*(f"{feature}=()" for feature in FEATURES_OFF), "publickey-credentials-get=(self)"])


def headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Keep other sites from embedding us, and browsers and proxies from keeping what a member saw."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if match := request.resolver_match:
            own = settings.SESSION_COOKIE_NAME in request.COOKIES
            if own or match.view_name not in settings.INDEXED or response.status_code >= HTTPStatus.BAD_REQUEST:
                response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        # A session cookie says: somebody's own page. Static files carry their own Cache-Control.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "no-store, private")
        if getattr(request, "was_logged_out", False):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware


def mark_logout(request: HttpRequest | None, **_: object) -> None:
    """Receiver of user_logged_out: what the browser kept of this person goes (POST only; GET never logs out)."""
    if request is not None:
        note(request, was_logged_out=True)
