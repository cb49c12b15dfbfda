"""How many people it may be, by what members see of who submits a case."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atelier.base.data.prepared import prepared
from atelier.base.data.small import SMALL
from atelier.base.types import Rows
from cases.models import Case
from cases.states import STRICTER, Attribution
from members.models import Member
from members.states import OrganisationKind

ONLY_ONE_OF_KIND = {
    OrganisationKind.MUNICIPALITY: _(
        "There is only one municipality in the studio. Who reads it then knows who it is."
    ),
    OrganisationKind.WELFARE: _(
        "There is only one welfare organisation in the studio. Who reads it then knows who it is."
    ),
    OrganisationKind.HOUSING: _(
        "There is only one housing corporation in the studio. Who reads it then knows who it is."
    ),
    OrganisationKind.RIGHTS: _(
        "There is only one human rights organisation in the studio. Who reads it then knows who it is."
    ),
    OrganisationKind.EDUCATION: _(
        "There is only one educational organisation in the studio. Who reads it then knows who it is."
    ),
    OrganisationKind.LIVED: _(
        "There is only one organisation of experts by experience in the studio. Who reads it then knows who it is."
    ),
    OrganisationKind.OTHER: _(
        "There is only one organisation of another kind in the studio. Who reads it then knows who it is."
    ),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """A choice, and how many members of how many organisations it fits. Counts under five are never told."""

    choice: Attribution
    members: int | str | Promise
    organisations: int | str | Promise
    why: str | Promise  # that it may tell who it is; nothing where enough people fit
    instead: Attribution | None  # tells less


@dataclass(frozen=True, slots=True)
class _Group:
    members: int
    organisations: int

    def told(self, whole: "_Group") -> tuple[int | Promise, int | Promise]:
        return _told(self.members, whole.members), _told(self.organisations, whole.organisations)


def fits_of_draft(by: Member) -> list[Fit]:
    """Of each choice, for who submits now. One query, and one for the organisation."""
    return _fits(tuple(Attribution), by.organisation.kind if by.organisation else "")


def fits_of(case: Case) -> list[Fit]:
    """Of what was chosen and of what would tell less; the kind is the one at submission. One query."""
    chosen = Attribution(case.attribution)
    return _fits((chosen, *STRICTER[chosen]), case.from_kind)


@prepared
def _by_kind() -> Rows:
    """Of members without an organisation the kind is None."""
    kinds: Rows = Member.objects.active().order_by().values_list("organisation__kind")
    counted: Rows = kinds.annotate(members=Count("pk"), organisations=Count("organisation", distinct=True))
    return counted


def _fits(choices: Sequence[Attribution], kind: str) -> list[Fit]:
    groups = {of: _Group(members, organisations) for of, members, organisations in _by_kind()}
    whole = _Group(sum(one.members for one in groups.values()), sum(one.organisations for one in groups.values()))
    # Of who has no organisation members see the same as where neither is shown.
    of_kind = groups.get(kind, _Group(0, 0)) if kind else whole
    found = {Attribution.NAME: _Group(1, 1), Attribution.KIND: of_kind, Attribution.NONE: whole}
    why = {choice: _why(choice, group, kind) for choice, group in found.items()}
    return [Fit(one, *_shown(one, found[one], whole), why[one], _instead(one, why)) for one in choices]


def _shown(choice: Attribution, group: _Group, whole: _Group) -> tuple[int | str | Promise, int | str | Promise]:
    if choice == Attribution.NAME:
        return _("one"), ""
    return group.told(whole)


def _told(count: int, whole: int) -> int | Promise:
    """Neither a few, nor all but a few: the others would be told by what is left."""
    if count < SMALL:
        return _("fewer than five")
    return _("nearly all") if 0 < whole - count < SMALL else count


def _why(choice: Attribution, group: _Group, kind: str) -> str | Promise:
    if choice == Attribution.NAME:
        return _("Who reads it then knows who it is.")
    if choice == Attribution.KIND and kind and group.organisations == 1:
        return ONLY_ONE_OF_KIND[OrganisationKind(kind)]
    return _("Fewer than five members fit this. Who reads it may guess who it is.") if group.members < SMALL else ""


def _instead(choice: Attribution, why: dict[Attribution, str | Promise]) -> Attribution | None:
    """The next choice that tells less and fits enough people; where none does, the one that tells least."""
    less = STRICTER[choice]
    if not why[choice] or not less:
        return None
    return next((one for one in less if not why[one]), less[-1])
