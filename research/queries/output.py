"""What everybody may read."""

from django.db.models import QuerySet

from research.models import (
    Output,
)


def published_outputs() -> QuerySet[Output]:
    """What everybody may read, newest first, with its project."""
    found = Output.objects.published().with_names().select_related("project", "project__partner")
    return found.order_by("-published_at", "-pk")
