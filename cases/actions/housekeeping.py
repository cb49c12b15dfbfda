"""What has had its time goes by itself: raw texts by how their case stands, drafts that nobody goes on with."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.data.moves import Noted, move
from cases.actions import mails
from cases.actions.together import end_asks
from cases.models import Case, CaseMove, InHand, Intake, Period, Together
from cases.states import CASE_MOVES, IN_REVIEW, MAY_QUOTE, CaseState, Keeping

type Counts = dict[str, int]


def what_would_go() -> Counts:
    """How many texts of each kind have had their time; nothing is changed."""
    drafts = {Keeping.DRAFT: Case.objects.drafts_due_for_deletion().count()}
    beside = {"asked": Together.objects.due_for_deletion().count(), "in_hand": InHand.objects.past().count()}
    return {kind.value: 0 for kind in Keeping} | _by_kind(Intake.objects.due_for_deletion()) | drafts | beside


def purge() -> Counts:
    """All of it, once more counted as it goes."""
    gone = purge_intakes() | {Keeping.DRAFT: purge_drafts()}
    return {kind.value: 0 for kind in Keeping} | gone | {"asked": end_asks(), "in_hand": end_in_hand()}


def end_in_hand() -> int:
    """Who has a case in hand counts for two hours; after that nobody needs to know; how many. No record."""
    return InHand.objects.past().delete()[0]


@transaction.atomic
def purge_intakes() -> Counts:
    """Delete the intakes whose time has come; how many of each kind. The case itself stays.

    What hangs on an intake goes with it, and so do the reasons that may quote it. What somebody works on at this very
    moment goes at the next round.
    """
    due = Intake.objects.due_for_deletion().select_related("case")
    gone = list(due.select_for_update(of=("self", "case"), skip_locked=True))
    for intake in gone:
        record("intake.purged", intake)
        _let_go(intake)
    forget_reasons(*(intake.case_id for intake in gone))
    Intake.objects.filter(pk__in=[intake.pk for intake in gone]).delete()
    return _recorded(Counter(intake.kept_as for intake in gone))


def _let_go(intake: Intake) -> None:
    """Nobody reviews a text that is gone: a case left alone for so long is withdrawn, and its submitters hear it."""
    case, now, since = intake.case, timezone.now(), intake.runs_from
    if case.state not in IN_REVIEW or since is None:
        return
    why = Noted("left_alone", (now - since).days)
    move(
        case,
        CaseState.WITHDRAWN,
        table=CASE_MOVES,
        by=None,
        reason=why,
        ended_at=now,
        updated_at=now,
        waiting_since=None,
        opens_at=None,
    )
    record("case.withdrawn", case)
    mails.at_once("cases.withdrawn", case)


def forget_reasons(*cases: int) -> None:
    """The words of a refusal, a withdrawal, a text taken back or corrected may quote the intake: they go with it."""
    quoting = Q(to_state__in=MAY_QUOTE) | Q(to_state=F("from_state"))
    CaseMove.objects.filter(quoting, subject__in=cases).update(why="", offer="")


@transaction.atomic
def warn_of_drafts() -> int:
    """Mail owners that a draft they left alone goes: in two weeks, and once more in two days. How many mails."""
    return _warn(Case.objects.drafts_to_warn_of(), "draft_warned_at") + _warn(
        Case.objects.drafts_to_warn_again(), "draft_warned_again_at"
    )


def _warn(found: QuerySet[Case], noted_in: str) -> int:
    now = timezone.now()
    drafts = list(found.select_related("submitter").select_for_update(of=("self",)))
    Case.objects.filter(pk__in=[case.pk for case in drafts]).update(**{noted_in: now})
    for case in drafts:
        setattr(case, noted_in, now)
        if case.submitter is not None and case.submitter.is_active:
            mails.warn_of_draft(case, case.submitter)
    return len(drafts)


@transaction.atomic
def purge_drafts() -> int:
    """Delete the drafts whose owner was warned and did not go on; returns how many."""
    due = list(Case.objects.drafts_due_for_deletion().select_for_update(of=("self",), skip_locked=True))
    for case in due:
        record("case.draft_purged", case, by=None)
    Case.objects.filter(pk__in=[case.pk for case in due], state=CaseState.DRAFT).delete()
    _recorded({Keeping.DRAFT: len(due)})
    return len(due)


def _by_kind(intakes: Iterable[Intake]) -> Counts:
    return dict(Counter(intake.kept_as for intake in intakes))


def _recorded(counts: Counts) -> Counts:
    """In the audit how many of each kind went, and nothing of what they were."""
    for kind, count in counts.items():
        if count:
            record("period.purged", Period(kind=kind), note=str(count))
    return dict(counts)
