"""Time travel for the demo: what is played at a moment gets that moment, through the very actions people use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from unittest import mock


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let Django's clock (`timezone.now`, and so every default and auto_now) stand at `moment`.

    `timezone.now` looks `datetime` up in its own module at each call, so models that hold the function follow too.
    Of this process only, and not for other threads to use: the demo is played by a command.
    """

    class Standing(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    with mock.patch("django.utils.timezone.datetime", Standing):
        yield
