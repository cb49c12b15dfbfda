"""The stage on which the demo is played: who is there, and what happens when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from atelier.demo.clock import at
from cases.models import Case
from meetings.models import Meeting
from members.models import Member, Organisation
from research.models import AskedQuestion, LearningQuestion, Project

type Act = Callable[[], object]


@dataclass
class Stage:
    """Events are collected first and then played in the order of time, so that numbers and histories fit."""

    now: datetime = field(default_factory=timezone.now)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Member] = field(default_factory=dict)
    meetings: dict[int, Meeting] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    questions: dict[str, LearningQuestion] = field(default_factory=dict)
    asked: dict[str, AskedQuestion] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    events: list[tuple[datetime, int, Act]] = field(default_factory=list)

    def ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)

    def then(self, moment: datetime, act: Act) -> None:
        """Let `act` happen at `moment`; what lies ahead of us does not happen."""
        if moment <= self.now:
            self.events.append((moment, len(self.events), act))

    def play(self) -> None:
        for moment, _order, act in sorted(self.events, key=lambda event: event[:2]):
            with at(moment):
                act()
        self.events.clear()

    def case(self, key: str) -> Case:
        """As it is now: actions lock and move rows, so each act takes it afresh."""
        case = self.cases[key]
        case.refresh_from_db()
        return case

    def meeting(self, number: int) -> Meeting:
        meeting = self.meetings[number]
        meeting.refresh_from_db()
        return meeting
