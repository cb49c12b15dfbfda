"""Submitting together: asked, agreed or not, and taken off again. Only who agreed reads the text.

A colleague chosen by name reads after a yes. Behind a typed address may be somebody who was not meant: after that yes
the submitter looks who it is, and opens the text or does not.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import NotAllowed, Stale
from atelier.mail.actions import cancel, queue, queue_many
from cases.actions import mails
from cases.models import Case, Intake, Together
from cases.models.together import ASKED_FOR, TogetherQuerySet
from cases.permissions import may_lead, may_take_off
from cases.queries.together import chosen_colleagues
from cases.states import CaseState
from members.models import Member
from members.queries import colleagues_of


@transaction.atomic
def choose_colleagues(intake: Intake, chosen: Collection[str], *, by: Member) -> None:
    """In a draft: who is asked when it is submitted. No record."""
    intake.colleagues.set(colleagues_of(by).filter(pk__in=chosen))


def ask_together(case: Case) -> None:
    """A mail asks the chosen colleagues, and who takes part with a typed address.

    The addresses stay as typed: nothing tells who takes part.
    """
    chosen, typed = _chosen(case), [address.lower() for address in case.intake.together.split()]
    named = Member.objects.active().alias(low=Lower("email")).filter(low__in=typed)
    named = named.exclude(pk__in=[case.submitter_id, *(one.pk for one in chosen)])
    asked = [Together(case=case, member=one) for one in chosen]
    asked += [Together(case=case, member=one, address=one.email.lower()) for one in named]
    rows = {one.member: one.pk for one in Together.objects.bulk_create(asked)}
    queue_many("cases.asked_together", to=rows, params=lambda one: {"together": rows[one]}, occasion=_occasion(case))


def _chosen(case: Case) -> list[Member]:
    """Who is a colleague still; from here on they stand in `Together`."""
    chosen = list(chosen_colleagues(case.intake))
    case.intake.colleagues.clear()
    return chosen


@transaction.atomic
def agree_together(asked: Together, *, by: Member) -> None:
    """`by` says yes. Chosen by name: reads the text from now on, without a mail. Twice is once.

    By a typed address: a mail asks the submitter whether this person was meant. Until then nothing is read.
    """
    asked = _mine(asked, by)
    if asked.is_chosen:
        _let_read(asked)
    elif asked.yes_at is None:
        asked.yes_at = timezone.now()
        asked.save(update_fields=["yes_at"])
        _tell_of_yes(asked)
    record("case.together_agreed", asked.case, by=by)


@transaction.atomic
def refuse_together(asked: Together, *, by: Member) -> None:
    """The submitter sees the address as before: a no would tell that somebody has it. Also after a yes."""
    asked = _mine(asked, by)
    asked.ended_at = timezone.now()
    asked.save(update_fields=["ended_at"])
    record("case.together_refused", asked.case, by=by)


@transaction.atomic
def mean_together(asked: Together, *, by: Member) -> None:
    """The submitter meant this person, who reads the text from now on, and gets a mail that says so."""
    asked = _looked_at(asked, by)
    _let_read(asked)
    queue("cases.together_meant", to=asked.member, params={"together": asked.pk}, occasion=_occasion(asked.case))
    record("case.together_meant", asked.case, by=by)


@transaction.atomic
def not_mean_together(asked: Together, *, by: Member) -> None:
    """Somebody else has this address: they never see anything, and hear in one mail that it was not for them."""
    asked = _looked_at(asked, by)
    asked.ended_at = timezone.now()
    asked.save(update_fields=["ended_at"])
    _forget_typed(asked.case, asked.address)
    queue("cases.together_not_meant", to=asked.member, params={"together": asked.pk}, occasion=_occasion(asked.case))
    record("case.together_not_meant", asked.case, by=by)


def _tell_of_yes(asked: Together) -> None:
    case = asked.case
    leading = [one for one in mails.presenters(case) if may_lead(one, case)]
    params = {"together": asked.pk}
    queue_many("cases.together_yes", to=leading, params=params, occasion=_occasion(case), moment=str(asked.pk))


def _let_read(asked: Together) -> None:
    asked.agreed_at = timezone.now()
    asked.save(update_fields=["agreed_at"])
    asked.case.co_submitters.add(asked.member)
    for address in (asked.address, asked.member.email):
        _forget_typed(asked.case, address)


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
    _ask_no_more(case, Together.objects.under_way().filter(address__iexact=address))
    record("case.together_asked_no_more", case, by=by)


@transaction.atomic
def ask_colleague_no_more(case: Case, asked: Together, *, by: Member) -> None:
    """The same for a colleague who was chosen by name; also after a no, of which the submitter knows nothing."""
    if case.submitter_id != by.pk:
        raise NotAllowed
    _ask_no_more(case, Together.objects.under_way().filter(pk=asked.pk))
    Together.objects.filter(pk=asked.pk, case=case, agreed_at=None).delete()
    record("case.together_asked_no_more", case, by=by)


def _ask_no_more(case: Case, those: TogetherQuerySet) -> None:
    for asked in those.filter(case=case).select_related("member"):
        asked.ended_at = timezone.now()
        asked.save(update_fields=["ended_at"])
        cancel(occasion=_occasion(case), to=asked.member)


@transaction.atomic
def end_asks() -> int:
    """Who was asked and never came to read is known no more after a while, nor is a typed address; how many."""
    gone, _each = Together.objects.due_for_deletion().delete()
    old = Intake.objects.exclude(together="").exclude(case__state=CaseState.DRAFT).select_for_update(of=("self",))
    for intake in old.filter(case__submitted_at__lte=timezone.now() - ASKED_FOR).select_related("case"):
        waits = set(Together.objects.said_yes().filter(case=intake.case).values_list("address", flat=True))
        left = [typed for typed in intake.together.split() if typed.lower() in waits]
        Intake.objects.filter(pk=intake.pk).update(together="\n".join(left))
    return gone


def _mine(asked: Together, by: Member) -> Together:
    return _held(Together.objects.under_way().filter(pk=asked.pk, member=by))


def _looked_at(asked: Together, by: Member) -> Together:
    found = _held(Together.objects.said_yes().filter(pk=asked.pk))
    if not may_lead(by, found.case):
        raise NotAllowed
    return found


def _held(those: TogetherQuerySet) -> Together:
    found: Together | None = those.select_related("case__submitter", "member").select_for_update(of=("self",)).first()
    if found is None:
        raise Stale
    return found


def _forget_typed(case: Case, address: str) -> None:
    intake = Intake.objects.select_for_update().filter(case=case).first()
    if intake is None:
        return
    others = [typed for typed in intake.together.split() if typed.lower() != address.lower()]
    Intake.objects.filter(pk=intake.pk).update(together="\n".join(others))


def _occasion(case: Case) -> str:
    return f"together:{case.pk}"
