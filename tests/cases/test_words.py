"""What pages say of a case: every state and every move has its words."""

import pytest
from django.template import Context, Template
from django.utils import translation

from atelier.base.guard.finder import find
from cases.models import Case, CaseMove
from cases.queries.finder import Looked
from cases.states import CASE_MOVES, OPEN_TO_MEMBERS, CaseState
from cases.views.steps import STEPS, steps_of
from cases.words import REVIEW_PAGES


@pytest.mark.parametrize(("begin", "end"), [(begin, end) for begin in CASE_MOVES for end in sorted(CASE_MOVES[begin])])
def test_every_move_has_a_sentence_for_who_submitted(begin: CaseState, end: CaseState) -> None:
    assert CaseMove(from_state=begin, to_state=end).sentence


def test_who_submitted_reads_what_they_did_and_what_a_moderator_did() -> None:
    said = {
        ("draft", "submitted"): "You submitted the case",
        ("changes_asked", "submitted"): "You submitted the changed text",
        ("released", "submitted"): "A moderator took the text back for a new look",
        ("submitted", "released"): "Members can read the case",
        ("scheduled", "released"): "It waits for another meeting",
        ("discussed", "discussed"): "A moderator corrected the text",
    }
    with translation.override("en"):
        assert {move: CaseMove(from_state=move[0], to_state=move[1]).sentence for move in said} == said


def test_what_members_see_has_a_colour_and_the_rest_has_none() -> None:
    coloured = {state for state in CaseState if Case(state=state).tone}
    assert coloured == set(OPEN_TO_MEMBERS)
    assert Case(state=CaseState.RELEASED).tone == "wait"


def test_a_report_offers_the_steps_that_begin_in_its_state() -> None:
    offered = {state.value: [step.slug for step in steps_of(Case(state=state))] for state in CaseState}
    assert {state: slugs for state, slugs in offered.items() if slugs} == {
        "scheduled": ["besproken", "niet-besproken"],
        "discussed": ["opgevolgd"],
        "followed_up": ["sluiten"],
    }
    assert {slug for slugs in offered.values() for slug in slugs} == set(STEPS)


def test_every_form_of_the_review_says_what_it_does() -> None:
    for name, page in REVIEW_PAGES.items():
        assert "2026-001" in page.title % {"number": "2026-001"}
        assert bool(page.intro) == bool(page.button) == (name != "read")


def rendered(template: str, **context: object) -> str:
    with translation.override("en"):
        return Template("{% load texts %}" + template).render(Context(context))


def test_a_looked_at_text_keeps_its_white_space_and_escapes_what_people_typed() -> None:
    text = "Bel <b>06-12345678</b>,\n  na tien uur."
    looked = Looked("Situation", text, find(text, ()))
    assert rendered("{{ text.pieces|marked }}", text=looked) == (
        'Bel &lt;b&gt;<mark class="private">06-12345678</mark>&lt;/b&gt;,\n  na tien uur.'
    )


def test_a_difference_is_read_aloud_as_well_as_seen() -> None:
    pieces = [("same", "Een "), ("del", "<i>vrouw</i> "), ("ins", "iemand ")]
    assert rendered("{{ pieces|compared }}", pieces=pieces) == (
        'Een <del><span class="visually-hidden">left out: </span>&lt;i&gt;vrouw&lt;/i&gt; </del>'
        '<ins><span class="visually-hidden">added: </span>iemand </ins>'
    )
