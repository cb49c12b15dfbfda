"""A meeting that is not published shows nowhere but to who plans: its words, its number and its hour on no page,
in no feed, mail, search, figure, sitemap or export.

First a plan is made that holds the marker in every text, hangs on everything a page could reach it by, and has
answers and guests as only a published one gets them; then everybody looks everywhere.
"""

import re
from collections.abc import Iterable
from itertools import product
from typing import ClassVar

import pytest
from django.core import mail
from django.test import TestCase
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from atelier.local.portal import ROOT
from atelier.mail.delivery import sweep
from meetings.actions.invite import invite_newcomer
from meetings.models import Meeting
from meetings.states import MeetingState
from members.models import Member
from members.permissions import may_coordinate
from members.states import Perspective
from tests.plan import MARK, MARKS, NUMBER
from tests.test_leak import all_of, mails, taken_along
from tests.walked import Seen, load_planted, looked_at_by, plan, visits
from tests.world import PEOPLE, client_of, member

# A coordinator asks a guest before the meeting is published.
TO_GUESTS = {"meetings.guest_invitation", "meetings.guest_changed"}
TO_PLANNERS = {"meetings.slides_arrived", "meetings.case_withdrawn"}


@pytest.mark.long
class TestUnpublished(TestCase):
    plan: ClassVar[Meeting]

    @classmethod
    def setUpTestData(cls) -> None:
        load_planted()
        cls.plan = plan()

    def test_who_plans_meets_the_plan_and_nobody_else_finds_a_trace_of_it_on_any_page(self) -> None:
        seen = met(visits())
        planners = {who for who in PEOPLE if (person := member(who)) and may_coordinate(person)}
        assert set(seen) == planners, seen
        assert {"meetings:workplace", "meetings:detail", "search"} <= seen["noor"], "else this test proves nothing"

    def test_nor_when_it_is_called_off_before_anybody_heard_of_it(self) -> None:
        Meeting.objects.filter(pk=self.plan.pk).update(state=MeetingState.CANCELLED)
        assert met(one for who in ("visitor", "samira") for one in looked_at_by(who, per_route=2)) == {}

    def test_every_address_of_one_meeting_answers_as_if_it_were_not_there(self) -> None:
        routes = addresses_of_one_meeting()
        assert len(routes) > 5
        for who in ("visitor", "samira", "lars", "ingrid"):
            client = client_of(who)
            for route in routes:
                there = client.get(reverse(route, args=[NUMBER]))
                nowhere = client.get(reverse(route, args=[NUMBER + 1]))
                assert (route, there.status_code) == (route, nowhere.status_code)
                assert there.status_code in (302, 403, 404, 405)
                assert MARK not in there.content.decode()

    def test_no_calendar_export_or_mail_speaks_of_it(self) -> None:
        sweep()
        mail.outbox.clear()
        for state, who in product((MeetingState.PLANNED, MeetingState.CANCELLED), ("samira", "maria")):
            Meeting.objects.filter(pk=self.plan.pk).update(state=state)
            # The export as a file and as a page, and the calendar.
            assert not [part for part in taken_along(who) for mark in MARKS if mark in part]
        sweep()
        assert [one.subject for one in mail.outbox if MARK in one.message().as_string()] == []

    def test_only_mails_to_its_guests_and_to_who_plans_can_be_written_about_it(self) -> None:
        told = {kind for kind, one in mails("samira") if any(mark in all_of(one) for mark in MARKS)}
        assert told == TO_GUESTS | TO_PLANNERS

    def test_who_joins_meanwhile_is_not_invited_to_it(self) -> None:
        new = Member.objects.create_user("nieuw@voorbeeld.test", None, name="Nieuw", perspective=Perspective.RIGHTS)
        invite_newcomer(new)
        assert new.answers.filter(meeting__state=MeetingState.PUBLISHED).exists()
        assert not new.answers.filter(meeting=self.plan).exists()

    def test_the_figures_are_what_they_were(self) -> None:
        with_it = figures()
        self.plan.answers.all().delete()
        self.plan.agenda_items.all().delete()
        self.plan.delete()
        assert figures() == with_it


def met(seen: Iterable[Seen]) -> dict[str, set[str]]:
    """The kinds of page on which each of them meets it."""
    found: dict[str, set[str]] = {}
    for one in seen:
        if any(mark in one.text for mark in marks_on(one)):
            found.setdefault(one.who, set()).add(one.route)
    return found


def marks_on(one: Seen) -> tuple[str, ...]:
    """A page of search, and one that is not there or not for this reader, repeat the number that was asked for."""
    asked = one.route == "search" or one.status != 200
    return tuple(mark for mark in MARKS if not (asked and mark == str(NUMBER)))


def figures() -> list[str]:
    """The words of the page of figures."""
    page = client_of("noor").get(reverse("statistics")).content.decode()
    return [words for words in re.split(r"<[^>]*>|\s", page) if words]


def addresses_of_one_meeting() -> list[str]:
    """The names of all routes that take a meeting's number and nothing else."""
    found = []

    def look(patterns: list[URLPattern | URLResolver], room: str, before: str) -> None:
        for one in patterns:
            path = before + str(one.pattern)
            if isinstance(one, URLResolver):
                look(one.url_patterns, one.namespace or room, path)
            elif room == "meetings" and "<int:number>" in path and path.count("<") == 1:
                found.append(f"meetings:{one.name}")

    look(get_resolver().url_patterns, "", "")
    return found


def test_the_rule_is_said_in_one_place() -> None:
    """Who needs it asks `Meeting.objects.shown()`, `visible_to()` or `is_shown`."""
    said = [
        str(path.relative_to(ROOT))
        for room in ("atelier", "cases", "meetings", "members", "research")
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts and "meeting__published_at" in path.read_text()
    ]
    assert said == []
