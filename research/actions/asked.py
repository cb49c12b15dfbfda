"""A question from practice: ask it, withdraw it."""

from typing import TYPE_CHECKING

from django.db import transaction

from atelier.audit.actions import record
from atelier.base.data.moves import move
from atelier.base.exceptions import NotAllowed
from atelier.mail.actions import queue, queue_many
from research.models import AskedQuestion
from research.permissions import may_ask, may_withdraw_asked
from research.states import ASKED_MOVES, ENDED, AskedState

if TYPE_CHECKING:
    from members.models import Member, Organisation


@transaction.atomic
def ask_question(
    *,
    by: "Member",
    title: str,
    question: str,
    why: str,
    help: str = "",
    organisation: "Organisation | None" = None,
) -> AskedQuestion:
    """Ask a question for research; students find it in the list, and a mail confirms it to `by`."""
    if not may_ask(by):
        raise NotAllowed
    asked = AskedQuestion.objects.create(
        title=title,
        question=question,
        why=why,
        help=help,
        organisation=organisation,
        asker=by,
        from_organisation=by.organisation,
    )
    record("asked.asked", asked, by=by)
    queue("research.asked", to=by, params={"asked": asked.pk}, occasion=f"asked:{asked.pk}")
    return asked


@transaction.atomic
def withdraw_asked(asked: AskedQuestion, *, by: "Member", reason: str = "") -> None:
    """It is asked no more. Who does research on it gets a mail, and goes on or stops."""
    if not may_withdraw_asked(by, asked):
        raise NotAllowed
    move(asked, AskedState.WITHDRAWN, table=ASKED_MOVES, by=by, reason=reason)
    record("asked.withdrawn", asked, by=by)
    for project in asked.projects.exclude(state__in=ENDED).prefetch_related("participants"):
        queue_many(
            "research.asked_withdrawn",
            to=project.participants.all(),
            params={"project": project.pk},
            occasion=f"project:{project.pk}",
        )
