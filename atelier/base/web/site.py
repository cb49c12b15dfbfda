"""The portal's own address is SITE_URL, never the Host that a request claims.

Who sends a made-up Host would else put their own address into the mails of somebody else (a new password, say).
Our own code asks `atelier.mail.messages.absolute_url`; whatever a package makes whole goes through here.
"""

from collections.abc import Callable
from functools import partial
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from atelier.base.hooks import note


def site_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        note(request, build_absolute_uri=partial(whole, request))
        return get_response(request)

    return middleware


def whole(request: HttpRequest, location: str | None = None) -> str:
    """As HttpRequest.build_absolute_uri."""
    return str(
        urljoin(settings.SITE_URL + request.path, request.get_full_path() if location is None else str(location))
    )
