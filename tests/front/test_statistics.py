"""Figures for coordinators: right, and never about fewer than five people."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from atelier.front.queries.balance import season_of
from atelier.front.queries.statistics import (
    SMALL,
    advices,
    attendance,
    hide_small,
    members_by_perspective,
    organisations,
    time_to_release,
)
from cases.models import Advice, Case
from meetings.models import Answer, Meeting
from members.models import Member
from members.states import Perspective
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.front.test_home import a_meeting


@pytest.fixture(autouse=True)
def own_cache(settings: Any) -> None:
    """The figures are kept: each test begins without."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(uuid4())}}


@given(st.dictionaries(st.sampled_from("EUBWHMO"), st.integers(min_value=0, max_value=40)))
def test_a_small_group_is_hidden_and_cannot_be_worked_out(counts: dict[str, int]) -> None:
    shown = hide_small(counts)
    assert set(shown) == set(counts)
    assert all(count is None or count == 0 or count >= SMALL for count in shown.values())
    hidden = [name for name, count in shown.items() if count is None]
    bigger = [name for name, count in counts.items() if count >= SMALL]
    assert len(hidden) != 1 or not bigger


def test_members_of_a_small_perspective_are_not_counted_out(cast: Cast) -> None:
    for number in range(6):
        Member.objects.create_user(f"w{number}@voorbeeld.test", name=f"W {number}", perspective=Perspective.WELFARE)
    rows = {str(row.label): row.count for row in members_by_perspective()}
    assert rows[str(Perspective.HOUSING.label)] is None
    assert rows[str(Perspective.WELFARE.label)] == 7


@pytest.mark.parametrize(("number", "shown"), [(3, None), (5, 5)])
def test_a_figure_about_few_people_is_not_told(cast: Cast, number: int, shown: int | None) -> None:
    meeting = a_meeting(1)
    Meeting.objects.filter(pk=meeting.pk).update(state="held")
    for nth in range(number):
        person = Member.objects.create_user(f"p{nth}@voorbeeld.test", name=f"P {nth}", perspective="policy")
        Answer.objects.create(meeting=meeting, member=person, choice="yes_onsite", answered_at=timezone.now())
        case = make_case(cast)
        Case.objects.filter(pk=case.pk).update(submitter=person)
        Advice.objects.create(case=case, text=f"Advies {nth}", verdict="worked")
    (row,) = attendance()
    assert (row.invited, row.coming) == (shown, shown)
    found = advices(season_of())
    assert (found.given, found.judged, found.usable, found.tried, found.worked) == (*[shown] * 5,)


def test_only_organisations_of_five_or_more_stand_in_the_balance(cast: Cast) -> None:
    assert organisations(season_of()) == []
    for number in range(4):
        Member.objects.create_user(
            f"g{number}@voorbeeld.test", name=f"G {number}", perspective="policy", organisation=cast.gemeente
        )
    assert [(row.organisation, row.members) for row in organisations(season_of())] == [(cast.gemeente, 5)]


@pytest.mark.parametrize(("who", "status"), [("noor", 200), ("beheer", 200), ("samira", 403), ("lars", 403)])
def test_figures_are_for_coordinators(who: str, status: int, cast: Cast, client: Client) -> None:
    client.force_login(getattr(cast, who))
    assert client.get("/coordinatie/cijfers/").status_code == status


def test_an_empty_studio_has_figures_too(cast: Cast, client: Client) -> None:
    client.force_login(cast.noor)
    page = client.get("/coordinatie/cijfers/?seizoen=onzin")
    assert page.status_code == 200
    assert page.context["season"] == season_of()


def test_the_figures_are_kept_for_ten_minutes(cast: Cast, client: Client) -> None:
    client.force_login(cast.noor)
    with time_machine.travel("2026-11-12 12:00", tick=False) as clock:
        first = client.get("/coordinatie/cijfers/").context["counted_at"]
        clock.shift(timedelta(minutes=9))
        assert client.get("/coordinatie/cijfers/").context["counted_at"] == first
        clock.shift(timedelta(minutes=2))
        assert client.get("/coordinatie/cijfers/").context["counted_at"] > first


@pytest.mark.parametrize("number", [SMALL - 1, SMALL])
def test_from_five_people_on_the_wait_until_release_is_told_in_days(cast: Cast, number: int) -> None:
    for nth in range(number):
        person = Member.objects.create_user(f"p{nth}@voorbeeld.test", name=f"P {nth}", perspective="policy")
        Case.objects.filter(pk=make_case(cast).pk).update(submitter=person)
    make_case(cast)
    make_case(cast)
    Case.objects.filter(submitter=cast.samira).update(submitter=person)
    found = time_to_release(season_of())
    assert (found.cases, found.days) == ((number + 2, 0) if number == SMALL else (None, None))


def test_figures_cost_at_most_twelve_queries(cast: Cast, client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client.force_login(cast.noor)
    client.get("/coordinatie/cijfers/")  # the first page of a login keeps its session
    with django_assert_max_num_queries(12):
        client.get("/coordinatie/cijfers/")
