"""The text for members while it is being made: who has the case in hand, and a text that is parked."""

from contextlib import suppress
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import MoveNotAllowed, NotAllowed
from cases.exceptions import AnotherOrganisationNeeded, SecondPersonNeeded
from cases.models import Case, InHand, Intake, Rewrite
from cases.models.rewrite import IN_HAND
from cases.permissions import may_decide, may_review
from cases.states import WITH_MODERATORS
from members.models import Member
from members.permissions import may_moderate

# A sign of work within so short a time after the last is not written down again.
FRESH = timedelta(minutes=5)


def must_review(case: Case, by: Member) -> None:
    """A moderator, and not one who submitted it."""
    if not may_moderate(by):
        raise NotAllowed
    if not may_review(by, case):
        raise SecondPersonNeeded


def must_decide(case: Case, by: Member) -> None:
    """One who reviews, and does not work where the case comes from."""
    must_review(case, by)
    if not may_decide(by, case):
        raise AnotherOrganisationNeeded


@transaction.atomic
def take_in_hand(case: Case, *, by: Member, from_another: bool = False) -> InHand:
    """Whoever opens the page has the case in hand, unless another has; no record. Returns who has it.

    `from_another`: take it over, whoever has it. The record tells that.
    """
    _must_write(case, by)
    now = timezone.now()
    mine = {"by": by, "since": now, "until": now + IN_HAND}
    if _is_free(case):
        with suppress(IntegrityError), transaction.atomic():  # else somebody took it since
            return InHand.objects.create(case=case, **mine)
    held, is_new = InHand.objects.select_for_update(of=("self",)).get_or_create(case=case, defaults=mine)
    if is_new:
        return held
    if held.by_id != by.pk:
        if held.is_current and not from_another:
            return held
        if held.is_current:
            record("case.taken_over", case, by=by)
        held.by, held.since = by, now
    elif held.until - now > IN_HAND - FRESH:
        return held
    held.until = now + IN_HAND
    held.save()
    return held


def _is_free(case: Case) -> bool:
    """Nobody had it in hand when the case was read, where that was read along."""
    return InHand.case.field.remote_field.is_cached(case) and getattr(case, "in_hand", None) is None


def keep_in_hand(case: Case, *, by: Member) -> None:
    """A sign of work by who has it in hand; nobody gets it by this. No record."""
    now = timezone.now()
    stale = InHand.objects.current().filter(case=case, by=by, until__lt=now + IN_HAND - FRESH)
    stale.update(until=now + IN_HAND)


@transaction.atomic
def park(case: Case, *, by: Member, title: str, situation: str, question: str, tried: str = "") -> Rewrite:
    """Lay a text aside, whole or not, for later or for another moderator; the case is out of hand."""
    _must_write(case, by)
    intake = Intake.objects.filter(case=case).first()
    if intake is None:
        raise MoveNotAllowed
    text = {"title": title, "situation": situation, "question": question, "tried": tried}
    parked, _is_new = Rewrite.objects.update_or_create(
        intake=intake, defaults={**text, "by": by, "at": timezone.now()}
    )
    InHand.objects.filter(case=case, by=by).delete()
    record("case.parked", case, by=by)
    return parked


def end_review(case: Case) -> None:
    """It was decided: what was parked goes, and nobody has the case in hand. No record: the decision has one."""
    Rewrite.objects.filter(intake__case=case).delete()
    InHand.objects.filter(case=case).delete()


def _must_write(case: Case, by: Member) -> None:
    must_review(case, by)
    if case.state not in WITH_MODERATORS:
        raise MoveNotAllowed
