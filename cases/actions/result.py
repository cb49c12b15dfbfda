"""What a meeting gave, and what came of it: advice, commitments, the look back."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.data.moves import move
from atelier.base.exceptions import NotAllowed
from atelier.mail.actions import cancel
from cases.actions import mails
from cases.actions.case import follow_up
from cases.exceptions import NotInMeeting, OwnerMissing
from cases.models import Advice, Case, Commitment, Judgement, LookBack
from cases.permissions import may_answer_for, may_change_commitment, may_present, may_record
from cases.states import (
    COMMITMENT_MOVES,
    TAKES_LOOK_BACK,
    TAKES_RESULTS,
    CaseState,
    CommitmentState,
    Moment,
    Verdict,
)
from members.models import Member


def _must_record(case: Case, by: Member) -> None:
    if not may_record(by):
        raise NotAllowed
    if case.state not in TAKES_RESULTS:
        raise NotInMeeting


def _must_have_owner(owner: Member | None, owner_role: str) -> None:
    if owner is None and not owner_role.strip():
        raise OwnerMissing


@transaction.atomic
def record_advice(case: Case, *, by: Member, text: str, perspective: str = "") -> Advice:
    """Write down one piece of advice of the meeting; the presenters judge it when they look back."""
    _must_record(case, by)
    advice: Advice = case.advices.create(text=text.strip(), perspective=perspective, recorded_by=by)
    record("advice.recorded", advice, by=by)
    return advice


@transaction.atomic
def revise_advice(advice: Advice, *, by: Member, text: str, perspective: str = "") -> None:
    """Correct the wording, as long as nobody judged it."""
    _must_record(advice.case, by)
    if advice.verdict:
        raise NotInMeeting
    advice.text, advice.perspective = text.strip(), perspective
    advice.save(update_fields=["text", "perspective"])
    record("advice.revised", advice, by=by)


@transaction.atomic
def remove_advice(advice: Advice, *, by: Member) -> None:
    """Take it off again, as long as nobody judged it."""
    _must_record(advice.case, by)
    if advice.verdict:
        raise NotInMeeting
    record("advice.removed", advice, by=by)
    advice.delete()


@transaction.atomic
def record_commitment(
    case: Case, *, by: Member, what: str, due_on: date, owner: Member | None = None, owner_role: str = ""
) -> Commitment:
    """Who (a participant or a role) does what, by when. The owner is reminded a week before."""
    _must_record(case, by)
    _must_have_owner(owner, owner_role)
    commitment: Commitment = case.commitments.create(
        what=what.strip(), due_on=due_on, owner=owner, owner_role=owner_role.strip(), recorded_by=by
    )
    record("commitment.recorded", commitment, by=by)
    mails.plan_commitment(commitment)
    return commitment


@transaction.atomic
def change_commitment(
    commitment: Commitment, *, by: Member, what: str, due_on: date, owner: Member | None = None, owner_role: str = ""
) -> None:
    """Other words, another date; by a coordinator also another owner. The reminder follows the date.

    Whose it is gets a mail about what somebody else changed.
    """
    if not may_change_commitment(by, commitment):
        raise NotAllowed
    before = (commitment.due_on, commitment.owner_id, commitment.owner_role)
    if not may_record(by) and before[1:] != (owner.pk if owner else None, owner_role.strip()):
        raise NotAllowed
    _must_have_owner(owner, owner_role)
    cancel(occasion=f"commitment:{commitment.pk}")
    commitment.what, commitment.due_on = what.strip(), due_on
    commitment.owner, commitment.owner_role = owner, owner_role.strip()
    commitment.save(update_fields=["what", "due_on", "owner", "owner_role"])
    moved = f"{before[0].isoformat()} > {due_on.isoformat()}" if due_on != before[0] else ""
    record("commitment.changed", commitment, by=by, note=moved)
    mails.plan_commitment(commitment)
    if owner is not None and owner.pk != by.pk and (due_on, owner.pk, owner_role.strip()) != before:
        mails.tell_commitment_changed(commitment)


@transaction.atomic
def answer_commitment(commitment: Commitment, *, by: Member, to: CommitmentState, word: str = "") -> None:
    """Say that it is done, dropped, or open again, with a word on what came of it.

    The reminder gives up once it is not open, and is planned anew when it is open again.
    """
    if not may_answer_for(by, commitment):
        raise NotAllowed
    now = timezone.now()
    ended_at = None if to == CommitmentState.OPEN else now
    owner = commitment.owner
    from_organisation = owner.organisation if owner and ended_at else None
    move(
        commitment,
        to,
        table=COMMITMENT_MOVES,
        by=by,
        word=word.strip(),
        ended_at=ended_at,
        from_organisation=from_organisation,
    )
    record(f"commitment.{to.value}", commitment, by=by)
    if to == CommitmentState.OPEN:
        mails.plan_commitment(commitment)


@transaction.atomic
def look_back(
    case: Case,
    *,
    by: Member,
    moment: Moment,
    verdicts: Mapping[int, tuple[str, str]],
    changed: str = "",
) -> LookBack:
    """The presenter judges each advice {advice pk: (verdict, word)} and says what changed more widely.

    A later look back (or a corrected one) replaces the verdict on the card; the first one moves the case on.
    """
    if not may_present(by, case):
        raise NotAllowed
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.state not in TAKES_LOOK_BACK:
        raise NotInMeeting
    now = timezone.now()
    told, _made = LookBack.objects.update_or_create(
        case=case,
        moment=moment,
        defaults={"changed": changed.strip(), "by": by, "updated_at": now},
        create_defaults={
            "changed": changed.strip(),
            "by": by,
            "from_organisation": by.organisation,
            "at": now,
            "updated_at": now,
        },
    )
    for advice in case.advices.filter(pk__in=verdicts):
        verdict, word = verdicts[advice.pk]
        _judge(told, advice, Verdict(verdict), word)
    record("case.looked_back", case, by=by)
    if case.state == CaseState.DISCUSSED:
        follow_up(case, by=by)
    return told


def _judge(told: LookBack, advice: Advice, verdict: Verdict, word: str) -> None:
    values: dict[str, object] = {"verdict": verdict, "word": word.strip()}
    Judgement.objects.update_or_create(look_back=told, advice=advice, defaults=values)
    newest = advice.judgements.order_by("-look_back__at", "-pk").values_list("verdict", flat=True).first()
    Advice.objects.filter(pk=advice.pk).update(verdict=newest or "")
