"""Periods are the studio's choice, within bounds and with a reason."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import NotAllowed, ReasonMissing
from cases.exceptions import PeriodOutOfBounds
from cases.models import Intake, Period
from cases.models.intake import NOTICE
from members.models import Member
from members.permissions import may_moderate


@transaction.atomic
def change_period(period: Period, *, by: Member, days: int, reason: str) -> None:
    """Another number of days, for texts that are here already too. No mail: their pages show the new day.

    No text goes sooner by it than in two weeks, or on the day that its page told where that is sooner. A text that is
    with its submitters opens when they were told.
    """
    if not may_moderate(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    if not period.bounds.least <= days <= period.bounds.most:
        raise PeriodOutOfBounds
    period = Period.objects.select_for_update().get(pk=period.pk)
    before, told = period.days, _ends(period)
    Period.objects.filter(pk=period.pk).update(days=days)
    _keep_the_word(told, _ends(period))
    period.periodchange_set.create(before=before, after=days, by=by, why=reason.strip())
    record("period.changed", period, by=by, note=f"{before} > {days}")


def _ends(period: Period) -> dict[int, datetime]:
    of_kind = Intake.objects.with_end().filter(Q(("kept_as", period.kind)))
    return {intake.pk: intake.ends_at for intake in of_kind if intake.ends_at}


def _keep_the_word(told: dict[int, datetime], now: dict[int, datetime]) -> None:
    soon = timezone.now() + NOTICE
    promised = {pk: min(end, soon) for pk, end in told.items() if pk in now}
    sooner = [Intake(pk=pk, not_before=end) for pk, end in promised.items() if now[pk] < end]
    Intake.objects.bulk_update(sooner, ["not_before"], batch_size=500)
