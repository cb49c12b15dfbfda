"""After the meeting: which cases were talked about, and what came of it."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.data.moves import Noted
from atelier.base.exceptions import NotAllowed, Stale
from atelier.base.types import Values
from cases import actions as cases
from cases.models import Case
from cases.states import TAKES_LOOK_BACK, CaseState
from meetings.actions.agenda import put_case, remove_item, take_agenda
from meetings.exceptions import AlreadyTalkedAbout, CaseNotOnAgenda, NotYetHeld
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.permissions import may_plan
from meetings.states import PAST_STATES, Presence
from members.models import Member


@transaction.atomic
def tick(
    meeting: Meeting,
    presences: Mapping[int, str],
    *,
    by: Member,
    reason: str = "",
    seen: Mapping[int, str] | None = None,
) -> None:
    """Who was there: {member pk: presence}, invited or come all the same. A tick that changes keeps the `reason`.

    `seen` holds the ticks they were chosen from; what somebody else changed since is not undone.
    """
    if not may_plan(by):
        raise NotAllowed
    if meeting.starts_at > timezone.now():
        raise NotYetHeld
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # two who tick at once take turns
    known = {one.member_id: one for one in meeting.attendances.filter(member__in=presences)}
    invited = meeting.answers.filter(member__in=presences).values_list("member_id", flat=True)
    uninvited = set(presences) - set(known) - set(invited)
    if uninvited and Member.objects.active().filter(pk__in=uninvited).count() != len(uninvited):
        raise NotAllowed
    if any(_changed_since(known.get(pk), (seen or {}).get(pk), presence) for pk, presence in presences.items()):
        raise Stale
    people = Member.objects.filter(pk__in=set(presences) - set(known)).only("perspective", "organisation_id")
    new = [
        Attendance(meeting=meeting, member_id=one.pk, presence=Presence(presences[one.pk]), by=by, **one.as_now)
        for one in people
    ]
    other = [one for pk, one in known.items() if one.presence != presences[pk]]
    for one in other:
        one.presence, one.by, one.reason = Presence(presences[one.member_id]), by, reason.strip()
        one.at = timezone.now()
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(other, ["presence", "by", "reason", "at"])
    record("meeting.attendance", meeting, by=by)


def _changed_since(now: Attendance | None, seen: str | None, wanted: str) -> bool:
    is_now = now.presence if now else ""
    return seen is not None and is_now not in (seen, wanted)


@transaction.atomic
def reached(item: AgendaItem, *, by: Member, results: Mapping[str, Iterable[Values]]) -> Case:
    """The case was talked about: it is discussed from now on, and its presenters will be asked to look back.

    `results`: lists of arguments under advices, commitments, insights. Gives the case.
    """
    case = _case_of(item, by=by)
    if item.reached is not True:
        if item.reached is False:
            _take_back_from_next(item, by=by)
        if case.state == CaseState.RELEASED:
            cases.schedule(case, by=by, reason=Noted("talked_about", item.meeting.number))
        if case.state == CaseState.SCHEDULED:
            cases.mark_discussed(case, by=by, reason=Noted("on_agenda", item.meeting.number))
        _decide(item, True, by=by)
    for advice in results.get("advices", ()):
        cases.record_advice(case, by=by, **advice)
    for commitment in results.get("commitments", ()):
        cases.record_commitment(case, by=by, **commitment)
    for insight in results.get("insights", ()):
        cases.record_insight(case, by=by, **insight)
    return case


@transaction.atomic
def not_reached(item: AgendaItem, *, by: Member) -> AgendaItem | None:
    """No time for it: it goes on to the next meeting with its history. The item there, or None while there is none."""
    case = _case_of(item, by=by)
    if item.reached is False:
        return item.carried_to.first()
    if item.reached or case.state in TAKES_LOOK_BACK:
        raise AlreadyTalkedAbout
    _decide(item, False, by=by)
    if case.state != CaseState.SCHEDULED:
        return None
    following = Meeting.objects.upcoming().exclude(pk=item.meeting_id).filter(starts_at__gt=timezone.now()).first()
    if following is not None:  # the agenda before the case, as everywhere: two who wait for each other would both fail
        take_agenda(following, by=by)
    cases.unschedule(case, by=by, reason=Noted("not_reached", item.meeting.number))
    if following is None:
        return None
    carried = put_case(following, case, by=by, minutes=item.minutes, carried_from=item)
    record("agenda.item_carried", carried, by=by)
    return carried


def _take_back_from_next(item: AgendaItem, *, by: Member) -> None:
    """It was talked about after all: off the agenda it was carried to."""
    for carried in item.carried_to.select_related("meeting", "case"):
        if carried.meeting.is_open:
            remove_item(carried, by=by)
    if item.case is not None:
        item.case.refresh_from_db()


def _case_of(item: AgendaItem, *, by: Member) -> Case:
    """Its case, both as they are now; nobody else decides about it until the end of our transaction."""
    if not may_plan(by):
        raise NotAllowed
    if item.case is None:
        raise CaseNotOnAgenda
    if item.meeting.state not in PAST_STATES:
        raise NotYetHeld
    item.refresh_from_db(fields=["reached", "minutes"], from_queryset=AgendaItem.objects.select_for_update())
    item.case.refresh_from_db()
    return item.case


def _decide(item: AgendaItem, was_reached: bool, *, by: Member) -> None:
    item.reached = was_reached
    item.save(update_fields=["reached"])
    record("agenda.case_reached" if was_reached else "agenda.case_not_reached", item, by=by)
