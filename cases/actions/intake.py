"""The raw text: drafts, submission, reading, deletion."""

from datetime import timedelta
from typing import cast

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.audit.queries import done_to
from atelier.base.data.moves import move
from atelier.base.exceptions import MoveNotAllowed, NotAllowed, Stale
from cases.actions import mails
from cases.actions.together import ask_together, choose_colleagues
from cases.exceptions import DatePassed, IncompleteIntake, SubmittedAlready, TooManyToday
from cases.models import Case, CaseNumber, EarlierIntake, Intake
from cases.models.intake import TEXTS
from cases.permissions import may_present, may_read_intake, may_submit
from cases.states import CASE_MOVES, CaseState
from members.models import Member

RAW = (*TEXTS, "together")
# Who writes looks at the raw text every few seconds: that is one reading.
ONE_READING = timedelta(hours=1)
# Each submission tells which of five addresses takes part.
MOST_A_DAY = 30
CHOICES = ("urgency", "needed_by", "at_once", "attribution")


@transaction.atomic
def begin(*, by: Member, **values: object) -> Case:
    """A new draft; no record. An untouched draft of the same person is taken up again, so a double click makes one."""
    if not may_submit(by):
        raise NotAllowed
    Member.objects.select_for_update().get(pk=by.pk)
    empty = Case.objects.drafts_of(by).filter(intake__situation="", intake__question="", intake__tried="").first()
    case = empty
    if case is None:
        case = Case.objects.create(submitter=by)
        Intake.objects.create(case=case)
    if values:
        save_draft(case, by=by, **values)
    return case


@transaction.atomic
def save_draft(case: Case, *, by: Member, **values: object) -> None:
    """Keep what was typed at one step; no record. Its time to be deleted begins anew.

    `values`: the names of TEXTS, CHOICES, `together` (addresses, one a line) and `colleagues` (keys of members).
    """
    _lock_draft(case, by)
    if set(values) - {*RAW, *CHOICES, "colleagues"}:
        raise TypeError(f"Not a field of a draft: {sorted(set(values) - {*RAW, *CHOICES, 'colleagues'})}")
    texts = {name: values[name] for name in RAW if name in values}
    choices = {name: values[name] for name in CHOICES if name in values}
    now = timezone.now()
    if "colleagues" in values:
        choose_colleagues(case.intake, cast("list[str]", values["colleagues"]), by=by)
    if texts:
        Intake.objects.filter(case=case).update(**texts, updated_at=now)
    Case.objects.filter(pk=case.pk).update(**choices, updated_at=now, draft_warned_at=None, draft_warned_again_at=None)
    case.refresh_from_db()


@transaction.atomic
def submit(case: Case, *, by: Member) -> Case:
    """Hand in a draft: it gets its number. Submitting twice gives the same case.

    Its submitters and the moderators get a mail, and who was named to submit it too is asked.
    """
    if case.submitter_id != by.pk:
        raise NotAllowed
    found: Case | None = Case.objects.select_for_update().filter(pk=case.pk).first()
    if found is None:
        raise Stale
    case = found
    if case.state != CaseState.DRAFT:
        return case
    _must_be_complete(case.intake)
    if case.needed_by and case.needed_by < timezone.localdate():
        raise DatePassed
    now = timezone.now()
    if Case.objects.filter(submitter=by, submitted_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooManyToday
    move(
        case,
        CaseState.SUBMITTED,
        table=CASE_MOVES,
        by=by,
        number=_next_number(),
        from_organisation=by.organisation,
        from_kind=by.organisation.kind if by.organisation else "",
        submitted_at=now,
        waiting_since=now,
        updated_at=now,
    )
    ask_together(case)
    record("case.submitted", case, by=by)
    mails.to_presenters("cases.received", case)
    mails.to_moderators("cases.waiting", case)
    return case


@transaction.atomic
def resubmit(case: Case, *, by: Member, **texts: str) -> None:
    """Hand in the changed intake: what was asked of a field that changed is answered. The moderators get a mail.

    The texts as they were are kept as long as the intake.
    """
    if not may_present(by, case):
        raise NotAllowed
    if case.state != CaseState.CHANGES_ASKED:
        raise MoveNotAllowed
    now = timezone.now()
    move(case, CaseState.SUBMITTED, table=CASE_MOVES, by=by, waiting_since=now, updated_at=now)
    intake = case.intake
    before = {name: getattr(intake, name) for name in TEXTS}
    for name in TEXTS:
        setattr(intake, name, texts.get(name, before[name]))
    _must_be_complete(intake)
    intake.save()
    changed = [name for name in TEXTS if getattr(intake, name).split() != before[name].split()]
    if changed:
        EarlierIntake.objects.create(intake=intake, **before, until=now)
    intake.notes.open().filter(field__in=changed).update(answered_at=now)
    record("case.resubmitted", case, by=by)
    mails.to_moderators("cases.waiting", case)


@transaction.atomic
def discard(case: Case, *, by: Member) -> None:
    """Throw an own draft away; nobody else has seen it."""
    _lock_draft(case, by)
    record("case.discarded", case, by=by)
    case.delete()


def read_intake(case: Case, *, by: Member, goes_on: bool = False, raw: Intake | None = None) -> Intake:
    """The raw text. A moderator's reading is recorded; `goes_on`: unless the same one was noted within the hour.

    `raw` is the text `with_end` where the caller fetched it to work with.
    """
    if not may_read_intake(by, case):
        raise NotAllowed
    intake = raw or Intake.objects.with_end().get(case=case)
    if not may_present(by, case) and not (goes_on and _reads(intake, by)):
        record("intake.read", intake, by=by)
    return intake


def _reads(intake: Intake, by: Member) -> bool:
    since = timezone.now() - ONE_READING
    return done_to(intake, "intake.read").filter(actor=by, at__gt=since).exists()


def _lock_draft(case: Case, by: Member) -> None:
    """What the draft is now, not what the page knew: another window may have submitted it or thrown it away."""
    if case.submitter_id != by.pk or not may_submit(by):
        raise NotAllowed
    if not Case.objects.select_for_update().filter(pk=case.pk).exists():
        raise Stale
    case.refresh_from_db()
    if case.state != CaseState.DRAFT:
        raise SubmittedAlready


def _must_be_complete(intake: Intake) -> None:
    if not (intake.situation.strip() and intake.question.strip()):
        raise IncompleteIntake


def _next_number() -> str:
    """ "2026-031": counted per year in Amsterdam's time; the row lock holds until the case is stored."""
    year = timezone.localdate().year
    CaseNumber.objects.get_or_create(year=year)
    counter = CaseNumber.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save()
    return str(counter)
