"""Double submit is harmless: who sends the same page twice gets what the first one gave, whatever the form.

Every page is rendered with a CSRF token that is masked anew, so the token names the page. The same content from the
same page by the same person is the same submit: it waits until the first is done, and goes where that went, with the
same messages. Other content (back, changed, sent again) is another submit.

The work and the row that remembers it are one transaction. What failed, or was not done (a form with errors, a
refusal), is not remembered: it can be tried again.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import timedelta
from http import HTTPStatus
from threading import BoundedSemaphore
from time import sleep
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from atelier.base.data.sealed import seal, unseal
from atelier.base.exceptions import StillBusy
from atelier.base.hooks import note, with_hooks
from atelier.base.models import SubmittedOnce

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
MASKED = 64  # characters of a token that was rendered for one page
GIVEN_AGAIN_FOR = timedelta(hours=1)
LOGIN_GIVEN_AGAIN_FOR = timedelta(minutes=1)
PURPOSE = "once"


MOMENT = 0.05
_waiting = BoundedSemaphore(max(1, settings.WEB_THREADS // 4))


class Submit:
    """One POST from one page: `page` names the page it came from, `key` also what was in it."""

    def __init__(self, request: HttpRequest) -> None:
        self.person = request.user.pk if hasattr(request, "user") else None
        self.page = _uuid([str(self.person), request.POST[TOKEN]])
        self.key = _uuid([str(self.page), request.get_full_path(), *_content(request)])
        self.session = _session_of(request)
        self.savepoint = ""


def once_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Stands last: who may not do this was sent away before, and an error of the view comes here first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with ExitStack() as work:
            note(request, work=work)
            response = get_response(request)
            submit = getattr(request, "submit", None)
            if submit is not None and _is_done(request, response):
                _remember(request, submit, response)
        return response

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method != "POST" or len(request.POST.get(TOKEN, "")) != MASKED:
            return None
        # Begun here, where the body has been read: who sends it slowly holds no connection.
        request.work.enter_context(transaction.atomic())  # type: ignore[attr-defined]
        submit = Submit(request)
        try:
            _wait_for(submit.key)
        except StillBusy as busy:
            from atelier.base.web.error_pages import conflict  # it stands on this

            return conflict(request, busy)
        first = SubmittedOnce.objects.filter(token=submit.key, at__gte=timezone.now() - GIVEN_AGAIN_FOR).first()
        if first is not None and (answer := _again(request, first)):
            return answer
        submit.savepoint = transaction.savepoint_create()
        note(request, submit=submit)
        return None

    def process_exception(request: HttpRequest, error: Exception) -> None:
        """Nothing half done stays, and the page that tells it reads what is so."""
        submit = getattr(request, "submit", None)
        if submit is not None:
            transaction.set_rollback(False)
            transaction.savepoint_rollback(submit.savepoint)

    return with_hooks(middleware, process_view=process_view, process_exception=process_exception)


def was_sent_before(request: HttpRequest) -> bool:
    """Whether this person already sent something else from this very page: then nobody else was first."""
    submit = getattr(request, "submit", None)
    return submit is not None and SubmittedOnce.objects.filter(page=submit.page).exists()


def content_digest(fields: Iterable[tuple[str, list[Any]]], files: Iterable[tuple[str, list[Any]]]) -> str:
    """Names what was typed and which files came with it; tokens are left out."""
    typed = [f"{name}={json.dumps(values, default=str)}" for name, values in fields if name not in (TOKEN, "once")]
    sent = [f"{name}={one.name}:{_digest_of(one)}" for name, several in files for one in several]
    return hashlib.sha256("\0".join([*typed, *sent]).encode("utf-8", "surrogatepass")).hexdigest()


def _content(request: HttpRequest) -> list[str]:
    once = request.POST.getlist("once")
    return [*once, content_digest(request.POST.lists(), request.FILES.lists())]


def _digest_of(file: Any) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _uuid(parts: list[str]) -> UUID:
    return UUID(bytes=hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()[:16])


def _wait_for(key: UUID) -> None:
    """Until the first of two equal submits has done its work; a lock, because what fails should leave no row.

    Who waits holds a thread: of many equal ones some wait, as long as the database lets them, the others a moment.
    """
    number = int.from_bytes(key.bytes[:8], signed=True)
    if _is_free(number):
        return
    if not _waiting.acquire(blocking=False):
        if not any(_is_free_after(MOMENT, number) for _time in range(10)):
            raise StillBusy
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        raise StillBusy from error
    finally:
        _waiting.release()


def _is_free_after(seconds: float, number: int) -> bool:
    sleep(seconds)
    return _is_free(number)


def _is_free(number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        return bool(cursor.fetchone()[0])


def _is_done(request: HttpRequest, response: HttpResponse) -> bool:
    """A redirect says that the work was done; a cookie was for that answer alone."""
    return (
        response.status_code in (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER)
        and not response.cookies
        and not any(one.level >= messages.ERROR for one in _told(request))
    )


def _session_of(request: HttpRequest) -> str:
    return getattr(getattr(request, "session", None), "session_key", None) or ""


def _new_session(request: HttpRequest, submit: Submit) -> str:
    """The key of a session that began with this submit: a login, or the first thing a visitor sent."""
    if request.session.modified and not request.session.is_empty():
        request.session.save()
    now = _session_of(request)
    return now if now != submit.session else ""


def _told(request: HttpRequest) -> list[Any]:
    """The messages of this request alone; Django has no public name for them."""
    return list(getattr(messages.get_messages(request), "_queued_messages", []))


def _remember(request: HttpRequest, submit: Submit, response: HttpResponse) -> None:
    told = {
        "messages": [[one.level, str(one.message), one.extra_tags] for one in _told(request)],
        "session": _new_session(request, submit),
    }
    row = SubmittedOnce(token=submit.key, page=submit.page, url=response["Location"], told=seal(told, PURPOSE))
    SubmittedOnce.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["token"], update_fields=["page", "url", "told", "at"]
    )


def _again(request: HttpRequest, first: SubmittedOnce) -> HttpResponse | None:
    """The first one's answer; None where it cannot be given any more."""
    told = unseal(first.told, PURPOSE)
    if told is None or not _goes_on_with(request, told["session"], first):
        return None
    waiting: Any = messages.get_messages(request)
    there = {(one.level, str(one.message)) for one in waiting}
    waiting.used = False  # they were looked at, not shown
    for level, message, tags in told["messages"]:
        if (level, message) not in there:
            messages.add_message(request, level, message, extra_tags=tags)
    return HttpResponseRedirect(first.url)


def _goes_on_with(request: HttpRequest, session: str, first: SubmittedOnce) -> bool:
    """The browser dropped the first answer, and with it the cookie of a login: this answer brings it. Not for long:
    later the same words log in by themselves."""
    if not session or session == _session_of(request):
        return True
    begun = type(request.session)(session)
    if first.at < timezone.now() - LOGIN_GIVEN_AGAIN_FOR or not begun.exists(session):
        return False
    request.session = begun
    request.session.modified = True
    return True


def submit_once(token: UUID, make: Callable[[], str]) -> str:
    """Run `make`, which does the work and gives the address to go to; with a known token only give that address.

    For a form with an `OnceField`, whose token holds what was typed. Two submits at the same moment: the second waits
    on the first one's row. When `make` fails nothing is kept.
    """
    try:
        with transaction.atomic():
            first = SubmittedOnce.objects.create(token=token)
            first.url = make()
            first.save(update_fields=["url"])
            return first.url
    except IntegrityError:
        known = SubmittedOnce.objects.filter(token=token).first()
        if known is None:  # the error was make()'s own
            raise
        return known.url


def purge(days: int = 7) -> int:
    """Delete tokens older than `days`; how many."""
    return SubmittedOnce.objects.filter(at__lt=timezone.now() - timedelta(days=days)).delete()[0]
