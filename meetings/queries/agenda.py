"""The agenda as people read it: each item with the time it starts, and how the minutes add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from atelier.base.data.prepared import prepared
from cases.models import Advice, Case, Commitment
from meetings import subjects
from meetings.models import AgendaItem, Meeting
from meetings.states import KIND_COLOURS, PAST_STATES, ItemKind
from meetings.subjects import Subject
from members.requests import Viewer

COMMITMENTS_SHOWN = 20


@dataclass(frozen=True)
class AgendaLine:
    item: AgendaItem
    starts_at: datetime
    subject: Subject | None = None

    @property
    def tone(self) -> str:
        """The colour class of its dot."""
        return KIND_COLOURS.get(self.item.kind, "")

    @property
    def key(self) -> str:
        """For ids in HTML."""
        return str(self.item.pk)

    @property
    def title(self) -> str:
        return self.subject.title if self.subject else self.item.shown_title

    @property
    def url(self) -> str:
        if self.subject:
            return self.subject.url
        return self.item.case.get_absolute_url() if self.item.case and self.item.shows_case else ""


def timed_agenda(meeting: Meeting) -> list[AgendaLine]:
    """All items in their order; one query, and one more per kind of subject of another room. Times are UTC."""
    at, lines = meeting.starts_at, []
    items = _items_of(meeting)
    found = _subjects_of(items)
    for item in items:
        item.meeting = meeting
        lines.append(AgendaLine(item, at, found.get((item.subject_kind, item.subject_pk))))
        at += timedelta(minutes=item.minutes)
    return lines


@prepared
def _items_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    items = AgendaItem.objects.filter(meeting=meeting).select_related("case", "method_step__method")
    return items.order_by("position")


def _subjects_of(items: Sequence[AgendaItem]) -> dict[tuple[str, int | None], Subject]:
    wanted: dict[str, list[int]] = {}
    for item in items:
        if item.subject_kind and item.subject_pk:
            wanted.setdefault(item.subject_kind, []).append(item.subject_pk)
    return {(kind, pk): subject for kind, pks in wanted.items() for pk, subject in subjects.find(kind, pks).items()}


@dataclass(frozen=True)
class Minutes:
    """How the items' minutes add up to the meeting's."""

    planned: int
    available: int

    @property
    def left(self) -> int:
        return max(0, self.available - self.planned)

    @property
    def over(self) -> int:
        return max(0, self.planned - self.available)


def minutes_of(meeting: Meeting, lines: Sequence[AgendaLine]) -> Minutes:
    return Minutes(sum(line.item.minutes for line in lines), meeting.minutes)


@dataclass(frozen=True)
class LookedBack:
    """A case of the meeting before, and its advice with the verdicts so far."""

    case: Case
    advices: list[Advice]


def last_advice(meeting: Meeting) -> list[LookedBack]:
    """What the meeting before this one advised, case by case. Two queries."""
    return [
        LookedBack(item.case, list(item.case.advices.all()))
        for item in _reached_before(meeting.starts_at)
        if item.case is not None and item.case.is_open_to_members
    ]


@prepared
def _reached_before(moment: datetime) -> QuerySet[AgendaItem]:
    earlier = Meeting.objects.filter(state__in=PAST_STATES, starts_at__lt=moment).order_by("-starts_at")
    items = AgendaItem.objects.filter(kind=ItemKind.CASE, reached=True, meeting=earlier.values("pk")[:1])
    return items.select_related("case").prefetch_related("case__advices").order_by("position")


@dataclass(frozen=True)
class StillOpen:
    """Commitments that come back under the opening, the first due first; whether there are more than these."""

    commitments: list[Commitment]
    has_more: bool


def still_open(meeting: Meeting, reader: Viewer) -> StillOpen:
    """What was promised before this meeting and is not done yet, of cases the reader may see. One query."""
    found = _open_commitments(meeting.starts_at, reader)
    return StillOpen(found[:COMMITMENTS_SHOWN], len(found) > COMMITMENTS_SHOWN)


@prepared
def _open_commitments(moment: datetime, reader: Viewer) -> QuerySet[Commitment]:
    promised = Commitment.objects.open().filter(recorded_at__lt=moment, case__in=Case.objects.visible_to(reader))
    shown = promised.select_related("case", "owner").order_by("due_on", "pk")
    return shown.only("what", "due_on", "owner_role", "owner__name", "case__number", "case__title")[
        : COMMITMENTS_SHOWN + 1
    ]
