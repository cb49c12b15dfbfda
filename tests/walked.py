"""Everybody looks everywhere, once in each process: one walk, of which several tests ask their own question.

Before it marks are planted in what must not be seen; who looks for a mark finds it wherever it leaks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from django.db import transaction

from atelier.audit.models import Entry
from cases.models import Case, EarlierIntake, Intake
from meetings.models import Meeting
from members.models import Member
from tests.copied import Copied
from tests.plan import NUMBER, make_plan, ways_to
from tests.spread import QUICK
from tests.world import PEOPLE, STARTS, load_world, walk

# In every text of an intake, with its number.
RAW = re.compile(r"merkteken(\d+)x")


@dataclass(frozen=True)
class Seen:
    """One page, as one of them got it."""

    who: str
    path: str
    route: str
    status: int
    headers: Mapping[str, str]
    queries: int
    text: str
    # The raw texts it shows of which nothing said at that moment that this moderator read them.
    unnoted: frozenset[int]

    @property
    def is_html(self) -> bool:
        return "html" in self.headers.get("Content-Type", "")

    @property
    def is_linked(self) -> bool:
        """Else it was asked for by who guesses addresses."""
        return self.path in STARTS or self.path not in guessed()


def plant() -> None:
    load_world()
    make_plan()
    mark_raw_texts()


def mark_raw_texts() -> None:
    """In every text of every intake a word that says of which."""
    for intake in Intake.objects.all():
        for name in ("situation", "question", "tried", "together"):
            setattr(intake, name, f"merkteken{intake.pk}x {getattr(intake, name)}")
        intake.save()
        EarlierIntake.objects.create(intake=intake, situation=f"merkteken{intake.pk}x eerder")


PLANTED = Copied(plant)


def load_planted() -> None:
    """The demo with the marks in it: a meeting that is planned and not published, and raw texts."""
    PLANTED.load()


def plan() -> Meeting:
    return Meeting.objects.get(number=NUMBER)


@cache
def visits() -> tuple[Seen, ...]:
    """What everybody sees in the planted world; what looking at it wrote is taken back."""
    with transaction.atomic():
        seen = tuple(one for who in PEOPLE for one in looked_at_by(who))
        transaction.set_rollback(True)
    return seen


def looked_at_by(who: str, *, per_route: int = 2 if QUICK else 4) -> Iterator[Seen]:
    for visit in walk(who, per_route=per_route, starts=(*STARTS, *guessed())):
        response, text = visit.response, visit.text
        unnoted = frozenset(unnoted_in(text)) if who == "beheer" else frozenset()
        yield Seen(
            who, visit.path, visit.route, response.status_code, dict(response.items()), visit.queries, text, unnoted
        )


@cache
def guessed() -> tuple[str, ...]:
    """What no link leads to."""
    return (*ways_to(plan()), *SOUGHT)


SOUGHT = (
    "/kwesties/", "/zoeken/?q=merkteken", "/kwesties/?q=merkteken",
    "/beheer/cases/case/?q=merkteken", "/beheer/cases/case/?intake__situation__icontains=merkteken",
    "/beheer/members/member/?submitted_cases__intake__situation__icontains=merkteken",
    "/beheer/audit/entry/?q=intake.read", "/beheer/outbox/outboxmessage/",
)  # fmt: skip


def unnoted_in(text: str) -> set[int]:
    """Of the raw texts that a moderator's page shows those that are not the own and that nobody noted as read."""
    shown = raw_texts_in(text)
    return shown - readings(beheer()) - own(beheer()) if shown else set()


def raw_texts_in(text: str) -> set[int]:
    return {int(found) for found in RAW.findall(text)}


def beheer() -> Member:
    return Member.objects.get(email=PEOPLE["beheer"])


def own(member: Member) -> set[int]:
    return set(Intake.objects.filter(case__in=Case.objects.of(member)).values_list("pk", flat=True))


def readings(by: Member) -> set[int]:
    return {int(pk) for pk in Entry.objects.filter(verb="intake.read", actor=by).values_list("object_id", flat=True)}
