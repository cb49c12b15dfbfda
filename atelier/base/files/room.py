"""Room on the disk of the data folder: below a limit no new file is taken, and all else goes on."""

import errno
import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from atelier.base.exceptions import NoRoom

FULL = (errno.ENOSPC, errno.EDQUOT)


def free_bytes() -> int:
    """On the disk that holds the uploads; the folder itself is made with the first of them."""
    media = Path(settings.MEDIA_ROOT)
    folder = next(each for each in (media, *media.parents) if each.exists())
    return shutil.disk_usage(folder).free


def is_tight() -> bool:
    return free_bytes() < settings.LEAST_FREE_MB * 1_000_000


class RoomyStorage(FileSystemStorage):
    """Files on disk, which may be full between the check of a form and the writing."""

    def _save(self, name: str, content: object) -> str:
        try:
            return str(super()._save(name, content))  # type: ignore[misc]
        except OSError as error:
            if error.errno in FULL:
                self.delete(name)  # the half of it
                raise NoRoom from error
            raise
