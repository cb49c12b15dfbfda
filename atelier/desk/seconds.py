"""What everybody reads is published by somebody else than who wrote it. Until then the words of before stand there.

A room calls `propose` where it would have written such a field (the guard of its row in `texts.py` is "second").
"""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import AnotherMustPublish, NotAllowed, TakenMeanwhile
from atelier.base.models import TEXT_WAITS, WaitingText
from atelier.desk.rights import works_here

type Person = AbstractBaseUser


@transaction.atomic
def propose(subject: Model, words: Mapping[str, str], *, by: Person) -> bool:
    """The new words of these fields wait for a second person. Is any of them new?

    Words that stand there already wait no more; those that wait already stay their writer's.
    """
    before, waits = words_that_wait(subject), False
    for field, text in words.items():
        if text.strip() == before.get(field, getattr(subject, field)).strip():
            continue
        rows = WaitingText.objects.filter(of=subject._meta.label, object_id=subject.pk, field=field)
        rows.delete()
        if text.strip() != getattr(subject, field).strip():
            rows.create(of=subject._meta.label, object_id=subject.pk, field=field, text=text, by_id=by.pk)
            waits = True
    if waits:
        record("text.proposed", subject, by=by)
    return waits


@transaction.atomic
def publish(waiting: WaitingText, *, by: Person) -> None:
    """Everybody reads it from now on, also where the very same words wait. Never by who wrote it."""
    if waiting.by_id == by.pk:
        raise AnotherMustPublish
    if not works_here(by):
        raise NotAllowed
    for one in (waiting, *same_words(waiting).exclude(by=by.pk)):
        if one.subject is not None:
            _write(one.subject, one.field, one.text)
            record("text.published", one.subject, by=by, note=one.field)
        one.delete()


def same_words(waiting: WaitingText) -> QuerySet[WaitingText]:
    """Elsewhere in the same field: the meetings of a series have one title. Where no two may share them, nowhere."""
    same = WaitingText.objects.filter(of=waiting.of, field=waiting.field, text=waiting.text)
    subject = waiting.subject
    if subject is None or subject._meta.get_field(waiting.field).unique:  # type: ignore[union-attr]
        return same.none()
    return same.exclude(pk=waiting.pk).exclude(text="")


def _write(subject: Model, field: str, text: str) -> None:
    setattr(subject, field, text)
    rest = {one.name for one in subject._meta.concrete_fields} - {field}
    try:
        subject.validate_unique(exclude=rest)
    except ValidationError:
        raise TakenMeanwhile from None
    dated = {"updated_at"} & rest
    subject.save(update_fields=[field, *dated])


@transaction.atomic
def turn_down(waiting: WaitingText, *, by: Person) -> None:
    """The words of before stay. Who wrote it may take it back so as well."""
    if not (works_here(by) or waiting.by_id == by.pk):
        raise NotAllowed
    if waiting.subject is not None:
        record("text.turned_down", waiting.subject, by=by, note=waiting.field)
    waiting.delete()


@transaction.atomic
def end_waiting() -> int:
    """What nobody published in its time goes, and the words of before stay; how many."""
    gone = list(due().select_for_update(skip_locked=True))
    for one in gone:
        if one.subject is not None:
            record("text.lapsed", one.subject, note=one.field)
    WaitingText.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(gone)


def due() -> QuerySet[WaitingText]:
    return WaitingText.objects.filter(at__lte=timezone.now() - TEXT_WAITS)


def waiting_of(subject: Model) -> QuerySet[WaitingText]:
    found = WaitingText.objects.filter(of=subject._meta.label, object_id=subject.pk)
    return found.select_related("by").order_by("field")


def words_that_wait(subject: Model) -> dict[str, str]:
    """By field; one query."""
    return dict(waiting_of(subject).values_list("field", "text"))
