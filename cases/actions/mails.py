"""Which mail leaves at which occasion, as rows of the outbox, in the transaction of the change."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from atelier.mail.actions import queue, queue_many
from cases.models import Attachment, Case, Commitment, Insight, Together
from cases.states import LOOK_BACK_AFTER, Moment
from members.models import Member

LOOK_BACK_WAITS = timedelta(days=60)
COMMITMENT_LEAD = timedelta(days=7)


def presenters(case: Case) -> list[Member]:
    """Who gets mail about the case: submitter and co-submitters who still take part."""
    people = [case.submitter, *case.co_submitters.all()]
    return [person for person in people if person is not None and person.is_active]


def to_presenters(kind: str, case: Case, moment: str = "", **row: Any) -> None:
    """One mail to each of them; `row`: what `queue` takes beside it."""
    queue_many(kind, to=presenters(case), params={"case": case.pk}, occasion=f"case:{case.pk}", moment=moment, **row)


def at_once(kind: str, case: Case) -> None:
    """One mail for this very move: the same move may happen again later."""
    to_presenters(kind, case, moment=timezone.now().isoformat(timespec="seconds"))


def ask_to_look(case: Case) -> None:
    """Look at the text that members will read: now, and once more halfway; of no use when it has been answered."""
    now, until = timezone.now(), case.opens_at
    if until is None:
        return
    told = {"case": case.pk, "until": int(until.timestamp())}
    for moment, due in (("now", now), ("halfway", now + (until - now) / 2)):
        queue_many(
            "cases.shown",
            to=presenters(case),
            params=told,
            occasion=f"case:{case.pk}",
            moment=f"{moment}:{told['until']}",
            due_at=due,
            expires_at=until,
        )


def to_moderators(kind: str, case: Case, *, and_coordinators: bool = False) -> None:
    """One mail for this very move to each who works on it, those who submitted left out."""
    moment = timezone.now().isoformat(timespec="seconds")
    people = Member.objects.moderators()
    if and_coordinators:
        people = people | Member.objects.active().filter(is_coordinator=True)
    people = people.exclude(pk__in=[one.pk for one in presenters(case)])
    # Who is asked to submit it too answers that first.
    people = people.exclude(
        pk__in=list(Together.objects.under_way().filter(case=case).values_list("member", flat=True))
    )
    queue_many(kind, to=people, params={"case": case.pk}, occasion=f"case:{case.pk}", moment=moment)


def warn_of_draft(case: Case, owner: Member) -> None:
    """Twice per time that it was left alone; of no use any more when the draft is gone."""
    again = case.draft_warned_again_at
    left_alone = case.updated_at.isoformat(timespec="seconds")
    once_more = bool(again and case.draft_warned_at and again >= case.draft_warned_at)
    queue(
        "cases.draft_goes",
        to=owner,
        params={"case": case.pk},
        occasion=f"case:{case.pk}",
        moment=f"{left_alone} again" if once_more else left_alone,
        expires_at=case.draft_deleted_on,
    )


def plan_look_backs(case: Case) -> None:
    """Ask the presenters after six weeks and six months; rows that nobody needs any more give up by themselves."""
    discussed_at = case.discussed_at or timezone.now()
    for moment, after in LOOK_BACK_AFTER.items():
        due = discussed_at + after
        ask_to_look_back(
            case,
            moment,
            once=moment.value,
            version=int(discussed_at.timestamp()),
            due_at=due,
            expires_at=due + LOOK_BACK_WAITS,
        )


def ask_to_look_back(case: Case, moment: Moment, *, once: str, **row: Any) -> None:
    """`once` tells this asking from another about the same moment."""
    queue_many(
        "cases.look_back",
        to=presenters(case),
        params={"case": case.pk, "moment": moment.value},
        occasion=f"case:{case.pk}",
        moment=once,
        **row,
    )


def plan_commitment(commitment: Commitment) -> None:
    """Remind the owner a week before the date, in the morning; a new date makes a new version."""
    if commitment.owner is None or not commitment.owner.is_active:
        return
    day = commitment.due_on - COMMITMENT_LEAD
    due = timezone.make_aware(datetime.combine(day, time(9)))
    end = timezone.make_aware(datetime.combine(commitment.due_on + timedelta(days=14), time(9)))
    if end <= timezone.now():
        return
    version = commitment.due_on.toordinal()
    queue(
        "cases.commitment",
        to=commitment.owner,
        params={"commitment": commitment.pk},
        occasion=f"commitment:{commitment.pk}",
        version=version,
        due_at=max(due, timezone.now()),
        expires_at=end,
    )


def tell_commitment_changed(commitment: Commitment) -> None:
    """A coordinator named this owner, or another date."""
    if commitment.owner is None or not commitment.owner.is_active:
        return
    queue(
        "cases.commitment_changed",
        to=commitment.owner,
        params={"commitment": commitment.pk},
        occasion=f"commitment-changed:{commitment.pk}",
        moment=timezone.now().isoformat(timespec="seconds"),
    )


def tell_published(insight: Insight) -> None:
    """To who submitted the case it came from."""
    if insight.case is None:
        return
    queue_many(
        "cases.insight_published",
        to=presenters(insight.case),
        params={"insight": insight.pk},
        occasion=f"insight:{insight.pk}",
    )


def tell_attachment_refused(attachment: Attachment) -> None:
    """To who sent it; who is gone meanwhile, to the others who submit the case."""
    case, sender = attachment.case, attachment.sent_by
    queue_many(
        "cases.attachment_refused",
        to=[sender] if sender is not None and sender.is_active else presenters(case),
        params={"attachment": attachment.pk},
        occasion=f"case:{case.pk}",
        moment=f"attachment-{attachment.pk}",
    )
