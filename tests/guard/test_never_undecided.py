"""Whatever people do in whatever order: no text that members read holds a piece on which nobody decided."""

from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from atelier.base.exceptions import DomainError
from atelier.base.forms import decisions
from atelier.base.forms.decisions import Choice
from atelier.base.models import Decision
from cases import actions
from cases.models import Advice, Case, Insight, Mechanism, Voice
from cases.states import OPEN_TO_MEMBERS, CaseState, Lens, Level
from members.models import BringSeek, Member
from research.models import AskedQuestion
from tests.cases.helpers import make_case
from tests.cast import Cast, make_cast
from tests.spread import QUICK

pytestmark = pytest.mark.django_db

PLAIN = "Wij zien dit vaak aan het loket."
TELLING = ("Mevrouw Brouns wacht.", "Bel 06-12345678.", "Hij woont in Simpelveld.", "Zij is geboren op 3-4-1987.")
WORDS = st.lists(st.sampled_from((PLAIN, *TELLING)), min_size=1, max_size=3).map(" ".join)
CHOICES = st.sampled_from(("", "replace", "nonsense", *Choice.values))
WHO = st.sampled_from(("samira", "pieter", "maria", "noor", "beheer", "lars"))
WHERE = st.sampled_from(("voice", "ask", "offer", "correct"))
FOUR = st.lists(CHOICES, min_size=4, max_size=4)
MOVES = st.lists(st.tuples(WHO, WHERE, WORDS, FOUR), min_size=1, max_size=5)


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
    return [text for texts in read_by_kind().values() for text in texts if text]


def read_by_kind() -> dict[str, list[str]]:
    cases = Case.objects.filter(state__in=OPEN_TO_MEMBERS)
    asked = AskedQuestion.objects.all()
    return {
        "case": [text for one in cases for text in (one.title, one.situation, one.question, one.tried)],
        "voice": [one.text for one in Voice.objects.filter(case__in=cases)],
        "advice": [one.text for one in Advice.objects.filter(case__in=cases)],
        "insight": [text for one in Insight.objects.published() for text in (one.title, one.text)],
        "offer": [one.text for one in BringSeek.objects.all()],
        "asked": [text for one in asked for text in (one.question, one.why, one.help)],
    }


@settings(max_examples=4 if QUICK else 12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_no_text_that_members_read_has_a_piece_on_which_nobody_decided(cast: Cast, moves: list) -> None:
    stage = Stage(cast)
    before = set(read_by_members())
    for who, where, words, chosen in moves:
        stage.send(who, where, words, chosen)
    found = {text: [one.text for one in decisions.undecided(text)] for text in set(read_by_members()) - before}
    assert {text: pieces for text, pieces in found.items() if pieces} == {}


# -- The moves of cases ----------------------------------------------------------------------------------------------

ROLES = st.sampled_from(("samira", "pieter", "noor", "beheer", "second", "visitor"))


class Moves(RuleBasedStateMachine):
    """A few cases, from intake to insight, by whoever may and whoever may not; after each move everybody looks."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.cast = make_cast()
        beheer = {"is_moderator": True, "is_superuser": True, "perspective": "rights"}
        self.second = Member.objects.create_user("tweede@voorbeeld.test", None, name="Tweede", **beheer)
        self.case = make_case(self.cast, CaseState.SUBMITTED, situation=TELLING[0], question=TELLING[1])
        self.mechanism = Mechanism.objects.create(name="Wachten", slug="wachten")
        self.before: set[str] = set()

    def client(self, who: str) -> Client:
        client = Client(raise_request_exception=True)
        if who != "visitor":
            client.force_login(self.second if who == "second" else getattr(self.cast, who))
        return client

    def send(self, who: str, address: str, texts: dict[str, Any], chosen: list[str], prefix: str = "") -> None:
        """What the form holds, these texts, and a choice for each piece that is asked."""
        client = self.client(who)
        page = client.get(address)
        version = {"version": page.context.get("version") or ""} if page.context else {}
        sent = {**version, **held_by(form_of(page, prefix)), **texts, "looked_over": "on"}
        answer = client.post(address, sent)
        asked = getattr(form_of(answer, prefix), "pieces", None) or {}
        keys = [piece.key for pieces in asked.values() for piece in pieces]
        if keys:
            client.post(address, {**sent, **{key: chosen[at % len(chosen)] for at, key in enumerate(keys)}})

    def desk(self, step: str) -> str:
        return reverse("admin:cases_case_step", args=[self.case.pk, step])

    @rule(who=ROLES, words=WORDS, chosen=FOUR)
    def release_or_correct(self, who: str, words: str, chosen: list[str]) -> None:
        texts = {"title": "Schulden", "situation": f"Een gezin wacht. {words}", "question": words, "tried": words}
        for step in ("vrijgeven", "verbeteren"):
            self.send(who, self.desk(step), {**texts, "reason": PLAIN}, chosen)

    @rule(who=ROLES, words=WORDS, answer=st.sampled_from(("yes", "yes", "change")))
    def look_at_the_text(self, who: str, words: str, answer: str) -> None:
        texts = {"answer": answer, "words": words if answer == "change" else ""}
        self.send(who, reverse("cases:text", args=[self.case.number]), texts, [""])

    @rule(words=WORDS, chosen=FOUR)
    def release_and_open(self, words: str, chosen: list[str]) -> None:
        self.release_or_correct("beheer", words, chosen)
        self.look_at_the_text("samira", "", "yes")

    @rule(who=ROLES, words=WORDS, chosen=FOUR)
    def ask_changes_and_hand_in_again(self, who: str, words: str, chosen: list[str]) -> None:
        self.send(who, self.desk("wijzigingen"), {"situation": words}, chosen)
        number = self.case.number
        self.send("samira", reverse("cases:intake", args=[number]), {"situation": f"{words} {TELLING[0]}"}, chosen)

    @rule(who=ROLES, words=WORDS, chosen=FOUR, step=st.sampled_from(("terughalen", "terugnemen", "afwijzen")))
    def take_back_or_decline(self, who: str, words: str, chosen: list[str], step: str) -> None:
        self.send(who, self.desk(step), {"reason": words, "offer": words}, chosen)

    @rule(who=ROLES, words=WORDS, chosen=FOUR)
    def speak(self, who: str, words: str, chosen: list[str]) -> None:
        self.send(who, reverse("cases:voice", args=[self.case.number]), {"text": words}, chosen)

    @rule(who=ROLES, words=WORDS, chosen=FOUR)
    def discuss(self, who: str, words: str, chosen: list[str]) -> None:
        with suppress(DomainError):
            actions.schedule(Case.objects.get(pk=self.case.pk), by=self.cast.noor)
        address = reverse("cases:report_step", args=[self.case.number, "besproken"])
        self.send(who, address, {"reason": words}, chosen)

    @rule(who=ROLES, words=WORDS, chosen=FOUR, part=st.sampled_from(("advies", "inzicht")))
    def report(self, who: str, words: str, chosen: list[str], part: str) -> None:
        named = {"mechanism": self.mechanism.pk, "level": Level.values[0], "lens": Lens.values[0]}
        texts = {f"{part}-{name}": value for name, value in {"title": "Wachten", "text": words, **named}.items()}
        self.send(who, reverse("cases:report_add", args=[self.case.number, part]), texts, chosen, part)

    @rule(who=ROLES)
    def publish(self, who: str) -> None:
        for insight in Insight.objects.filter(published_at=None):
            self.send(who, reverse("admin:cases_insight_step", args=[insight.pk, "publiceren"]), {}, [""])

    @rule(who=ROLES)
    def withdraw(self, who: str) -> None:
        self.send(who, reverse("cases:withdraw", args=[self.case.number]), {"reason": PLAIN}, [""])

    @invariant()
    def nobody_reads_a_piece_on_which_nobody_decided(self) -> None:
        texts = set(read_by_members()) - self.before
        found = {text: [one.text for one in decisions.undecided(text)] for text in texts}
        assert {text: pieces for text, pieces in found.items() if pieces} == {}
        self.before |= texts

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)


def held_by(form: Any) -> dict[str, object]:
    bound = [form[name] for name in form.fields] if form is not None else []
    return {one.html_name: one.value() for one in bound if one.value() not in (None, "")}


def form_of(page: Any, prefix: str) -> Any:
    names = {"advies": ("form", "advice_form"), "inzicht": ("form", "insight_form")}.get(prefix, ("form",))
    found = [page.context.get(name) for name in names] if page.context else []
    return next((form for form in found if form is not None), None)


@pytest.mark.django_db
def test_whoever_moves_a_case_in_whatever_order_no_piece_is_read_on_which_nobody_decided() -> None:
    many = settings(max_examples=2 if QUICK else 12, stateful_step_count=12, database=None, phases=[Phase.generate])
    run_state_machine_as_test(Moves, settings=many)


@pytest.mark.django_db
def test_those_moves_do_bring_decided_pieces_to_members_and_to_everybody() -> None:
    """Else the test above would prove nothing."""
    moves, leave = Moves(), ["leave"] * 4
    moves.ask_changes_and_hand_in_again("beheer", PLAIN, leave)
    moves.release_and_open(TELLING[0], leave)
    moves.speak("pieter", TELLING[0], leave)
    moves.discuss("noor", TELLING[0], leave)
    for part in ("advies", "inzicht"):
        moves.report("noor", TELLING[0], leave, part)
    moves.publish("beheer")
    moves.nobody_reads_a_piece_on_which_nobody_decided()
    kinds = {kind for kind, texts in read_by_kind().items() if any("Brouns" in text for text in texts)}
    assert kinds == {"case", "voice", "advice", "insight"}
    moves.teardown()


MADE = (("pieter", "voice"), ("maria", "ask"), ("samira", "offer"), ("beheer", "correct"))


@pytest.mark.parametrize(("who", "where"), MADE)
def test_the_moves_do_store_texts_with_decided_pieces(cast: Cast, who: str, where: str) -> None:
    """Else the test above would prove nothing."""
    Stage(cast).send(who, where, TELLING[0], ["leave"] * 4)
    assert any("Brouns" in text for text in read_by_members())
    assert Decision.objects.filter(choice="leave").exists()
