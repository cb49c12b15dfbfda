"""The moves of a case."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.data.moves import Noted, Reason, move
from atelier.base.exceptions import MoveNotAllowed, NotAllowed, ReasonMissing
from atelier.base.words.dates import working_days_later
from cases.actions import mails
from cases.actions.rewrite import end_review, must_decide, must_review
from cases.blanks import has_blanks
from cases.exceptions import BlanksLeft, IntakeGone, NotTheSubmitter, SameAsIntake, TextMissing
from cases.models import Case, ChangeNote, Intake
from cases.models.period import look_days
from cases.moments import on_withdrawal
from cases.permissions import may_lead, may_present
from cases.queries.finder import marks_in
from cases.states import (
    CASE_MOVES,
    MAY_BE_TAKEN_BACK,
    OPEN_TO_MEMBERS,
    WITH_MODERATORS,
    Attribution,
    CaseState,
)
from members.models import Member
from members.permissions import may_coordinate, may_moderate


def _go(
    case: Case,
    to: CaseState,
    *,
    by: Member | None,
    reason: Reason = "",
    start: Collection[CaseState] = (),
    **changes: Any,
) -> None:
    """Move and record. `start`: the states this verb begins in, where two verbs lead to the same state."""
    if start and case.state not in start:
        raise MoveNotAllowed
    now = timezone.now()
    waits = {"waiting_since": now if to in WITH_MODERATORS else None, "opens_at": None}
    move(case, to, table=CASE_MOVES, by=by, reason=reason, updated_at=now, **{**waits, **changes})
    record(f"case.{to.value}", case, by=by)


def _must_coordinate(by: Member) -> None:
    if not may_coordinate(by):
        raise NotAllowed


def _must_say_why(reason: Reason) -> None:
    if isinstance(reason, str) and not reason.strip():
        raise ReasonMissing


@transaction.atomic
def request_changes(case: Case, *, by: Member, notes: Mapping[str, str]) -> None:
    """Ask the submitters to change the intake: one note per field ("situation", "question", "tried").

    They get a mail; the notes stand on the page behind login.
    """
    must_review(case, by)
    told = {field: note.strip() for field, note in notes.items() if note.strip()}
    if not told:
        raise ReasonMissing
    intake = Intake.objects.filter(case=case).first()
    if intake is None:
        raise IntakeGone
    _go(case, CaseState.CHANGES_ASKED, by=by)
    intake.notes.open().filter(field__in=told).update(replaced_at=timezone.now())
    ChangeNote.objects.bulk_create(
        ChangeNote(intake=intake, field=ChangeNote.Field(field), note=note, by=by) for field, note in told.items()
    )
    mails.at_once("cases.changes_asked", case)


@transaction.atomic
def release(
    case: Case,
    *,
    by: Member,
    title: str,
    situation: str,
    question: str,
    tried: str = "",
    looked_over: bool = False,
) -> None:
    """Write the text for members; a second person releases, of another organisation.

    `looked_over`: who releases read it as a whole.

    It differs from the intake, unless nothing in there leads to a person and it was looked over. The submitters look
    at it before members read it, and get a mail; unless it is urgent and they said beforehand that it may open at
    once, or nobody of them is there.
    """
    must_decide(case, by)
    text = _written(case, title, situation, question, tried, looked_over=looked_over)
    if any(map(has_blanks, text.values())):
        raise BlanksLeft
    why = why_nobody_looks(case)
    now, to = timezone.now(), CaseState.RELEASED if why else CaseState.SHOWN
    when = {"released_at": now} if why else {"opens_at": working_days_later(now, look_days())}
    _go(case, to, by=by, reason=Noted(why) if why else "", start=[CaseState.SUBMITTED], released_by=by, **when, **text)
    end_review(case)
    if why:
        mails.at_once("cases.released", case)
    else:
        mails.ask_to_look(case)


def why_nobody_looks(case: Case) -> str:
    """A code of CASE_NOTES, where members read the text as soon as it is released; nothing where it is shown first."""
    if case.opens_at_once:
        return "text_at_once"
    return "" if mails.presenters(case) else "nobody_looks"


@transaction.atomic
def agree_text(case: Case, *, by: Member) -> None:
    """The submitters say that the text is right: members read it from now on. The submitters get the mail of it."""
    _must_look(case, by)
    _open_to_members(case, by=by, why="text_agreed")


@transaction.atomic
def ask_other_text(case: Case, *, by: Member, words: str) -> None:
    """The submitters want something else in the text: it waits for a moderator again, who gets a mail.

    Their words stand beside the rewrite, which goes on with the text that was shown; they go with the intake.
    """
    _must_look(case, by)
    _must_say_why(words)
    intake = Intake.objects.filter(case=case).first()
    if intake is None:
        raise IntakeGone
    _go(case, CaseState.SUBMITTED, by=by, reason=Noted("other_text_asked"), start=[CaseState.SHOWN])
    intake.wishes.create(words=words.strip(), by=by)
    mails.to_moderators("cases.waiting", case)


def _must_look(case: Case, by: Member) -> None:
    if not may_present(by, case):
        raise NotAllowed


@transaction.atomic
def open_what_nobody_answered() -> int:
    """Members read the texts whose submitters had their time; how many. The submitters get the mail of it."""
    due = list(Case.objects.due_to_open().select_for_update(of=("self",), skip_locked=True))
    for case in due:
        _open_to_members(case, by=None, why="text_unanswered")
    return len(due)


def _open_to_members(case: Case, *, by: Member | None, why: str) -> None:
    """Who released it stays the moderator."""
    _go(case, CaseState.RELEASED, by=by, reason=Noted(why), start=[CaseState.SHOWN], released_at=timezone.now())
    mails.at_once("cases.released", case)


@transaction.atomic
def correct(
    case: Case,
    *,
    by: Member,
    reason: str,
    title: str,
    situation: str,
    question: str,
    tried: str = "",
    looked_over: bool = False,
) -> None:
    """Other words for the text that members read: a name that is found later goes. By a second person too.

    No mail; the reason stands with the moves of the case.
    """
    must_decide(case, by)
    _must_say_why(reason)
    text = _written(case, title, situation, question, tried, looked_over=looked_over)
    open_now = Case.objects.filter(pk=case.pk, state=case.state, state__in=OPEN_TO_MEMBERS)
    if not open_now.update(**text, updated_at=timezone.now()):
        raise MoveNotAllowed
    case.refresh_from_db()
    case.moves.create(from_state=case.state, to_state=case.state, by=by, why=reason.strip())
    record("case.corrected", case, by=by)


def _written(
    case: Case, title: str, situation: str, question: str, tried: str, *, looked_over: bool
) -> dict[str, str]:
    """The text for members, whole, and not the raw one where that leads to somebody."""
    text = {"title": title, "situation": situation, "question": question, "tried": tried}
    text = {name: words.strip() for name, words in text.items()}
    if not (text["title"] and text["situation"] and text["question"]):
        raise TextMissing
    intake = Intake.objects.filter(case=case).first()
    same = intake is not None and _same(text["situation"], intake.situation)
    if same and not (looked_over and not marks_in(text["situation"])):
        raise SameAsIntake
    return text


def _same(released: str, raw: str) -> bool:
    return " ".join(released.split()).casefold() == " ".join(raw.split()).casefold()


@transaction.atomic
def unpublish(case: Case, *, by: Member, reason: str) -> None:
    """Take a text back for a new review: members no longer see it, or not yet.

    The submitters get a mail, and so do the moderators for whom it waits again.
    """
    if not may_moderate(by):
        raise NotAllowed
    _must_say_why(reason)
    _go(case, CaseState.SUBMITTED, by=by, reason=reason, start=MAY_BE_TAKEN_BACK)
    mails.at_once("cases.taken_back", case)
    mails.to_moderators("cases.waiting", case)


@transaction.atomic
def decline(case: Case, *, by: Member, reason: str, offer: str) -> None:
    """Say no with a reason, and offer what can be done instead.

    The submitters get a mail; both stand on the page behind login. The retention time of the intake runs.
    """
    must_decide(case, by)
    _must_say_why(reason)
    _must_say_why(offer)
    told = {"offer": offer.strip()}
    _go(case, CaseState.DECLINED, by=by, reason=reason.strip(), told=told, ended_at=timezone.now())
    end_review(case)
    mails.at_once("cases.declined", case)


@transaction.atomic
def withdraw(case: Case, *, by: Member, reason: str = "") -> None:
    """Who submitted takes the case back, at the latest before it is discussed; who submits along only stops alone.

    It comes off each agenda that is ahead. Submitters, moderators and coordinators get a mail; the retention time of
    the intake runs.
    """
    if not may_lead(by, case):
        raise NotTheSubmitter
    # Before the move: who builds an agenda locks the meeting first and the case after it, and so do we.
    coordinators_know = any(on_withdrawal.tell(case, by))
    _go(case, CaseState.WITHDRAWN, by=by, reason=reason, ended_at=timezone.now())
    end_review(case)
    mails.at_once("cases.withdrawn", case)
    mails.to_moderators("cases.withdrawn_note", case, and_coordinators=not coordinators_know)


@transaction.atomic
def show_less(case: Case, *, by: Member, attribution: Attribution) -> None:
    """Who submitted wants members to see less of them: at once, in any state that members see or will see."""
    if not may_present(by, case):
        raise NotAllowed
    case.refresh_from_db(from_queryset=Case.objects.select_for_update())
    if attribution not in case.stricter:
        raise MoveNotAllowed
    case.attribution, case.updated_at = attribution, timezone.now()
    case.save(update_fields=["attribution", "updated_at"])
    record("case.attribution_changed", case, by=by, note=attribution.value)


@transaction.atomic
def schedule(case: Case, *, by: Member, reason: Reason = "") -> None:
    """The case stands on an agenda (for the first time, or again after it was discussed). No mail."""
    _must_coordinate(by)
    _go(case, CaseState.SCHEDULED, by=by, reason=reason)


@transaction.atomic
def unschedule(case: Case, *, by: Member, reason: Reason) -> None:
    """Off the agenda, or not reached at the meeting: it waits for the next one with its history."""
    _must_coordinate(by)
    _must_say_why(reason)
    _go(case, CaseState.RELEASED, by=by, reason=reason, start=[CaseState.SCHEDULED])


@transaction.atomic
def mark_discussed(case: Case, *, by: Member, reason: Reason = "") -> None:
    """The meeting treated it: a mail asks the presenters to look back after six weeks and six months."""
    _must_coordinate(by)
    _go(case, CaseState.DISCUSSED, by=by, reason=reason, discussed_at=timezone.now())
    mails.plan_look_backs(case)


@transaction.atomic
def follow_up(case: Case, *, by: Member, reason: str = "") -> None:
    """It is known what was done with the advice: the presenter looked back, or a coordinator heard it."""
    if not (may_present(by, case) or may_coordinate(by)):
        raise NotAllowed
    _go(case, CaseState.FOLLOWED_UP, by=by, reason=reason)


@transaction.atomic
def close(case: Case, *, by: Member, reason: str = "") -> None:
    """The round is complete."""
    if not (may_coordinate(by) or may_moderate(by)):
        raise NotAllowed
    _go(case, CaseState.CLOSED, by=by, reason=reason, ended_at=timezone.now())
