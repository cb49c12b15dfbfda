"""What was taken off is nowhere any more, but sealed: in no column, on no page, in no search, in no mail."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import TestCase

from atelier.base.guard.where import places
from atelier.removal.actions import take_off
from atelier.removal.models import Removal
from atelier.removal.queries import Spot, spots
from members.models import Member
from tests.front.test_privacy_walk import places_with
from tests.spread import QUICK
from tests.test_leak import letters
from tests.world import load_world, walk

REMOVED = "goudhaanmarkering"
# Stands beside it in each text: who searches for it may not find the other.
SOUGHT = "vuurgoudmarkering"
READERS = ("visitor", "samira", "ingrid", "beheer")


def plant(found: Spot) -> None:
    found.model._base_manager.filter(pk=found.row).update(**{found.field: f"{REMOVED} {SOUGHT}"})


@pytest.mark.long
class TestRemoved(TestCase):
    kinds: set[str]

    @classmethod
    def setUpTestData(cls) -> None:
        load_world()
        beheer = Member.objects.get(email="beheer@voorbeeld.test")
        cls.kinds = set()
        for kind, place in places().items():
            shown = place.shown_to(beheer).order_by("pk").first()
            for found in [one for one in spots(kind, shown.pk) if not one.is_file] if shown else []:
                plant(found)
                take_off(found, by=beheer, why="Er stond iets over een persoon.")
                cls.kinds.add(found.label)

    def test_texts_of_every_kind_were_taken_off(self) -> None:
        assert {"cases.Case", "cases.Voice", "cases.Insight", "research.Project", "meetings.Meeting"} <= self.kinds
        assert {"members.Member", "members.BringSeek", "research.LearningQuestion"} <= self.kinds

    def test_no_column_holds_it_and_no_search_finds_it(self) -> None:
        assert places_with(REMOVED) == set()
        with connection.cursor() as cursor:
            for table in ("cases_case", "cases_insight", "research_project", "research_output"):
                cursor.execute(f"select count(*) from {table} where search::text like %s", [f"%{REMOVED}%"])  # noqa: S608
                assert cursor.fetchone() == (0,), table

    @pytest.mark.long
    def test_it_is_read_by_who_wrote_it_and_moderators_and_on_one_page_only(self) -> None:
        starts = ("/", "/mijn/", f"/zoeken/?q={SOUGHT}", f"/kwesties/?q={SOUGHT}", *self._pages())
        seen = {
            (who, visit.route)
            for who in READERS
            for visit in walk(who, per_route=1 if QUICK else 2, starts=starts)
            if REMOVED in visit.text
        }
        assert ("beheer", "removal:earlier") in seen, "the moderator must see the marker, else this proves nothing"
        assert {route for _who, route in seen} <= {"removal:earlier", "privacy_mine"}, sorted(seen)
        assert "visitor" not in {who for who, _route in seen}

    @pytest.mark.long
    def test_no_mail_that_can_be_written_now_holds_it(self) -> None:
        assert {kind for kind, text in letters(*READERS[1:], most=4 if QUICK else 0) if REMOVED in text} == set()

    @staticmethod
    def _pages() -> set[str]:
        found = set()
        for kind, subject in Removal.objects.values_list("kind", "subject").distinct():
            about = apps.get_model(places()[kind].label)._base_manager.get(pk=subject)
            if address := getattr(about, "get_absolute_url", None):
                found.add(address())
        return found
