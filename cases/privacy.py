"""Export and erasure of a member's data in this room; CLASSIFIED names every model with a link to a person."""

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override, pgettext

from atelier.base.data.moves import move
from atelier.mail.messages import absolute_url
from cases.actions import forget_reasons, read_intake
from cases.actions.intake import RAW
from cases.models import (
    Advice,
    Attachment,
    Case,
    CaseMove,
    ChangeNote,
    Commitment,
    CommitmentMove,
    InHand,
    Insight,
    InsightMove,
    InsightNote,
    Intake,
    Judgement,
    LookBack,
    PeriodChange,
    Rewrite,
    TextWish,
    Together,
    Voice,
)
from cases.models.case import CaseQuerySet
from cases.models.intake import TEXTS
from cases.states import CASE_MOVES, IN_REVIEW, Attribution, CaseState
from members.models import Member

CLASSIFIED = {
    "cases.Case": (
        "Exported: own cases, alone or with others. Erased: drafts deleted, unreleased ones withdrawn; a released text"
        " stays, without the name."
    ),
    "cases.Case_co_submitters": "Exported with the case. Erased: the link goes.",
    "cases.Together": (
        "Exported: when asked and answered, and of which case where it was read. Erased: deleted. Without a yes it"
        " goes after sixty days, or with the intake."
    ),
    "cases.Intake_colleagues": "Exported with the draft. Erased: the link goes.",
    "cases.Intake": "Exported to who submitted. Erased: deleted at once, unless somebody else submitted it too.",
    "cases.Attachment": (
        "Exported to who submitted, with the address of each file. Erased: goes with the intake, its file too; of who"
        " sent or released it only the link goes."
    ),
    "cases.ChangeNote": "Goes with the intake; as asking moderator only the link goes.",
    "cases.EarlierIntake": "Exported to who submitted, with the intake. Erased: goes with it.",
    "cases.Rewrite": (
        "A moderator's text that is not released; not exported. Goes with the intake; as writer only the link goes."
    ),
    "cases.TextWish": "Exported to who submitted, with the intake. Erased: goes with it; else only the link goes.",
    "cases.InHand": "Which moderator writes now, for two hours. Erased: deleted.",
    "cases.CaseMove": (
        "Exported with the own cases. Erased: the link goes; a reason that may quote the intake goes with the intake."
    ),
    "cases.Voice": "Exported. Erased: the text stays with its perspective, without the name.",
    "cases.Advice": "Names who wrote it down, not who gave it. Erased: only the link goes.",
    "cases.LookBack": "Exported. Erased: the text stays, without the name.",
    "cases.Commitment": "Exported. Erased: what was promised stays, without the name.",
    "cases.CommitmentMove": "Erased: only the link goes.",
    "cases.PeriodChange": "Erased: only the link goes.",
    "cases.Insight": "Names who wrote it down. Erased: only the link goes.",
    "cases.Insight_writers": "Who wrote in a text that waits. Erased: the link goes.",
    "cases.InsightMove": "Erased: only the link goes.",
    "cases.InsightNote": "Erased: only the link goes.",
}


def export(member: Member) -> dict[str, object]:
    """Everything this room holds about the member, in plain values."""
    return {
        "cases": [_exported(case, member, raw=True) for case in _cases_of(member)],
        "asked_together": list(
            Together.objects.filter(member=member).values(
                "asked_at",
                "yes_at",
                "agreed_at",
                "ended_at",
                number=models.Case(models.When(agreed_at__isnull=False, then="case__number")),
            )
        ),
        "perspectives": list(
            Voice.objects.filter(member=member).values(
                "case__number", "perspective", "text", "created_at", "updated_at"
            )
        ),
        "commitments": list(
            Commitment.objects.filter(owner=member).values(
                "case__number", "what", "due_on", "state", "word", "recorded_at", "ended_at"
            )
        ),
        "look_backs": list(LookBack.objects.filter(by=member).values("case__number", "moment", "changed", "at")),
        "judgements": list(
            Judgement.objects.filter(look_back__by=member).values(
                "look_back__case__number", "look_back__moment", "advice__text", "verdict", "word"
            )
        ),
        "insights_written_down": list(
            Insight.objects.filter(recorded_by=member).values("title", "state", "created_at", "published_at")
        ),
        "advices_written_down": Advice.objects.filter(recorded_by=member).count(),
        "moves_made": list(CaseMove.objects.filter(by=member).values("subject__number", "to_state", "at")),
    }


def export_for(reader: Member, member: Member, *, raw: bool) -> list[dict[str, object]]:
    """The cases in an export that another makes: never a draft, and the raw texts as a recorded reading, or not."""
    cases = list(_cases_of(member).exclude(state=CaseState.DRAFT))
    if raw:
        for case in cases:
            if hasattr(case, "intake"):
                read_intake(case, by=reader)
    return [_exported(case, member, raw=raw) for case in cases]


def _cases_of(member: Member) -> CaseQuerySet:
    return Case.objects.of(member).select_related("intake").prefetch_related("moves").order_by("pk")


def _exported(case: Case, member: Member, *, raw: bool) -> dict[str, object]:
    """Without `raw` neither the intake, nor the reasons that may quote it."""
    intake: Intake | None = getattr(case, "intake", None) if raw else None
    return {
        "number": case.number,
        "role": "submitter" if case.submitter_id == member.pk else "co-submitter",
        "state": case.state,
        "urgency": case.urgency,
        "needed_by": case.needed_by,
        "attribution": case.attribution,
        "begun": case.created_at,
        "submitted": case.submitted_at,
        "intake": {name: getattr(intake, name) for name in RAW} if intake else None,
        "colleagues": [one.name for one in intake.colleagues.all()] if intake else [],
        "attachments": [_attached(one) for one in intake.attachments.all()] if intake else [],
        "earlier_intakes": list(intake.earlier.values("until", *TEXTS)) if intake else [],
        "wishes_for_the_text": list(intake.wishes.values("words", "at")) if intake else [],
        "released": {
            "title": case.title,
            "situation": case.situation,
            "question": case.question,
            "tried": case.tried,
        }
        if case.is_open_to_members
        else None,
        "history": [
            {"to": one.to_state, "at": one.at, "why": one.said if raw or not one.may_quote else ""}
            for one in case.moves.all()
        ],
    }


def _attached(one: Attachment) -> dict[str, object]:
    """With the address of its file, behind login: ten megabytes are no part of a page of text."""
    return {
        "name": one.name,
        "about": one.about,
        "size": one.size,
        "sent": one.sent_at,
        "released_at": one.released_at,
        "title": one.title,
        "file": absolute_url(one.file_url) if one.file else "",
    }


@transaction.atomic
def erase(member: Member, *, by: Member | None) -> None:
    """Take out of this room who this was; what the studio learned stays, without the name."""
    Case.objects.drafts_of(member).delete()
    for case in Case.objects.filter(submitter=member).select_for_update():
        _let_go(case, by=by)
    Case.co_submitters.through.objects.filter(member=member).delete()
    Together.objects.filter(member=member).delete()
    Intake.colleagues.through.objects.filter(member=member).delete()
    for address in member.addresses:
        _forget_typed(address)
    Voice.objects.filter(member=member).update(member=None)
    with override("nl"):
        former = pgettext("owner of a commitment", "a former member")
    Commitment.objects.filter(owner=member, owner_role="").update(owner_role=former)
    Commitment.objects.filter(owner=member).update(owner=None)
    InHand.objects.filter(by=member).delete()
    for model in (LookBack, ChangeNote, TextWish, Rewrite, CaseMove, CommitmentMove, InsightMove, InsightNote):
        model._default_manager.filter(by=member).update(by=None)
    PeriodChange.objects.filter(by=member).update(by=None)
    for gone in (
        Voice.objects.filter(member=None),
        LookBack.objects.filter(by=None),
        Commitment.objects.filter(owner=None),
    ):
        gone.exclude(from_organisation=None).update(from_organisation=None)
    for recorded in (Advice, Commitment, Insight):
        recorded._default_manager.filter(recorded_by=member).update(recorded_by=None)
    Insight.writers.through.objects.filter(member=member).delete()
    Case.objects.filter(released_by=member).update(released_by=None)
    Attachment.objects.filter(sent_by=member).update(sent_by=None)
    Attachment.objects.filter(released_by=member).update(released_by=None)


def _forget_typed(address: str) -> None:
    for intake in Intake.objects.filter(together__icontains=address).select_for_update():
        others = [typed for typed in intake.together.split() if typed.lower() != address.lower()]
        Intake.objects.filter(pk=intake.pk).update(together="\n".join(others))


def _let_go(case: Case, *, by: Member | None) -> None:
    """With a co-submitter the case goes on in their name, else the raw text is gone at once."""
    other = case.co_submitters.filter(is_active=True).order_by("pk").first()
    if other is None:
        if case.state in IN_REVIEW:
            now, to = timezone.now(), CaseState.WITHDRAWN
            move(case, to, table=CASE_MOVES, by=by, ended_at=now, updated_at=now, waiting_since=None, opens_at=None)
        Intake.objects.filter(case=case).delete()
        forget_reasons(case.pk)
    else:
        case.co_submitters.remove(other)
    Case.objects.filter(pk=case.pk).update(
        submitter=other, attribution=_kept(case, other), from_organisation=None, updated_at=F("updated_at")
    )


def _kept(case: Case, other: Member | None) -> str:
    """Nobody's name shows by somebody else's choice."""
    return Attribution.NONE if other is None or case.attribution == Attribution.NAME else case.attribution
