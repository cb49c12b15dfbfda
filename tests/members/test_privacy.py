from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from atelier.mail import privacy as mail
from atelier.mail.models import OutboxMessage
from members import actions, privacy
from members.actions import purge_sessions
from members.models import BringSeek, JoinRequest, Member
from tests.cast import PASSWORD, Cast
from tests.members.helpers import asked, waiting

pytestmark = pytest.mark.django_db
MARK = "KenmerkVanFatima"


def somebody(cast: Cast) -> Member:
    """A member with a trace in every table of this room."""
    member = actions.accept(waiting(brings=f"{MARK} brengt", name=MARK), by=cast.beheer)
    actions.welcome(member, password=None)
    member.organisation = cast.welzijn
    member.save()
    actions.choose_visibility(member, is_listed=True, show_email=True, bio=f"{MARK} over mij")
    actions.add_bring_seek(member, kind="bring", topic=f"{MARK} topic")
    actions.add_bring_seek(member, kind="seek", topic="Voor ons allen", for_organisation=True)
    return member


def everything_about(member_pk: int) -> str:
    """All rows of this room and of the login, as one text."""
    texts = []
    for label in ("members", "account", "mfa", "usersessions", "socialaccount"):
        for model in apps.get_app_config(label).get_models():
            texts += [str(row) for row in model._default_manager.values()]
    return "\n".join(texts)


def test_the_export_tells_all_the_member_told(cast: Cast) -> None:
    told: dict[str, Any] = privacy.export(somebody(cast))
    assert told["member"]["name"] == MARK
    assert told["member"]["about"] == f"{MARK} over mij"
    assert told["join_requests"][0]["brings"] == f"{MARK} brengt"
    assert {item["topic"] for item in told["brings_and_seeks"]} == {f"{MARK} topic", "Voor ons allen"}
    assert told["addresses"] == [{"email": "fatima@voorbeeld.test", "verified": True}]


def test_after_erasure_nothing_tells_who_it_was_and_the_row_is_still_there(cast: Cast) -> None:
    member = somebody(cast)
    assert MARK in everything_about(member.pk)
    privacy.erase(member, by=cast.beheer)
    left = everything_about(member.pk)
    assert MARK not in left
    assert "fatima@" not in left
    assert Member.objects.get(pk=member.pk).is_active is False
    assert BringSeek.objects.get().organisation == cast.welzijn
    assert Member.objects.get(pk=cast.samira.pk).name == "Samira Haddad"


def test_an_earlier_address_goes_with_the_mails_about_it(cast: Cast) -> None:
    actions.change_email(cast.samira, by=cast.beheer, email="samira.nieuw@voorbeeld.test")
    assert OutboxMessage.objects.filter(address="samira@voorbeeld.test").exists()
    mail.erase(cast.samira, by=cast.beheer)
    assert not OutboxMessage.objects.filter(address="samira@voorbeeld.test").exists()


def test_old_join_requests_are_deleted_and_counted_first(cast: Cast) -> None:
    actions.decline(waiting(email="nee@voorbeeld.test"), by=cast.beheer, reason="Vol")
    asked(email="nooit@voorbeeld.test")
    waiting(email="nog@voorbeeld.test")
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert actions.purge_requests(dry_run=True) == {"unconfirmed": 1, "answered": 0}
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert actions.purge_requests() == {"unconfirmed": 1, "answered": 1}
    assert [request.email for request in JoinRequest.objects.all()] == ["nog@voorbeeld.test"]


def test_the_time_runs_from_the_last_link_and_from_the_answer(cast: Cast) -> None:
    declined = waiting(email="nee@voorbeeld.test")
    asked(email="nooit@voorbeeld.test")
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        asked(email="nooit@voorbeeld.test", hopes="Iets anders")
    with time_machine.travel(timezone.now() + timedelta(days=12)):
        assert actions.purge_requests(dry_run=True)["unconfirmed"] == 0
    with time_machine.travel(timezone.now() + timedelta(days=95)):
        actions.decline(declined, by=cast.beheer, reason="Vol")
        assert actions.purge_requests(dry_run=True)["answered"] == 0
    with time_machine.travel(timezone.now() + timedelta(days=186)):
        assert actions.purge_requests() == {"unconfirmed": 1, "answered": 1}


def test_every_model_with_a_link_to_a_person_is_classified() -> None:
    for label in ("members", "account", "mfa", "usersessions", "socialaccount"):
        for model in apps.get_app_config(label).get_models():
            linked = model is Member or any(
                field.is_relation and field.many_to_one and field.related_model is Member
                for field in model._meta.get_fields()
                if not field.auto_created
            )
            if linked:
                assert model._meta.label in privacy.CLASSIFIED, model._meta.label


def test_the_hourly_work_forgets_ended_sessions_and_their_addresses(client: Client, cast: Cast) -> None:
    client.post("/inloggen/", {"login": "samira@voorbeeld.test", "password": PASSWORD})
    client.get("/account/sessies/")
    assert UserSession.objects.count() == 1
    purge_sessions()
    assert UserSession.objects.count() == Session.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        purge_sessions()
    assert UserSession.objects.count() == Session.objects.count() == 0
