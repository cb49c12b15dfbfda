"""Ready answers: put in with one tap, then edited; kept in the workplace."""

from importlib import import_module

import pytest
from django.test import Client
from django.urls import reverse

from atelier.base.guard.finder import find
from cases.models import Case, ReadyAnswer
from cases.states import CaseState
from tests.cases.helpers import make_case
from tests.cast import Cast


@pytest.fixture
def beheer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.beheer)
    return client


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast, CaseState.SUBMITTED)


def step(case: Case, name: str) -> str:
    return reverse("admin:cases_case_step", args=[case.pk, name])


def a_refusal(**values: str) -> ReadyAnswer:
    told = {"kind": "decline", "name": "Past hier niet", "text": "Te ver weg.", "offer": "Bel ons."}
    return ReadyAnswer.objects.create(**{**told, **values})


def test_there_are_five_for_each_kind_and_language_and_they_name_nobody() -> None:
    first = import_module("cases.migrations.0017_ready_answers").FIRST
    made = [(kind, language) for kind, language, *_words in first]
    assert {pair: made.count(pair) for pair in made} == {
        (kind, language): 5 for kind in ReadyAnswer.Kind.values for language in ("nl", "en")
    }
    for kind, language, name, text, offer, field in first:
        ReadyAnswer(kind=kind, language=language, name=name, text=text, offer=offer, field=field).clean()
        assert find(f"{text} {offer}") == [] or language == "en"


def test_one_tap_puts_it_below_what_was_typed_and_declines_nothing(beheer: Client, case: Case) -> None:
    answer = a_refusal()
    button = f'value="ready-{answer.pk}"'
    assert button in beheer.get(step(case, "afwijzen")).content.decode()
    page = beheer.post(step(case, "afwijzen"), {"reason": "Helaas.", "go": f"ready-{answer.pk}"})
    form = page.context["form"]
    assert form.errors == {}
    assert (form["reason"].value(), form["offer"].value()) == ("Helaas.\n\nTe ver weg.", "Bel ons.")
    again = {"reason": form["reason"].value(), "offer": "Bel ons.", "go": f"ready-{answer.pk}"}
    assert beheer.post(step(case, "afwijzen"), again).context["form"]["reason"].value() == "Helaas.\n\nTe ver weg."
    assert Case.objects.get().state == CaseState.SUBMITTED
    assert beheer.post(step(case, "afwijzen"), {**again, "go": ""}).status_code == 302
    assert Case.objects.get().moves.last().why == "Helaas.\n\nTe ver weg."


def test_what_is_asked_comes_at_its_question(beheer: Client, case: Case) -> None:
    answer = ReadyAnswer.objects.create(kind="changes", name="Korter", text="Maak het korter.", field="question")
    page = beheer.post(step(case, "wijzigingen"), {"situation": "Algemener.", "go": f"ready-{answer.pk}"})
    form = page.context["form"]
    assert form.errors == {}
    assert (form["situation"].value(), form["question"].value()) == ("Algemener.", "Maak het korter.")
    assert Case.objects.get().state == CaseState.SUBMITTED


def test_only_those_of_its_kind_and_in_the_language_of_who_submitted_are_offered(
    beheer: Client, cast: Cast, case: Case
) -> None:
    a_refusal()
    a_refusal(language="en", name="Not here")
    ReadyAnswer.objects.create(kind="changes", name="Korter", text="Korter.", field="question")
    offered = beheer.get(step(case, "afwijzen")).context["ready"]
    assert {"Past hier niet"} <= {one.name for one in offered}
    assert {(one.kind, one.language) for one in offered} == {("decline", "nl")}
    cast.samira.language = "en"
    cast.samira.save()
    assert {one.language for one in beheer.get(step(case, "afwijzen")).context["ready"]} == {"en"}


def test_a_changed_case_is_a_conflict_that_keeps_what_was_typed(beheer: Client, case: Case) -> None:
    answer = a_refusal()
    typed = {"reason": "Mijn eigen reden.", "version": "van-toen", "go": f"ready-{answer.pk}"}
    page = beheer.post(step(case, "afwijzen"), typed)
    assert page.status_code == 409
    assert "Mijn eigen reden." in page.content.decode()


def test_moderators_keep_the_list_themselves(beheer: Client) -> None:
    add = reverse("admin:cases_readyanswer_add")
    typed = {"kind": "decline", "language": "nl", "name": "Nieuw", "text": "Reden.", "offer": "", "field": ""}
    assert set(beheer.post(add, typed).context["adminform"].form.errors) == {"offer"}
    assert beheer.post(add, {**typed, "offer": "Aanbod."}).status_code == 302
    kept = ReadyAnswer.objects.get(name="Nieuw")
    wrong = ReadyAnswer(kind="changes", name="Zonder veld", text="Iets.")
    with pytest.raises(Exception, match="field"):
        wrong.clean()
    assert beheer.post(reverse("admin:cases_readyanswer_delete", args=[kept.pk]), {"post": "yes"}).status_code == 302
    assert not ReadyAnswer.objects.filter(name="Nieuw").exists()
