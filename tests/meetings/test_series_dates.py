"""The dates of a rule: nth weekdays, holidays, the days the clock changes."""

from datetime import UTC, date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.models import SchoolHoliday, Series
from meetings.queries.series import nth_weekday, obstacle_on, proposals, rule_dates, wall_clock
from meetings.states import Nth, Weekday

NTHS = st.sampled_from([int(nth) for nth in Nth])
WEEKDAYS = st.integers(0, 6)


@given(st.integers(2020, 2100), st.integers(1, 12), NTHS, WEEKDAYS)
def test_nth_weekday_is_that_weekday_in_that_month_and_week(year: int, month: int, nth: int, weekday: int) -> None:
    day = nth_weekday(year, month, nth, weekday)
    assert (day.year, day.month, day.weekday()) == (year, month, weekday)
    if nth == Nth.LAST:
        assert (day + timedelta(days=7)).month != month
    else:
        assert (day.day - 1) // 7 + 1 == nth


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 12), NTHS, WEEKDAYS, st.integers(1, 20))
def test_a_rule_gives_one_date_per_step_always_later(
    first: date, every: int, nth: int, weekday: int, count: int
) -> None:
    days = list(rule_dates(first_month=first, every_months=every, nth=nth, weekday=weekday, count=count))
    assert len(days) == count
    months = [day.year * 12 + day.month for day in days]
    assert [month - months[0] for month in months] == [every * step for step in range(count)]


def rule(**values: object) -> Series:
    fixed = {"every_months": 2, "nth": Nth.SECOND, "weekday": Weekday.THURSDAY}
    return Series(start_time=time(13, 30), end_time=time(16, 30), **{**fixed, **values})


@pytest.mark.django_db
def test_every_two_months_the_second_thursday() -> None:
    given_days = proposals(rule(), first_month=date(2027, 1, 1), count=3)
    assert [proposal.day for proposal in given_days] == [date(2027, 1, 14), date(2027, 3, 11), date(2027, 5, 13)]
    assert all(proposal.is_free for proposal in given_days)


@pytest.mark.django_db
def test_ascension_day_is_skipped_with_its_name_and_a_week_later_is_offered() -> None:
    [proposal] = proposals(rule(nth=Nth.FIRST), first_month=date(2027, 5, 1), count=1)
    assert proposal.day == date(2027, 5, 6)
    assert proposal.obstacle is not None
    assert (proposal.obstacle.kind, proposal.obstacle.name) == ("public", "Hemelvaartsdag")
    assert proposal.instead == date(2027, 5, 13)


@pytest.mark.django_db
def test_summer_holiday_of_limburg_is_skipped_only_when_the_series_says_so() -> None:
    start = date(2027, 8, 1)
    [kept] = proposals(rule(skip_school_holidays=False), first_month=start, count=1)
    [skipped] = proposals(rule(), first_month=start, count=1)
    assert kept.is_free
    assert skipped.obstacle is not None
    assert skipped.obstacle.kind == "school"
    assert skipped.instead == date(2027, 9, 9)


@pytest.mark.django_db
def test_an_extra_holiday_of_our_own_counts() -> None:
    SchoolHoliday.objects.create(name="Studiedag", first_day=date(2027, 1, 14), last_day=date(2027, 1, 14))
    [proposal] = proposals(rule(), first_month=date(2027, 1, 1), count=1)
    assert proposal.obstacle is not None
    assert proposal.obstacle.kind == "extra"


@pytest.mark.parametrize(
    ("day", "utc_hour"), [(date(2027, 3, 27), 12), (date(2027, 3, 28), 11), (date(2026, 10, 25), 12)]
)
def test_the_clock_on_the_wall_stays_the_same_on_the_days_it_changes(day: date, utc_hour: int) -> None:
    moment = wall_clock(day, time(13, 30))
    assert (moment.hour, moment.minute) == (13, 30)
    assert moment.astimezone(UTC).hour == utc_hour


def test_good_friday_is_no_meeting_day() -> None:
    assert obstacle_on(date(2027, 3, 26), school=False) is not None
    assert obstacle_on(date(2027, 3, 25), school=False) is None


@pytest.mark.django_db
def test_a_day_in_place_of_another_is_offered_once() -> None:
    series = Series(every_months=1, nth=1, weekday=3, start_time=time(13, 30), end_time=time(16, 30))
    for year in (2027, 2028, 2029):
        found = proposals(series, first_month=date(year, 1, 1), count=12)
        offered = [proposal.day for proposal in found] + [one.instead for one in found if one.instead]
        assert len(offered) == len(set(offered))
