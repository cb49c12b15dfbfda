"""Room where files are kept, the disk of the data folder or a bucket: below a limit no new file is taken."""

import errno
import shutil
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

from atelier.base.exceptions import NoRoom

FULL = (errno.ENOSPC, errno.EDQUOT)


def free_bytes() -> int:
    """On the disk that holds the uploads; the folder itself is made with the first of them."""
    media = Path(settings.MEDIA_ROOT)
    folder = next(each for each in (media, *media.parents) if each.exists())
    return shutil.disk_usage(folder).free


class Store(Protocol):
    """Where files are kept: `RoomyStorage`, or a `Bucket` on an S3 server (`bucket.py`)."""

    def is_full(self) -> bool: ...

    def measure(self) -> None: ...

    def answers(self) -> bool: ...


def store() -> Store:
    return cast(Store, default_storage)


def is_tight() -> bool:
    return store().is_full()


class RoomyStorage(FileSystemStorage):
    """Files on disk, which may be full between the check of a form and the writing."""

    def is_full(self) -> bool:
        return free_bytes() < settings.LEAST_FREE_MB * 1_000_000

    def measure(self) -> None:
        """Nothing to do: the disk tells at once."""

    def answers(self) -> bool:
        return True

    def _save(self, name: str, content: object) -> str:
        try:
            return str(super()._save(name, content))  # type: ignore[misc]
        except OSError as error:
            if error.errno in FULL:
                self.delete(name)  # the half of it
                raise NoRoom from error
            raise
