"""Small stories to start from."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.models import Case
from members.models import Member
from research import actions
from research.models import LearningQuestion, Milestone, Output, Project
from research.states import Promise
from tests import documents
from tests.cast import Cast

PDF = documents.PDF


def pdf(name: str = "verslag.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def draft(cast: Cast, **fields: Any) -> Project:
    """Lars's draft with all that a registration needs."""
    project = actions.start_draft(
        by=cast.lars, title=fields.pop("title", "Post die niemand opent"), question="Waarom?"
    )
    full = {
        "method": "Tien gesprekken.",
        "starts_on": days(5),
        "ends_on": days(100),
        "supervisor": cast.ingrid,
        "promises": list(Promise.values),
    }
    actions.save_registration(project, by=cast.lars, **{**full, **fields})
    return project


def registered(cast: Cast, **fields: Any) -> Project:
    project = draft(cast, **fields)
    actions.register(project, by=cast.lars)
    return project


def approved(cast: Cast, **fields: Any) -> Project:
    project = registered(cast, **fields)
    actions.approve(project, by=cast.ingrid)
    return project


def running(cast: Cast, **fields: Any) -> Project:
    project = approved(cast, **fields)
    actions.start(project, by=cast.lars)
    return project


def delivered(cast: Cast, **fields: Any) -> Output:
    project = running(cast, **fields)
    return deliver(cast, project)


def deliver(
    cast: Cast, project: Project, title: str = "Wat brieven doen", file: SimpleUploadedFile | None = None
) -> Output:
    summary = "Een naam op de brief helpt."
    return actions.deliver_output(
        project, by=cast.lars, title=title, kind="report", summary=summary, file=file or pdf()
    )


def published(cast: Cast, **fields: Any) -> Output:
    output = delivered(cast, **fields)
    actions.publish_output(output, by=cast.ingrid)
    return output


def milestone(cast: Cast, project: Project, due_on: date | None = None) -> Milestone:
    return actions.add_milestone(project, by=cast.lars, title="Gesprekken gevoerd", due_on=due_on or days(40))


def learning_question(cast: Cast, title: str = "Schaamte") -> LearningQuestion:
    return actions.propose_question(by=cast.ingrid, title=title, question="Hoe vragen wij zonder schaamte?")


def released_case(by: Member, number: str = "2026-001", title: str = "Huurachterstand", **fields: Any) -> Case:
    """A released case, made directly: how cases are released is told elsewhere."""
    return Case.objects.create(
        number=number,
        title=title,
        situation="Er is wat.",
        question="Mag ik wachten?",
        state="released",
        submitter=by,
        released_at=timezone.now(),
        **fields,
    )
