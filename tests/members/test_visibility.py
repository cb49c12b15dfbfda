"""Who finds whom and what: the querysets themselves, without a page before them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from members.models import BringSeek, JoinRequest, Member, Organisation, WholeExport
from members.models.whole_export import GOOD_FOR
from members.states import BringSeekKind, JoinState, OrganisationKind
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def names(found: Any) -> list[str]:
    return sorted(one.name.split()[0] for one in found)


@pytest.fixture
def people(cast: Cast) -> Cast:
    """Samira and Maria are listed, Maria has left; Pieter and Lars are not listed, Lars has left."""
    Member.objects.filter(pk__in=[cast.samira.pk, cast.maria.pk]).update(is_listed=True)
    Member.objects.filter(pk__in=[cast.maria.pk, cast.lars.pk]).update(is_active=False)
    return cast


def test_only_who_takes_part_is_active_and_only_who_chose_so_is_listed(people: Cast) -> None:
    assert names(Member.objects.active()) == ["Anneke", "Ingrid", "Noor", "Pieter", "Samira"]
    assert names(Member.objects.listed()) == ["Samira"]


def test_one_opens_the_page_of_who_is_listed_and_the_own_one(people: Cast) -> None:
    assert names(Member.objects.visible_to(people.pieter)) == ["Pieter", "Samira"]
    assert names(Member.objects.visible_to(people.samira)) == ["Samira"]
    assert names(Member.objects.visible_to(people.lars)) == ["Samira"]


def test_moderators_are_who_moderates_and_superusers_while_they_take_part(people: Cast) -> None:
    Member.objects.filter(pk=people.pieter.pk).update(is_moderator=True)
    Member.objects.filter(pk=people.noor.pk).update(is_superuser=True)
    Member.objects.filter(pk=people.beheer.pk).update(is_superuser=False)
    Member.objects.filter(pk=people.lars.pk).update(is_moderator=True)
    assert names(Member.objects.moderators()) == ["Anneke", "Noor", "Pieter"]


def test_who_left_is_found_by_the_address_until_then_and_by_no_empty_one(people: Cast) -> None:
    Member.objects.filter(pk=people.lars.pk).update(left_address="Lars@voorbeeld.test")
    Member.objects.filter(pk=people.pieter.pk).update(left_address="pieter@voorbeeld.test")
    assert names(Member.objects.who_had(" lars@voorbeeld.test ")) == ["Lars"]
    assert names(Member.objects.who_had("pieter@voorbeeld.test")) == []
    assert names(Member.objects.who_had("")) == []


def test_a_request_is_open_until_it_is_answered_and_waits_once_it_is_confirmed() -> None:
    for state in JoinState:
        JoinRequest.objects.create(
            email=f"{state}@voorbeeld.test", name=str(state), perspective="welfare", state=state
        )
    assert names(JoinRequest.objects.open()) == ["unconfirmed", "waiting"]
    assert names(JoinRequest.objects.waiting()) == ["waiting"]


def test_what_one_brings_or_seeks_ends_and_one_ends_the_own_and_that_of_the_own_organisation(cast: Cast) -> None:
    def item(text: str, **whose: Any) -> None:
        BringSeek.objects.create(kind=BringSeekKind.BRING, text=text, **whose)

    item("own", member=cast.samira)
    item("of the organisation", member=cast.noor, organisation=cast.gemeente)
    item("of another", member=cast.pieter, organisation=cast.corporatie)
    item("of nobody's", member=cast.maria)
    item("ended", member=cast.samira, ended_at=timezone.now())

    def texts(found: Any) -> list[str]:
        return sorted(found.values_list("text", flat=True))

    assert "ended" not in texts(BringSeek.objects.active())
    assert len(texts(BringSeek.objects.active())) == 4
    assert texts(BringSeek.objects.of(cast.samira)) == ["ended", "of the organisation", "own"]
    assert texts(BringSeek.objects.of(cast.maria)) == ["of nobody's"]


def test_an_organisation_that_was_proposed_is_nobodys_yet() -> None:
    for name, known in (("Bekend", True), ("Nieuw", False)):
        Organisation.objects.create(name=name, slug=name.lower(), kind=OrganisationKind.OTHER, is_confirmed=known)
    assert names(Organisation.objects.confirmed()) == ["Bekend"]


def test_an_export_with_raw_texts_waits_is_agreed_and_is_too_old_for_both(cast: Cast) -> None:
    def asked(asker: Member, **fields: Any) -> WholeExport:
        return WholeExport.objects.create(member=cast.lars, asked_by=asker, why="Vraag.", **fields)

    now = timezone.now()
    fresh, agreed = asked(cast.beheer), asked(cast.beheer, agreed_at=now)
    others = asked(cast.noor, agreed_at=now)
    old = {"asked_at": now - GOOD_FOR - timedelta(minutes=1)}
    asked(cast.beheer, **old)
    asked(cast.beheer, agreed_at=now, **old)
    assert set(WholeExport.objects.fresh()) == {fresh, agreed, others}
    assert set(WholeExport.objects.waiting()) == {fresh}
    assert set(WholeExport.objects.agreed_for(cast.beheer)) == {agreed}
