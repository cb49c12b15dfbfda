"""The coordinators' page of people whom mail does not reach."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.mail.models import UndeliverableAddress
from meetings.models import GuestExpert
from tests.cast import Cast
from tests.meetings.helpers import make_meeting

PAGE = "/coordinatie/onbestelbaar/"


@pytest.fixture
def noor(client: Client, cast: Cast) -> Client:
    client.force_login(cast.noor)
    return client


def bounce(address: str) -> UndeliverableAddress:
    return UndeliverableAddress.objects.create(address=address, answer="550 5.1.1 <b>no</b> such user")


def test_nobody_is_out_of_reach(noor: Client) -> None:
    page = noor.get(PAGE)
    assert page.context["unreached"].people == []
    assert "Al onze mail komt aan" in page.content.decode()


def test_the_page_says_whose_address_it_is_and_hides_who_asked_to_join(noor: Client, cast: Cast) -> None:
    meeting = make_meeting(cast)
    GuestExpert.objects.create(
        meeting=meeting, name="Gast Bakker", email="Gast@elders.test", expires_at=timezone.now() + timedelta(days=60)
    )
    for address in (cast.pieter.email, "gast@elders.test", "vrager@elders.test"):
        bounce(address)
    answer = noor.get(PAGE)
    page = answer.content.decode()
    for shown in (cast.pieter.name, cast.pieter.email, "Gast Bakker", str(meeting), "&lt;b&gt;no&lt;/b&gt; such user"):
        assert shown in page
    assert "vrager@elders.test" not in page
    assert answer.context["unreached"].others == 1
    assert "3 adressen werken niet" in noor.get("/coordinatie/").content.decode()


def test_an_address_that_works_again_leaves_the_list_and_the_audit_knows(noor: Client, cast: Cast) -> None:
    row = bounce(cast.pieter.email)
    for _twice in range(2):
        answer = noor.post(f"{PAGE}{row.pk}/")
    assert answer.status_code == 404
    assert not UndeliverableAddress.objects.exists()
    assert Entry.objects.filter(verb="mail.address_works_again", actor=cast.noor).count() == 1


def test_an_address_that_is_not_shown_cannot_be_changed(noor: Client) -> None:
    row = bounce("vrager@elders.test")
    assert noor.post(f"{PAGE}{row.pk}/").status_code == 404
    assert UndeliverableAddress.objects.exists()


def test_three_rows_cost_as_much_as_one(noor: Client, cast: Cast, django_assert_num_queries: Any) -> None:
    bounce(cast.pieter.email)
    noor.get(PAGE)
    with django_assert_num_queries(5):
        noor.get(PAGE)
    bounce(cast.maria.email)
    bounce(cast.samira.email)
    with django_assert_num_queries(5):
        noor.get(PAGE)
