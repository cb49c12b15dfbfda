"""Double submit is harmless: who sends the same page twice gets what the first one gave, whatever the form.

The mask of a page's CSRF token names the page (`forms.same_page`). The same content from the same page by the same
person is the same submit: it waits until the first is done, and goes where that went, with the same messages. Other
content (back, changed, sent again) is another submit.

That holds for an hour: what is sent from an old page later is looked at again, and its version tells what changed.
Where something new was made no version can tell (`bind(..., makes_new=True)`), so there it holds for a week.

The work and the row that remembers it are one transaction. What failed, or was not done (a form with errors, a
refusal), is not remembered: it can be tried again.
"""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from http import HTTPStatus
from threading import BoundedSemaphore
from time import sleep
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from atelier.base.data.sealed import seal, unseal
from atelier.base.exceptions import StillBusy
from atelier.base.forms.same_page import TOKEN, name_in
from atelier.base.forms.submitted import Submit, session_of
from atelier.base.hooks import note, with_hooks
from atelier.base.models import SubmittedOnce
from atelier.base.types import Values
from atelier.base.web.error_pages import conflict

GIVEN_AGAIN_FOR = timedelta(hours=1)
LOGIN_GIVEN_AGAIN_FOR = timedelta(minutes=1)
PURPOSE = "once"

MOMENT = 0.05
_waiting = BoundedSemaphore(max(1, settings.WEB_THREADS // 4))


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
        if request.method != "POST" or not name_in(request.POST.get(TOKEN, "")):
            return None
        # Begun here, where the body has been read: who sends it slowly holds no connection.
        request.work.enter_context(transaction.atomic())  # type: ignore[attr-defined]
        submit = Submit(request)
        try:
            _wait_for(submit.key)
        except StillBusy as busy:
            return conflict(request, busy)
        first = submit.first()
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


def _new_session(request: HttpRequest, submit: Submit) -> str:
    """The key of a session that began with this submit: a login, or the first thing a visitor sent."""
    if request.session.modified and not request.session.is_empty():
        request.session.save()
    now = session_of(request)
    return now if now != submit.session else ""


def _told(request: HttpRequest) -> list[Any]:
    """The messages of this request alone; Django has no public name for them."""
    return list(getattr(messages.get_messages(request), "_queued_messages", []))


def _remember(request: HttpRequest, submit: Submit, response: HttpResponse) -> None:
    told = {
        "messages": [[one.level, str(one.message), one.extra_tags] for one in _told(request)],
        "session": _new_session(request, submit),
        "new": getattr(request, "makes_new", False),
    }
    row = SubmittedOnce(token=submit.key, page=submit.page, url=response["Location"], told=seal(told, PURPOSE))
    SubmittedOnce.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["token"], update_fields=["page", "url", "told", "at"]
    )


def _again(request: HttpRequest, first: SubmittedOnce) -> HttpResponse | None:
    """The first one's answer; None where it cannot be given any more."""
    told = unseal(first.told, PURPOSE)
    if told is None or not _is_given_again(first, told) or not _goes_on_with(request, told, first):
        return None
    waiting: Any = messages.get_messages(request)
    there = {(one.level, str(one.message)) for one in waiting}
    waiting.used = False  # they were looked at, not shown
    for level, message, tags in told["messages"]:
        if (level, message) not in there:
            messages.add_message(request, level, message, extra_tags=tags)
    return HttpResponseRedirect(first.url)


def _is_given_again(first: SubmittedOnce, told: Values) -> bool:
    return bool(told.get("new")) or first.at >= timezone.now() - GIVEN_AGAIN_FOR


def _goes_on_with(request: HttpRequest, told: Values, first: SubmittedOnce) -> bool:
    """The browser dropped the first answer, and with it the cookie of a session: this answer brings it. That of a
    login not for long: later the same words log in by themselves. What was made is not made again without it."""
    session, is_new = told["session"], bool(told.get("new"))
    if not session or session == session_of(request):
        return True
    begun = type(request.session)(session)
    if not begun.exists(session):
        return is_new
    if not is_new and first.at < timezone.now() - LOGIN_GIVEN_AGAIN_FOR:
        return False
    request.session = begun
    request.session.modified = True
    return True
