"""Every write to the outbox by the rest of the house: queue, cancel, send now, unsubscribe."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Model, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.crypto import salted_hmac

from atelier.base.data.sealed import seal
from atelier.mail.messages import get_message
from atelier.mail.models import SEALED_FOR, OptOut, OutboxMessage, UndeliverableAddress
from atelier.mail.states import TROUBLED, State
from atelier.mail.tasks import ring

type Params = Mapping[str, object]

# Said of a row that cancel() took back; such a row may be queued again, one that was found obsolete may not.
WITHDRAWN = "withdrawn"
ROWS_PER_INSERT = 1000

_ID = re.compile(r"[\w:.+-]{0,100}", re.ASCII)


def address_occasion(member: Model) -> str:
    """The occasion of mails about a member's address, which go to the earlier one."""
    return f"address:{member.pk}"


def queue(
    kind: str,
    *,
    to: str | Model,
    occasion: str,
    params: Params | None = None,
    moment: str = "",
    version: int = 0,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    language: str = "",
) -> None:
    """Put a mail in the outbox, in the caller's transaction.

    `to` is a member or (for who is not a member) an address, then with a `language`. `params` holds ids only. The same
    occasion, recipient, kind, moment and version a second time does nothing.
    """
    queue_many(
        kind,
        to=[to],
        occasion=occasion,
        params=params,
        moment=moment,
        version=version,
        due_at=due_at,
        expires_at=expires_at,
        language=language,
    )


def queue_many[To: str | Model](
    kind: str,
    *,
    to: Iterable[To],
    occasion: str,
    params: Params | Callable[[To], Params] | None = None,
    moment: str | Callable[[To], str] = "",
    version: int = 0,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    language: str | Callable[[To], str] = "",
    is_new: bool = False,
) -> None:
    """`queue` for many recipients in one insert; `params`, `moment`, `language` may be functions of the recipient.

    `is_new`: nobody was ever to get just this, so nothing that was taken back is looked for.
    """
    get_message(kind)

    now = timezone.now()
    due = due_at or now
    if expires_at and expires_at <= due:
        raise ValueError(f"{kind}: a mail cannot expire before it is due")
    rows = [
        OutboxMessage(
            kind=kind,
            recipient_id=None if isinstance(one, str) else one.pk,
            address=_checked(one) if isinstance(one, str) else "",
            person=person_key(one),
            language=_of(language, one),
            params=_ids_only(_of(params or {}, one)),
            occasion=occasion,
            moment=_of(moment, one),
            version=version,
            due_at=due,
            try_at=due,
            expires_at=expires_at,
            message_id=_message_id(occasion, person_key(one), kind, _of(moment, one), version),
            created_at=now,
        )
        for one in to
    ]
    if not rows:
        return
    with transaction.atomic(savepoint=False):
        OutboxMessage.objects.bulk_create(rows, batch_size=ROWS_PER_INSERT, ignore_conflicts=True)
        if not is_new:
            _revive(rows)
        if due <= now:
            _ring_on_commit()


def _of[To, V: str | Params](value: V | Callable[[To], V], one: To) -> V:
    return value(one) if callable(value) else value


def take_back(member: object, *, address: str, all_mail: bool) -> None:
    """What has not left yet to an address that ends; and to the member what opens a door (it is sealed), or all."""
    theirs = Q(recipient=member) if all_mail else Q(recipient=member) & ~Q(sealed="")
    rows = OutboxMessage.objects.filter(_unsent(), theirs | Q(person=person_key(address)))
    rows.update(state=State.CANCELLED, last_answer=WITHDRAWN, sealed="")


def write_over(old: str, member: Any, *, until: datetime) -> None:
    """Mails to the old address of this person, made before `until`, count as mails to the present one."""
    rows = OutboxMessage.objects.filter(person=person_key(old), created_at__lte=until)
    rows.update(person=person_key(member.email), address=member.email)


def _unsent() -> Q:
    return Q(state=State.PLANNED) | Q(state=State.CLAIMED, handed_at=None)


def cancel(
    *,
    occasion: str,
    kinds: Iterable[str] = (),
    version_below: int | None = None,
    to: str | Model | None = None,
    moment: str | None = None,
) -> int:
    """Take back what has not left yet, and say how many. Without `kinds` every kind; `to` limits it to one person.

    A mail that a sweep has claimed but not yet handed to the server is taken back too: the sweep checks again.
    """
    rows = OutboxMessage.objects.filter(_unsent(), occasion=occasion)
    if kinds := tuple(kinds):
        rows = rows.filter(kind__in=kinds)
    if version_below is not None:
        rows = rows.filter(version__lt=version_below)
    if to is not None:
        rows = rows.filter(person=person_key(to))
    if moment is not None:
        rows = rows.filter(moment=moment)
    return int(rows.update(state=State.CANCELLED, last_answer=WITHDRAWN, sealed=""))


def rows_of(*occasions: str) -> QuerySet[OutboxMessage]:
    """The mails of these occasions, for what can be undone."""
    return OutboxMessage.objects.filter(occasion__in=occasions)


def hold(*occasions: str, since: datetime, time: timedelta) -> None:
    """What was queued since then leaves only after `time`: until then it can still be undone."""
    until = timezone.now() + time
    of_use = Q(expires_at=None) | Q(expires_at__gt=until)
    rows_of(*occasions).filter(_unsent(), of_use, created_at__gte=since, due_at__lt=until).update(due_at=until)


def send_now(
    kind: str,
    *,
    to: str | Model,
    params: Params | None = None,
    sealed: Params | None = None,
    occasion: str = "",
    language: str = "",
    valid_for: timedelta = timedelta(hours=1),
) -> None:
    """A mail that may not wait a minute (login code, password): queued, and handed over at once after the commit.

    When the server does not answer quickly the row stays for the sweep. `sealed` holds words that may not lie in the
    database in clear; the message function gets them beside `params`, and they are wiped as soon as the mail is done.
    """
    from atelier.mail.delivery import deliver_now

    get_message(kind)
    now = timezone.now()
    occasion = occasion or f"now:{uuid4().hex}"
    row, made = OutboxMessage.objects.get_or_create(
        occasion=occasion,
        person=person_key(to),
        kind=kind,
        moment="",
        version=0,
        defaults={
            "recipient_id": None if isinstance(to, str) else to.pk,
            "address": _checked(to) if isinstance(to, str) else "",
            "language": language,
            "params": _ids_only(params or {}),
            "sealed": seal(sealed or {}, SEALED_FOR),
            "due_at": now,
            "try_at": now,
            "expires_at": now + valid_for,
            "message_id": _message_id(occasion, person_key(to), kind, "", 0),
        },
    )
    if made:
        transaction.on_commit(lambda: deliver_now(row.pk), robust=True)


def try_again(rows: QuerySet[OutboxMessage]) -> int:
    """Plan failed and unsure mails of a queryset once more, with the same Message-ID; says how many."""
    now = timezone.now()
    wanted = rows.filter(state__in=TROUBLED).filter(Q(expires_at=None) | Q(expires_at__gt=now))
    with transaction.atomic():
        number = wanted.update(state=State.PLANNED, try_at=now, attempts=0, claimed_at=None, handed_at=None)
        if number:
            _ring_on_commit()
    return int(number)


def opt_out(person: str, kind: str) -> None:
    """This person (see `person_key`) no longer wants this optional kind."""
    if not get_message(kind).optional:
        raise ValueError(f"{kind} is not optional")
    OptOut.objects.get_or_create(person=person, kind=kind)


def opt_in(person: str, kind: str) -> None:
    """This person wants it again."""
    OptOut.objects.filter(person=person, kind=kind).delete()


def address_works_again(address: str) -> None:
    """Mail goes there again; what bounced before is not sent anew."""
    UndeliverableAddress.objects.filter(address=address.lower()).delete()


def person_key(to: str | Model) -> str:
    """Who this is, for the unique key: stays the same when a member's address changes, and names no address."""
    if isinstance(to, str):
        return "address:" + salted_hmac("atelier.mail.person", to.strip().lower(), algorithm="sha256").hexdigest()[:40]
    return f"member:{to.pk}"


def _checked(address: str) -> str:
    address = address.strip()
    validate_email(address)
    return address


def _ids_only(params: Params) -> dict[str, object]:
    """The outbox holds ids, never words: texts are read when the mail leaves, if they may still be read then."""
    for name, value in params.items():
        if not (value is None or isinstance(value, int) or (isinstance(value, str) and _ID.fullmatch(value))):
            raise ValueError(f"the parameter {name!r} of a mail must be an id")
    return dict(params)


def _message_id(*key: str | int) -> str:
    digest = hashlib.sha256("\0".join(map(str, key)).encode()).hexdigest()[:40]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def _revive(rows: list[OutboxMessage]) -> None:
    """Who said yes, no and yes again gets the mail that was taken back in between."""
    first = rows[0]
    OutboxMessage.objects.annotate(whose=Concat("person", Value(" "), "moment")).filter(
        occasion=first.occasion,
        kind=first.kind,
        version=first.version,
        person__in=[row.person for row in rows],
        whose__in=[f"{row.person} {row.moment}" for row in rows],
        state=State.CANCELLED,
        last_answer=WITHDRAWN,
    ).update(
        state=State.PLANNED,
        due_at=first.due_at,
        try_at=first.try_at,
        expires_at=first.expires_at,
        claimed_at=None,
        last_answer="",
    )


def _ring_on_commit() -> None:
    """One ring for a transaction, however many mails it queues."""
    connection = transaction.get_connection()
    if not any(entry[1] is ring for entry in connection.run_on_commit):
        transaction.on_commit(ring, robust=True)
