"""Django's sessions in the database, which may take no writes for a while: who is logged in reads on."""

import logging

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from atelier.base.data.refusals import refuses_writes

logger = logging.getLogger(__name__)


class SessionStore(DatabaseStore):
    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create)
        except UpdateError as error:
            # Django's word for any refusal. That somebody was seen just now can be noted later.
            if not refuses_writes(error.__context__):
                raise
            logger.warning("the session was not written, as the database takes no writes")
