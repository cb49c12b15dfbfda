"""Meetings with their agendas, answers and attendance."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db.models import Max

from atelier.demo.fill import words
from atelier.demo.fill.cases import NOWHERE, TREATED, YEARS, People
from atelier.demo.fill.table import Table, take_ids
from cases.models import Case
from meetings.models import AgendaItem, Answer, Attendance, Meeting, MeetingMove

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
AHEAD = 6
INVITED = 60
CASES_EACH = 3
BATCH = 200
# Kind, title, minutes; the cases take the rest of the three hours.
FRAME = (
    ("welcome", "Welkom en inloop", 15),
    ("looking_back", "Wat gebeurde er met het advies?", 15),
    ("cases", "", 90),
    ("break", "Pauze", 15),
    ("expert", "Bijdrage van een expert", 35),
    ("closing", "Afronden", 10),
)


def fill_meetings(number: int, rng: Random, now: datetime, people: People) -> dict[str, int]:
    """Write `number` meetings, most of them past; says how many rows of each."""
    if not number:
        return {}
    writer = _Writer(rng, now, people)
    days = list(_days(number, now))
    for start in range(0, number, BATCH):
        writer.write(days[start : start + BATCH])
    return writer.written


def _days(number: int, now: datetime) -> Iterator[datetime]:
    """Starts of the meetings, 13.30 on working days: some ahead of us, the others spread over the years."""
    ahead = min(AHEAD, max(1, number // 4))
    past = number - ahead
    gap = timedelta(days=min(61, max(1, YEARS * 365 // max(1, past))))
    for nth in range(past, 0, -1):
        yield _working_day(now - nth * gap)
    for nth in range(ahead):
        yield _working_day(now + timedelta(days=12 + 61 * nth))


def _working_day(moment: datetime) -> datetime:
    day = moment.astimezone(AMSTERDAM).date()
    day -= timedelta(days=max(0, day.weekday() - 4))
    return datetime.combine(day, time(13, 30), tzinfo=AMSTERDAM).astimezone(UTC)


class _Writer:
    def __init__(self, rng: Random, now: datetime, people: People) -> None:
        self.rng, self.now, self.people = rng, now, people
        self.number = Meeting.objects.aggregate(last=Max("number"))["last"] or 0
        untouched = Case.objects.filter(agenda_items__isnull=True).order_by("pk")
        self.treated = untouched.filter(state__in=TREATED).values_list("pk", "title").iterator()
        self.scheduled = untouched.filter(state="scheduled").values_list("pk", "title").iterator()
        self.meetings = Table(
            Meeting, "id", "number", "title", "theme", "agreed_title", "agreed_theme", "public_text", "starts_at",
            "ends_at", "place", "address", "online_url", "state", "published_at",
        )  # fmt: skip
        self.moves = Table(MeetingMove, "subject_id", "from_state", "to_state", "by_id", "at", "why")
        self.items = Table(
            AgendaItem, "meeting_id", "position", "minutes", "kind", "title", "case_id", "expert_name", "reached"
        )
        self.answers = Table(
            Answer, "meeting_id", "member_id", "choice", "state", "invited_at", "answered_at", "perspective",
            "from_organisation_id",
        )  # fmt: skip
        self.attendances = Table(
            Attendance, "meeting_id", "member_id", "presence", "by_id", "at", "perspective", "from_organisation_id"
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.meetings, self.moves, self.items, self.answers, self.attendances)

    @property
    def written(self) -> dict[str, int]:
        names = ("meetings", "meeting_moves", "agenda_items", "answers", "attendances")
        return {name: table.written for name, table in zip(names, self.tables, strict=True)}

    def write(self, days: list[datetime]) -> None:
        for pk, day in zip(take_ids(Meeting, len(days)), days, strict=True):
            self._meeting(pk, day)
        for table in self.tables:
            table.flush()

    def _meeting(self, pk: int, starts: datetime) -> None:
        rng = self.rng
        self.number += 1
        over = starts < self.now
        near = starts < self.now + timedelta(days=100)
        state = "reported" if over else "published" if near else "planned"
        published = starts - timedelta(days=60) if over else self.now - timedelta(days=2)
        theme = rng.choice(words.THEMES)
        place, address = rng.choice(words.VENUES)
        self.meetings.add(
            pk, self.number, theme, theme, theme, theme, "Welkom aan iedereen die meeleert.", starts,
            starts + timedelta(hours=3), place, address, "https://vergaderen.voorbeeld.test/atelier", state,
            None if state == "planned" else published,
        )  # fmt: skip
        steps = {"planned": (), "published": ("published",), "reported": ("published", "held", "reported")}[state]
        moments = {"published": published, "held": starts + timedelta(hours=3), "reported": starts + timedelta(days=4)}
        seen = "planned"
        for to in steps:
            at = min(moments[to], self.now)
            self.moves.add(pk, seen, to, rng.choice(self.people.coordinators), at, "")
            seen = to
        self._agenda(pk, over=over)
        if state != "planned":
            self._answers(pk, starts, published, over=over)

    def _agenda(self, pk: int, *, over: bool) -> None:
        position = 0
        cases = [next(self.treated if over else self.scheduled, None) for _ in range(CASES_EACH)]
        found = [case for case in cases if case]
        for kind, title, minutes in FRAME:
            if kind == "cases":
                for case, name in found:
                    position += 1
                    self.items.add(pk, position, minutes // len(found), "case", name, case, "", True if over else None)
                continue
            position += 1
            expert = self.rng.choice(words.EXPERTS) if kind == "expert" else ""
            self.items.add(pk, position, minutes, kind, title, None, expert, None)

    def _answers(self, pk: int, starts: datetime, published: datetime, *, over: bool) -> None:
        rng = self.rng
        invited = rng.sample(self.people.all, min(INVITED, len(self.people.all)))
        room = 40
        for member, perspective in invited:
            where = self.people.works_at.get(member, NOWHERE)[0]
            choice = rng.choices(("yes_onsite", "yes_online", "no", "none"), weights=(4, 3, 2, 2))[0]
            if choice == "yes_onsite":
                room -= 1
            seat = "waiting" if choice == "yes_onsite" and room < 0 else "confirmed"
            at = None if choice == "none" else min(published + timedelta(days=rng.uniform(0, 30)), self.now)
            self.answers.add(pk, member, choice, seat, published, at, perspective, where)
            if over and choice.startswith("yes") and rng.random() < 0.9:
                presence = "onsite" if choice == "yes_onsite" else "online"
                self.attendances.add(
                    pk, member, presence, rng.choice(self.people.coordinators), starts, perspective, where
                )
