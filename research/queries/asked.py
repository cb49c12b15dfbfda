"""Questions from practice."""

from typing import Any

from django.db.models import QuerySet

from research.models import (
    AskedQuestion,
)


def open_asked(member: Any) -> QuerySet[AskedQuestion]:
    """Questions from practice that wait for students."""
    return AskedQuestion.objects.visible_to(member).open().select_related("asker", "organisation")
