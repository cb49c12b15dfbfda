"""Nothing that must stay hidden leaves: a marker in each hidden place, then every page, mail and log.

First what could leak is made; then everybody looks everywhere. The marker may appear only to its readers.
"""

import inspect
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from typing import Any

import pytest
from django.core import mail
from django.db import models
from django.test import Client, TestCase
from django.urls import NoReverseMatch, reverse

from atelier.mail.delivery import sweep
from atelier.mail.messages import Mail, Message, Obsolete, Recipient, messages, write
from atelier.removal.models import Report
from cases.models import Attachment, Case, Commitment, Insight, Intake, Together
from cases.states import CaseState, Moment
from meetings.actions.feed import renew_feed
from meetings.models import GuestExpert, Meeting
from members.models import JoinRequest, Member
from research.models import AskedQuestion, LearningQuestion, Milestone, Output, Project, ProjectChange
from tests.cast import PASSWORD
from tests.spread import QUICK
from tests.walked import HIDDEN_NAME, PARKED, RAW, SHOWN, load_planted, logged, remembered, visits
from tests.world import PEOPLE, client_of, member


@pytest.mark.long
class TestLeak(TestCase):
    # (who, kind of page, address) of every sight of the raw text, of what was parked or shown, and of the hidden name.
    raw: set[tuple[str, str, str]]
    shown: set[tuple[str, str, str]]
    parked: set[tuple[str, str, str]]
    named: set[tuple[str, str, str]]
    # What was logged while everybody looked.
    logged: list[str]

    @classmethod
    def setUpTestData(cls) -> None:
        load_planted()
        seen = visits()
        cls.raw = {(one.who, one.route, one.path) for one in seen if RAW in one.text}
        cls.parked = {(one.who, one.route, one.path) for one in seen if PARKED in one.text}
        cls.shown = {(one.who, one.route, one.path) for one in seen if SHOWN in one.text}
        cls.named = {(one.who, one.route, one.path) for one in seen if HIDDEN_NAME in one.text}
        with remembered() as log:
            send_from_a_page_that_stood_open_too_long()
        cls.logged = [*logged(), *log.lines]

    def test_the_raw_text_is_read_by_its_submitters_and_moderators_only_and_stands_in_no_log(self) -> None:
        readers = {who for who, _route, _path in self.raw}
        entitled = {who for who in PEOPLE if (m := member(who)) and (m.is_staff or owns_intake(m))}
        assert "beheer" in readers, "the moderator must see the marker, else this test proves nothing"
        assert readers <= entitled, sorted(self.raw)
        routes = {route for who, route, _path in self.raw if who != "beheer"}
        assert routes <= ROUTES_WITH_RAW_TEXT, sorted(self.raw)
        assert self.logged, "something must have been logged, else this proves nothing"
        assert [line for line in self.logged if RAW in line or PARKED in line or SHOWN in line] == []

    def test_what_was_parked_is_read_where_it_is_written_and_by_moderators_only(self) -> None:
        assert {(who, route) for who, route, _path in self.parked} == {("beheer", "admin:cases_case_step")}

    def test_a_text_for_members_is_read_by_who_submitted_and_moderators_alone_until_it_opens(self) -> None:
        assert {who for who, _route, _path in self.shown} == {"samira", "beheer"}, sorted(self.shown)
        routes = {route for who, route, _path in self.shown if who == "samira"}
        assert routes == {"cases:text", "cases:mine"}
        assert [who for who in PEOPLE if member(who) for text in taken_along(who) if SHOWN in text] == []

    def test_a_hidden_submitter_is_named_to_nobody_else(self) -> None:
        readers = {who for who, _route, _path in self.named}
        assert readers == {"beheer"}, sorted(self.named)
        others = [who for who in PEOPLE if who not in ("visitor", "beheer")]
        assert [who for who in others for text in taken_along(who) if HIDDEN_NAME in text] == []
        # To who left, the goodbye is the own mail.
        assert {kind for kind, text in letters("pieter", "noor") if HIDDEN_NAME in text} == {"members.left"}

    def test_an_export_holds_the_own_raw_text_and_a_calendar_none(self) -> None:
        holders = set()
        for who in PEOPLE:
            if person := member(who):
                as_file, as_page, calendar = taken_along(who)
                assert RAW not in calendar
                assert PARKED not in as_file + as_page + calendar
                assert (RAW in as_file) == (RAW in as_page)
                holders |= {(who, owns_intake(person))} if RAW in as_file else set()
        assert holders
        assert {owns for _who, owns in holders} == {True}

    @pytest.mark.long
    def test_no_kind_of_mail_holds_the_raw_text(self) -> None:
        readers, marks = ("samira", "noor", "lars", "beheer"), (RAW, PARKED, SHOWN)
        all_of_them = letters(*readers, most=4 if QUICK else 0)
        written = {(kind, any(mark in text for mark in marks)) for kind, text in all_of_them}
        assert {kind for kind, leaks in written if leaks} == set()
        assert set(ours()) - {kind for kind, _leaks in written} == NOT_OF_THE_DEMO - OF_THE_PLAN

    def test_no_mail_that_leaves_and_no_log_of_it_holds_the_raw_text(self) -> None:
        with remembered() as log:
            sweep()
        assert mail.outbox
        assert [m.subject for m in mail.outbox if RAW in m.message().as_string()] == []
        assert [m.subject for m in mail.outbox if SHOWN in m.message().as_string()] == []
        assert [line for line in log.lines if RAW in line] == []


def send_from_a_page_that_stood_open_too_long() -> None:
    """The log tells of it."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(Member.objects.get(email=PEOPLE["samira"]))
    draft = Case.objects.get(submitter__email=PEOPLE["samira"], state=CaseState.DRAFT)
    sent = client.post(reverse("cases:step", args=[draft.key, "wat-er-gebeurt"]), {"situation": RAW})
    assert sent.status_code == 403


# The own intake, and the own draft while it is being written.
ROUTES_WITH_RAW_TEXT = {
    "cases:intake", "cases:submit", "cases:step", "cases:check", "cases:mine", "cases:text", "cases:attachments",
}  # fmt: skip


def owns_intake(person: Member) -> bool:
    return (
        Intake.objects.filter(case__submitter=person).exists()
        or Intake.objects.filter(case__co_submitters=person).exists()
    )


# The meeting that is not published has slides.
OF_THE_PLAN = {"meetings.slides_arrived"}


def taken_along(who: str) -> tuple[str, str, str]:
    """What a member takes out of the portal: the export as a file and as a page, and the calendar."""
    person = member(who)
    assert person is not None
    client = client_of(who)
    asked_again = client.post(reverse("privacy_export"))["Location"]
    answers = [client.post(asked_again, {"password": PASSWORD}), client.post(reverse("privacy_export_page"))]
    answers.append(Client().get(reverse("meetings:feed", args=[renew_feed(person)])))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    as_file, as_page, calendar = (answer.content.decode() for answer in answers)
    assert "BEGIN:VEVENT" in calendar
    return as_file, as_page, calendar


SUBJECTS: dict[str, type[models.Model]] = {
    "attachment": Attachment,
    "asked": AskedQuestion,
    "case": Case,
    "change": ProjectChange,
    "commitment": Commitment,
    "guest": GuestExpert,
    "insight": Insight,
    "meeting": Meeting,
    "member": Member,
    "milestone": Milestone,
    "output": Output,
    "project": Project,
    "question": LearningQuestion,
    "report": Report,
    "request": JoinRequest,
    "together": Together,
}


def ours() -> dict[str, Message]:
    """Without the mails that other tests register."""
    return {kind: one for kind, one in messages().items() if not kind.startswith("test.")}


def letters(*readers: str, most: int = 0) -> Iterator[tuple[str, str]]:
    """The same mails, all of each as one text."""
    return ((kind, all_of(mail)) for kind, mail in mails(*readers, most=most))


def mails(*readers: str, one_of_each: bool = False, most: int = 0) -> Iterator[tuple[str, Mail]]:
    """(kind, mail) of every mail that can be written now, about everything there is, to each of these readers.

    With `one_of_each` the first of each kind that has a layout, with `most` the first so many of each kind.
    """
    people = [Recipient(person.email, "nl", person) for who in readers if (person := member(who))]
    for kind, one in ours().items():
        names = list(inspect.signature(one.function).parameters)[1:]
        if "template" in names:
            continue  # the login's own words, which come with it
        written = 0
        for values, to in product(product(*map(values_of, names)), people):
            with suppress(Obsolete, NoReverseMatch):  # not true now
                mail = write(kind, to, dict(zip(names, values, strict=True)))
                yield kind, mail
                written += 1
                if written == most:
                    break
                if one_of_each and mail.html:
                    break


def values_of(name: str) -> list[Any]:
    if name in SUBJECTS:
        return list(SUBJECTS[name]._default_manager.values_list("pk", flat=True))
    if name == "until":
        return [int(at.timestamp()) for at in Case.objects.exclude(opens_at=None).values_list("opens_at", flat=True)]
    return {"moment": list(Moment), "token_version": [1]}[name]


def all_of(one: Mail) -> str:
    parts = (getattr(part, "ics", None) or part.content for part in one.parts)  # type: ignore[union-attr]
    return "\n".join([one.subject, one.text, one.html, *(part.decode("utf-8", "replace") for part in parts)])


# The login's own words, and what has not happened in the demo: each is written in the tests of its room.
NOT_OF_THE_DEMO = {
    "cases.attachment_refused",
    "cases.draft_goes",
    "cases.together_meant",
    "cases.together_not_meant",
    "meetings.cancelled",
    "meetings.guest_cancelled",
    "meetings.seat_lost",
    "removal.reported",
    "meetings.slides_arrived",
    "members.account",
    "members.confirm_address",
    "members.declined",
    "members.welcome",
    "research.asked_withdrawn",
    "research.change_agreed",
    "research.change_asked",
    "research.change_refused",
    "research.left_alone",
    "research.output_returned",
    "research.output_withdrawn",
    "research.question_set_aside",
}
