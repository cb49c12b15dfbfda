"""What PostgreSQL refuses for reasons that are nobody's: it takes too long, it waits, or it takes no writes now."""

from django.db import Error
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from psycopg import OperationalError, errors

TOO_LONG = _("This took too long, so it was stopped. Try it again in a few minutes, or ask for less at once.")
BUSY = _("Somebody else is busy with the same thing. Try it again in a minute.")
NO_WRITES = _("The portal can save nothing now; reading goes on. Copy what you typed and try it again later.")
AWAY = _("The portal cannot reach its data now. Try it again in a few minutes.")

WRITES = (errors.DiskFull, errors.ReadOnlySqlTransaction)
SENTENCES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Promise], ...] = (
    (errors.QueryCanceled, TOO_LONG),
    (errors.LockNotAvailable, BUSY),
    (WRITES, NO_WRITES),
    (OperationalError, AWAY),
)


def sentence_of(error: BaseException) -> Promise | None:
    """The sentence for the person; None for what is no such refusal."""
    cause = error.__cause__ if isinstance(error, Error) else error
    return next((sentence for kind, sentence in SENTENCES if isinstance(cause, kind)), None)


def refuses_writes(error: BaseException | None) -> bool:
    return isinstance(error, Error) and isinstance(error.__cause__, WRITES)
