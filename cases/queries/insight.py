"""Insights, and what they are found by."""

from django.db.models import Exists, OuterRef, QuerySet

from atelier.base.data.prepared import prepared
from cases.models import Insight, Mechanism


@prepared
def with_published_insights() -> QuerySet[Mechanism]:
    """The mechanisms to choose from: those that give something."""
    return Mechanism.objects.filter(Exists(Insight.objects.published().filter(mechanism=OuterRef("pk"))))
