"""Who tries too often waits. The tries are counted in the database: for every process, and without the cache too.

settings.LIMITS says how often: under the name of an address for what one does there (reading it too, where only
reading is possible), under ANYBODY for every POST of who is not logged in, under WRONG_LINK for personal links that do
not work. "5/10m/email+network" is five times in ten minutes for one typed e-mail address from one network.

A stranger's tries never shut the owner out: what counts for an e-mail address from everywhere ("20/1h/email", which
slows who comes from many networks) is not asked of a network from which its owner came in before (`remember`).
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from atelier.base.models import Tries
from atelier.base.types import Values
from atelier.base.words.dates import nice_moment, nice_time

type Answer = Callable[[HttpRequest], HttpResponse]

ANYBODY, WRONG_LINK = "anybody", "wrong_link"
UNITS = {"m": 60, "h": 3600, "d": 86400}
REMEMBERED = timedelta(days=90)

# One statement, so that of many at once each counts; in the order of the keys, so that none waits for the other.
COUNT = """
INSERT INTO lib_tries AS known (key, count, until)
SELECT key, 1, %(now)s + seconds * interval '1 second'
FROM unnest(%(keys)s::text[], %(seconds)s::int[]) AS new (key, seconds) ORDER BY key
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN known.until <= %(now)s THEN 1 ELSE known.count + 1 END,
    until = CASE WHEN known.until <= %(now)s THEN excluded.until ELSE known.until END
RETURNING key, count, until
"""


@dataclass(frozen=True)
class Limit:
    name: str
    most: int
    seconds: int
    per: str


@cache
def limits_of(name: str, text: str) -> tuple[Limit, ...]:
    """Of "60/10m/network,5/1d/email+network"."""
    found = []
    for one in text.split(","):
        most, time, per = one.strip().split("/")
        found.append(Limit(name, int(most), int(time[:-1]) * UNITS[time[-1]], per))
    return tuple(found)


def take(request: HttpRequest, *names: str, email: str = "") -> datetime | None:
    """Count one try under each name; the moment from which it can be tried again when it is one too many."""
    counted = keys_of(request, names, email)
    if not counted:
        return None
    values: Values = {
        "keys": list(counted),
        "seconds": [limit.seconds for limit in counted.values()],
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        rows = cursor.fetchall()
    return max((until for key, count, until in rows if count > counted[key].most), default=None)


def is_used_up(request: HttpRequest, name: str) -> datetime | None:
    """As `take`, without counting."""
    counted = keys_of(request, [name], "")
    found = Tries.objects.filter(key__in=counted, until__gt=timezone.now())
    return max((one.until for one in found if one.count >= counted[one.key].most), default=None)


def give_back(request: HttpRequest, name: str, *, email: str = "") -> None:
    """This try was right: it does not count."""
    for key in keys_of(request, [name], email):
        Tries.objects.filter(key=key, count__gt=0).update(count=F("count") - 1)


def keys_of(request: HttpRequest, names: Iterable[str], email: str) -> dict[str, Limit]:
    """What this request is counted under, as keyed digests: neither address can be read from them."""
    if not settings.LIMITED:
        return {}
    found = {}
    for limit in (limit for name in names for limit in limits_of(name, settings.LIMITS[name])):
        who = [PARTS[part](request, email) for part in limit.per.split("+")]
        if all(who) and not (limit.per == "email" and is_known(request, email)):
            found[digest(limit.name, limit.per, *who)] = limit
    return found


def remember(request: HttpRequest, email: str) -> None:
    """The owner of this e-mail address came in from here."""
    if settings.LIMITED:
        key = came_in(request, email)
        Tries.objects.update_or_create(key=key, defaults={"count": 0, "until": timezone.now() + REMEMBERED})


def is_known(request: HttpRequest, email: str) -> bool:
    return Tries.objects.filter(key=came_in(request, email), until__gt=timezone.now()).exists()


def came_in(request: HttpRequest, email: str) -> str:
    return digest("came in", email_of(request, email), network_of(request))


def purge() -> None:
    Tries.objects.filter(until__lte=timezone.now()).delete()


def digest(*parts: str) -> str:
    return salted_hmac("atelier.lib.limits", "\n".join(parts), algorithm="sha256").hexdigest()


def email_of(request: HttpRequest, email: str = "") -> str:
    """One spelling of what the database takes for the same address, whatever its capitals (a long s is one too)."""
    email = email or request.POST.get("email", "") or request.POST.get("login", "")
    return unicodedata.normalize("NFKC", email[:320].strip().upper()).casefold()


def network_of(request: HttpRequest, email: str = "") -> str:
    """The visitor's IPv4 address, or the /64 of an IPv6 address: whoever has one of those has them all."""
    try:
        address = ip_address(str(get_adapter().get_client_ip(request)).strip())
    except (ValueError, ImproperlyConfigured, PermissionDenied):
        # A proxy that is not ours, or none: everybody who comes so is one.
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address) >> 64 << 64, 64)))
    return str(address)


def person_of(request: HttpRequest, email: str = "") -> str:
    return str(request.user.pk or "")


def session_of(request: HttpRequest, email: str = "") -> str:
    return request.session.session_key or ""


def everybody(request: HttpRequest, email: str = "") -> str:
    return "everybody"


PARTS = {"everybody": everybody, "network": network_of, "email": email_of, "person": person_of, "session": session_of}


class Limits:
    """Stands before whatever keeps what a visitor sends."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND and is_secret_address(request):
            take(request, WRONG_LINK)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if not settings.LIMITED:
            return None
        if is_secret_address(request) and (until := is_used_up(request, WRONG_LINK)):
            return too_often(request, until)
        until = take(request, *names_of(request))
        return too_often(request, until) if until else None


def names_of(request: HttpRequest) -> list[str]:
    match = request.resolver_match
    name = match.view_name if match else ""
    names = []
    if request.method == "POST" and not request.user.is_authenticated:
        names.append(ANYBODY)
    if name in settings.LIMITS and (request.method == "POST" or name in settings.LIMITED_READING):
        names.append(name)
    return names


def is_secret_address(request: HttpRequest) -> bool:
    """An address that opens without login to who knows it."""
    match = request.resolver_match
    return bool(match and "token" in match.kwargs and not getattr(match.func, "login_required", True))


def too_often(request: HttpRequest, until: datetime) -> HttpResponse:
    """What was typed goes along to the next try; passwords and files are asked again."""
    sent = [
        (name, text)
        for name in request.POST
        if name != "csrfmiddlewaretoken" and "password" not in name
        for text in request.POST.getlist(name)
    ]
    seconds = max(1, int((until - timezone.now()).total_seconds()) + 1)
    context = {
        "until": when(until),
        "sent": sent,
        "asks_password": any("password" in name for name in request.POST),
        "asks_file": bool(request.FILES),
        "again": request.method == "POST",
    }
    response = render(request, "429.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def when(until: datetime) -> str:
    """Rounded up to the minute; with the day when it is not today."""
    minute = timezone.localtime(until + timedelta(seconds=59))
    return nice_time(minute) if minute.date() == timezone.localdate() else nice_moment(minute)
