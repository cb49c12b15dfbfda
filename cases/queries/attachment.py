"""The files with a case, for who submits it and who reviews it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from atelier.base.data.prepared import prepared
from cases.models import Attachment, Case

# What the desk names them by beside a text.
NAMED = ("pk", "name", "size", "scan", "title", "released_at")


@prepared
def attached_to(case: Case) -> QuerySet[Attachment]:
    return Attachment.objects.filter(intake__case=case)


def with_attached(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Annotates what `attached_of` takes, in the same query."""
    rows = Attachment.objects.filter(intake__case=OuterRef("pk"))
    named = ArraySubquery(rows.values(one=JSONObject(**{name: name for name in NAMED})))
    declared: dict[str, ArraySubquery] = {"attached": named}  # by name, since Case declares its type
    return cases.annotate(**declared)


def attached_of(case: Case) -> list[Attachment]:
    """Of a case with or without the annotation."""
    if "attached" not in vars(case):
        return attached_to(case)
    return [Attachment(**row) for row in case.attached]
