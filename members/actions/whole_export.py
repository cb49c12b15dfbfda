"""Somebody's data with the raw texts: asked by one moderator, agreed by another, good for a week."""

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import ReasonMissing
from members.actions.member import must_administer
from members.exceptions import AgreeByAnother, NothingToAgree
from members.models import Member, WholeExport


@transaction.atomic
def ask_whole_export(member: Member, *, by: Member, reason: str) -> WholeExport:
    """Ask for somebody's data with the raw texts; another moderator has to agree. Twice is once."""
    must_administer(member, by)
    if not reason.strip():
        raise ReasonMissing
    waits = WholeExport.objects.waiting().filter(member=member, asked_by=by).first()
    if waits:
        return waits
    record("privacy.whole_export_asked", member, by=by)
    return WholeExport.objects.create(member=member, asked_by=by, why=reason.strip())


@transaction.atomic
def agree_whole_export(member: Member, *, by: Member) -> None:
    """Agree to all that others asked about this person and that still waits: who asked may fetch it for a week."""
    must_administer(member, by)
    waiting = WholeExport.objects.waiting().filter(member=member)
    if not waiting.exists():
        raise NothingToAgree
    if not waiting.exclude(asked_by=by).exclude(asked_by=None).update(agreed_by=by, agreed_at=timezone.now()):
        raise AgreeByAnother
    record("privacy.whole_export_agreed", member, by=by)
