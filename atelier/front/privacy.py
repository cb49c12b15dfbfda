"""One person's data across all rooms: hand it over, erase it.

Each room has a `privacy` module with `export(member)`, `erase(member, by=)` and `CLASSIFIED`: every model with a link
to a person, and in a sentence what an export and an erasure do with it. A test walks the models, so that a new one
cannot be forgotten.
"""

from types import ModuleType

from django.db import transaction
from django.http import JsonResponse
from django.utils import timezone

import cases.privacy as cases
import meetings.privacy as meetings
import members.privacy as members
import research.privacy as research
from atelier.audit import privacy as audit
from atelier.audit.actions import record
from atelier.base.types import Values
from atelier.front.exceptions import LastKeeper
from atelier.mail import privacy as mail
from atelier.removal import privacy as removal
from members.actions.member import must_administer
from members.exceptions import NotAgreed
from members.models import Member, WholeExport
from members.permissions import may_moderate

# From the roof down: what stands on the person goes before the person.
# At one look: what is left goes at the next.
AT_ONCE = 20
ROOMS: tuple[ModuleType, ...] = (removal, meetings, research, cases, mail, members, audit)


@transaction.atomic
def export(member: Member, *, by: Member, whole: bool = False) -> dict[str, object]:
    """All that is kept about `member`, by room, in plain values. Recorded.

    For another than oneself without drafts and raw texts; `whole` holds the raw texts of what was submitted, when a
    second moderator agreed, and records that each was read.
    """
    _may_handle(member, by)
    if whole and not WholeExport.objects.agreed_for(by).filter(member=member).exists():
        raise NotAgreed
    record("privacy.exported", member, by=by)
    data: Values = {"made_at": timezone.localtime().isoformat(timespec="seconds"), "format": 1}
    for room in reversed(ROOMS):
        data[_name(room)] = room.export(member)
    if by != member:
        data[_name(cases)]["cases"] = cases.export_for(by, member, raw=whole)
        data[_name(research)] |= research.without_drafts(member)
    return data


@transaction.atomic
def erase(member: Member, *, by: Member) -> None:
    """Take the person out of every room. What others build on stays, without the name."""
    _may_handle(member, by)
    if may_moderate(member) and not Member.objects.moderators().exclude(pk=member.pk).exists():
        raise LastKeeper
    _take_out(member, by=by)


def erase_who_left() -> int:
    """By the portal itself, of who left and did not come back in time; how many. Each in a transaction of its own."""
    return sum(_erase_in_time(pk) for pk in Member.objects.to_erase().values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _erase_in_time(pk: int) -> bool:
    """Somebody may be let back at this very moment."""
    member = Member.objects.to_erase().select_for_update(skip_locked=True).filter(pk=pk).first()
    if member is None:
        return False
    _take_out(member, by=None)
    return True


def _take_out(member: Member, *, by: Member | None) -> None:
    for room in ROOMS:
        room.erase(member, by=by)
    record("privacy.erased", member, by=by)


def is_erased(member: Member) -> bool:
    return member.is_erased


def _may_handle(member: Member, by: Member) -> None:
    """Oneself, or a moderator; who moderates is for an administrator."""
    if by != member:
        must_administer(member, by)


def as_file(data: dict[str, object]) -> JsonResponse:
    """An export as a download."""
    response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="over-leven-{timezone.localdate().isoformat()}.json"'
    return response


def classified() -> dict[str, str]:
    """{model label: sentence} of all rooms together. For who builds: no page shows them, so they are in English."""
    together: dict[str, str] = {}
    for room in ROOMS:
        together |= room.CLASSIFIED
    return together


def _name(room: ModuleType) -> str:
    return room.__name__.removeprefix("atelier.").split(".")[0]
