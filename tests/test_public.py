"""What a visitor can read: a marker in every text field of every room, then every page and file without a login.

A new text field is nobody's but its readers' until it stands in PUBLIC.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat, Left
from django.test import Client, TestCase
from django.urls import reverse

from meetings.actions import cancel
from meetings.models import Meeting
from tests.world import STARTS, client_of, load_world, member, walk

ROOMS = ("members", "cases", "meetings", "research")

PUBLIC = {
    "meetings.Meeting": {"agreed_title", "agreed_theme", "public_text", "place"},
    "cases.Insight": {"title", "text"},
    "cases.Mechanism": {"name", "about"},
    "members.Organisation": {"name"},
    "members.Member": {"name"},
    "research.Project": {"title", "question"},
    "research.Output": {"title", "summary", "judgement_words"},
}
# What the code compares with, or the database keeps unique.
NOT_MARKED = ("password", "slug", "token_hash", "language", "number", "from_state", "to_state", "subject_kind")


def text_fields() -> Iterator[tuple[Any, Any]]:
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, models.CharField | models.TextField) and not (
                    field.choices or field.name in NOT_MARKED or isinstance(field, models.FileField)
                ):
                    yield model, field


@pytest.mark.long
class TestPublic(TestCase):
    marks: dict[str, str]
    cancelled: Meeting
    invited: Client

    @classmethod
    def setUpTestData(cls) -> None:
        load_world()
        meeting, noor = Meeting.objects.published().latest("pk"), member("noor")
        assert noor is not None
        cancel(meeting, by=noor, reason="De coördinator is ziek.")
        cls.cancelled, cls.invited = meeting, client_of("samira")
        cls.marks = {}
        for number, (model, field) in enumerate(text_fields(), start=100):
            mark = f"zq{number}qz"
            cls.marks[mark] = f"{model._meta.label}.{field.name}"
            room = (field.max_length or 10_000) - len(mark)
            marked = Concat(Left(F(field.name), max(0, room)), Value(mark)) if room > 0 else None
            if marked is not None:
                model._base_manager.exclude(**{field.name: ""}).update(**{field.name: marked})

    def test_a_visitor_reads_what_was_written_for_everybody_and_nothing_else(self) -> None:
        everything = [reverse("meetings:detail", args=[number]) for number in numbers()]
        seen = {
            (self.marks[mark], visit.route)
            for visit in walk("visitor", per_route=50, starts=(*STARTS, *everything))
            for mark in self.marks
            if mark in visit.text
        }
        assert ("meetings.Meeting.public_text", "meetings:detail") in seen, "else this test proves nothing"
        invited = self.invited.get(self.cancelled.get_absolute_url()).content.decode()
        assert {"meetings.MeetingMove.why", "meetings.Meeting.address"} <= {
            self.marks[mark] for mark in self.marks if mark in invited
        }
        allowed = {f"{model}.{name}" for model, names in PUBLIC.items() for name in names}
        assert sorted(one for one in seen if one[0] not in allowed) == []


def numbers() -> list[int]:
    """Of all that was ever published, cancelled ones too."""
    return list(Meeting.objects.filter(published_at__isnull=False).values_list("number", flat=True))
