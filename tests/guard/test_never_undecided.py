"""Whatever people do in whatever order: no text that members read holds a piece on which nobody decided."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atelier.base.forms import decisions
from atelier.base.forms.decisions import Choice
from atelier.base.models import Decision
from cases.models import Case, Voice
from cases.states import OPEN_TO_MEMBERS, CaseState
from members.models import BringSeek
from research.models import AskedQuestion
from tests.cases.helpers import make_case
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PLAIN = "Wij zien dit vaak aan het loket."
TELLING = ("Mevrouw Brouns wacht.", "Bel 06-12345678.", "Hij woont in Simpelveld.", "Zij is geboren op 3-4-1987.")
WORDS = st.lists(st.sampled_from((PLAIN, *TELLING)), min_size=1, max_size=3).map(" ".join)
CHOICES = st.sampled_from(("", "replace", "nonsense", *Choice.values))
WHO = st.sampled_from(("samira", "pieter", "maria", "noor", "beheer", "lars"))
WHERE = st.sampled_from(("voice", "ask", "offer", "correct"))
MOVES = st.lists(st.tuples(WHO, WHERE, WORDS, st.lists(CHOICES, min_size=4, max_size=4)), min_size=1, max_size=5)


class Stage:
    def __init__(self, cast: Cast) -> None:
        self.cast, self.client = cast, Client()
        self.case = make_case(cast, CaseState.SCHEDULED)

    def address(self, where: str) -> str:
        return {
            "voice": reverse("cases:voice", args=[self.case.number]),
            "ask": reverse("research:ask"),
            "offer": reverse("members:bring_seek_add"),
            "correct": reverse("admin:cases_case_step", args=[self.case.pk, "verbeteren"]),
        }[where]

    def form(self, where: str) -> object | None:
        page = self.client.get(self.address(where))
        return page.context.get("form") if page.status_code == 200 and page.context else None

    def send(self, who: str, where: str, words: str, chosen: list[str]) -> None:
        """As a browser would: what the form holds, words in each text, and a choice for each piece that is asked."""
        self.client.force_login(getattr(self.cast, who))
        form = self.form(where)
        if form is None:
            return
        kept = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
        sent = {
            **kept,
            "kind": "bring",
            "reason": PLAIN,
            "looked_over": "on",
            "topic": "Schulden",
            "title": "Schulden",
        }
        sent |= {name: words for name in form.guarded if name not in ("topic", "title")}
        answer = self.client.post(self.address(where), sent)
        again = answer.context.get("form") if answer.context else None
        if again is not None and getattr(again, "pieces", None):
            asked = [piece for pieces in again.pieces.values() for piece in pieces]
            picked = {piece.key: chosen[at % len(chosen)] for at, piece in enumerate(asked)}
            self.client.post(self.address(where), {**sent, **picked})


def read_by_members() -> list[str]:
    texts = [
        text for case in Case.objects.filter(state__in=OPEN_TO_MEMBERS) for text in (case.situation, case.question)
    ]
    texts += [voice.text for voice in Voice.objects.all()]
    texts += [offer.text for offer in BringSeek.objects.all()]
    return texts + [text for one in AskedQuestion.objects.all() for text in (one.question, one.why, one.help)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_no_text_that_members_read_has_a_piece_on_which_nobody_decided(cast: Cast, moves: list) -> None:
    stage = Stage(cast)
    before = set(read_by_members())
    for who, where, words, chosen in moves:
        stage.send(who, where, words, chosen)
    found = {text: [one.text for one in decisions.undecided(text)] for text in set(read_by_members()) - before}
    assert {text: pieces for text, pieces in found.items() if pieces} == {}


MADE = (("pieter", "voice"), ("maria", "ask"), ("samira", "offer"), ("beheer", "correct"))


@pytest.mark.parametrize(("who", "where"), MADE)
def test_the_moves_do_store_texts_with_decided_pieces(cast: Cast, who: str, where: str) -> None:
    """Else the test above would prove nothing."""
    Stage(cast).send(who, where, TELLING[0], ["leave"] * 4)
    assert any("Brouns" in text for text in read_by_members())
    assert Decision.objects.filter(choice="leave").exists()
