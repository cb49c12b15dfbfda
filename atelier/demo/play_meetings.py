"""Two years of meetings by the rule of their series: built, published, answered, held, reported."""

from datetime import date, datetime, time, timedelta
from functools import partial

from django.utils.text import slugify

from atelier.base.types import Values
from atelier.demo import meetings as script
from atelier.demo.cases import CASES, DemoCase
from atelier.demo.clock import at
from atelier.demo.meetings import DemoMeeting
from atelier.demo.stage import Stage
from atelier.desk.seconds import publish as publish_text
from atelier.desk.seconds import waiting_of
from cases.models import Mechanism
from meetings import actions
from meetings.actions import answer as answers
from meetings.actions.guest import invite_guest
from meetings.actions.meeting import report
from meetings.models import AgendaItem, Answer, Attendance, GuestExpert, Meeting, Series
from meetings.queries.series import Proposal, proposals
from meetings.states import Choice, ItemKind, Nth, Presence, Weekday
from members.models import Member

RULE: Values = {
    "every_months": 2,
    "nth": Nth.SECOND,
    "weekday": Weekday.THURSDAY,
    "start_time": time(13, 30),
    "end_time": time(16, 30),
    "place": script.PLACE,
    "address": script.ADDRESS,
    "online_url": script.ONLINE,
    "capacity": 26,
    "seats_for_lived": 4,
}
FIRST, LAST = script.MEETINGS[0].at, script.MEETINGS[-1].at
AHEAD = timedelta(days=9)
WRITTEN_DOWN = timedelta(days=5)
MINUTES = 180
MIXED = (*[Choice.YES_ONSITE] * 8, *[Choice.YES_ONLINE] * 4, *[Choice.NO] * 5)
# Who has not answered the next invitation, though logged in every day.
STILL_TO_ANSWER = {"samira", "maria", "tim.jongen", "gloria.mensah", "wim.theunissen"}


def meetings(stage: Stage) -> None:
    """Right away: the series with all its dates; everything else happens later."""
    noor = stage.people["noor"]
    days = _days(stage)
    with at(datetime.combine(days[0], time(9), tzinfo=stage.now.tzinfo) - timedelta(days=75)):
        series = actions.make_series(by=noor, days=days, name=script.SERIES, **RULE)
    made = series.meetings.order_by("starts_at")
    for meeting, told in zip(made, script.MEETINGS, strict=True):
        stage.meetings[told.at] = meeting
        _happens(stage, told)


def published_at(stage: Stage, number: int) -> datetime:
    """Six weeks ahead; the next meeting was published at the latest some days ago."""
    return min(stage.meetings[number].starts_at - timedelta(weeks=6), stage.ago(5))


def agenda_at(stage: Stage, number: int) -> datetime:
    return published_at(stage, number) - timedelta(days=3)


def _days(stage: Stage) -> list[date]:
    """Every two months by the rule: the next meeting some nine days ahead or more, the last one written down."""
    today = stage.now.date()
    for ahead in range(4):
        days = [_day(one) for one in _proposals(_month(today, ahead + 2 * FIRST), LAST - FIRST + 1)]
        if days[-FIRST] >= today + AHEAD:
            break
    # After a summer that moved its meeting this one could lie in these very days: then it was held somewhat earlier.
    while days[-FIRST - 1] > today - WRITTEN_DOWN:
        days[-FIRST - 1] -= timedelta(weeks=1)
    return days


def _proposals(first_month: date, count: int) -> list[Proposal]:
    return proposals(Series(**RULE), first_month=first_month, count=count)


def _day(proposal: Proposal) -> date:
    return proposal.day if proposal.is_free or proposal.instead is None else proposal.instead


def _month(day: date, further: int) -> date:
    months = day.year * 12 + day.month - 1 + further
    return date(months // 12, months % 12 + 1, 1)


def _happens(stage: Stage, told: DemoMeeting) -> None:
    meeting = stage.meetings[told.at]
    noor = stage.people["noor"]
    if not told.public_text:
        stage.then(
            stage.ago(2), lambda: actions.change(stage.meeting(told.at), by=noor, title=told.title, theme=told.theme)
        )
        return
    stage.then(agenda_at(stage, told.at), lambda: _build(stage, told))
    stage.then(published_at(stage, told.at), lambda: actions.publish(stage.meeting(told.at), by=noor))
    if told.at == 0:
        stage.then(published_at(stage, 0) + timedelta(hours=2), lambda: _invite_expert(stage, told))
        for number, address in enumerate(sorted(set(stage.people) - STILL_TO_ANSWER)):
            moment = published_at(stage, 0) + timedelta(hours=3 + 2 * number)
            stage.then(moment, partial(_answer, stage, number, address))
        return
    stage.then(meeting.starts_at - timedelta(days=3), lambda: _all_answered(stage, told.at))
    stage.then(meeting.starts_at + timedelta(minutes=5), lambda: actions.hold(stage.meeting(told.at), by=noor))
    stage.then(meeting.ends_at + timedelta(hours=1), lambda: _all_present(stage, told.at))
    stage.then(meeting.ends_at + timedelta(days=1), lambda: _results(stage, told.at))
    stage.then(meeting.ends_at + timedelta(days=2), lambda: report(stage.meeting(told.at), by=noor))


def _build(stage: Stage, told: DemoMeeting) -> None:
    meeting, noor = stage.meeting(told.at), stage.people["noor"]
    actions.change(meeting, by=noor, title=told.title, theme=told.theme, public_text=told.public_text)
    for text in waiting_of(meeting):
        publish_text(text, by=stage.people["beheer"])
    cases = [case for case in CASES if case.meeting == told.at]
    research = stage.projects.get(told.research)
    # Looking back, a break, the closing and the research take their time; the first case gets most of the rest.
    left = MINUTES - 15 - 15 - 10 - (20 if research else 0) - 30 - 30 * len(cases)
    extra = min(left, 30) if cases else 0
    for number, case in enumerate(cases):
        minutes = 30 + (extra if number == 0 else 0)
        actions.add_case(meeting, stage.case(case.key), by=noor, minutes=minutes)
        if number == 0:
            actions.add_item(meeting, by=noor, kind=ItemKind.BREAK, minutes=15, title="Pauze")
    if not cases:
        actions.add_item(meeting, by=noor, kind=ItemKind.BREAK, minutes=15, title="Pauze")
    if told.expert:
        name, organisation, title = told.expert
        minutes = 30 + left - extra
        actions.add_item(
            meeting, by=noor, kind=ItemKind.EXPERT, minutes=minutes, title=title, note=organisation, expert_name=name
        )
    if research:
        actions.add_item(
            meeting,
            by=noor,
            kind=ItemKind.RESEARCH,
            minutes=20,
            title=research.title,
            subject_kind="project",
            subject_pk=research.pk,
        )
    actions.add_item(meeting, by=noor, kind=ItemKind.CLOSING, minutes=10, title="Afspraken en afscheid")


def _invite_expert(stage: Stage, told: DemoMeeting) -> None:
    if told.expert is None:
        return
    name, organisation, _title = told.expert
    meeting = stage.meeting(told.at)
    item = meeting.agenda_items.filter(kind=ItemKind.EXPERT).first()
    address = f"{slugify(name).replace('-', '.')}@voorbeeld.test"
    guest = GuestExpert(meeting=meeting, item=item, name=name, email=address, organisation=organisation)
    invite_guest(guest, by=stage.people["noor"])


def _choice(number: int, meeting: int) -> str:
    """Most come, some online, some cannot; each time others, and other numbers of them."""
    return MIXED[(number * number + number * meeting * 3 + meeting * 5) % len(MIXED)]


def _answer(stage: Stage, number: int, address: str) -> None:
    needs = {"dennis.paulissen": "Graag een plek dicht bij de deur", "rita.hendrikx": "Ik kom met een scootmobiel"}
    food = {"fatima.benali": "Halal", "priya.ramdin": "Vegetarisch"}
    answers.answer(
        stage.meeting(0),
        stage.people[address],
        Choice.YES_ONSITE if address in ("noor", "pieter") else _choice(number, 0),
        access_needs=needs.get(address, ""),
        food_needs=food.get(address, ""),
        shows_name=number % 3 == 0,
    )


def _all_answered(stage: Stage, number: int) -> None:
    """Of past meetings the answers are written in bulk: nobody waits for their mails any more."""
    meeting = stage.meeting(number)
    rows = list(meeting.answers.order_by("member_id"))
    for place, row in enumerate(rows):
        row.choice = _choice(place, -number)
        row.answered_at = published_at(stage, number) + timedelta(days=1 + place % 9)
    Answer.objects.bulk_update(rows, ["choice", "answered_at"])


def _all_present(stage: Stage, number: int) -> None:
    meeting, noor = stage.meeting(number), stage.people["noor"]
    there = {Choice.YES_ONSITE: Presence.ONSITE, Choice.YES_ONLINE: Presence.ONLINE}
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            member_id=row.member_id,
            presence=Presence.ABSENT if place % 11 == 0 else there[Choice(row.choice)],
            by=noor,
        )
        for place, row in enumerate(meeting.answers.order_by("member_id"))
        if row.choice in there
    )


def _results(stage: Stage, number: int) -> None:
    meeting, noor = stage.meeting(number), stage.people["noor"]
    mechanisms = {one.name: one for one in Mechanism.objects.all()}
    told: dict[int | None, DemoCase] = {stage.cases[case.key].pk: case for case in CASES if case.meeting == number}
    for item in AgendaItem.objects.filter(meeting=meeting, case__isnull=False).select_related("meeting", "case"):
        case = told[item.case_id]
        actions.reached(item, by=noor, results=_written_down(stage, meeting, case, mechanisms))


def _written_down(
    stage: Stage, meeting: Meeting, case: DemoCase, mechanisms: dict[str, Mechanism]
) -> dict[str, list[Values]]:
    return {
        "advices": [{"text": one.text, "perspective": one.perspective} for one in case.advices],
        "commitments": [
            {
                "what": one.what,
                "due_on": (meeting.ends_at + timedelta(weeks=one.weeks)).date(),
                **_owner(stage, one.owner),
            }
            for one in case.commitments
        ],
        "insights": [
            {
                "title": one.title,
                "text": one.text,
                "mechanism": mechanisms[one.mechanism],
                "level": one.level,
                "lens": one.lens,
            }
            for one in case.insights
        ],
    }


def _owner(stage: Stage, owner: str) -> dict[str, Member | str]:
    return {"owner_role": owner.strip("()")} if owner.startswith("(") else {"owner": stage.people[owner]}
