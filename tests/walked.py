"""Everybody looks everywhere, once in each process: one walk, of which several tests ask their own question.

Before it marks are planted in what must not be seen; who looks for a mark finds it wherever it leaks.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from django.db import transaction
from django.urls import reverse

from atelier.audit.models import Entry
from cases.models import Attachment, Case, EarlierIntake, Intake, Rewrite, TextWish
from cases.states import Attribution, CaseState, Scan
from meetings.models import Meeting
from members.models import Member
from tests.copied import Copied
from tests.plan import NUMBER, make_plan, ways_to
from tests.spread import QUICK
from tests.world import PEOPLE, STARTS, load_world, walk

# In every text of an intake, with a word that says of which.
RAW, NUMBERED = "zwaluwnestmarkering", re.compile(r"merkteken(\d+)x")
# Stands beside it: who searches for this may not find the other.
SOUGHT = "kraanvogelmarkering"
# In a text that a moderator parked.
PARKED = "ooievaarsnestmarkering"
# In a text for members that who submitted it looks at first.
SHOWN = "boomvalkmarkering"
HIDDEN_NAME = "Wilhelmina Verborgenmarkering"


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
    mark_shown_texts()
    submitted_by_somebody_shy()


def mark_raw_texts() -> None:
    texts = [field.name for field in Intake._meta.fields if field.get_internal_type() == "TextField"]
    for intake in Intake.objects.all():
        mark = f"{RAW} {SOUGHT} merkteken{intake.pk}x"
        for name in texts:
            setattr(intake, name, f"{mark} {getattr(intake, name)}")
        intake.save()
        EarlierIntake.objects.create(intake=intake, situation=mark)
        TextWish.objects.create(intake=intake, words=mark)
        told = {"name": f"{mark}.pdf", "about": mark}
        if not intake.attachments.update(**told):
            Attachment.objects.create(intake=intake, size=1, scan=Scan.NONE, **told)
        Rewrite.objects.create(intake=intake, title=f"{PARKED} {SOUGHT}", situation=f"{PARKED} {SOUGHT}")


def mark_shown_texts() -> None:
    text = dict.fromkeys(("title", "situation", "question", "tried"), f"{SHOWN} {SOUGHT}")
    assert Case.objects.filter(state=CaseState.SHOWN).update(**text)


def submitted_by_somebody_shy() -> None:
    """A case that all may read, of a member who stands in no list of people: every sight of the name comes from it."""
    hiding = (Attribution.KIND, Attribution.NONE)
    case = Case.objects.filter(attribution__in=hiding, state__in=["released", "scheduled", "discussed"])[0]
    shy = Member.objects.create_user(
        "verborgen@voorbeeld.test", None, name=HIDDEN_NAME, perspective="policy", is_listed=False, is_active=False
    )
    Case.objects.filter(pk=case.pk).update(submitter=shy)


PLANTED = Copied(plant)


def load_planted() -> None:
    """The demo with the marks in it: a meeting that is planned and not published, and raw texts."""
    PLANTED.load()


def plan() -> Meeting:
    return Meeting.objects.get(number=NUMBER)


@cache
def _walked() -> tuple[tuple[Seen, ...], tuple[str, ...]]:
    """What looking at it wrote is taken back."""
    with remembered() as log, transaction.atomic():
        seen = tuple(one for who in PEOPLE for one in looked_at_by(who))
        transaction.set_rollback(True)
    return seen, tuple(log.lines)


def visits() -> tuple[Seen, ...]:
    """What everybody sees in the planted world."""
    return _walked()[0]


def logged() -> tuple[str, ...]:
    """What was logged meanwhile."""
    return _walked()[1]


class Remembering(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.__dict__.get('exc_text') or ''}")


@contextmanager
def remembered() -> Iterator[Remembering]:
    log = Remembering()
    logging.getLogger().addHandler(log)
    try:
        yield log
    finally:
        logging.getLogger().removeHandler(log)


def looked_at_by(who: str, *, per_route: int = 2 if QUICK else 5) -> Iterator[Seen]:
    for visit in walk(who, per_route=per_route, starts=(*STARTS, *guessed())):
        response, text = visit.response, visit.text
        unnoted = frozenset(unnoted_in(text)) if who == "beheer" else frozenset()
        headers = dict(response.items())
        yield Seen(who, visit.path, visit.route, response.status_code, headers, visit.queries, text, unnoted)


@cache
def guessed() -> tuple[str, ...]:
    """What no link leads to."""
    return (*ways_to(plan()), *LOOKED_FOR, *suggested(), *releases(), *shown_pages(), *shy_pages())


LOOKED_FOR = (
    "/kwesties/", f"/zoeken/?q={SOUGHT}", f"/kwesties/?q={SOUGHT}", "/zoeken/?q=Verborgenmarkering",
    f"/beheer/cases/case/?q={SOUGHT}", f"/beheer/cases/case/?intake__situation__icontains={SOUGHT}",
    f"/beheer/members/member/?submitted_cases__intake__situation__icontains={SOUGHT}",
    "/beheer/audit/entry/?q=intake.read", "/beheer/outbox/outboxmessage/",
)  # fmt: skip


def suggested() -> list[str]:
    """What the desk suggests while one types."""
    of = "/beheer/autocomplete/?app_label=members&model_name=member&field_name=organisation&term="
    return [of + word for word in ("", SOUGHT, "Verborgenmarkering")]


def releases() -> list[str]:
    waiting = Case.objects.filter(state=CaseState.SUBMITTED).values_list("pk", flat=True)
    return [reverse("admin:cases_case_step", args=[pk, "vrijgeven"]) for pk in waiting]


def shown_pages() -> list[str]:
    numbers = list(Case.objects.filter(state=CaseState.SHOWN).values_list("number", flat=True))
    return [reverse(f"cases:{page}", args=[number]) for number in numbers for page in ("text", "detail", "voice")]


def shy_pages() -> list[str]:
    case = Case.objects.get(submitter__name=HIDDEN_NAME)
    return [case.get_absolute_url(), reverse("admin:cases_case_change", args=[case.pk])]


def unnoted_in(text: str) -> set[int]:
    """Of the raw texts that a moderator's page shows those that are not the own and that nobody noted as read."""
    shown = raw_texts_in(text)
    return shown - readings(beheer()) - own(beheer()) if shown else set()


def raw_texts_in(text: str) -> set[int]:
    return {int(found) for found in NUMBERED.findall(text)}


def beheer() -> Member:
    return Member.objects.get(email=PEOPLE["beheer"])


def own(member: Member) -> set[int]:
    return set(Intake.objects.filter(case__in=Case.objects.of(member)).values_list("pk", flat=True))


def readings(by: Member) -> set[int]:
    return {int(pk) for pk in Entry.objects.filter(verb="intake.read", actor=by).values_list("object_id", flat=True)}
