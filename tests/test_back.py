"""The back button of a question keeps what was typed so far."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case, Intake
from cases.states import CaseState
from cases.views.submit import Submission
from research.models import Project
from research.views.registration import Registration
from tests import access_table as here
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.test_access import address
from tests.twice import forms_of
from tests.world import client_of, load_world

STEPS = [step.slug for step in Submission.steps]
RESEARCH_STEPS = {step.slug: step.form for step in Registration.steps}
TEXT = "Een half verhaal, nog niet af"


@pytest.mark.parametrize("step", STEPS)
def test_back_from_a_question_of_a_case_keeps_half_an_answer(client: Client, cast: Cast, step: str) -> None:
    client.force_login(cast.samira)
    case = make_case(cast, CaseState.DRAFT)
    Intake.objects.update(situation="", question="", tried="")
    there = reverse("cases:step", args=[case.key, step])
    (form,) = [one for one in forms_of(client.get(there).content.decode()) if one.has("go=later")]
    buttons = [here.get("value") for tag, here, _text in form.controls if tag == "button"]
    assert buttons[0] == "next", "what Enter presses"
    typed = {**form.as_it_stands(), "addresses": "", "together": "", "go": "back"}
    words = {name: TEXT for name in ("situation", "question", "tried") if name in typed}
    answer = client.post(there, {**typed, **words})
    assert answer.status_code == 302
    at = STEPS.index(step)
    assert answer["Location"].endswith(f"/{STEPS[at - 1]}/" if at else "/inbrengen/")
    kept = Intake.objects.values(*words).get() if words else {}
    assert kept == words
    assert Case.objects.get().state == CaseState.DRAFT


@pytest.mark.django_db
@pytest.mark.parametrize("step", RESEARCH_STEPS)
def test_back_from_a_question_of_research_keeps_half_an_answer(step: str) -> None:
    load_world()
    client = client_of("lars")
    (pk,) = here.larss_draft()
    there = address("research:register_step", [pk, step])
    assert 'name="go" value="back"' in client.get(there).content.decode()
    words = {name: TEXT for name in ("title", "reason", "method") if name in RESEARCH_STEPS[step].base_fields}
    before = Project.objects.values("title", "question").get(pk=pk)
    answer = client.post(there, {**words, "go": "back"})
    assert answer.status_code == 302, answer.context["form"].errors
    order = list(RESEARCH_STEPS)
    at = order.index(step)
    assert answer["Location"].endswith(f"/{order[at - 1]}/" if at else f"/{pk}/")
    kept = Project.objects.get(pk=pk)
    assert {name: getattr(kept, name) for name in words} == words
    assert kept.question == before["question"]


@pytest.mark.django_db
def test_back_with_something_wrong_stays_where_it_can_be_read() -> None:
    load_world()
    client = client_of("lars")
    there = address("research:register_step", [*here.larss_draft(), "verbanden"])
    answer = client.post(there, {"numbers": "2026-999", "go": "back"})
    assert answer.status_code == 200
    assert "2026-999" in answer.content.decode()
