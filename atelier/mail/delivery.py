"""The sweep: takes what is due out of the database and hands it to the mail server.

Claim a batch (SKIP LOCKED, committed), send it over one connection outside any transaction, write each result.
A claim is a lease: every later write is filtered on it, so a sweep that was given up for dead does no harm later.
Just before a mail goes over the line `handed_at` is written; a sweep that dies leaves that one mail in doubt.
"""

import logging
import re
import smtplib
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import MIMEPart
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMultiAlternatives, mailers
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from atelier.base.data.sealed import unseal
from atelier.base.web import links
from atelier.mail.messages import (
    CalendarPart,
    Mail,
    Message,
    Obsolete,
    Recipient,
    absolute_url,
    get_message,
    with_unsubscribe,
    write,
)
from atelier.mail.models import SEALED_FOR, OutboxMessage, UndeliverableAddress
from atelier.mail.queries import opted_out, undeliverable_among
from atelier.mail.states import DONE, TROUBLED, State

logger = logging.getLogger(__name__)

BATCH = 50
SWEEP_SECONDS = 45.0
# A claim older than this belongs to a sweep that is gone.
LEASE = timedelta(minutes=15)
# Minutes until the next try after a temporary failure; then given up (about two days).
BACK_OFF = (1, 5, 15, 30, 60, 120, 240, 480, 720, 1440)
# What security mail gets of a page's time.
NOW_SECONDS = 4
KEEP = timedelta(days=400)
UNSUBSCRIBE = "mail.unsubscribe"

# 550, 551, 553 say "no such mailbox", unless the enhanced code tells of something else (5.7.1: policy).
_NO_SUCH_ADDRESS = re.compile(r"^(?:5\d\d[ -]5\.1\.\d|55[013](?![ -]\d\.\d))")


class NoServer(Exception):
    """The mail server cannot be reached at all, so trying the next mail is of no use."""


@dataclass(frozen=True)
class Batch:
    """Mails claimed by one sweep, with what must be known about all of them."""

    rows: Sequence[OutboxMessage] = ()
    undeliverable: set[str] = field(default_factory=set)
    opted_out: set[tuple[str, str]] = field(default_factory=set)


def sweep() -> bool:
    """Send all that is due, oldest first. False when time ran out before the end (the caller rings again)."""
    recover()
    expire()
    until = time.monotonic() + SWEEP_SECONDS
    while (batch := claim(OutboxMessage.objects.due(timezone.now()))).rows:
        if not send(batch):
            return True
        if time.monotonic() > until:
            return False
    return True


def deliver_now(pk: int) -> None:
    """Hand over one mail at once; when the server does not answer quickly it stays for the sweep."""
    try:
        batch = claim(OutboxMessage.objects.planned().filter(pk=pk))
        if batch.rows:
            send(batch, quickly=True)
    except Exception:
        # The row is safe in the database; the person's page must not fail by it.
        logger.exception("a mail could not be handed over at once")


def claim(rows: QuerySet[OutboxMessage]) -> Batch:
    now = timezone.now()
    with transaction.atomic():
        pks = list(rows.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:BATCH])
        OutboxMessage.objects.filter(pk__in=pks).update(state=State.CLAIMED, claimed_at=now, handed_at=None)
    if not pks:
        return Batch()
    claimed = list(OutboxMessage.objects.filter(pk__in=pks).select_related("recipient").order_by("due_at", "pk"))
    return Batch(
        claimed,
        undeliverable_among(row.to_address for row in claimed),
        opted_out(row.person for row in claimed if (kind := get_message_or_none(row.kind)) and kind.optional),
    )


def send(batch: Batch, *, quickly: bool = False) -> bool:
    """Send a claimed batch over one connection; False when the server could not be reached."""
    mailer: Any = mailers.default
    if quickly and getattr(mailer, "timeout", None):
        mailer.timeout = min(mailer.timeout, NOW_SECONDS)
    try:
        for number, row in enumerate(batch.rows):
            try:
                _send_one(row, batch, mailer)
            except NoServer as error:
                logger.warning("the mail server cannot be reached: %s", error)
                _give_back(batch.rows[number:], str(error))
                return False
    finally:
        _hang_up(mailer)
    return True


def _send_one(row: OutboxMessage, batch: Batch, mailer: Any) -> None:
    if get_message_or_none(row.kind) is None:
        return _retry(row, "no message is registered under this kind")
    if reason := _reason_not_to(row, batch):
        state = State.FAILED if reason == "address is undeliverable" else State.CANCELLED
        return _close(row, state, reason)
    try:
        mail, to = _write(row)
    except (Obsolete, ObjectDoesNotExist):
        return _close(row, State.CANCELLED, "obsolete")
    except Exception as error:
        logger.exception("mail %s %s could not be written", row.kind, row.pk)
        return _retry(row, f"could not be written: {type(error).__name__}")
    email = envelope(row, to, mail)
    try:
        mailer.open()
    except (OSError, smtplib.SMTPException) as error:
        raise NoServer(_answer(error)) from error
    if not _hand_over(row):
        return None
    try:
        mailer.send_messages([email])
    except ValueError as error:
        _close(row, State.FAILED, f"not a valid mail: {type(error).__name__}")
    except smtplib.SMTPRecipientsRefused as error:
        _refused(row, to, *next(iter(error.recipients.values())))
    except smtplib.SMTPSenderRefused as error:
        # The server does not want our own address: no fault of this mail, so it waits.
        logger.error("the mail server refuses the sender: %s", error.smtp_code)
        _retry(row, _answer(error))
    except smtplib.SMTPResponseException as error:
        _refused(row, to, error.smtp_code, error.smtp_error, by_address=False)
    except (OSError, smtplib.SMTPException) as error:
        certainly_not = isinstance(error, ConnectionRefusedError | socket.gaierror)
        in_doubt = not certainly_not and getattr(mailer, "in_doubt", True)
        _hang_up(mailer)
        _doubt(row, _answer(error)) if in_doubt else _retry(row, _answer(error))
    else:
        _sent(row, to, getattr(mailer, "last_answer", "") or "accepted")
    return None


def _reason_not_to(row: OutboxMessage, batch: Batch) -> str:
    """Why this mail should not leave any more; empty when it should."""
    kind = get_message(row.kind)
    if row.sealed and unseal(row.sealed, SEALED_FOR) is None:
        return "sealed with another key"
    if kind.optional and (row.person, row.kind) in batch.opted_out:
        return "unsubscribed"
    if kind.security:
        return ""
    if row.recipient and not row.recipient.is_active:
        return "no longer takes part"
    if row.to_address.lower() in batch.undeliverable:
        return "address is undeliverable"
    return "" if row.to_address else "no address"


def recipient_of(row: OutboxMessage) -> Recipient:
    """The reader as of now: a member's present address and language."""
    member = row.recipient
    language = getattr(member, "language", "") or row.language or settings.LANGUAGE_CODE
    to = Recipient(row.to_address, language, member)
    if get_message(row.kind).optional:
        token = links.make(UNSUBSCRIBE, row.person, getattr(member, "link_version", 0), kind=row.kind)
        to = with_unsubscribe(to, absolute_url("mail:unsubscribe", token))
    return to


def _write(row: OutboxMessage) -> tuple[Mail, Recipient]:
    to = recipient_of(row)
    return write(row.kind, to, {**row.params, **(unseal(row.sealed, SEALED_FOR) or {})}), to


def envelope(row: OutboxMessage, to: Recipient, mail: Mail) -> EmailMultiAlternatives:
    """The mail with all headers, the calendar as alternative and as attachment (RFC 6047)."""
    headers = {
        "Message-ID": row.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": to.language,
    }
    reply_to = settings.MAIL_REPLY_TO
    if to.unsubscribe_url:
        mailto = f"mailto:{parseaddr(reply_to)[1]}?subject=unsubscribe"
        headers["List-Unsubscribe"] = f"<{to.unsubscribe_url}>, <{mailto}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email = EmailMultiAlternatives(
        " ".join(mail.subject.split()), mail.text, None, [to.address], headers=headers, reply_to=[reply_to]
    )
    if mail.html:
        email.attach_alternative(mail.html, "text/html")
    for part in mail.parts:
        if isinstance(part, CalendarPart):
            email.attach_alternative(part.ics.decode(), f"text/calendar; method={part.method}")
            email.attach(_ics_file(part))
        else:
            email.attach(part.filename, part.content, part.mimetype)
    return email


def _ics_file(part: CalendarPart) -> MIMEPart:
    file = MIMEPart()
    file.set_content(part.ics, "application", "ics", disposition="attachment", filename=part.filename)
    file.set_param("name", part.filename)
    return file


def _mine(row: OutboxMessage) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(pk=row.pk, state=State.CLAIMED, claimed_at=row.claimed_at)


def _hand_over(row: OutboxMessage) -> bool:
    """The point of doubt begins; False when the row was cancelled, has expired or is another sweep's by now."""
    now = timezone.now()
    if row.expires_at and row.expires_at <= now:
        _close(row, State.EXPIRED, "too late")
        return False
    return bool(_mine(row).update(handed_at=now, attempts=row.attempts + 1))


def _sent(row: OutboxMessage, to: Recipient, answer: str) -> None:
    # Not filtered on the lease: whatever else was thought of this row, it has been sent.
    OutboxMessage.objects.filter(pk=row.pk).update(
        state=State.SENT, sent_at=timezone.now(), last_answer=answer[:300], sealed=""
    )
    if get_message(row.kind).security:
        UndeliverableAddress.objects.filter(address=to.address.lower()).delete()


def _close(row: OutboxMessage, state: State, answer: str) -> None:
    sealed = "" if state in DONE else row.sealed
    _mine(row).update(state=state, last_answer=answer[:300], sealed=sealed)


def _retry(row: OutboxMessage, answer: str) -> None:
    """A temporary failure: once more after a while, until the mail is of no use or we give up."""
    tries = row.attempts + 1
    if tries > len(BACK_OFF):
        logger.error("mail %s %s is given up after %s attempts", row.kind, row.pk, tries)
        return _close(row, State.FAILED, answer)
    try_at = timezone.now() + timedelta(minutes=BACK_OFF[tries - 1])
    _mine(row).update(
        state=State.PLANNED, attempts=tries, try_at=try_at, handed_at=None, claimed_at=None, last_answer=answer[:300]
    )
    return None


def _refused(row: OutboxMessage, to: Recipient, code: int, error: bytes | str, *, by_address: bool = True) -> None:
    """The server said no: 4xx may change, 5xx will not."""
    said = f"{code} {error.decode('utf-8', 'replace') if isinstance(error, bytes) else error}"
    # 552 and x.2.2 are a full mailbox, which empties.
    if code < 500 or code == 552 or " 5.2.2" in said[:10]:
        return _retry(row, said)
    _close(row, State.FAILED, said)
    if by_address and _NO_SUCH_ADDRESS.match(said):
        logger.warning("an address is undeliverable (mail %s)", row.pk)
        UndeliverableAddress.objects.get_or_create(
            address=to.address.lower(), defaults={"answer": said[:300], "seen_at": timezone.now()}
        )
    return None


def _doubt(row: OutboxMessage, answer: str) -> None:
    """Nobody knows whether it left. Kinds that do no harm twice go once more, the others wait for a person."""
    now = timezone.now()
    kind = get_message_or_none(row.kind)
    alive = row.expires_at is None or row.expires_at > now
    if kind and kind.resend_unsure and not row.resent and alive:
        again = {"state": State.PLANNED, "resent": row.resent + 1, "try_at": now, "handed_at": None}
        _mine(row).update(**again, last_answer=answer[:300])
        return
    logger.warning("mail %s %s may or may not have left", row.kind, row.pk)
    _mine(row).update(state=State.UNSURE, last_answer=answer[:300])


def _give_back(rows: Sequence[OutboxMessage], answer: str) -> None:
    """Not a try: the server was not there. Their turn stays, so that after an outage the oldest leaves first."""
    for row in rows:
        _mine(row).filter(handed_at=None).update(state=State.PLANNED, claimed_at=None, last_answer=answer[:300])


def recover() -> None:
    """Clean up after sweeps that did not come back: what was not handed over is simply planned again."""
    before = timezone.now() - LEASE
    stranded = OutboxMessage.objects.stranded(before)
    stranded.filter(handed_at=None).update(state=State.PLANNED, claimed_at=None, last_answer="the sweep was lost")
    for row in stranded:
        _doubt(row, "the sweep was lost while handing over")


def expire() -> int:
    """Mark what is planned but too late; shown to coordinators, never silently dropped."""
    number = int(
        OutboxMessage.objects.overdue(timezone.now()).update(state=State.EXPIRED, sealed="", last_answer="too late")
    )
    if number:
        logger.warning("%s mails were too late to be sent", number)
    return number


def purge() -> None:
    """Forget what was done long ago, and the secret words of what failed once it is too late to send it again."""
    too_late = OutboxMessage.objects.filter(state__in=TROUBLED, expires_at__lte=timezone.now())
    too_late.exclude(sealed="").update(sealed="")
    before = timezone.now() - KEEP
    OutboxMessage.objects.filter(state__in=(*DONE, *TROUBLED), due_at__lt=before).delete()


def get_message_or_none(kind: str) -> Message | None:
    try:
        return get_message(kind)
    except LookupError:
        return None


def _answer(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    return f"{type(error).__name__}: {error}"


def _hang_up(mailer: Any) -> None:
    try:
        mailer.close()
    except (OSError, smtplib.SMTPException):
        # The line was broken already.
        mailer.connection = None
