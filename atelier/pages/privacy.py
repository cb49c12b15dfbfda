"""One person's data across all rooms: show it, hand it over, erase it.

Each room has a `privacy` module with `export(member)`, `erase(member, by=)` and `CLASSIFIED`: every model with a link
to a person, and in a sentence what an export and an erasure do with it. A test walks the models, so that a new one
cannot be forgotten.
"""

from types import ModuleType
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.pages.exceptions import LastKeeper
from members.models import Member
from members.permissions import may_moderate

if TYPE_CHECKING:
    from collections.abc import Sequence

# From the roof down: what stands on the person goes before the person.
ROOMS: "Sequence[ModuleType]" = ()

CLASSIFIED: dict[str, str] = {}


def export(member: Member, *, by: Member) -> dict[str, Any]:
    """All that is kept about `member`, by room; texts, numbers, dates, lists and dicts only. Recorded."""
    record("privacy.exported", member, by=by)
    made = {"made_at": timezone.localtime().isoformat(timespec="seconds"), "format": 1}
    return made | {_name(room): room.export(member) for room in reversed(ROOMS)}


@transaction.atomic
def erase(member: Member, *, by: Member) -> None:
    """Take the person out of every room. What others build on stays, without the name."""
    if may_moderate(member) and not Member.objects.moderators().exclude(pk=member.pk).exists():
        raise LastKeeper
    for room in ROOMS:
        room.erase(member, by=by)
    record("privacy.erased", member, by=by)


def _name(room: ModuleType) -> str:
    return room.__name__.removeprefix("atelier.").split(".")[0]
