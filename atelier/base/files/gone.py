"""A file whose row is gone goes too, whatever happens: its name stands in a table until the store deleted it.

The name is written in the transaction that lets go of the file, so a change that is rolled back keeps it; and a store
that is away, or a process that is killed, leaves the file to the next tick.
"""

import logging
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

# Who let go of it deletes it at once; the tick comes after that.
A_MOMENT = timedelta(minutes=1)
AT_ONCE = 200


def let_go(names: Iterable[str]) -> None:
    """As soon as it is sure that nobody needs them any more."""
    made = _rows().bulk_create(_rows().model(name=name) for name in names)
    if made:
        transaction.on_commit(partial(_delete, [row.pk for row in made]))


def sweep() -> int:
    """What could not be deleted when it was let go of; how many went now."""
    left = _rows().filter(at__lte=timezone.now() - A_MOMENT).order_by("at")
    return _delete(list(left.values_list("pk", flat=True)[:AT_ONCE]))


def _delete(keys: list[int]) -> int:
    gone = []
    for row in _rows().filter(pk__in=keys):
        try:
            with suppress(FileNotFoundError):
                default_storage.delete(row.name)
        except OSError as error:
            logger.warning("a file could not be deleted now (%s)", type(error).__name__)
        else:
            gone.append(row.pk)
    if gone:
        _rows().filter(pk__in=gone).delete()
    return len(gone)


def _rows() -> models.Manager[Any]:
    """`atelier.base.models.GoneFile`, which stands above this."""
    return apps.get_model("lib", "GoneFile")._default_manager
