"""What the portal notes itself is stored as a fact and said in the reader's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from atelier.audit.words import noted
from atelier.mail.states import answer_in_words
from cases import actions as cases
from cases.models import Case, CaseMove
from cases.states import CASE_NOTES, CaseState
from meetings import actions as meetings
from meetings.states import ItemKind
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.front.test_home import a_meeting

# Where sentences are for a person at once: what is raised or shown, and read from the code at that moment.
WRITES = ("actions", "tasks", "privacy", "withdrawal", "leaving")
AT_ONCE = {"gettext", "ngettext", "pgettext", "npgettext"}


def writing_modules() -> Iterator[Path]:
    for app in ("atelier", "members", "cases", "meetings", "research"):
        for path in Path(settings.BASE_DIR, app).rglob("*.py"):
            if {*path.parts, path.stem} & set(WRITES) and not {"demo", "fill", "local", "views"} & set(path.parts):
                yield path


def test_nothing_that_writes_translates_at_the_moment_of_writing() -> None:
    """A lazy sentence (of an error, say) is translated when it is read; `gettext` would store a language."""
    found = []
    for path in writing_modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                found += [f"{path}: {name.name}" for name in node.names if name.name in AT_ONCE]
    allowed = {"cases/privacy.py: pgettext"}  # a name in place of a name
    assert {one.removeprefix(f"{settings.BASE_DIR}/") for one in found} <= allowed


def test_why_a_case_left_the_agenda_is_told_in_the_language_of_the_reader(cast: Cast, client: Client) -> None:
    case = make_case(cast, CaseState.RELEASED)
    meeting = a_meeting(14)
    with override("en"):
        meetings.add_case(meeting, case, by=cast.noor, minutes=30)
        meetings.cancel(meeting, by=cast.noor, reason="De zaal is dicht.")
    client.force_login(cast.samira)
    page = client.get(f"/kwesties/{case.number}/inbreng/").content.decode()
    number = meeting.number
    assert f"Bijeenkomst {number} ging niet door" in page
    cast.samira.language = "en"
    cast.samira.save()
    page = client.get(f"/kwesties/{case.number}/inbreng/").content.decode()
    assert f"Meeting {number} was cancelled" in page
    assert not CaseMove.objects.filter(why__contains=str(number)).exists()


@pytest.mark.django_db
def test_every_note_of_a_case_is_a_sentence_in_both_languages() -> None:
    for code in CASE_NOTES:
        said = {}
        for language in ("nl", "en"):
            with override(language):
                said[language] = CaseMove(note_code=code, note_number="14", why="Met een woord erbij.").said
        assert ("14" in said["nl"]) == ("%(number)s" in str(CASE_NOTES[code]))
        assert said["nl"] != said["en"]
        assert said["nl"].endswith("\nMet een woord erbij.")


def test_reason_and_offer_of_a_refusal_stand_apart(cast: Cast, client: Client) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    cases.decline(case, by=cast.beheer, reason="Past hier niet.", offer="Bel het loket.")
    client.force_login(cast.samira)
    page = client.get(f"/kwesties/{case.number}/inbreng/").content.decode()
    assert "<p>Past hier niet.</p>" in page
    assert "<p>Wat we wel kunnen aanbieden: Bel het loket.</p>" in page
    cases.forget_reasons(case.pk)
    page = client.get(f"/kwesties/{case.number}/inbreng/").content.decode()
    assert "Bel het loket." not in page


def test_the_opening_of_an_agenda_speaks_the_language_of_the_reader(cast: Cast) -> None:
    with override("en"):
        meeting = meetings.plan(
            by=cast.noor,
            title="Winter",
            starts_at=a_meeting(15).starts_at,
            ends_at=a_meeting(16).ends_at,
            place="Zaal",
        )
        opening = meeting.agenda_items.get(kind=ItemKind.LOOKING_BACK)
        assert opening.shown_title == "What happened with the last advice?"
    with override("nl"):
        assert opening.shown_title == "Wat gebeurde er met het laatste advies?"


def test_notes_of_the_audit_and_answers_of_the_outbox_are_told_in_words() -> None:
    with override("nl"):
        assert noted("members.member", "coordinator") == "coördinator"
        assert noted("meetings.meeting", "place starts_at") == "plaats, begint om"
        assert noted("cases.case", "kind") == "Toon alleen wat voor organisatie het is"
        assert noted("no.such", "iets") == "iets"
        assert answer_in_words("too late") == "Deze mail was te laat om nog nuttig te zijn."
        assert answer_in_words("not a valid mail: ValueError") == "Dit is geen geldige mail: ValueError"
        assert answer_in_words("250 2.0.0 Ok: queued") == "250 2.0.0 Ok: queued"


def test_a_case_keeps_a_typed_reason_as_typed(cast: Cast) -> None:
    case: Case = make_case(cast, CaseState.SCHEDULED)
    cases.unschedule(case, by=cast.noor, reason="De tijd was op.")
    assert case.moves.last().said == "De tijd was op."
