"""What someone typed outlives their session: a POST by a logged-out person is kept until they are back.

The fields rest in the database (`Kept`), never passwords, files or a text with a citizen service number, at most
300 kB, two hours. Only for who was logged in here before, as a signed cookie says, and is still a member: nobody else
makes a row. Of one person the last few, of all together so many: what is over it is not kept. They come back only to
the person who typed them, in the browser that sent them: on a shared computer the next one never sees another's text.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from atelier.base.forms.same_page import TOKEN, comes_back, name_in
from atelier.base.hooks import note, with_hooks
from atelier.base.models import Kept
from atelier.base.types import Anybody
from atelier.base.words.text import has_bsn

SESSION_KEY = "kept"
# In the switch of language on a page where something was typed; and that the page had answered it already.
SWITCH, SENT = "_language", "_sent"
COOKIE = "atelier_last"
MOST_BYTES = 300_000
MOST_OF_ONE = 5
MOST_OF_ALL = 1_000
MOST_BYTES_OF_ALL = 50_000_000
TIME = timedelta(hours=2)
signer = Signer(salt="atelier.lib.keep")
# The token of a file that waits, and the tick to leave it out (see kept_files).
FILE_TOKENS = ("_kept", "_drop", "_why")
# Under this name the names of the files that were sent; the files themselves are not kept. And the page's own name.
FILES, PAGE = "_files", "_page"


def keep_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Stands before LoginRequiredMiddleware, which then sends the person to the login page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if _is_logged_in(request):
            who = signer.sign(f"{request.user.pk}.{digest(request.user)}")
            if request.COOKIES.get(COOKIE) != who:
                response.set_cookie(
                    COOKIE, who, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, path="/"
                )
        return response

    def process_view(request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        if request.method == "POST" and getattr(view, "login_required", True) and not request.user.is_authenticated:
            put(request)

    return with_hooks(middleware, process_view=process_view)


def put(request: HttpRequest) -> bool:
    """Keep the fields of this POST for whoever was logged in last; whether it was done."""
    if COOKIE not in request.COOKIES:
        return False
    typed = request.POST.copy()
    for name in list(typed):
        if name in (TOKEN, SWITCH, SENT) or "password" in name or name.endswith(FILE_TOKENS):
            del typed[name]
    typed.setlist(FILES, names_of(request))
    comes_back(request, name_in(request.POST.get(TOKEN, "")))
    return _put(request, typed, lambda: _last_here(request), page_of(request))


def _put(request: HttpRequest, typed: QueryDict, find_who: Callable[[], str], page: str) -> bool:
    texts = (text for name in typed for text in (name, *typed.getlist(name)))
    if not typed.urlencode() or any(has_bsn(text) for text in texts):
        return False
    named = typed.copy()
    named[PAGE] = getattr(request, "page_name", "")
    body = named.urlencode()
    if len(body) > MOST_BYTES:
        return False
    who = find_who()
    key = _store(who, request.path, page, body) if who else None
    if key:
        request.session[SESSION_KEY] = key
    return bool(key)


def page_for(request: HttpRequest, above: str) -> str:
    """Where what was typed at this address, which has no page, is shown: the page of its form, else `above`."""
    kept = _found(request) if _is_logged_in(request) and SESSION_KEY in request.session else None
    if kept and kept.path == request.path:
        if not kept.page:
            Kept.objects.filter(pk=kept.pk).update(page=above)
        return kept.page or above
    typed = getattr(request, "_kept", None)
    if typed and _is_logged_in(request):
        _put(request, typed, lambda: digest(request.user), above)
    return above


def moved(request: HttpRequest, to: str) -> None:
    """This page has another address now: what was typed at the old one is shown there."""
    if _is_logged_in(request) and SESSION_KEY in request.session:
        kept = _found(request)
        if kept and kept.path == request.path:
            Kept.objects.filter(pk=kept.pk).update(path=to, page=to)


def look_again(request: HttpRequest) -> None:
    """Make of this POST a look at its page, with what was typed on it: nothing is done (see `language`)."""
    typed = request.POST.copy()
    note(request, looks_again=SENT in typed)
    comes_back(request, name_in(typed.get(TOKEN, "")))
    for name in [name for name in typed if name in (TOKEN, SWITCH, SENT) or "password" in name]:
        del typed[name]
    note(request, _kept=typed)
    request.method, request.POST = "GET", QueryDict()


def filled(request: HttpRequest, names: Iterable[str]) -> None:
    """Note that a form shows these fields of what was kept."""
    note(request, _kept_shown={*getattr(request, "_kept_shown", ()), *names})


def unshown(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page and stands in none of its forms."""
    typed = take(request)
    if typed is None:
        return None
    shown: set[str] = getattr(request, "_kept_shown", set())
    rest = typed.copy()
    for name in [name for name in rest if name in shown]:
        del rest[name]
    return rest


def _last_here(request: HttpRequest) -> str:
    """Who was logged in here last, when the cookie is ours and they are still a member; else nothing."""
    try:
        pk, who = signer.unsign(request.COOKIES[COOKIE]).split(".")
    except (BadSignature, ValueError):
        return ""
    member = get_user_model()._default_manager.filter(pk=pk, is_active=True).first()
    return who if member and constant_time_compare(who, digest(member)) else ""


@transaction.atomic
def _store(who: str, path: str, page: str, body: str) -> str:
    purge()
    stale = Kept.objects.filter(who=who).order_by("-at")[MOST_OF_ONE - 1 :]
    Kept.objects.filter(key__in=list(stale.values_list("key", flat=True))).delete()
    kept = Kept.objects.aggregate(bytes=Sum("size", default=0))["bytes"]
    if kept + len(body) > MOST_BYTES_OF_ALL or Kept.objects.count() >= MOST_OF_ALL:
        return ""
    return str(Kept.objects.create(who=who, path=path, page=page, body=body, size=len(body)).key)


def purge() -> int:
    return Kept.objects.filter(at__lt=timezone.now() - TIME).delete()[0]


def forget_of(user: Anybody) -> None:
    """Of who is erased nothing stays; call while their digest is still this one."""
    Kept.objects.filter(who=digest(user)).delete()


def _found(request: HttpRequest) -> Kept | None:
    """What this browser sent when it was logged out, if it is this person's own and not too old."""
    key = request.session.get(SESSION_KEY)
    if not isinstance(key, str):
        return None
    fresh = Kept.objects.filter(at__gte=timezone.now() - TIME, who=digest(request.user))
    return fresh.filter(key=key).first()


def names_of(request: HttpRequest) -> list[str]:
    """Of the files in this POST."""
    return [(file.name or "")[-150:] for name in request.FILES for file in request.FILES.getlist(name)][:5]


def names_of_files(request: HttpRequest) -> list[str]:
    """Of the files that were sent with the text `take` gave back."""
    return getattr(request, "_kept_files", [])


def take(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page and this person, once."""
    if "_kept" in vars(request):
        given: QueryDict | None = vars(request)["_kept"]
        return given
    typed = None
    if _is_logged_in(request) and SESSION_KEY in request.session:
        kept = _found(request)
        here = kept is not None and request.path in (kept.path, urlsplit(kept.page).path)
        if kept and here:
            typed = QueryDict(kept.body, mutable=True)
            note(request, _kept_files=typed.pop(FILES, []))
            comes_back(request, "".join(typed.pop(PAGE, [])))
            kept.delete()
        if here or not kept:
            del request.session[SESSION_KEY]
    note(request, _kept=typed)
    return typed


def tell_once(request: HttpRequest, tell: Callable[[], None]) -> None:
    """A page may hold several forms; the message comes once."""
    if not hasattr(request, "_kept_told"):
        note(request, _kept_told=True)
        tell()


def _is_logged_in(request: HttpRequest) -> bool:
    """Asks the session only when there is one."""
    known = hasattr(request, "user") and settings.SESSION_COOKIE_NAME in request.COOKIES
    return known and request.user.is_authenticated


def digest(user: Anybody) -> str:
    """Who this is; another after leaving or a change of address, so that what was kept before comes back to nobody."""
    return salted_hmac(
        "atelier.lib.keep", f"{user.pk}:{getattr(user, 'link_version', 0)}", algorithm="sha256"
    ).hexdigest()[:32]


def page_of(request: HttpRequest) -> str:
    """The page of our own that held the form; an address may take POST only."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # "http://[": no address
        return ""
    if parts.netloc != request.get_host() or not parts.path.startswith("/") or parts.path.startswith("//"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
