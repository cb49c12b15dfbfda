"""The text of a file, and in words what a wash took out of it.

The text is kept nowhere: who needs it reads the file again (half a second, in the process that washes).
"""

import logging
from collections.abc import Mapping
from pathlib import PurePath

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext, ngettext

from atelier.base.files.washing import Refused, Text, read

logger = logging.getLogger(__name__)

UNREAD = Text("", whole=False)


def text_of(file: FieldFile) -> Text:
    """Of a stored file. What is gone from the disk, or cannot be read now, is not whole."""
    try:
        with file.open("rb") as stored:
            return read(stored.read(), PurePath(file.name or "").suffix.lower())
    except (OSError, ValueError):
        return UNREAD
    except Refused as refusal:
        logger.warning("the text of a file could not be read: %s", refusal.code)
        return UNREAD


def taken_out(taken: Mapping[str, int]) -> str:
    """“We took out: 3 tracked changes, 2 hidden slides.” Empty when nothing was."""
    told = [_named(kind, number) for kind, number in taken.items() if number]
    return gettext("We took out: %(what)s.") % {"what": ", ".join(told)} if told else ""


def _named(kind: str, number: int) -> str:
    counted = {
        "changes": lambda: ngettext("%(number)s tracked change", "%(number)s tracked changes", number),
        "comments": lambda: ngettext("%(number)s comment", "%(number)s comments", number),
        "slides": lambda: ngettext("%(number)s hidden slide", "%(number)s hidden slides", number),
        "hidden": lambda: ngettext("%(number)s piece of hidden text", "%(number)s pieces of hidden text", number),
        "thumbnails": lambda: ngettext("%(number)s thumbnail", "%(number)s thumbnails", number),
        "pictures": lambda: ngettext(
            "what the camera wrote in %(number)s picture", "what the camera wrote in %(number)s pictures", number
        ),
        "makers": lambda: gettext("the names and facts of its makers"),
    }
    return counted[kind]() % {"number": number}
