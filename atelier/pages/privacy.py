"""One person's data across all rooms: hand it over, erase it.

Each room has a `privacy` module with `export(member)`, `erase(member, by=)` and `CLASSIFIED`: every model with a link
to a person, and in a sentence what an export and an erasure do with it. A test walks the models, so that a new one
cannot be forgotten.
"""

from importlib import import_module
from types import ModuleType
from typing import Any

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.pages.exceptions import LastKeeper
from members.models import Member
from members.permissions import may_moderate


def _rooms() -> list[ModuleType]:
    """From the roof down: what stands on the person goes before the person."""
    names = (
        "meetings.privacy",
        "research.privacy",
        "cases.privacy",
        "atelier.mail.privacy",
        "members.privacy",
        "atelier.audit.privacy",
    )
    found = []
    for name in names:
        try:
            found.append(import_module(name))
        except ModuleNotFoundError:
            continue
    return found


def export(member: Member, *, by: Member) -> dict[str, Any]:
    """All that is kept about `member`, by room, in plain values. Recorded."""
    record("privacy.exported", member, by=by)
    data: dict[str, Any] = {"made_at": timezone.localtime().isoformat(timespec="seconds"), "format": 1}
    for room in reversed(_rooms()):
        data[_name(room)] = room.export(member)
    return data


@transaction.atomic
def erase(member: Member, *, by: Member) -> None:
    """Take the person out of every room. What others build on stays, without the name."""
    if may_moderate(member) and not Member.objects.moderators().exclude(pk=member.pk).exists():
        raise LastKeeper
    for room in _rooms():
        room.erase(member, by=by)
    record("privacy.erased", member, by=by)


def classified() -> dict[str, Any]:
    """{model label: sentence} of all rooms together."""
    together: dict[str, Any] = {}
    for room in _rooms():
        together |= room.CLASSIFIED
    return together


def _name(room: ModuleType) -> str:
    return room.__name__.removeprefix("atelier.").split(".")[0]
