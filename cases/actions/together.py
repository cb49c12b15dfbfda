"""Submitting together: asked, agreed or not, and taken off again. Only who agreed reads the text."""

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import NotAllowed, Stale
from atelier.mail.actions import cancel, queue, queue_many
from cases.models import Case, Intake, Together
from cases.permissions import may_take_off
from members.models import Member


def ask_together(case: Case) -> None:
    """A mail asks who takes part with a typed address.

    The addresses stay as typed: nothing tells who takes part.
    """
    typed = [address.lower() for address in case.intake.together.split()]
    named = Member.objects.active().alias(low=Lower("email")).filter(low__in=typed)
    known = list(named.exclude(pk=case.submitter_id))
    Together.objects.bulk_create(Together(case=case, member=one, address=one.email.lower()) for one in known)
    queue_many("cases.asked_together", to=known, params={"case": case.pk}, occasion=_occasion(case))


@transaction.atomic
def agree_together(case: Case, *, by: Member) -> None:
    """From now on `by` reads the text, answers about it and presents it. No mail. Twice is once."""
    if case.is_submitted_by(by):
        return
    asked = _asked(case, by)
    asked.agreed_at = timezone.now()
    asked.save(update_fields=["agreed_at"])
    case.co_submitters.add(by)
    _forget_typed(case, asked.address)
    record("case.together_agreed", case, by=by)


@transaction.atomic
def refuse_together(case: Case, *, by: Member) -> None:
    """The submitter sees the address as before: a no would tell that somebody has it."""
    asked = _asked(case, by)
    asked.ended_at = timezone.now()
    asked.save(update_fields=["ended_at"])
    record("case.together_refused", case, by=by)


@transaction.atomic
def take_off(case: Case, member: Member, *, by: Member) -> None:
    """Somebody who submits along does so no more: sees nothing from now on, and gets no mail about it but one."""
    if not may_take_off(by, case, member):
        raise NotAllowed
    if not case.co_submitters.filter(pk=member.pk).exists():
        return
    case.co_submitters.remove(member)
    Together.objects.filter(case=case, member=member).update(ended_at=timezone.now())
    for occasion in (f"case:{case.pk}", _occasion(case)):
        cancel(occasion=occasion, to=member)
    if member.pk != by.pk and member.is_active:
        moment = timezone.now().isoformat(timespec="seconds")
        queue("cases.taken_off", to=member, params={"case": case.pk}, occasion=_occasion(case), moment=moment)
    record("case.together_taken_off", case, by=by)


@transaction.atomic
def ask_no_more(case: Case, address: str, *, by: Member) -> None:
    """An address that has not said yes goes off the case, whoever has it or nobody; a mail that waits is stopped."""
    if case.submitter_id != by.pk:
        raise NotAllowed
    _forget_typed(case, address)
    for asked in Together.objects.waiting().filter(case=case, address__iexact=address).select_related("member"):
        asked.ended_at = timezone.now()
        asked.save(update_fields=["ended_at"])
        cancel(occasion=_occasion(case), to=asked.member)
    record("case.together_asked_no_more", case, by=by)


def _asked(case: Case, by: Member) -> Together:
    asked: Together | None = Together.objects.waiting().select_for_update().filter(case=case, member=by).first()
    if asked is None:
        raise Stale
    return asked


def _forget_typed(case: Case, address: str) -> None:
    intake = Intake.objects.select_for_update().filter(case=case).first()
    if intake is None:
        return
    others = [typed for typed in intake.together.split() if typed.lower() != address.lower()]
    Intake.objects.filter(pk=intake.pk).update(together="\n".join(others))


def _occasion(case: Case) -> str:
    return f"together:{case.pk}"
