"""Cases in every state, with their intakes, steps, voices and results."""

import uuid
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.utils.text import slugify

from atelier.demo.fill import words
from atelier.demo.fill.bulk import checked_afterwards
from atelier.demo.fill.table import Table, take_ids
from cases.models import (
    Advice,
    Case,
    CaseMove,
    CaseNumber,
    Commitment,
    Insight,
    InsightMove,
    Intake,
    Judgement,
    LookBack,
    Mechanism,
    Voice,
)
from cases.states import ENDED, KEPT_DAYS, OPEN_TO_MEMBERS, CaseState, Keeping
from members.models import Member

YEARS = 4
BATCH = 5_000
# From here on it pays to take indexes and checks off and put them back.
MANY = 20_000
# How many of a hundred cases stand where.
SPREAD = {
    "draft": 2, "submitted": 3, "changes_asked": 2, "shown": 1, "released": 8, "scheduled": 2, "discussed": 6,
    "followed_up": 9, "closed": 59, "declined": 4, "withdrawn": 4,
}  # fmt: skip
PATHS = {
    "draft": (),
    "submitted": ("submitted",),
    "changes_asked": ("submitted", "changes_asked"),
    "shown": ("submitted", "shown"),
    "released": ("submitted", "shown", "released"),
    "scheduled": ("submitted", "shown", "released", "scheduled"),
    "discussed": ("submitted", "shown", "released", "scheduled", "discussed"),
    "followed_up": ("submitted", "shown", "released", "scheduled", "discussed", "followed_up"),
    "closed": ("submitted", "shown", "released", "scheduled", "discussed", "followed_up", "closed"),
    "declined": ("submitted", "declined"),
    "withdrawn": ("submitted", "withdrawn"),
}
# Days a case stays in a state before the next step.
STAYS = {
    "draft": 1, "submitted": 3, "released": 20, "scheduled": 25, "discussed": 45, "followed_up": 140,
    "changes_asked": 4, "shown": 1,
}  # fmt: skip
# How old a case must at least be to have come this far.
AGES = {
    "draft": (0, 60), "submitted": (0, 9), "changes_asked": (4, 20), "shown": (3, 6), "released": (5, 90),
    "scheduled": (30, 110), "discussed": (70, 160), "followed_up": (130, 300), "closed": (280, YEARS * 365),
    "declined": (5, YEARS * 365), "withdrawn": (5, YEARS * 365),
}  # fmt: skip
# What who submitted it does, or lets happen.
OWN = ("submitted", "released", "withdrawn", "closed")
TREATED = ("discussed", "followed_up", "closed")


@dataclass
class People:
    """Who is there to submit, speak, moderate; read once."""

    all: list[tuple[int, str]]
    moderators: list[int]
    coordinators: list[int]
    students: list[int] = field(default_factory=list)
    teachers: list[int] = field(default_factory=list)
    # member: (key, kind) of the organisation
    works_at: dict[int, tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, most: int = 50_000) -> "People":
        rows = list(
            Member.objects.active()
            .order_by("-pk")
            .values_list(
                "pk",
                "perspective",
                "is_moderator",
                "is_coordinator",
                "is_student",
                "is_teacher",
                "organisation_id",
                "organisation__kind",
            )[:most]
        )
        anyone = [row[0] for row in rows[:3]]
        return cls(
            all=[(row[0], row[1]) for row in rows],
            moderators=[row[0] for row in rows if row[2]] or anyone,
            coordinators=[row[0] for row in rows if row[3]] or anyone,
            students=[row[0] for row in rows if row[4]] or anyone,
            teachers=[row[0] for row in rows if row[5]] or anyone,
            works_at={row[0]: (row[6], row[7]) for row in rows if row[6]},
        )


NOWHERE = (None, "")


class CaseTables:
    """The tables of the round, flushed together in the order of their references."""

    def __init__(self) -> None:
        self.cases = Table(
            Case, "id", "key", "number", "title", "situation", "question", "tried", "urgency", "needed_by",
            "attribution", "state", "submitter_id", "heard", "created_at", "updated_at", "submitted_at",
            "waiting_since", "opens_at", "released_at", "released_by_id", "discussed_at", "ended_at",
            "from_organisation_id", "from_kind",
        )  # fmt: skip
        self.moves = Table(CaseMove, "subject_id", "from_state", "to_state", "by_id", "at", "why")
        self.intakes = Table(Intake, "case_id", "situation", "question", "tried", "updated_at")
        self.voices = Table(
            Voice, "case_id", "member_id", "perspective", "text", "created_at", "updated_at", "from_organisation_id"
        )
        self.advices = Table(
            Advice, "id", "case_id", "text", "perspective", "verdict", "recorded_by_id", "recorded_at"
        )  # fmt: skip
        self.look_backs = Table(
            LookBack, "id", "case_id", "moment", "changed", "by_id", "at", "updated_at", "from_organisation_id"
        )
        self.judgements = Table(Judgement, "look_back_id", "advice_id", "verdict", "word")
        self.commitments = Table(
            Commitment, "case_id", "owner_id", "what", "due_on", "state", "word", "ended_at", "recorded_by_id",
            "recorded_at", "from_organisation_id",
        )  # fmt: skip
        self.insights = Table(
            Insight, "id", "case_id", "title", "slug", "text", "mechanism_id", "level", "lens", "state",
            "recorded_by_id", "created_at", "updated_at", "published_at",
        )  # fmt: skip
        self.insight_moves = Table(InsightMove, "subject_id", "from_state", "to_state", "by_id", "at", "why")

    def flush(self) -> None:
        for table in vars(self).values():
            table.flush()

    @property
    def written(self) -> dict[str, int]:
        return {name: table.written for name, table in vars(self).items()}


def drop_old_texts() -> None:
    """What the housekeeping would take at once, now that it is known which meeting talked about which case."""
    due = list(Intake.objects.due_for_deletion().values_list("pk", flat=True))
    Intake.objects.filter(pk__in=due).delete()


def fill_cases(number: int, rng: Random, now: datetime, people: People) -> dict[str, int]:
    """Write `number` cases with all that hangs on them; says how many rows of each."""
    if not number:
        return {}
    writer = _Writer(rng, now, people)
    many = number >= MANY
    with checked_afterwards([table.model for table in vars(writer.tables).values()]) if many else nullcontext():
        ids = iter(take_ids(Case, number))
        states = rng.choices(list(SPREAD), weights=list(SPREAD.values()), k=number)
        for start in range(0, number, BATCH):
            writer.write(states[start : start + BATCH], ids)
        writer.keep_numbers()
    return writer.tables.written


class _Writer:
    def __init__(self, rng: Random, now: datetime, people: People) -> None:
        self.rng, self.now, self.people = rng, now, people
        self.tables = CaseTables()
        self.numbers = dict(CaseNumber.objects.values_list("year", "last"))
        self.mechanisms = [_mechanism(name, slug) for name, slug in words.MECHANISMS]

    def write(self, states: list[str], ids: Iterator[int]) -> None:
        treated = sum(state in TREATED for state in states)
        self.advice_ids = iter(take_ids(Advice, 3 * treated))
        self.look_back_ids = iter(take_ids(LookBack, treated))
        self.insight_ids = iter(take_ids(Insight, treated))
        for state in states:
            self._case(next(ids), state)
        self.tables.flush()

    def keep_numbers(self) -> None:
        """The next case somebody submits goes on from here."""
        CaseNumber.objects.bulk_create(
            [CaseNumber(year=year, last=last) for year, last in self.numbers.items()],
            update_conflicts=True, unique_fields=["year"], update_fields=["last"],
        )  # fmt: skip

    def _number(self, at: datetime) -> str:
        last = self.numbers[at.year] = self.numbers.get(at.year, 0) + 1
        return f"{at.year}-{last:03d}"

    def _case(self, pk: int, state: str) -> None:
        rng = self.rng
        submitter, _perspective = rng.choice(self.people.all)
        least, most = AGES[state]
        created = self.now - timedelta(days=rng.randint(least, most), minutes=rng.randint(1, 1439))
        at = self._steps(pk, state, created, submitter)
        title = f"{rng.choice(words.WHAT)} {rng.choice(words.BECAUSE)}"
        situation = f"{rng.choice(words.WHO)} {rng.choice(words.HAPPENS)}. {rng.choice(words.MEANWHILE)}"
        question, tried = rng.choice(words.QUESTIONS), rng.choice(words.TRIED)
        released = state in OPEN_TO_MEMBERS
        written = released or state == CaseState.SHOWN
        heard = self._voices(pk, at["released"]) if released else []
        ended = at[state] if state in ENDED else None
        changed = max(at.values()) if at else created
        self.tables.cases.add(
            pk, uuid.UUID(int=rng.getrandbits(64) << 64 | pk, version=4),
            self._number(at["submitted"]) if at else None,
            title if written else "", situation if written else "", question if written else "",
            tried if written else "", rng.choices(("urgent", "next", "can_wait"), weights=(2, 5, 3))[0],
            (created + timedelta(days=rng.randint(10, 90))).date() if rng.random() < 0.4 else None,
            rng.choices(("name", "kind", "none"), weights=(3, 5, 2))[0], state, submitter, heard, created, changed,
            at.get("submitted"), at["submitted"] if state == "submitted" else None,
            self.now + timedelta(days=rng.uniform(0.1, 2)) if state == CaseState.SHOWN else None, at.get("released"),
            rng.choice(self.people.moderators) if written else None, at.get("discussed"), ended,
            *(self._where(submitter) if at else NOWHERE),
        )  # fmt: skip
        if self._keeps_its_text(state, at):
            self.tables.intakes.add(pk, f"{situation} Dit is de ruwe tekst.", question, tried, created)
        if state in TREATED:
            self._results(pk, state, at, submitter)

    def _keeps_its_text(self, state: str, at: dict[str, datetime]) -> bool:
        """As the housekeeping would have left it."""
        if state in (CaseState.DECLINED, CaseState.WITHDRAWN):
            since, kind = at[state], Keeping(state)
        elif "discussed" in at:
            since, kind = at["discussed"], Keeping.DISCUSSED
        else:
            since, kind = at.get("released", self.now), Keeping.WAITING
        return since > self.now - timedelta(days=KEPT_DAYS[kind].usual)

    def _steps(self, pk: int, state: str, created: datetime, submitter: int) -> dict[str, datetime]:
        """The moves of this case; when it came to each state. No step lies ahead of us."""
        at: dict[str, datetime] = {}
        moment, seen = created, "draft"
        for to in PATHS[state]:
            days = STAYS[seen] * self.rng.uniform(0.3, 1.0)
            moment = min(moment + timedelta(days=days), self.now - timedelta(minutes=len(PATHS[state]) - len(at)))
            by = submitter if to in OWN else self.rng.choice(self.people.moderators)
            self.tables.moves.add(pk, seen, to, by, moment, "Past niet bij het atelier." if to == "declined" else "")
            at[to] = moment
            seen = to
        return at

    def _where(self, member: int) -> tuple[int | None, str]:
        return self.people.works_at.get(member, NOWHERE)

    def _voices(self, pk: int, since: datetime) -> list[str]:
        rng = self.rng
        speakers = {rng.choice(self.people.all) for _ in range(rng.randint(0, 4))}
        for member, perspective in speakers:
            at = min(since + timedelta(days=rng.uniform(0.1, 20)), self.now)
            self.tables.voices.add(pk, member, perspective, rng.choice(words.VOICES), at, at, self._where(member)[0])
        return sorted({perspective for _, perspective in speakers})

    def _results(self, pk: int, state: str, at: dict[str, datetime], submitter: int) -> None:
        rng, tables = self.rng, self.tables
        discussed, recorder = at["discussed"], rng.choice(self.people.coordinators)
        looked = state != "discussed"
        advices = []
        for text in rng.sample(words.ADVICES, rng.randint(1, 3)):
            verdict = rng.choice(("not_usable", "usable", "tried", "worked")) if looked else ""
            advice = next(self.advice_ids)
            advices.append((advice, verdict))
            tables.advices.add(advice, pk, text, rng.choice(words.PERSPECTIVES), verdict, recorder, discussed)
        if looked:
            told = min(discussed + timedelta(days=44), self.now)
            look_back = next(self.look_back_ids)
            changed = "Collega's bellen elkaar nu eerder."
            tables.look_backs.add(
                look_back, pk, "six_weeks", changed, submitter, told, told, self._where(submitter)[0]
            )
            for advice, verdict in advices:
                tables.judgements.add(look_back, advice, verdict, "")
        if rng.random() < 0.6:
            self._commitment(pk, state, discussed, recorder)
        if rng.random() < 0.15:
            self._insight(pk, state, discussed, recorder)

    def _commitment(self, pk: int, state: str, discussed: datetime, recorder: int) -> None:
        done = state == "closed"
        ended = min(discussed + timedelta(days=self.rng.randint(10, 60)), self.now) if done else None
        owner = self.rng.choice(self.people.all)[0]
        self.tables.commitments.add(
            pk, owner, self.rng.choice(words.COMMITMENTS),
            (discussed + timedelta(days=42)).date(), "done" if done else "open",
            "Gedaan, en het werkt." if done else "", ended, recorder, discussed,
            self._where(owner)[0] if done else None,
        )  # fmt: skip

    def _insight(self, pk: int, state: str, discussed: datetime, recorder: int) -> None:
        rng = self.rng
        insight, title = next(self.insight_ids), rng.choice(words.INSIGHTS)
        public = state == "closed" and rng.random() < 0.8
        at = min(discussed + timedelta(days=rng.randint(5, 40)), self.now) if public else None
        self.tables.insights.add(
            insight, pk, title, f"{slugify(title)[:60]}-{insight}" if public else None, words.INSIGHT_TEXT,
            rng.choice(self.mechanisms), rng.choice(("citizen", "professional", "organisation", "government")),
            rng.choice(("justice", "solidarity", "relational")), "published" if public else "draft",
            recorder, discussed, at or discussed, at,
        )  # fmt: skip
        if public:
            self.tables.insight_moves.add(insight, "draft", "published", rng.choice(self.people.moderators), at, "")


def _mechanism(name: str, slug: str) -> int:
    return Mechanism.objects.get_or_create(slug=slug, defaults={"name": name})[0].pk
