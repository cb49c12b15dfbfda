"""Who submits a case with its submitter, who may, and who is asked to."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from cases.models import Case, Intake, Together
from cases.models.together import ASKED_FOR
from members.models import Member
from members.queries import colleagues_of


@dataclass(frozen=True)
class Asked:
    """What its submitter sees. Who said no stands as before: nobody is told."""

    # Behind a typed address: was this person meant?
    said_yes: list[Together]
    colleagues: list[Together]
    addresses: list[str]
    until: datetime | None

    def __bool__(self) -> bool:
        return bool(self.said_yes or self.colleagues or self.addresses)

    @property
    def waits_for(self) -> list[str]:
        return [*(one.member.name for one in self.colleagues), *self.addresses]


def chosen_colleagues(raw: Intake) -> QuerySet[Member]:
    """Whom the writer of a draft chose, and who can be chosen still."""
    by = raw.case.submitter
    return colleagues_of(by).filter(pk__in=raw.colleagues.values("pk")) if by else Member.objects.none()


def asked_of(case: Case, raw: Intake | None) -> Asked:
    """One query."""
    rows = list(Together.objects.filter(case=case, agreed_at=None).select_related("member__organisation"))
    yes = [one for one in rows if one.yes_at and not one.ended_at]
    looked_at = {one.address.lower() for one in yes}
    return Asked(
        said_yes=yes,
        colleagues=[one for one in rows if not one.address and not one.yes_at],
        addresses=[one for one in (raw.together.split() if raw else []) if one.lower() not in looked_at],
        until=case.submitted_at + ASKED_FOR if case.submitted_at else None,
    )
