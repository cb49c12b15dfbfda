"""The pages of this room that hold texts of people, and what stands on them."""

from atelier.base.guard.where import Part, Place, Places
from atelier.base.types import Rows
from members.models import BringSeek, Member, Organisation
from members.permissions import may_take_part
from members.requests import Viewer


def _members(reader: Viewer) -> Rows:
    found: Rows = Member.objects.visible_to(reader) if may_take_part(reader) else Member.objects.none()
    return found


def _organisations(reader: Viewer) -> Rows:
    found = Organisation.objects.confirmed()
    return found if may_take_part(reader) else found.none()


def _offers(reader: Viewer) -> Rows:
    found = BringSeek.objects.active()
    return found if may_take_part(reader) else found.none()


PLACES: Places = {
    "deelnemer": Place(
        {"members.Member": Part("pk", ("pk",)), "members.BringSeek": Part("member", ("member",))}, _members
    ),
    "organisatie": Place(
        {"members.Organisation": Part("pk"), "members.BringSeek": Part("organisation", ("member",))}, _organisations
    ),
    "aanbod": Place({"members.BringSeek": Part("pk", ("member",))}, _offers),
}
