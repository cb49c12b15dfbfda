"""Who left can come back for a year; then the portal erases them by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.words.dates import nice_date
from atelier.front.privacy import erase_who_left
from atelier.front.tasks import end_what_waits
from cases.models import Case
from cases.states import CaseState
from members import actions
from members.models import Member
from members.models.member import LEFT_KEPT
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.fixtures_mail import Mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def samira(cast: Cast) -> Member:
    """Who left, and had submitted a case."""
    make_case(cast)
    actions.leave(cast.samira, by=cast.samira)
    return Member.objects.get(pk=cast.samira.pk)


def test_after_a_year_nothing_tells_who_it_was_and_the_case_stays(samira: Member) -> None:
    with time_machine.travel(timezone.now() + LEFT_KEPT - timedelta(minutes=1)):
        assert erase_who_left() == 0
    with time_machine.travel(timezone.now() + LEFT_KEPT):
        end_what_waits()
        assert erase_who_left() == 0, "once"
    samira.refresh_from_db()
    assert samira.is_erased
    assert (samira.name, samira.address) != ("Samira Haddad", "samira@voorbeeld.test")
    assert "Samira" not in samira.name
    assert Case.objects.get().submitter is None
    assert Case.objects.get().state == CaseState.RELEASED
    assert Entry.objects.filter(verb="privacy.erased", object_id=str(samira.pk), actor=None).count() == 1


def test_who_came_back_or_takes_part_is_left_alone(cast: Cast, samira: Member) -> None:
    actions.let_back(samira, by=cast.beheer, email="samira@voorbeeld.test", checked="Gebeld")
    Member.objects.filter(pk=cast.pieter.pk).update(left_at=timezone.now())
    with time_machine.travel(timezone.now() + 2 * LEFT_KEPT):
        assert erase_who_left() == 0


def test_who_leaves_reads_it_on_the_page_and_the_day_in_the_mail(client: Client, cast: Cast, mailbox: Mailbox) -> None:
    client.force_login(cast.maria)
    assert "Een jaar lang kun je terugkomen" in client.get(reverse("members:leave")).content.decode()
    client.post(reverse("members:leave"), {"sure": "on"})
    day = nice_date(timezone.now() + LEFT_KEPT)
    assert day in mailbox.of("maria@voorbeeld.test")[-1].body
    client.force_login(cast.beheer)
    page = client.get(reverse("admin:members_member_change", args=[cast.maria.pk])).content.decode()
    assert day in page
