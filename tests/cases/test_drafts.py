"""Drafts that nobody goes on with: two mails first, and then they go."""

import pytest
from django.core.cache import cache
from django.test import Client

from cases import actions
from cases.models import Case
from cases.states import CaseState
from tests.cases.helpers import RAW_QUESTION, make_case
from tests.cast import Cast
from tests.fixtures_mail import Mailbox, tick


@pytest.fixture
def draft(cast: Cast, time_machine) -> Case:
    time_machine.move_to("2026-11-01 12:00+01:00", tick=False)
    return make_case(cast, CaseState.DRAFT)


def on(time_machine, day: str) -> None:
    """Come to this day, and let a minute of the worker pass."""
    time_machine.move_to(f"{day} 12:30+01:00", tick=False)
    cache.clear()
    tick()


def test_a_draft_left_alone_is_deleted_two_weeks_after_a_mail_and_two_days_after_another(
    draft: Case, cast: Cast, mailbox: Mailbox, time_machine
) -> None:
    on(time_machine, "2027-01-15")
    assert mailbox.of(cast.samira) == []
    on(time_machine, "2027-01-16")
    [mail] = mailbox.of(cast.samira)
    assert "30 januari" in mail.subject
    assert f"/kwesties/inbrengen/{draft.key}/" in mail.body
    assert RAW_QUESTION not in mail.body
    on(time_machine, "2027-01-27")
    assert len(mailbox.of(cast.samira)) == 1
    on(time_machine, "2027-01-28")
    [_first, again] = mailbox.of(cast.samira)
    assert again.subject == mail.subject
    on(time_machine, "2027-01-29")
    assert Case.objects.filter(pk=draft.pk).exists()
    on(time_machine, "2027-01-30")
    assert not Case.objects.filter(pk=draft.pk).exists()
    assert len(mailbox.of(cast.samira)) == 2


def test_a_worker_that_was_away_still_warns_twice(draft: Case, cast: Cast, mailbox: Mailbox, time_machine) -> None:
    on(time_machine, "2027-01-16")
    on(time_machine, "2027-03-01")
    assert "3 maart" in mailbox.of(cast.samira)[-1].subject
    on(time_machine, "2027-03-02")
    assert Case.objects.get().draft_deleted_on.isoformat().startswith("2027-03-03")
    on(time_machine, "2027-03-03")
    assert not Case.objects.exists()


def test_who_goes_on_begins_the_time_anew(draft: Case, cast: Cast, mailbox: Mailbox, time_machine) -> None:
    on(time_machine, "2027-01-20")
    actions.save_draft(Case.objects.get(), by=cast.samira, tried="Gebeld.")
    on(time_machine, "2027-03-01")
    assert Case.objects.get().draft_warned_at is None
    assert len(mailbox.of(cast.samira)) == 1
    on(time_machine, "2027-04-08")
    assert len(mailbox.of(cast.samira)) == 2
    on(time_machine, "2027-04-19")
    assert len(mailbox.of(cast.samira)) == 2
    on(time_machine, "2027-04-20")
    assert len(mailbox.of(cast.samira)) == 3


def test_a_draft_older_than_the_rule_still_gets_its_mail_first(draft: Case, cast: Cast, time_machine) -> None:
    on(time_machine, "2028-01-01")
    assert Case.objects.get().draft_deleted_on.isoformat().startswith("2028-01-15")
    on(time_machine, "2028-01-13")
    on(time_machine, "2028-01-15")
    assert not Case.objects.exists()


def test_a_submitted_case_is_never_a_forgotten_draft(draft: Case, cast: Cast, time_machine) -> None:
    on(time_machine, "2027-01-16")
    actions.submit(Case.objects.get(), by=cast.samira)
    on(time_machine, "2028-01-15")
    assert Case.objects.get().state == CaseState.SUBMITTED


def test_the_pages_of_a_draft_show_the_day(client: Client, draft: Case, cast: Cast) -> None:
    client.force_login(cast.samira)
    for page in ("", f"{draft.key}/controle/", f"{draft.key}/vraag/"):
        text = client.get(f"/kwesties/inbrengen/{page}", follow=True).content.decode()
        assert "30 januari 2027" in text, page
