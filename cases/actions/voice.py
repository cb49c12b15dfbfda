"""Perspectives on a case."""

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import NotAllowed
from atelier.mail.actions import queue
from cases.exceptions import NoVoicesNow
from cases.models import Case, Voice
from cases.permissions import may_change_voice, may_speak
from members.models import Member
from members.permissions import may_moderate, may_take_part


@transaction.atomic
def give_voice(case: Case, *, by: Member, text: str) -> Voice:
    """Say, or say anew, what you see from your perspective."""
    if not may_take_part(by):
        raise NotAllowed
    case = Case.objects.select_for_update().get(pk=case.pk)
    if not may_speak(by, case):
        raise NoVoicesNow
    now = timezone.now()
    voice, _made = Voice.objects.update_or_create(
        case=case,
        member=by,
        defaults={"text": text.strip(), "updated_at": now},
        create_defaults={
            "text": text.strip(),
            "perspective": by.perspective,
            "from_organisation": by.organisation,
            "created_at": now,
            "updated_at": now,
        },
    )
    _keep_heard(case)
    record("voice.given", voice, by=by)
    return voice


@transaction.atomic
def take_back_voice(voice: Voice, *, by: Member) -> None:
    """Take the own perspective off the case; the case has not heard from it any more."""
    if not may_change_voice(by, voice):
        raise NotAllowed
    case = Case.objects.select_for_update().get(pk=voice.case_id)
    record("voice.taken_back", voice, by=by)
    voice.delete()
    _keep_heard(case)


@transaction.atomic
def remove_voice(voice: Voice, *, by: Member) -> None:
    """A moderator takes a perspective off, for example because somebody is traceable in it; who wrote it hears so."""
    if not may_moderate(by):
        raise NotAllowed
    case = Case.objects.select_for_update().get(pk=voice.case_id)
    record("voice.removed", voice, by=by)
    if voice.member is not None and voice.member.is_active:
        queue("cases.voice_removed", to=voice.member, params={"case": case.pk}, occasion=f"voice:{voice.pk}")
    voice.delete()
    _keep_heard(case)


def _keep_heard(case: Case) -> None:
    case.heard = sorted(set(case.voices.values_list("perspective", flat=True)))
    case.save(update_fields=["heard"])
