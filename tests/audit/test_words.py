"""Every verb that the code records has words, and the list of the workplace tells them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from atelier.audit.actions import record
from atelier.audit.words import ABOUT, DONE, name_of, told
from cases.states import CaseState, CommitmentState
from meetings.states import MeetingState
from research.states import QuestionState
from tests.cast import Cast

OURS = ("atelier", "members", "cases", "meetings", "research")
# Verbs that are put together of a word and a state.
MADE = [
    *(f"case.{state}" for state in CaseState if state != CaseState.DRAFT),
    *(f"commitment.{state}" for state in CommitmentState if state != CommitmentState.OPEN),
    *(f"meeting.{state}" for state in MeetingState),
    *(f"question.{state}" for state in QuestionState),
]


def recorded() -> Iterator[str]:
    """The first argument of each call of record() or tell(), where it stands in the code."""
    for app in OURS:
        for path in Path(settings.BASE_DIR, app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("record", "tell") and node.args:
                    first = node.args[0]
                    choices = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                    yield from (str(one.value) for one in choices if isinstance(one, ast.Constant))


def test_every_verb_in_the_code_has_words() -> None:
    verbs = {*recorded(), *MADE}
    assert len(verbs) > 80
    without = set()
    for verb in verbs:
        about, dot, done = verb.partition(".")
        if not (about in ABOUT or name_of(about)) or (dot and done not in DONE):
            without.add(verb)
    assert without == set()


@pytest.mark.parametrize(
    ("verb", "dutch", "english"),
    [
        ("case.released", "Kwestie: vrijgegeven", "Case: released"),
        ("login", "Inloggen", "Login"),
        ("join_request.declined", "Aanvraag om mee te doen: afgewezen", "Request to join: declined"),
        ("thing.unheard_of", "Thing: unheard_of", "Thing: unheard_of"),
    ],
)
def test_a_verb_in_words(verb: str, dutch: str, english: str) -> None:
    with override("nl"):
        assert told(verb) == dutch
    with override("en"):
        assert told(verb) == english


@pytest.mark.django_db
def test_the_list_tells_in_words_and_leads_to_the_object(client: Client, cast: Cast) -> None:
    record("organisation.changed", cast.welzijn, by=cast.beheer)
    record("thing.gone", by=cast.beheer)
    client.force_login(cast.beheer)
    page = client.get(reverse("admin:audit_entry_changelist")).content.decode()
    assert "Organisatie: gewijzigd" in page
    address = reverse("admin:members_organisation_change", args=[cast.welzijn.pk])
    assert f'<a href="{address}">Organisatie {cast.welzijn.pk}</a>' in page
    only = client.get(reverse("admin:audit_entry_changelist"), {"object_type": "cases.case"}).content.decode()
    assert "Organisatie: gewijzigd" not in only
