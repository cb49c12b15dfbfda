"""What became of an intake: its end, who read it, how its submitters changed it, and what one answers them."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from atelier.audit.queries import done_to
from atelier.base.data.prepared import first, prepared
from cases.diff import word_diff
from cases.models import Case, ChangeNote, EarlierIntake, Intake, ReadyAnswer
from cases.models.intake import TEXTS

MOST_READINGS = 10
# A moderator who writes opens it a few times a day.
LOOKED_THROUGH = 100

type Difference = tuple[str, list[tuple[str, str]]]


def raw_of(case: Case) -> Intake | None:
    """The raw text of a case, with the day it goes; none once it went."""
    return first(_with_end(case))


@prepared
def _with_end(case: Case) -> QuerySet[Intake]:
    return Intake.objects.with_end().filter(case=case)


def readings_of(raw: Intake) -> list[datetime]:
    """When moderators read it, newest first: each one once a day. Who they are is not told."""
    last: dict[tuple[int | None, object], datetime] = {}
    for entry in done_to(raw, "intake.read")[:LOOKED_THROUGH]:
        last.setdefault((entry.actor_id, timezone.localdate(entry.at)), entry.at)
    return list(last.values())[:MOST_READINGS]


def compared_texts(raw: Intake | None, case: Case) -> list[Difference]:
    """What differs between what was typed and the text for members."""
    if raw is None:
        return []
    fields = ((str(ChangeNote.Field(name).label), getattr(raw, name), getattr(case, name)) for name in TEXTS)
    return [(label, word_diff(old, new)) for label, old, new in fields if old != new]


def changes_of(raw: Intake) -> list[tuple[datetime, list[Difference]]]:
    """(when, what changed in which text) of each time it was submitted again, oldest first; one query."""
    earlier: list[EarlierIntake] = list(raw.earlier.all())
    later: list[EarlierIntake | Intake] = [*earlier[1:], raw]
    return [(one.until, _between(one, two)) for one, two in zip(earlier, later, strict=False)]


def ready_answers(kind: ReadyAnswer.Kind, case: Case) -> list[ReadyAnswer]:
    """In the language of who submitted it."""
    language = case.submitter.language if case.submitter else get_language()
    return list(ReadyAnswer.objects.filter(kind=kind, language=language))


def _between(one: EarlierIntake, two: EarlierIntake | Intake) -> list[Difference]:
    fields = ((str(ChangeNote.Field(name).label), getattr(one, name), getattr(two, name)) for name in TEXTS)
    return [(label, word_diff(old, new)) for label, old, new in fields if old != new]
