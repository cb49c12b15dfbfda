"""What the record holds of one object."""

from django.db import models
from django.db.models import QuerySet

from atelier.audit.models import Entry


def done_to(obj: models.Model, verb: str) -> QuerySet[Entry]:
    """The entries of this verb about this object, newest first."""
    return Entry.objects.filter(verb=verb, object_type=obj._meta.label_lower, object_id=str(obj.pk))
