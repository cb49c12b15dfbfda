"""What the cases' room asks of a member."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from atelier.base.data.prepared import prepared
from atelier.base.web.asks import Ask
from atelier.base.words.dates import nice_date, nice_moment
from cases.models import Case, Commitment, LookBack, Together
from cases.states import (
    ASKS_VOICES,
    LOOK_BACK_AFTER,
    TAKES_LOOK_BACK,
    CaseState,
    Moment,
)
from members.models import Member
from members.states import Perspective

# A case is no news to a speaker for ever.
VOICES_ASKED = 3


def look_back_moment(case: Case) -> Moment:
    """Which look back is on now: the second one from half a year after the meeting."""
    if case.discussed_at and timezone.now() >= case.discussed_at + LOOK_BACK_AFTER[Moment.SIX_MONTHS]:
        return Moment.SIX_MONTHS
    return Moment.SIX_WEEKS


def asks_of(member: Member) -> list[Ask]:
    """What the cases' room asks of a member now; three queries."""
    return [*_asks_of_presenter(member), *_asks_of_owner(member), *_asks_of_voice(member)]


def _asks_of_presenter(member: Member) -> list[Ask]:
    long_ago = timezone.now() - LOOK_BACK_AFTER[Moment.SIX_WEEKS]
    asks = [_ask_of_presenter(case) for case in _own_with_something_to_do(member, long_ago)]
    return [ask for ask in asks if ask is not None]


@prepared
def _own_with_something_to_do(member: Member, long_ago: datetime) -> QuerySet[Case]:
    told = LookBack.objects.filter(case=OuterRef("pk"))
    of_case = Together.objects.filter(case=OuterRef("pk")).order_by("pk")
    own = (
        Case.objects.of_or_asked(member)
        .select_related("submitter")
        .annotate(asked=Subquery(of_case.waiting().filter(member=member).values("pk")[:1]))
        .annotate(said_yes=Subquery(of_case.said_yes().filter(case__submitter=member).values("pk")[:1]))
        .filter(
            Q(asked__isnull=False)
            | Q(said_yes__isnull=False)
            | Q(state=CaseState.DRAFT, submitter=member)
            | Q(state__in=(CaseState.CHANGES_ASKED, CaseState.SHOWN))
            | Q(state__in=TAKES_LOOK_BACK, discussed_at__lte=long_ago),
        )
        .annotate(
            told_first=Exists(told.filter(moment=Moment.SIX_WEEKS)),
            told_second=Exists(told.filter(moment=Moment.SIX_MONTHS)),
        )
    )
    return own.order_by("-updated_at")[:20]


def _ask_of_presenter(case: Any) -> Ask | None:
    """For a case annotated with `asked`, `said_yes`, `told_first` and `told_second`."""
    if case.asked:
        name = case.submitter.name if case.submitter else ""
        meta = _("%(name)s asks you") % {"name": name} if name else ""
        return Ask(_("Submit a case together?"), meta, reverse("cases:together", args=[case.asked]), _("Answer"), 85)
    if case.said_yes:
        title = _("Who submits case %(number)s with you?") % {"number": case.number}
        url = reverse("cases:together_meant", args=[case.number, case.said_yes])
        return Ask(title, _("Somebody said yes. Is it who you meant?"), url, _("Look"), 88)
    if case.state == CaseState.DRAFT:
        url = reverse("cases:check", args=[case.key])
        kept = _("Kept on %(moment)s, nobody has seen it yet") % {"moment": nice_moment(case.updated_at)}
        return Ask(_("Finish your draft"), kept, url, _("Go on"), 30)
    if case.state == CaseState.SHOWN:
        title = _("Look at the text of your case %(number)s") % {"number": case.number}
        opens = _("Members can read it from %(moment)s") % {"moment": nice_moment(case.opens_at)}
        return Ask(title, opens, reverse("cases:text", args=[case.number]), _("Look"), 95)
    if case.state == CaseState.CHANGES_ASKED:
        title = _("Change your case %(number)s") % {"number": case.number}
        url = reverse("cases:intake", args=[case.number])
        return Ask(title, _("The moderators asked something"), url, _("Change it"), 90)
    if case.told_second if look_back_moment(case) == Moment.SIX_MONTHS else case.told_first:
        return None
    title = _("Tell what came of the advice on case %(number)s") % {"number": case.number}
    meta = _("Discussed on %(day)s") % {"day": nice_date(case.discussed_at)}
    return Ask(title, meta, reverse("cases:look_back", args=[case.number]), _("Tell"), 70)


def _asks_of_owner(member: Member) -> list[Ask]:
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
        for row in _own_commitments(member, today + timedelta(days=14))
    ]


@prepared
def _own_commitments(owner: Member, until: date) -> QuerySet[Commitment]:
    return Commitment.objects.open().filter(owner=owner, due_on__lte=until).select_related("case")[:10]


def _asks_of_voice(member: Member) -> list[Ask]:
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
