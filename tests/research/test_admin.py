"""The moderators' workplace: read, and move by the steps only."""

import pytest
from django.test import Client
from django.urls import reverse

from research.models import Project
from research.states import ProjectState
from tests.cast import Cast
from tests.research.helpers import delivered, draft, learning_question, registered

MODELS = ("learningquestion", "askedquestion", "project", "output")


@pytest.mark.parametrize("model", MODELS)
def test_lists_are_for_moderators_and_nothing_is_deleted(client: Client, cast: Cast, model: str) -> None:
    output = delivered(cast)
    learning_question(cast)
    page = reverse(f"admin:research_{model}_changelist")
    client.force_login(cast.samira)
    assert client.get(page).status_code == 302
    client.force_login(cast.beheer)
    assert client.get(page, {"q": "brief"}).status_code == 200
    assert client.post(page, {"action": "delete_selected", "_selected_action": [output.pk]}).status_code in (200, 302)
    subject = {"project": output.project, "output": output}.get(model)
    if subject:
        assert client.get(reverse(f"admin:research_{model}_change", args=[subject.pk])).status_code == 200
        assert client.post(reverse(f"admin:research_{model}_delete", args=[subject.pk])).status_code == 403


def test_a_moderator_moves_by_a_step_and_drafts_stay_hidden(client: Client, cast: Cast) -> None:
    hidden, project = draft(cast, title="Concept van Lars"), registered(cast, title="Ingestuurd")
    client.force_login(cast.beheer)
    page = client.get(reverse("admin:research_project_changelist")).content.decode()
    assert "Ingestuurd" in page
    assert hidden.title not in page
    step = reverse("admin:research_project_step", args=[project.pk, "aanpassen"])
    assert client.post(step, {"reason": ""}).status_code == 200
    assert client.post(step, {"reason": "Kleiner."}).status_code == 302
    project.refresh_from_db()
    assert (project.state, project.note) == (ProjectState.CHANGES_ASKED, "Kleiner.")
    gone = reverse("admin:research_project_step", args=[hidden.pk, "goedkeuren"])
    assert client.get(gone).status_code == 404
    assert Project.objects.get(pk=hidden.pk).state == ProjectState.DRAFT
