"""Insights: recorded after a meeting, published after review."""

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.data.moves import move
from atelier.base.data.notes import Happened
from atelier.base.data.slugs import free_slug
from atelier.base.exceptions import NotAllowed, ReasonMissing, WroteItOneself
from atelier.desk.seconds import propose
from cases.actions import mails
from cases.exceptions import InsightNotNamed, NotInMeeting
from cases.models import Case, Insight, Mechanism
from cases.permissions import may_publish, may_record
from cases.states import INSIGHT_MOVES, TAKES_RESULTS, CaseState, InsightState
from members.models import Member

# Who changes these writes; who only names mechanism, level and lens does not.
WRITTEN = frozenset({"title", "text"})


@transaction.atomic
def record_insight(
    case: Case | None,
    *,
    by: Member,
    title: str,
    text: str,
    mechanism: Mechanism | None = None,
    level: str = "",
    lens: str = "",
) -> Insight:
    """A draft for the moderators. Without a case: an insight of the studio as a whole."""
    if not may_record(by):
        raise NotAllowed
    if case is not None and case.state not in (*TAKES_RESULTS, CaseState.CLOSED):
        raise NotInMeeting
    insight: Insight = Insight.objects.create(
        case=case,
        title=title.strip(),
        text=text.strip(),
        mechanism=mechanism,
        level=level,
        lens=lens,
        recorded_by=by,
    )
    insight.writers.add(by)
    record("insight.recorded", insight, by=by)
    return insight


@transaction.atomic
def revise_insight(insight: Insight, *, by: Member, **values: object) -> None:
    """Change a draft: title, text, mechanism, level, lens."""
    if not (may_record(by) or may_publish(by)) or insight.state != InsightState.DRAFT:
        raise NotAllowed
    if set(values) - {"title", "text", "mechanism", "level", "lens"}:
        raise TypeError("Not a field of an insight")
    wrote = any(getattr(insight, name) != values[name] for name in WRITTEN & set(values))
    for name, value in values.items():
        setattr(insight, name, value)
    insight.updated_at = timezone.now()
    insight.save(update_fields=[*values, "updated_at"])
    if wrote:
        insight.writers.add(by)
    record("insight.revised", insight, by=by)


@transaction.atomic
def publish_insight(insight: Insight, *, by: Member) -> None:
    """To the public page, named by mechanism, level and lens: by somebody else than who wrote in it.

    The submitters of its case get a mail.
    """
    if not may_publish(by):
        raise NotAllowed
    if insight.writers.filter(pk=by.pk).exists():
        raise WroteItOneself
    if not (insight.mechanism_id and insight.level and insight.lens):
        raise InsightNotNamed
    now = timezone.now()
    # A text that comes back after a correction keeps its address and its date.
    slug = insight.slug or free_slug(Insight, insight.title, nameless="inzicht")
    first = insight.published_at or now
    if insight.published_at:
        insight.notes.create(what=Happened.AGAIN, by=by)
    move(
        insight,
        InsightState.PUBLISHED,
        table=INSIGHT_MOVES,
        by=by,
        slug=slug,
        published_at=first,
        updated_at=now,
    )
    insight.writers.clear()
    record("insight.published", insight, by=by)
    mails.tell_published(insight)


@transaction.atomic
def unpublish_insight(insight: Insight, *, by: Member, reason: str) -> None:
    """Take it from the public page at once; `reason` stands in its place once a second person read it."""
    if not may_publish(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    move(insight, InsightState.DRAFT, table=INSIGHT_MOVES, by=by, reason=reason, updated_at=timezone.now())
    propose(insight.notes.create(what=Happened.WITHDRAWN, by=by), {"why": reason}, by=by)
    record("insight.unpublished", insight, by=by)
