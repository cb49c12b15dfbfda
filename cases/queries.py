"""Reads that join or annotate."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from atelier.base.data.prepared import prepared
from atelier.base.web.asks import Ask
from atelier.base.words.dates import nice_date, nice_moment
from cases.finder import Mark, find, pieces
from cases.models import Advice, Case, Commitment, Insight, Intake, LookBack, Mechanism, PlaceName, Together, Voice
from cases.states import (
    ASKS_VOICES,
    LOOK_BACK_AFTER,
    OPEN_TO_MEMBERS,
    TAKES_LOOK_BACK,
    TAKES_RESULTS,
    CaseState,
    Moment,
    Verdict,
)
from members.models import Member
from members.permissions import may_take_part
from members.requests import Viewer
from members.states import Perspective

# A case is no news to a speaker for ever.
VOICES_ASKED = 3


_NUMBER = re.compile(r"\s*(?:kwestie|case)?\s{0,3}([0-9]{4})\s?[-/]\s?([0-9]{1,6})\s*", re.IGNORECASE)


def number_in(typed: str) -> str:
    """The number of a case, where that is all somebody typed: "kwestie 2026-17" is 2026-017. Else empty."""
    found = _NUMBER.fullmatch(typed[:40])
    return f"{found[1]}-{int(found[2]):03d}" if found else ""


def page_of_number(typed: str, reader: Any) -> str:
    """Where the case with this number is read: by its readers, or by who submitted it. Empty when there is none."""
    number = number_in(typed)
    if not number:
        return ""
    if case := Case.objects.visible_to(reader).filter(number=number).first():
        return str(case.get_absolute_url())
    return reverse("cases:intake", args=[number]) if Case.objects.of(reader).filter(number=number).exists() else ""


def mine(member: Any) -> QuerySet[Case]:
    """Cases of one's own, newest first, with the intake (which the submitter may read) in the same query."""
    return Case.objects.of(member).select_related("intake").order_by("-updated_at", "-pk")


@prepared
def case_page(number: str, reader: Viewer) -> QuerySet[Case]:
    """The released case with this number, with what its page shows of its submitter and whether the reader is one."""
    return Case.objects.visible_to(reader).with_submitter().with_presents(reader).filter(number=number)


def why_gone(number: str, reader: Any) -> str:
    """What happened to a case that members could read before; nothing of one that they never could."""
    if not may_take_part(reader):
        return ""
    gone = Case.objects.exclude(state__in=OPEN_TO_MEMBERS).filter(number=number, released_at__isnull=False).first()
    if gone is None:
        return ""
    if gone.state == CaseState.WITHDRAWN:
        return _("Who submitted this case has withdrawn it.")
    return _("A moderator took the text of this case back, to look at it again.")


def what_happened(case: Case) -> str:
    """The last move of a case, for who works on it and comes too late."""
    last = case.moves.select_related("by").order_by("-at", "-pk").first()
    if last is None:
        return _("This case is in another state now.")
    told = {"moment": nice_moment(last.at), "state": case.get_state_display(), "who": last.by or _("The portal")}
    return _("%(who)s was first, on %(moment)s: this case is now “%(state)s”. Your text is not saved.") % told


@prepared
def voices_of(case: Case) -> QuerySet[Voice]:
    return Voice.objects.filter(case=case).select_related("member")


def look_back_moment(case: Case) -> Moment:
    """Which look back is on now: the second one from half a year after the meeting."""
    if case.discussed_at and timezone.now() >= case.discussed_at + LOOK_BACK_AFTER[Moment.SIX_MONTHS]:
        return Moment.SIX_MONTHS
    return Moment.SIX_WEEKS


def asks_of(member: Any) -> list[Ask]:
    """What the cases' room asks of a member now; three queries."""
    return [*_asks_of_presenter(member), *_asks_of_owner(member), *_asks_of_voice(member)]


def _asks_of_presenter(member: Any) -> list[Ask]:
    long_ago = timezone.now() - LOOK_BACK_AFTER[Moment.SIX_WEEKS]
    asks = [_ask_of_presenter(case) for case in _own_with_something_to_do(member, long_ago)]
    return [ask for ask in asks if ask is not None]


@prepared
def _own_with_something_to_do(member: Member, long_ago: datetime) -> QuerySet[Case]:
    told = LookBack.objects.filter(case=OuterRef("pk"))
    asked = Together.objects.waiting().filter(case=OuterRef("pk"), member=member)
    own = (
        Case.objects.of_or_asked(member)
        .annotate(is_asked=Exists(asked))
        .filter(
            Q(is_asked=True)
            | Q(state=CaseState.DRAFT, submitter=member)
            | Q(state=CaseState.CHANGES_ASKED)
            | Q(state__in=TAKES_LOOK_BACK, discussed_at__lte=long_ago),
        )
        .annotate(
            told_first=Exists(told.filter(moment=Moment.SIX_WEEKS)),
            told_second=Exists(told.filter(moment=Moment.SIX_MONTHS)),
        )
    )
    return own.order_by("-updated_at")[:20]


def _ask_of_presenter(case: Any) -> Ask | None:
    """For a case annotated with `is_asked`, `told_first` and `told_second`."""
    if case.is_asked:
        title = _("Submit case %(number)s together?") % {"number": case.number}
        url = reverse("cases:together", args=[case.number])
        return Ask(title, _("Somebody asks you to submit it with them"), url, _("Answer"), 85)
    if case.state == CaseState.DRAFT:
        url = reverse("cases:check", args=[case.key])
        kept = _("Kept on %(moment)s, nobody has seen it yet") % {"moment": nice_moment(case.updated_at)}
        return Ask(_("Finish your draft"), kept, url, _("Go on"), 30)
    if case.state == CaseState.CHANGES_ASKED:
        title = _("Change your case %(number)s") % {"number": case.number}
        url = reverse("cases:intake", args=[case.number])
        return Ask(title, _("The moderators asked something"), url, _("Change it"), 90)
    if case.told_second if look_back_moment(case) == Moment.SIX_MONTHS else case.told_first:
        return None
    title = _("Tell what came of the advice on case %(number)s") % {"number": case.number}
    meta = _("Discussed on %(day)s") % {"day": nice_date(case.discussed_at)}
    return Ask(title, meta, reverse("cases:look_back", args=[case.number]), _("Tell"), 70)


def _asks_of_owner(member: Any) -> list[Ask]:
    today = timezone.localdate()
    return [
        Ask(
            _("Tell how your commitment stands"),
            _("Case %(number)s, by %(day)s: %(what)s")
            % {"number": row.case.number, "day": nice_date(row.due_on), "what": truncatechars(row.what, 60)},
            reverse("cases:commitment", args=[row.pk]),
            _("Tell"),
            80 if row.due_on < today else 60,
        )
        for row in _own_commitments(member.pk, today + timedelta(days=14))
    ]


@prepared
def _own_commitments(owner: Member, until: date) -> QuerySet[Commitment]:
    return Commitment.objects.open().filter(owner=owner, due_on__lte=until).select_related("case")[:10]


def _asks_of_voice(member: Any) -> list[Ask]:
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
        for case in _without_voice(member, [member.perspective])
    ]


@prepared
def _without_voice(member: Member, perspectives: list[str]) -> QuerySet[Case]:
    silent = Case.objects.filter(state__in=ASKS_VOICES).exclude(heard__contains=perspectives)
    return silent.exclude(submitter=member).order_by("-released_at", "-pk")[:VOICES_ASKED]


@prepared
def with_published_insights() -> QuerySet[Mechanism]:
    """The mechanisms to choose from: those that give something."""
    return Mechanism.objects.filter(Exists(Insight.objects.published().filter(mechanism=OuterRef("pk"))))


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


def results_of(case: Case, *, drafts: bool = False) -> dict[str, Any]:
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
def _look_backs(case: Case) -> QuerySet[Any]:
    told = LookBack.objects.filter(case=case).order_by("at", "judgements__pk")
    return told.values_list("moment", "changed", "judgements__advice", "judgements__verdict", "judgements__word")


def around(case: Case, member: Any) -> dict[str, Any]:
    """What upper rooms hang on this case, through their reverse relations: meetings, learning questions, projects."""
    return {
        "agenda_items": _on_agendas(case),
        "learning_questions": _linked_questions(case, member),
        "projects": _linked_projects(case, member),
    }


@prepared
def _on_agendas(case: Case) -> Any:
    items = _upper_rows("agenda_items", case).filter(meeting__published_at__isnull=False)
    return items.select_related("meeting").order_by("meeting__starts_at", "pk")


@prepared
def _linked_questions(case: Case, reader: Viewer) -> Any:
    return _upper_rows("learning_questions", case).visible_to(reader)


@prepared
def _linked_projects(case: Case, reader: Viewer) -> Any:
    return _upper_rows("projects", case).visible_to(reader)


def _upper_rows(relation: str, case: Any) -> Any:
    """What `case.<relation>.all()` gives; upper rooms are reached by name."""
    field: Any = Case._meta.get_field(relation)
    return field.related_model._default_manager.filter(**{field.remote_field.name: case})
