"""Nothing that must stay hidden leaves: a marker in each hidden place, then every page, mail and log.

First what could leak is made; then everybody looks everywhere. The marker may appear only to its readers.
"""

import logging

from django.core import mail
from django.test import TestCase

from atelier.mail.delivery import sweep
from cases.models import Case, Intake
from cases.states import Attribution
from members.models import Member
from tests.world import PEOPLE, load_world, member, walk

RAW = "zwaluwnestmarkering"
# Stands beside RAW in every intake: who searches for it may not find the other.
SOUGHT = "kraanvogelmarkering"
HIDDEN_NAME = "Wilhelmina Verborgenmarkering"


class Remembering(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.__dict__.get('exc_text') or ''}")


class TestLeak(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_world()
        text_fields = [f.name for f in Intake._meta.fields if f.get_internal_type() == "TextField"]
        for intake in Intake.objects.all():
            for name in text_fields:
                setattr(intake, name, f"{RAW} {SOUGHT} {getattr(intake, name)}")
            intake.save()

    def setUp(self) -> None:
        self.log = Remembering()
        logging.getLogger().addHandler(self.log)
        self.addCleanup(logging.getLogger().removeHandler, self.log)

    def test_the_raw_text_is_read_by_its_submitters_and_moderators_only(self) -> None:
        seen = {
            (who, visit.route)
            for who in PEOPLE
            for visit in walk(who, per_route=3, starts=(*STARTS, f"/zoeken/?q={SOUGHT}", f"/kwesties/?q={SOUGHT}"))
            if RAW in visit.text
        }
        readers = {who for who, _route in seen}
        entitled = {who for who in PEOPLE if (m := member(who)) and (m.is_staff or owns_intake(m))}
        assert "beheer" in readers, "the moderator must see the marker, else this test proves nothing"
        assert readers <= entitled, sorted(seen)
        assert {route for who, route in seen if who != "beheer"} <= ROUTES_WITH_RAW_TEXT, sorted(seen)

    def test_a_hidden_submitter_is_named_to_nobody_else(self) -> None:
        case = Case.objects.filter(attribution__in=HIDING, state__in=["released", "scheduled", "discussed"]).first()
        assert case is not None
        # A member who stands in no list of people: every sight of the name comes from the case.
        shy = Member.objects.create_user(
            "verborgen@voorbeeld.test", None, name=HIDDEN_NAME, perspective="policy", is_listed=False, is_active=False
        )
        Case.objects.filter(pk=case.pk).update(submitter=shy)
        seen = {
            (who, visit.path)
            for who in PEOPLE
            if who != "beheer"
            for visit in walk(
                who, per_route=8, starts=(*STARTS, case.get_absolute_url(), "/zoeken/?q=Verborgenmarkering")
            )
            if HIDDEN_NAME in visit.text
        }
        assert seen == set()

    def test_no_mail_and_no_log_holds_the_raw_text(self) -> None:
        sweep()
        for who in ("samira", "beheer", "noor"):
            for _visit in walk(who):
                pass
        assert [m.subject for m in mail.outbox if RAW in m.body or RAW in m.subject] == []
        assert [line for line in self.log.lines if RAW in line] == []


STARTS = ("/", "/mijn/", "/kwesties/", "/beheer/", "/coordinatie/")
HIDING = (Attribution.KIND, Attribution.NONE)
# The own intake, and the own draft while it is being written.
ROUTES_WITH_RAW_TEXT = {"cases:intake", "cases:submit", "cases:step", "cases:check", "cases:mine"}


def owns_intake(person: Member) -> bool:
    return (
        Intake.objects.filter(case__submitter=person).exists()
        or Intake.objects.filter(case__co_submitters=person).exists()
    )
