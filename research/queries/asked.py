"""Questions from practice."""

from django.db.models import QuerySet

from members.requests import Viewer
from research.models import (
    AskedQuestion,
)


def open_asked(member: Viewer) -> QuerySet[AskedQuestion]:
    """Questions from practice that wait for students."""
    return AskedQuestion.objects.visible_to(member).open().select_related("asker", "organisation")
