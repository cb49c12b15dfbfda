"""The demo is started on any day of any year, and its meetings always lie well."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from atelier.demo import meetings as script
from atelier.demo.play_meetings import AHEAD, FIRST, WRITTEN_DOWN, _days


@pytest.mark.parametrize("start", [datetime(2026, 1, 1, 9, tzinfo=UTC), datetime(2027, 1, 1, 9, tzinfo=UTC)])
def test_the_next_meeting_lies_nine_to_a_hundred_days_ahead_whatever_the_day(start: datetime, db: None) -> None:
    for day in range(366):
        now = start + timedelta(days=day)
        days = _days(SimpleNamespace(now=now))  # type: ignore[arg-type]
        assert len(days) == len(script.MEETINGS)
        assert days == sorted(set(days))
        assert days[-FIRST - 1] <= now.date() - WRITTEN_DOWN
        assert now.date() + AHEAD <= days[-FIRST] < now.date() + timedelta(days=100)
