"""Reads that join or annotate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from atelier.lib.asks import Ask
from atelier.lib.dates import nice_date
from atelier.lib.search import query
from cases.finder import Mark, find, pieces
from cases.models import Advice, Case, Commitment, Insight, Intake, LookBack, PlaceName
from cases.states import ASKS_VOICES, LOOK_BACK_AFTER, TAKES_LOOK_BACK, CaseState, Moment, Verdict
from members.states import Perspective

# A case is no news to a speaker for ever.
VOICES_ASKED = 3


def mine(member: Any) -> QuerySet[Case]:
    """Cases of one's own, newest first, with the intake (which the submitter may read) in the same query."""
    return Case.objects.of(member).select_related("intake").order_by("-updated_at", "-pk")


def look_back_moment(case: Case) -> Moment:
    """Which look back is on now: the second one from half a year after the meeting."""
    if case.discussed_at and timezone.now() >= case.discussed_at + LOOK_BACK_AFTER[Moment.SIX_MONTHS]:
        return Moment.SIX_MONTHS
    return Moment.SIX_WEEKS


def asks_of(member: Any) -> list[Ask]:
    """What the cases' room asks of a member now; three queries."""
    return [*_asks_of_presenter(member), *_asks_of_owner(member), *_asks_of_voice(member)]


def _asks_of_presenter(member: Any) -> list[Ask]:
    now = timezone.now()
    told = LookBack.objects.filter(case=OuterRef("pk"))
    own = Case.objects.filter(
        Q(submitter=member.pk) | Exists(Case.co_submitters.through.objects.filter(case=OuterRef("pk"), member=member.pk)),
        Q(state=CaseState.DRAFT, submitter=member.pk)
        | Q(state=CaseState.CHANGES_ASKED)
        | Q(state__in=TAKES_LOOK_BACK, discussed_at__lte=now - LOOK_BACK_AFTER[Moment.SIX_WEEKS]),
    ).annotate(
        told_first=Exists(told.filter(moment=Moment.SIX_WEEKS)), told_second=Exists(told.filter(moment=Moment.SIX_MONTHS))
    )
    asks = []
    for case in own.order_by("-updated_at")[:10]:
        if case.state == CaseState.DRAFT:
            url = reverse("cases:check", args=[case.key])
            asks.append(Ask(_("Finish your draft"), _("Nobody has seen it yet"), url, _("Go on"), 30))
        elif case.state == CaseState.CHANGES_ASKED:
            url = reverse("cases:intake", args=[case.number])
            asks.append(
                Ask(_("Change your case %(number)s") % {"number": case.number}, _("The moderators asked something"), url, _("Change it"), 90)
            )
        else:
            told_now = case.told_second if look_back_moment(case) == Moment.SIX_MONTHS else case.told_first
            if not told_now:
                url = reverse("cases:look_back", args=[case.number])
                title = _("Tell what came of the advice on case %(number)s") % {"number": case.number}
                asks.append(Ask(title, _("Discussed on %(day)s") % {"day": nice_date(case.discussed_at)}, url, _("Tell"), 70))
    return asks


def _asks_of_owner(member: Any) -> list[Ask]:
    today = timezone.localdate()
    rows = Commitment.objects.open().of(member).filter(due_on__lte=today + timedelta(days=14)).select_related("case")
    return [
        Ask(
            _("Tell how your commitment stands"),
            _("Case %(number)s, by %(day)s") % {"number": row.case.number, "day": nice_date(row.due_on)},
            reverse("cases:commitment", args=[row.pk]),
            _("Tell"),
            80 if row.due_on < today else 60,
        )
        for row in rows[:10]
    ]


def _asks_of_voice(member: Any) -> list[Ask]:
    rows = (
        Case.objects.filter(state__in=ASKS_VOICES)
        .without_voice(member.perspective)
        .exclude(submitter=member.pk)
        .order_by("-released_at", "-pk")[:VOICES_ASKED]
    )
    perspective = Perspective(member.perspective).label if member.perspective in Perspective.values else ""
    return [
        Ask(
            _("Give your perspective: %(title)s") % {"title": case.title},
            _("Case %(number)s, nobody has reacted yet from: %(perspective)s")
            % {"number": case.number, "perspective": perspective},
            reverse("cases:voice", args=[case.number]),
            _("React"),
            40,
        )
        for case in rows
    ]


def search(member: Any, q: str) -> QuerySet[Case]:
    """Released cases that answer the words, best first."""
    words = query(q)
    found = Case.objects.visible_to(member).filter(search=words)
    return found.annotate(rank=SearchRank("search", words)).order_by("-rank", "-pk")


def search_insights(q: str) -> QuerySet[Insight]:
    """Published insights that answer the words, best first."""
    words = query(q)
    found = Insight.objects.published().filter(search=words).select_related("mechanism")
    return found.annotate(rank=SearchRank("search", words)).order_by("-rank", "-pk")


def place_names() -> tuple[tuple[str, str], ...]:
    """The list of the finder; one query."""
    return tuple(PlaceName.objects.order_by("pk").values_list("name", "kind"))


@dataclass(frozen=True)
class Looked:
    """A text with what the finder marked in it."""

    label: Any
    text: str
    marks: Sequence[Mark]

    @property
    def pieces(self) -> list[tuple[str, Mark | None]]:
        return pieces(self.text, self.marks)


def looked(texts: Sequence[tuple[Any, str]]) -> list[Looked]:
    """Run the finder over (label, text); one query."""
    names = place_names()
    return [Looked(label, text, find(text, names)) for label, text in texts]


def looked_intake(intake: Intake) -> list[Looked]:
    fields = ("situation", "question", "tried")
    return looked([(intake._meta.get_field(name).verbose_name, getattr(intake, name)) for name in fields])  # type: ignore[union-attr]


@dataclass(frozen=True)
class Told:
    """What was said of one advice at one moment."""

    moment: str
    verdict: str
    word: str


def advices_of(case: Case) -> list[Advice]:
    """The cards with `.told`, what the presenter said of each; two queries."""
    cards = list(case.advices.all())
    told: dict[int, list[Told]] = {}
    rows = (
        LookBack.objects.filter(case=case, judgements__isnull=False)
        .order_by("at")
        .values_list("moment", "judgements__advice", "judgements__verdict", "judgements__word")
    )
    for moment, advice, verdict, word in rows:
        told.setdefault(advice, []).append(Told(Moment(moment).label, Verdict(verdict).label, word))  # type: ignore[arg-type]
    for card in cards:
        card.told = told.get(card.pk, [])  # type: ignore[attr-defined]
    return cards
