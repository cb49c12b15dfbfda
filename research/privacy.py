"""One member's data in research: what an export holds, and what erasure leaves.

Research is made with others and stays: the person is taken off it. Drafts and questions nobody took up go.
"""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet

from atelier.audit.actions import record
from atelier.base.types import Rows, Values
from members.models import Member
from research.models import (
    AskedMove,
    AskedQuestion,
    LearningQuestion,
    LearningQuestionMove,
    NameShown,
    Output,
    OutputMove,
    OutputNote,
    Project,
    ProjectChange,
    ProjectMove,
)
from research.states import AskedState, ProjectState

if TYPE_CHECKING:
    from members.models import Member

CLASSIFIED = {
    "research.LearningQuestion": "Exported when the member proposed it; at erasure it stays without the name.",
    "research.LearningQuestionMove": "Exported; at erasure the step stays without the name.",
    "research.AskedQuestion": "Exported; at erasure a question nobody took up goes, others stay without the name.",
    "research.AskedMove": "Exported; at erasure the step stays without the name.",
    "research.Project": "Exported; at erasure drafts nobody shares go, other projects stay without the name.",
    "research.Project_participants": "Exported with the project; removed at erasure.",
    "research.ProjectMove": "Exported; at erasure the step stays without the name.",
    "research.Output": "Exported with the judgement the member gave; at erasure the judgement stays without the name.",
    "research.NameShown": "Exported; at erasure the consent goes, and the name with it.",
    "research.Output_writers": "Who wrote in a text that waits; the link goes at erasure.",
    "research.OutputNote": "Stays at erasure, without the name.",
    "research.ProjectChange": "Exported; at erasure what was asked stays without the name.",
    "research.OutputMove": "Exported; at erasure the step stays without the name.",
}


def export(member: "Member") -> dict[str, object]:
    """All that research holds of this member, readable and complete."""
    return {
        "proposed_learning_questions": [
            {"title": one.title, "question": one.question, "about": one.about, "at": one.created_at}
            for one in LearningQuestion.objects.filter(proposed_by=member)
        ],
        "asked_questions": [
            {"title": one.title, "question": one.question, "why": one.why, "help": one.help, "at": one.created_at}
            for one in AskedQuestion.objects.asked_by(member)
        ],
        **_projects(member, Project.objects.all()),
        "judgements": [
            {"output": one.title, "judgement": one.judgement, "words": one.judgement_words, "at": one.judged_at}
            for one in Output.objects.filter(judged_by=member)
        ],
        "changes_asked": list(
            ProjectChange.objects.filter(asked_by=member).values("project__title", "why", "state", "asked_at")
        ),
        "my_name_stands_with": [
            {"output": one.output.title, "at": one.at}
            for one in NameShown.objects.filter(member=member).select_related("output")
        ],
        "steps": [step for model in MOVES for step in _steps(model, member)],
    }


def without_drafts(member: "Member") -> dict[str, object]:
    """What another may hand over of the projects: a draft is its writers' alone."""
    return _projects(member, Project.objects.exclude(state=ProjectState.DRAFT))


def _projects(member: "Member", among: QuerySet[Project]) -> dict[str, object]:
    mine = Project.objects.of(member).filter(pk__in=among.values("pk")).select_related("partner")
    return {
        "projects": [_project(one) for one in mine],
        "registered": list(among.filter(registered_by=member).values_list("title", flat=True)),
        "supervised": list(
            Project.objects.supervised_by(member).filter(pk__in=among.values("pk")).values_list("title", flat=True)
        ),
    }


MOVES = (LearningQuestionMove, AskedMove, ProjectMove, OutputMove)


def _project(project: Project) -> dict[str, object]:
    return {
        "title": project.title,
        "state": project.state,
        "question": project.question,
        "reason": project.reason,
        "method": project.method,
        "starts_on": project.starts_on,
        "ends_on": project.ends_on,
        "promises": project.promises,
        "ethics_note": project.ethics_note,
        "partner": str(project.partner or ""),
        "milestones": list(project.milestones.values("title", "due_on", "done_at")),
        "outputs": list(project.outputs.values("title", "kind", "summary", "state", "note", "published_at")),
    }


def _steps(model: Any, member: "Member") -> list[Values]:
    own: Rows = model.objects.filter(by=member)
    return [
        {
            "of": model._meta.model_name,
            "subject": step["subject_id"],
            "to": step["to_state"],
            "at": step["at"],
            "why": step["why"],
        }
        for step in own.values("subject_id", "to_state", "at", "why")
    ]


@transaction.atomic
def erase(member: "Member", *, by: Member | None) -> None:
    """Take the member off research. What others build on stays, without the name."""
    drafts = Project.objects.of(member).filter(state=ProjectState.DRAFT)
    shared = Project.participants.through.objects.exclude(member=member).values("project")
    drafts.exclude(pk__in=shared).delete()
    AskedQuestion.objects.asked_by(member).filter(state__in=(AskedState.OPEN, AskedState.WITHDRAWN)).delete()
    AskedQuestion.objects.asked_by(member).update(asker=None, from_organisation=None)
    LearningQuestion.objects.filter(proposed_by=member).update(proposed_by=None)
    Project.objects.filter(registered_by=member).update(registered_by=None)
    Project.objects.filter(supervisor=member).update(supervisor=None)
    Project.participants.through.objects.filter(member=member).delete()
    Output.objects.filter(judged_by=member).update(judged_by=None)
    NameShown.objects.filter(member=member).delete()
    Output.writers.through.objects.filter(member=member).delete()
    OutputNote.objects.filter(by=member).update(by=None)
    for name in ("asked_by", "decided_by"):
        ProjectChange.objects.filter(**{name: member}).update(**{name: None})
    for model in MOVES:
        model.objects.filter(by=member).update(by=None)
    record("research.erased", member, by=by)
