"""The whole demo, in one transaction: either the studio is there, or nothing is."""

from datetime import timedelta
from unittest import mock

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import override

from atelier.base.types import Rows
from atelier.demo.people import LOGINS
from atelier.demo.play_cases import cases
from atelier.demo.play_meetings import meetings
from atelier.demo.play_people import people
from atelier.demo.play_research import research
from atelier.demo.stage import Stage
from atelier.mail.models import OutboxMessage
from atelier.mail.states import State
from members.models import Member

FRESH = timedelta(days=6)
FRESH_MAILS = 9


@transaction.atomic
def play() -> Stage | None:
    """Play two years of the studio; None when it has people already."""
    if Member.objects.exists():
        return None
    stage = Stage()
    # One transaction, so the savepoints of the actions inside would only cost time: half of all statements.
    with override("nl"), mock.patch.object(connection.features, "uses_savepoints", False):
        people(stage)
        meetings(stage)
        cases(stage)
        research(stage)
        stage.play()
    settle_mail(stage)
    return stage


def settle_mail(stage: Stage) -> None:
    """Two years of mail has left long ago. Some mails of these days to the logins still leave, to fill the mailbox."""
    past = OutboxMessage.objects.filter(state=State.PLANNED, due_at__lte=stage.now)
    logins = [stage.people[person.address].pk for person in LOGINS]
    fresh: Rows = past.filter(Q(recipient__in=logins), Q(expires_at=None) | Q(expires_at__gt=stage.now))
    fresh = (
        fresh.filter(due_at__gt=stage.now - FRESH)
        .order_by("-due_at", "-pk")
        .values_list("pk", flat=True)[:FRESH_MAILS]
    )
    kept = [*fresh, *_invitations(stage, past)]
    past.exclude(pk__in=kept).update(state=State.SENT, sent_at=F("due_at"), attempts=1)


def _invitations(stage: Stage, past: Rows) -> list[int]:
    """Of the next meeting: to who still has to answer and can log in, and to its guest expert."""
    about_next = past.filter(occasion=f"meeting:{stage.meetings[0].pk}")
    waiting = [stage.people["samira"].pk, stage.people["maria"].pk]
    wanted = Q(kind="meetings.invitation", recipient__in=waiting) | Q(kind="meetings.guest_invitation")
    return list(about_next.filter(wanted).values_list("pk", flat=True))
