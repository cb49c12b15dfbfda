"""Who changes jobs or perspective changes nothing of what was shown and counted before."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.front import privacy
from atelier.front.queries.balance import _deeds_of_all, season_of
from cases import actions
from cases.models import Case, Voice
from cases.states import CaseState
from meetings.models import Answer, Attendance, Meeting
from meetings.queries.meeting import who_comes
from members.actions import add_bring_seek
from members.models import Member
from research.actions import ask_question
from tests.cases.helpers import make_case
from tests.cast import Cast


def moves_on(member: Member, cast: Cast) -> Member:
    """To the housing corporation, and to its perspective."""
    Member.objects.filter(pk=member.pk).update(organisation=cast.corporatie, perspective="housing")
    return Member.objects.get(pk=member.pk)


def shown(case: Case) -> str:
    return Case.objects.with_submitter().get(pk=case.pk).attribution_line


@pytest.mark.parametrize(
    ("attribution", "line"),
    [
        ("kind", "ingebracht door een gemeente"),
        ("name", "ingebracht door Samira Haddad, Gemeente Maasdal"),
        ("none", "ingebracht door een deelnemer"),
    ],
)
def test_a_case_stays_of_where_its_submitter_worked(cast: Cast, attribution: str, line: str) -> None:
    case = make_case(cast, CaseState.RELEASED, attribution=attribution)
    moves_on(cast.samira, cast)
    assert shown(case) == line
    Member.objects.filter(pk=cast.samira.pk).update(organisation=None)
    assert shown(case) == line


def test_the_kind_stays_when_the_organisation_becomes_another_kind(cast: Cast) -> None:
    case = make_case(cast, CaseState.RELEASED)
    type(cast.gemeente).objects.filter(pk=cast.gemeente.pk).update(kind="other")
    assert shown(case) == "ingebracht door een gemeente"


def test_what_was_brought_and_taken_stays_with_the_organisation_of_that_day(cast: Cast) -> None:
    case = make_case(cast, CaseState.SCHEDULED, attribution="name")
    actions.give_voice(case, by=cast.pieter, text="Vanuit wonen.")
    actions.mark_discussed(case, by=cast.noor)
    add_bring_seek(cast.samira, kind="bring", topic="Koffie")
    ask_question(by=cast.samira, title="Brieven", question="?", why="!")
    before = counted()
    gemeente, corporatie = cast.gemeente.pk, cast.corporatie.pk
    assert before == [("brought", gemeente), ("brought", corporatie), ("taken", gemeente), ("taken", gemeente)]
    moves_on(cast.samira, cast)
    Member.objects.filter(pk=cast.pieter.pk).update(organisation=cast.welzijn)
    assert counted() == before


def counted() -> list[tuple[str, int]]:
    """(side, organisation) of each deed of this season, before small groups are hidden."""
    season = season_of()
    rows = _deeds_of_all(season.since, season.until)
    return sorted((row["side"], row["where"]) for row in rows for _ in range(row["n"]))


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    now = timezone.now()
    meeting = Meeting.objects.create(
        number=1, title="Atelier", starts_at=now - timedelta(hours=4), ends_at=now - timedelta(hours=1),
        place="Heerlen", state="published", published_at=now,
    )  # fmt: skip
    for member in (cast.samira, cast.pieter):
        Answer.objects.create(meeting=meeting, member=member, choice="yes_onsite", answered_at=now, **member.as_now)
    return meeting


def test_a_meeting_stays_as_it_was_answered(client: Client, cast: Cast, meeting: Meeting) -> None:
    counted = who_comes(meeting).by_perspective
    moves_on(cast.samira, cast)
    assert who_comes(meeting).by_perspective == counted
    client.force_login(cast.noor)
    page = client.get(reverse("meetings:answers", args=[meeting.number])).content.decode()
    assert "Gemeente Maasdal" in page


def test_attendance_keeps_the_perspective_and_organisation_of_that_day(cast: Cast, meeting: Meeting) -> None:
    from meetings.actions import tick

    tick(meeting, {cast.samira.pk: "onsite"}, by=cast.noor)
    moves_on(cast.samira, cast)
    row = Attendance.objects.get()
    assert (row.perspective, row.from_organisation) == ("frontline", cast.gemeente)


def test_erasure_keeps_the_kind_and_the_perspective_but_no_organisation(cast: Cast, meeting: Meeting) -> None:
    """One member of a small organisation is that organisation: its name goes with the person."""
    case = make_case(cast, CaseState.DISCUSSED)
    actions.give_voice(make_case(cast, CaseState.RELEASED), by=cast.pieter, text="Vanuit wonen.")
    for member in (cast.samira, cast.pieter):
        privacy.erase(member, by=cast.beheer)
    assert shown(case) == "ingebracht door een deelnemer"
    assert Case.objects.get(pk=case.pk).from_kind == "municipality"
    assert Voice.objects.get().perspective == "housing"
    assert left_behind() == []


def left_behind() -> list[str]:
    """Rows that still say where somebody worked."""
    from django.apps import apps

    from members.models import FromOrganisation

    kept: list[Any] = [model for model in apps.get_models() if issubclass(model, FromOrganisation)]
    assert len(kept) >= 7
    found: list[models.Model] = [
        row for model in kept for row in model._default_manager.exclude(from_organisation=None)
    ]
    return [f"{type(row).__name__} {row.pk}" for row in found]
