"""Files in a bucket of an S3 server, which the portal alone reads. Loaded only where STORAGE_URL names one.

A file is fetched whole and given to the reader by the view that asked for the right: no address of the bucket, signed
or not, ever leaves the portal. What the server refuses, or does not answer, is a `StoreAway`.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.cache import cache
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from atelier.base.exceptions import StoreAway

logger = logging.getLogger(__name__)

# A page waits no longer than this; after a silence nobody asks again for a while.
CONNECT_SECONDS, READ_SECONDS, REST_SECONDS = 3, 15, 5
# What a file weighs never changes: its name is made anew with it.
A_DAY = 86_400
USED = "store.used"
USED_FADES_AFTER = 3 * A_DAY
MISSING = ("404", "NoSuchKey")
_rest = SimpleNamespace(until=0.0)
_seen = SimpleNamespace(until=0.0, well=True)


class Bucket(S3Storage):
    """`most_mb`: with more than that in the bucket no new file is taken; 0 is no limit."""

    most_mb: int

    def __init__(self, **options: Any) -> None:
        client = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": 2, "mode": "standard"},
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            # Sums that servers other than Amazon's may not know.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(client_config=client, file_overwrite=False, **options)

    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "most_mb": 0}

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        if mode != "rb":
            raise ValueError(mode)
        with _asked(name):
            found = self.bucket.Object(self._normalize_name(name)).get()["Body"].read()
        return File(BytesIO(found), name)

    def _save(self, name: str, content: "File[bytes]") -> str:
        """In one piece: there is never half a file, nor parts of one that nobody sees."""
        key = self._normalize_name(name)
        content.seek(0)
        with _asked(name):
            self.bucket.Object(key).put(Body=content.read(), **self._get_write_parameters(key, content))
        return name

    def delete(self, name: str) -> None:
        with _asked(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _asked(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        """Lists show it of many files: the server is asked once for each."""
        key = f"store.size.{name}"
        known = cache.get(key)
        if known is None:
            with _asked(name):
                known = int(self.bucket.Object(self._normalize_name(name)).content_length)
            cache.set(key, known, A_DAY)
        return int(known)

    def url(self, name: str, *_: object, **__: object) -> str:
        raise ValueError("This file has no address of its own: a view gives it to who may read it.")

    def measure(self) -> None:
        """How much is in it, for `is_full`; a question for each thousand files, so the worker does it."""
        with _asked(""):
            used = sum(each.size for each in self.bucket.objects.filter(Prefix=self.location))
        cache.set(USED, used, USED_FADES_AFTER)

    def is_full(self) -> bool:
        return bool(self.most_mb) and (cache.get(USED) or 0) >= self.most_mb * 1_000_000

    def answers(self) -> bool:
        """Asked by machines that watch, and by strangers: what it said a moment ago still counts."""
        if time.monotonic() >= _seen.until:
            _seen.well, _seen.until = self._answers(), time.monotonic() + REST_SECONDS
        return bool(_seen.well)

    def _answers(self) -> bool:
        try:
            with _asked(""):
                self.connection.meta.client.head_bucket(Bucket=self.bucket_name)
        except OSError:
            return False
        return True


@contextmanager
def _asked(name: str) -> Iterator[None]:
    """Its troubles as ours. Who asks while it is silent does not wait for it again."""
    if time.monotonic() < _rest.until:
        raise StoreAway
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in MISSING:
            raise FileNotFoundError(name) from error
        logger.error("the store of files refused: %s", code)
        raise StoreAway from error
    except BotoCoreError as error:
        _rest.until = time.monotonic() + REST_SECONDS
        logger.error("the store of files does not answer (%s)", type(error).__name__)
        raise StoreAway from error
