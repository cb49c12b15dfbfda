"""Reads about meetings: the next one, who comes, what is still missing, what is asked."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from atelier.base.data.names import who_are_called
from atelier.base.data.prepared import NOW, Among, first, one_or_404, prepared
from atelier.base.data.small import hide_small, unless_small
from atelier.base.types import Rows
from atelier.base.web.asks import Ask
from atelier.base.words.dates import in_days, nice_span
from cases.models import Case
from meetings.models import AgendaItem, Answer, Attendance, GuestExpert, Meeting, Round
from meetings.states import COMING, Choice, ItemKind, MeetingState, Presence, Seat
from members.models import Member
from members.permissions import may_coordinate
from members.requests import Viewer
from members.states import Perspective

READ_THE_AGENDA = timedelta(days=7)
CASES_OFFERED = 50


@prepared
def meeting_page(number: int, reader: Viewer) -> QuerySet[Meeting]:
    """The meeting with this number, for who may see it; `slides`: pk and name of each guest who handed them in."""
    guests = GuestExpert.objects.filter(meeting=OuterRef("pk")).exclude(slides="").order_by("name", "pk")
    slides = ArraySubquery(guests.values(slides_of=JSONObject(pk="pk", name="name")))
    return Meeting.objects.visible_to(reader).filter(number=number).annotate(slides=slides)


def meeting_to_run(number: int) -> Meeting:
    """For who plans; 404 when no meeting has this number. `is_busy`: mail to many is still being made."""
    return one_or_404(_to_run(number))


@prepared
def _to_run(number: int) -> QuerySet[Meeting]:
    return Meeting.objects.filter(number=number).annotate(is_busy=Exists(Round.objects.filter(meeting=OuterRef("pk"))))


_NUMBER = re.compile(r"\s*(bijeenkomst|meeting)?\s{0,3}(?:nr\.?\s?)?([0-9]{1,6})\s*", re.IGNORECASE)


def number_in(typed: str, *, bare: bool = False) -> int | None:
    """13, where "bijeenkomst 13" is all somebody typed; `bare`: also where the number stands alone."""
    found = _NUMBER.fullmatch(typed[:40])
    return int(found[2]) if found and (found[1] or bare) else None


def page_of_number(typed: str, reader: Viewer) -> str:
    """The page of "bijeenkomst 13", where that is all somebody typed and may be seen; else empty."""
    number = number_in(typed)
    meeting = Meeting.objects.visible_to(reader).filter(number=number).first() if number is not None else None
    return str(meeting.get_absolute_url()) if meeting else ""


def next_public_meeting() -> Meeting | None:
    """Its title, theme, text, day and place are public; address, link, agenda and people are not."""
    return first(_next_published())


@prepared
def _next_published(now: datetime = NOW) -> QuerySet[Meeting]:
    return Meeting.objects.published().filter(ends_at__gte=now).order_by("starts_at", "pk")[:1]


def answer_of(meeting: Meeting, member: Viewer) -> Answer | None:
    if not isinstance(member, Member):
        return None
    return first(_answer_of(meeting, member))


@prepared
def _answer_of(meeting: Meeting, member: Member) -> QuerySet[Answer]:
    return Answer.objects.filter(meeting=meeting, member=member)


@dataclass(frozen=True)
class WhoComes:
    """Counts per perspective of who has a place; only who said so is named."""

    onsite: int
    online: int
    waiting: int
    invited: int
    unanswered: int
    declined: int
    by_perspective: list[tuple[Perspective, int]]

    @property
    def coming(self) -> int:
        return self.onsite + self.online

    @property
    def missing(self) -> list[Perspective]:
        return [perspective for perspective, number in self.by_perspective if not number]


def who_comes(meeting: Meeting) -> WhoComes:
    """One query, whatever the number of answers."""
    choices: Counter[tuple[str, str]] = Counter()
    perspectives: Counter[str] = Counter()
    for choice, seat, perspective, number in _answers_counted(meeting):
        choices[choice, seat] += number
        if choice in COMING and seat == Seat.CONFIRMED:
            perspectives[perspective] += number
    return WhoComes(
        onsite=choices[Choice.YES_ONSITE, Seat.CONFIRMED],
        online=choices[Choice.YES_ONLINE, Seat.CONFIRMED],
        waiting=choices[Choice.YES_ONSITE, Seat.WAITING],
        invited=sum(choices.values()),
        unanswered=choices[Choice.NONE, Seat.CONFIRMED],
        declined=choices[Choice.NO, Seat.CONFIRMED],
        by_perspective=[(perspective, perspectives[perspective]) for perspective in Perspective],
    )


@prepared
def _answers_counted(meeting: Meeting) -> Rows:
    invited = Answer.objects.filter(meeting=meeting).counted()
    counted = invited.order_by().values_list("choice", "state", "perspective")
    return counted.annotate(number=Count("pk"))


def named_guests(meeting: Meeting) -> list[str]:
    """Who comes and lets others see it."""
    return _names_shown(meeting)


@prepared
def _names_shown(meeting: Meeting) -> Rows:
    shown = Answer.objects.coming().filter(meeting=meeting, shows_name=True)
    return shown.order_by("member__name").values_list("member__name", flat=True)


def with_minutes(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Adds `agenda_minutes` and `agenda_count`."""
    return meetings.annotate(
        agenda_minutes=Coalesce(Sum("agenda_items__minutes"), 0), agenda_count=Count("agenda_items")
    )


def to_report() -> QuerySet[Meeting]:
    """Begun or over and not yet written down, the oldest first."""
    begun = Q(state=MeetingState.PUBLISHED, starts_at__lte=timezone.now()) | Q(state=MeetingState.HELD)
    found: QuerySet[Meeting] = Meeting.objects.filter(begun).order_by("starts_at")
    return found


def waiting_cases() -> QuerySet[Case]:
    """Released cases without a meeting, urgent ones first."""
    found: QuerySet[Case] = Case.objects.waiting_for_meeting().with_submitter()
    return found


@prepared
def offered_cases() -> QuerySet[Case]:
    """The first of those, for a list to choose from."""
    return waiting_cases()[:CASES_OFFERED]


def asks_of(member: Member) -> list[Ask]:
    """What meetings ask of a member now: answer, read the agenda, write the report. One query, two to plan."""
    now = timezone.now()
    ahead = _answers_ahead(member)
    comes = [mine for mine in ahead if mine.choice in COMING and mine.state == Seat.CONFIRMED]
    asks = [_answer(mine) for mine in ahead if mine.choice == Choice.NONE][:3]
    asks += [_read(mine.meeting) for mine in comes if mine.meeting.starts_at <= now + READ_THE_AGENDA][:2]
    if may_coordinate(member):
        asks += [_write(meeting) for meeting in to_report()[:3]]
    return asks


@prepared
def _answers_ahead(member: Member, now: datetime = NOW) -> QuerySet[Answer]:
    ahead = Answer.objects.filter(member=member, meeting__state=MeetingState.PUBLISHED, meeting__starts_at__gt=now)
    return ahead.select_related("meeting").order_by("meeting__starts_at")


def _answer(mine: Answer) -> Ask:
    meeting = mine.meeting
    return Ask(
        title=_("Say whether you come to meeting %(number)s") % {"number": meeting.number},
        meta=nice_span(meeting.starts_at, meeting.ends_at),
        url=reverse("meetings:answer", args=[meeting.number]),
        label=_("Answer"),
        weight=60,
    )


def _read(meeting: Meeting) -> Ask:
    return Ask(
        title=_("Read the agenda of meeting %(number)s") % {"number": meeting.number},
        meta=f"{meeting.title}, {in_days(meeting.starts_at)}",
        url=meeting.get_absolute_url(),
        label=_("Read"),
        weight=50,
    )


def _write(meeting: Meeting) -> Ask:
    return Ask(
        title=_("Write the report of meeting %(number)s") % {"number": meeting.number},
        meta=f"{meeting.title}, {in_days(meeting.starts_at)}",
        url=reverse("meetings:report", args=[meeting.number]),
        label=_("Write"),
        weight=70,
    )


def answers_by_meeting(member: Viewer) -> dict[int, Answer]:
    """The member's answers to meetings ahead, by meeting; one query, none for a visitor."""
    if not isinstance(member, Member):
        return {}
    return {mine.meeting_id: mine for mine in _not_over(member)}


@prepared
def _not_over(member: Member, now: datetime = NOW) -> QuerySet[Answer]:
    return Answer.objects.filter(member=member, meeting__ends_at__gte=now)


def why_cancelled(meeting: Meeting) -> str:
    """What the coordinator gave as the reason; a query for cancelled meetings only."""
    if not meeting.is_cancelled:
        return ""
    why: str | None = (
        meeting.moves.filter(to_state=MeetingState.CANCELLED).values_list("why", flat=True).order_by("-pk").first()
    )
    return why or ""


@dataclass(frozen=True)
class WereThere:
    """None: too few people to tell."""

    all: int | None
    onsite: int | None
    online: int | None


def were_there(meeting: Meeting) -> WereThere:
    counts = dict(_present(meeting))
    there = {presence: counts.get(presence, 0) for presence in (Presence.ONSITE, Presence.ONLINE)}
    shown = hide_small(there)
    return WereThere(unless_small(sum(there.values())), shown[Presence.ONSITE], shown[Presence.ONLINE])


@prepared
def _present(meeting: Meeting) -> Rows:
    there = Attendance.objects.filter(meeting=meeting).order_by()
    return there.values_list("presence").annotate(number=Count("pk"))


def to_tick(meeting: Meeting, words: str = "") -> QuerySet[Member]:
    """Who was invited or has a tick, by name; with `words`, who is called so."""
    invited = Answer.objects.filter(meeting=meeting, member=OuterRef("pk"))
    ticked = Attendance.objects.filter(meeting=meeting, member=OuterRef("pk"))
    found: QuerySet[Member] = Member.objects.filter(Exists(invited) | Exists(ticked)).only("name")
    if words.strip():
        found = who_are_called(found, words)
    return found.order_by("name", "pk")


def ticks_of(meeting: Meeting, people: Iterable[Member]) -> dict[int, str]:
    """What was ticked: {member pk: presence}."""
    return dict(_ticks_of(meeting, [one.pk for one in people]))


@prepared
def _ticks_of(meeting: Meeting, members: list[int]) -> Rows:
    ticks = Attendance.objects.filter(Among("member", members), meeting=meeting).order_by()
    return ticks.values_list("member", "presence")


def answers_given(meeting: Meeting, people: Iterable[Member]) -> dict[int, Answer]:
    return {one.member_id: one for one in _answers_given(meeting, [one.pk for one in people])}


@prepared
def _answers_given(meeting: Meeting, members: list[int]) -> QuerySet[Answer]:
    answers = Answer.objects.filter(Among("member", members), meeting=meeting).order_by()
    return answers.only("member", "choice", "state")


@prepared
def _ticked(meeting: Meeting) -> Rows:
    counted: Rows = Attendance.objects.filter(meeting=meeting).order_by().values(none=Value(0))
    numbers: Rows = counted.annotate(number=Count("pk")).values_list("number", flat=True)
    return numbers


def is_ticked(meeting: Meeting, member: Member) -> bool:
    """Whether the list says that the member was there."""
    return bool(_presence_of(meeting, member))


@prepared
def _presence_of(meeting: Meeting, member: Member) -> Rows:
    there = Attendance.objects.filter(meeting=meeting, member=member).exclude(presence=Presence.ABSENT)
    return there.order_by().values_list("pk")


def number_ticked(meeting: Meeting) -> int:
    return sum(_ticked(meeting))


def cases_on(meeting: Meeting) -> list[AgendaItem]:
    """The cases of its agenda, with how many results each has; one query."""
    return _cases_on(meeting)


@prepared
def _cases_on(meeting: Meeting) -> Rows:
    items = AgendaItem.objects.filter(meeting=meeting, kind=ItemKind.CASE).select_related("case")
    return items.annotate(
        advices=Count("case__advices", distinct=True),
        commitments=Count("case__commitments", distinct=True),
        insights=Count("case__insights", distinct=True),
    ).order_by("position")
