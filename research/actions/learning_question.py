"""A learning question: propose it, take it on, close it, link it."""

from typing import TYPE_CHECKING

from django.db import transaction

from atelier.audit.actions import record
from atelier.base.data.moves import move
from atelier.base.data.slugs import free_slug
from atelier.base.exceptions import NotAllowed
from atelier.mail.actions import queue
from research.models import LearningQuestion
from research.permissions import may_keep_questions, may_propose
from research.states import QUESTION_MOVES, QuestionState

if TYPE_CHECKING:
    from cases.models import Case
    from members.models import Member

# Addresses under /leervragen/ that are pages of their own.
TAKEN = frozenset({"voorstellen"})
# What who proposed it hears of.
TOLD: dict[str, str] = {
    QuestionState.OPEN: "research.question_opened",
    QuestionState.SET_ASIDE: "research.question_set_aside",
}


@transaction.atomic
def propose_question(*, by: "Member", title: str, question: str, about: str = "") -> LearningQuestion:
    """A member proposes a learning question; who keeps the questions opens it at once."""
    if not may_propose(by):
        raise NotAllowed
    proposed = LearningQuestion.objects.create(
        title=title,
        slug=free_slug(LearningQuestion, title, taken=TAKEN),
        question=question,
        about=about,
        proposed_by=by,
    )
    record("question.proposed", proposed, by=by)
    if may_keep_questions(by):
        move_question(proposed, QuestionState.OPEN, by=by)
    return proposed


@transaction.atomic
def edit_question(
    subject: LearningQuestion, *, by: "Member", title: str, question: str, about: str, answer: str
) -> None:
    """Change the words; the address stays, so that links keep working."""
    if not may_keep_questions(by):
        raise NotAllowed
    subject.title, subject.question, subject.about, subject.answer = title, question, about, answer
    subject.save(update_fields=["title", "question", "about", "answer", "updated_at"])
    record("question.edited", subject, by=by)


@transaction.atomic
def move_question(subject: LearningQuestion, to: str, *, by: "Member", reason: str = "") -> None:
    """Open it, answer it, set it aside; who proposed it gets a mail when it is opened or set aside."""
    if not may_keep_questions(by):
        raise NotAllowed
    move(subject, to, table=QUESTION_MOVES, by=by, reason=reason)
    record(f"question.{to}", subject, by=by)
    if to in TOLD and subject.proposed_by and subject.proposed_by != by:
        queue(
            TOLD[to],
            to=subject.proposed_by,
            params={"question": subject.pk},
            occasion=f"question:{subject.pk}",
            version=subject.moves.count(),
        )


@transaction.atomic
def link_case(subject: LearningQuestion, case: "Case", *, by: "Member") -> None:
    """Tie a released case to the question. Linking twice is harmless."""
    if not may_keep_questions(by):
        raise NotAllowed
    subject.cases.add(case)
    record("question.case_linked", subject, by=by, note=str(case.pk))


@transaction.atomic
def unlink_case(subject: LearningQuestion, case: "Case", *, by: "Member") -> None:
    """Tie the case no longer to the question; the case itself stays as it is."""
    if not may_keep_questions(by):
        raise NotAllowed
    subject.cases.remove(case)
    record("question.case_unlinked", subject, by=by, note=str(case.pk))
