"""A page that comes back is the same page still: with errors, to look before it is done, in another language, or
filled with what was typed before the session ended.

Django masks the CSRF token of each page anew, so the mask names the page. Who gets one back with what was typed on it
gets the name back too: then who goes on from there, and meanwhile had done it, makes nothing twice (see `web.once`).
The token as a whole fits the secret of now, which a login changes.
"""

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, CSRF_TOKEN_LENGTH, get_token
from django.utils.functional import SimpleLazyObject

from atelier.base.hooks import note

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def name_in(token: str) -> str:
    """The name of the page that bears this token; nothing where no page of ours does."""
    is_ours = len(token) == CSRF_TOKEN_LENGTH and set(token) <= set(CSRF_ALLOWED_CHARS)
    return token[:CSRF_SECRET_LENGTH] if is_ours else ""


def comes_back(request: HttpRequest, name: str) -> None:
    """The page that is shown now is this one, once more; without a name another one, whatever was sent."""
    note(request, page_name=name)


def same_page(request: HttpRequest) -> dict[str, object]:
    """Context processor: `csrf_token`, after Django's own."""
    return {"csrf_token": SimpleLazyObject(lambda: _token(request))}


def _token(request: HttpRequest) -> str:
    name: str | None = getattr(request, "page_name", None)
    if name is None:
        name = _name_sent(request)
    token = get_token(request)
    return renamed(token, name) if name else token


def _name_sent(request: HttpRequest) -> str:
    """Of the page that was sent; only a token that Django found right says so."""
    is_right = request.method == "POST" and getattr(request, "csrf_processing_done", False)
    return name_in(request.POST.get(TOKEN, "")) if is_right else ""


def renamed(token: str, name: str) -> str:
    """The same secret under another mask: each sign of it moves along by as much as the sign of its mask does."""
    signs = CSRF_ALLOWED_CHARS
    mask, masked = token[:CSRF_SECRET_LENGTH], token[CSRF_SECRET_LENGTH:]
    places = (signs.index(c) - signs.index(m) + signs.index(n) for c, m, n in zip(masked, mask, name, strict=True))
    return name + "".join(signs[place % len(signs)] for place in places)
