"""What meetings gave on a case."""

from dataclasses import dataclass

from django.db.models import QuerySet

from atelier.base.data.prepared import prepared
from atelier.base.types import Rows, Values
from cases.models import Advice, Case, Commitment, Insight, LookBack
from cases.states import (
    TAKES_RESULTS,
    Moment,
    Verdict,
)


@dataclass(frozen=True)
class Told:
    """What was said of one advice at one moment."""

    moment: str
    verdict: str
    word: str


def results_of(case: Case, *, drafts: bool = False) -> Values:
    """What meetings gave: advices (with `.told`), look backs, commitments, insights; four queries.

    None before a meeting. `drafts` gives the insights that wait for review too.
    """
    if not case.discussed_at and case.state not in TAKES_RESULTS:
        return {"advices": [], "look_backs": [], "commitments": [], "insights": []}
    cards = _advices(case)
    look_backs, told = _told_of(case)
    for card in cards:
        card.case, card.told = case, told.get(card.pk, [])
    return {
        "advices": cards,
        "look_backs": look_backs,
        "commitments": _commitments(case),
        "insights": _insights(case) if drafts else _published_insights(case),
    }


@prepared
def _advices(case: Case) -> QuerySet[Advice]:
    return Advice.objects.filter(case=case)


@prepared
def _commitments(case: Case) -> QuerySet[Commitment]:
    return Commitment.objects.filter(case=case).select_related("owner")


@prepared
def _insights(case: Case) -> QuerySet[Insight]:
    return Insight.objects.filter(case=case).select_related("mechanism")


@prepared
def _published_insights(case: Case) -> QuerySet[Insight]:
    return Insight.objects.published().filter(case=case).select_related("mechanism")


def _told_of(case: Case) -> tuple[list[tuple[str, str]], dict[int, list[Told]]]:
    """(moment, what changed more widely) of each look back, and what was said per advice; one query."""
    changed: dict[str, str] = {}
    told: dict[int, list[Told]] = {}
    for moment, words, advice, verdict, word in _look_backs(case):
        label = str(Moment(moment).label)
        if words:
            changed[label] = words
        if advice is not None:
            told.setdefault(advice, []).append(Told(label, str(Verdict(verdict).label), word))
    return list(changed.items()), told


@prepared
def _look_backs(case: Case) -> Rows:
    told = LookBack.objects.filter(case=case).order_by("at", "judgements__pk")
    return told.values_list("moment", "changed", "judgements__advice", "judgements__verdict", "judgements__word")
