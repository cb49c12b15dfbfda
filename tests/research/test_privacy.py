"""What is exported of a member, and what is left after erasure."""

import json

from django.core.serializers.json import DjangoJSONEncoder

from research import actions, privacy
from research.models import AskedQuestion, LearningQuestion, Output, Project, ProjectMove
from tests.cast import Cast
from tests.research.helpers import deliver, draft, learning_question, milestone, published, running


def test_the_export_holds_all_of_one_member_and_nothing_of_another(cast: Cast) -> None:
    asked = actions.ask_question(by=cast.pieter, title="Brieven", question="Waarom?", why="Beter.")
    work = running(cast, asked=asked, partner=cast.corporatie)
    milestone(cast, work)
    output = deliver(cast, work)
    actions.publish_output(output, by=cast.ingrid)
    asked.refresh_from_db()
    actions.judge_output(output, by=cast.pieter, judgement="usable", judgement_words="Fijn.")
    of_pieter = privacy.export(cast.pieter)
    assert [one["title"] for one in of_pieter["asked_questions"]] == ["Brieven"]
    assert [one["words"] for one in of_pieter["judgements"]] == ["Fijn."]
    assert of_pieter["projects"] == []
    of_lars = privacy.export(cast.lars)
    assert [one["title"] for one in of_lars["projects"]] == [output.project.title]
    (project,) = of_lars["projects"]
    assert project["partner"] == cast.corporatie.name
    assert [one["title"] for one in project["milestones"]] == ["Gesprekken gevoerd"]
    assert [one["summary"] for one in project["outputs"]] == [output.summary]
    assert [step["to"] for step in of_lars["steps"]].count("registered") == 1
    assert privacy.export(cast.ingrid)["supervised"] == [output.project.title]
    assert json.dumps([of_pieter, of_lars], cls=DjangoJSONEncoder)


def test_erasure_takes_the_member_off_and_leaves_the_work(cast: Cast) -> None:
    asked = actions.ask_question(by=cast.lars, title="Taken up", question="?", why="!")
    actions.ask_question(by=cast.lars, title="Niet opgepakt", question="?", why="!")
    output = published(cast, asked=asked)
    draft(cast, title="Nog concept")
    question = learning_question(cast)
    LearningQuestion.objects.update(proposed_by=cast.lars)
    privacy.erase(cast.lars, by=cast.beheer)
    assert list(Project.objects.all()) == [output.project]
    assert list(AskedQuestion.objects.values_list("title", "asker")) == [("Taken up", None)]
    assert LearningQuestion.objects.get() == question
    assert not Project.objects.of(cast.lars).exists()
    assert not ProjectMove.objects.filter(by=cast.lars).exists()
    left = privacy.export(cast.lars)
    assert not any(left.values())


def test_a_draft_that_others_share_stays_theirs(cast: Cast) -> None:
    shared, alone = draft(cast, title="Samen", participants=[cast.lars, cast.maria]), draft(cast, title="Alleen")
    privacy.erase(cast.lars, by=cast.beheer)
    assert list(Project.objects.all()) == [shared]
    assert list(shared.participants.all()) == [cast.maria]
    privacy.erase(cast.maria, by=cast.beheer)
    assert not Project.objects.filter(pk__in=[shared.pk, alone.pk]).exists()


def test_an_erased_supervisor_or_judge_leaves_project_and_judgement(cast: Cast) -> None:
    project = running(cast)
    output = published(cast, title="Af", partner=cast.corporatie)
    actions.judge_output(output, by=cast.pieter, judgement="partly")
    for member in (cast.ingrid, cast.pieter):
        privacy.erase(member, by=cast.beheer)
    project.refresh_from_db()
    assert project.supervisor is None
    assert Output.objects.get().judgement == "partly"


def test_every_model_with_a_person_is_classified() -> None:
    from django.apps import apps

    from members.models import Member

    config = apps.get_app_config("research")
    linked = {
        model._meta.label
        for model in config.get_models(include_auto_created=True)
        if any(field.related_model is Member for field in model._meta.get_fields() if not field.auto_created)
    }
    assert linked == set(privacy.CLASSIFIED)
