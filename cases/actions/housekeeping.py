"""What has had its time goes by itself: intakes some time after their case ended, drafts that nobody goes on with."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from atelier.audit.actions import record
from cases.actions import mails
from cases.models import Case, CaseMove, Intake
from cases.states import MAY_QUOTE, CaseState
from members.models import Member


@transaction.atomic
def purge_intakes(*, by: Member | None = None) -> int:
    """Delete the intakes whose time has come; returns how many. The case itself stays."""
    due = list(Intake.objects.due_for_deletion().select_for_update(of=("self",)))
    for intake in due:
        record("intake.purged", intake, by=by)
    forget_reasons(*(intake.case_id for intake in due))
    Intake.objects.filter(pk__in=[intake.pk for intake in due]).delete()
    return len(due)


def forget_reasons(*cases: int) -> None:
    """The words of a refusal, a withdrawal, a text taken back or corrected may quote the intake: they go with it."""
    quoting = Q(to_state__in=MAY_QUOTE) | Q(to_state=F("from_state"))
    CaseMove.objects.filter(quoting, subject__in=cases).update(why="", offer="")


@transaction.atomic
def warn_of_drafts() -> int:
    """Mail owners that a draft they left alone goes in two weeks; returns how many drafts."""
    now = timezone.now()
    drafts = list(Case.objects.drafts_to_warn_of().select_related("submitter").select_for_update(of=("self",)))
    Case.objects.filter(pk__in=[case.pk for case in drafts]).update(draft_warned_at=now)
    for case in drafts:
        case.draft_warned_at = now
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
    return len(due)
