"""Guards over every address: a session that ends in time, and the second factor of who reads intakes."""

from collections.abc import Callable
from time import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login
from allauth.account.utils import url_str_to_user_pk
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from atelier.base.types import Values
from members.models import Member
from members.permissions import may_moderate
from members.requests import Viewer

type Answer = Callable[[HttpRequest], HttpResponse]

BEGAN, SEEN = "began_at", "seen_at"
BEGUN = "begun_login"
# Writing each visit would cost a query each; a minute is exact enough.
NOTE_EVERY = 60


class SessionLimits:
    """Logs out after SESSION_IDLE_SECONDS without a visit, and SESSION_COOKIE_AGE after the login whatever happens."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Who brings no session cookie is nobody: public pages stay the same for all, and cacheable.
        if has_session(request) and request.user.is_authenticated:
            self.check(request)
        return self.get_response(request)

    def check(self, request: HttpRequest) -> None:
        now = int(time())
        session = request.session
        began, seen = session.get(BEGAN), session.get(SEEN)
        if began is None or seen is None:
            begin(request)
        elif now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif now - seen >= NOTE_EVERY:
            session[SEEN] = now


def begin(request: HttpRequest) -> None:
    """The session counts from here: called at login."""
    request.session[BEGAN] = request.session[SEEN] = int(time())


class BegunLogins:
    """A login half way (a code that is on its way, a password before the second step) ends with what began it.

    It waits in the session of somebody who is not in yet, where nothing else finds it. So beside it stands the number
    that the member's links and sessions carry, as it was then.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if has_session(request) and self.is_overtaken(request):
            clear_login(request)
        response = self.get_response(request)
        if request.session.modified:
            self.note(request)
        return response

    def is_overtaken(self, request: HttpRequest) -> bool:
        begun = self.begun(request)
        if not begun:
            return False
        known: object = request.session.get(BEGUN)
        return known != [begun["initiated_at"], self.number(begun)]

    def note(self, request: HttpRequest) -> None:
        begun = self.begun(request)
        if begun and request.session.get(BEGUN, [None])[0] != begun["initiated_at"]:
            request.session[BEGUN] = [begun["initiated_at"], self.number(begun)]

    def begun(self, request: HttpRequest) -> Values | None:
        begun = request.session.get(LOGIN_SESSION_KEY)
        return begun if isinstance(begun, dict) else None

    def number(self, begun: Values) -> int | None:
        """None for an address that nobody has: asked all the same, or the time would tell."""
        pk = url_str_to_user_pk(begun["user_pk"]) if begun.get("user_pk") else 0
        found: int | None = Member.objects.active().filter(pk=pk).values_list("link_version", flat=True).first()
        return found


class SecondFactor:
    """Nothing but the pages of the own account opens until a second factor is passed in this session."""

    open_to_all = ("account_", "mfa_", "usersessions_")
    open_names = frozenset({"set_language", "healthz", "readyz"})

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if settings.REQUIRE_SECOND_FACTOR == "off" or not has_session(request):
            return None
        if not needs_second_factor(request.user) or passed_second_factor(request):
            return None
        name = (request.resolver_match.url_name if request.resolver_match else "") or ""
        if name.startswith(self.open_to_all) or name in self.open_names:
            return None
        if is_mfa_enabled(request.user):
            return HttpResponseRedirect(
                f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}"
            )
        messages.warning(request, _("For your role a second step at login is needed. Set it up here first."))
        return HttpResponseRedirect(reverse("mfa_index"))


def has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def needs_second_factor(user: Viewer) -> bool:
    """Everyone does, unless the setting says staff: a word it does not know must open nothing."""
    if settings.REQUIRE_SECOND_FACTOR == "staff":
        return may_moderate(user)
    return bool(user.is_authenticated)


def passed_second_factor(request: HttpRequest) -> bool:
    return any(one.get("method") == "mfa" for one in get_authentication_records(request, request.user))
