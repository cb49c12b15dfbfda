"""My data: taking it along and being erased, behind a fresh login."""

import json
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from atelier.audit.models import Entry
from atelier.base.exceptions import NotAllowed
from atelier.front import privacy
from atelier.front.exceptions import LastKeeper
from atelier.front.readable import readable
from cases.states import CaseState
from members.actions import leave
from members.models import Member
from tests.cases.helpers import make_case
from tests.cast import PASSWORD, Cast


def test_export_and_erasure_are_recorded(cast: Cast) -> None:
    privacy.export(cast.samira, by=cast.samira)
    privacy.erase(cast.samira, by=cast.samira)
    verbs = list(Entry.objects.filter(verb__startswith="privacy.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["privacy.exported", "privacy.erased"]


def test_the_only_moderator_is_not_erased(cast: Cast) -> None:
    with pytest.raises(LastKeeper):
        privacy.erase(cast.beheer, by=cast.beheer)
    cast.beheer.refresh_from_db()
    assert cast.beheer.is_active


MEMBERS = "/beheer/members/member/"


def test_who_has_left_gets_the_own_data_from_a_moderator(cast: Cast, client: Client) -> None:
    client.force_login(cast.beheer)
    step = f"{MEMBERS}{cast.samira.pk}/stap/gegevens/"
    assert client.post(step).status_code == 409, "who takes part fetches it alone"
    leave(cast.samira, by=cast.samira)
    assert not Entry.objects.filter(verb="privacy.exported").exists()
    assert client.get(step).status_code == 200
    answer = client.post(step)
    assert "attachment" in answer["Content-Disposition"]
    assert json.loads(answer.content)["members"]["member"]["email"] == "samira@voorbeeld.test"
    assert Entry.objects.get(verb="privacy.exported").actor == cast.beheer


def test_who_has_left_is_erased_by_a_moderator_who_is_sure(cast: Cast, client: Client) -> None:
    leave(cast.samira, by=cast.samira)
    client.force_login(cast.beheer)
    step = f"{MEMBERS}{cast.samira.pk}/stap/wissen/"
    assert "sure" in client.post(step).context["form"].errors
    client.post(step, {"sure": "on"})
    cast.samira.refresh_from_db()
    assert privacy.is_erased(cast.samira)
    assert Entry.objects.get(verb="privacy.erased").actor == cast.beheer
    page = client.get(f"{MEMBERS}{cast.samira.pk}/change/").content.decode()
    assert "/stap/wissen/" not in page
    assert "/stap/gegevens/" not in page


def test_a_moderator_does_not_erase_an_administrator_nor_a_member_another(cast: Cast) -> None:
    Member.objects.filter(pk=cast.noor.pk).update(is_moderator=True)
    noor = Member.objects.get(pk=cast.noor.pk)
    for by, member in ((noor, cast.beheer), (cast.samira, cast.pieter)):
        for handle in (privacy.export, privacy.erase):
            with pytest.raises(NotAllowed):
                handle(member, by=by)
    privacy.erase(noor, by=cast.beheer)


def fresh_login(client: Client, member: Member) -> None:
    client.post("/inloggen/", {"login": member.email, "password": PASSWORD})


def test_an_export_needs_a_fresh_login_and_holds_my_data(cast: Cast, client: Client) -> None:
    client.force_login(cast.samira)
    refused = client.post("/profiel/privacy/bestand/")
    assert refused.status_code == 302
    assert "reauthenticate" in refused["Location"] or "bevestig" in refused["Location"]
    confirmed = client.post(refused["Location"], {"password": PASSWORD})
    assert confirmed.status_code == 200, "the export goes on by itself after the password"
    assert "attachment" in confirmed["Content-Disposition"]
    data = json.loads(confirmed.content)
    assert data["members"]["member"]["email"] == cast.samira.email


def test_a_get_exports_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.samira)
    assert client.get("/profiel/privacy/bestand/")["Location"] == "/profiel/privacy/"
    assert not Entry.objects.filter(verb="privacy.exported").exists()


def test_erasing_oneself_asks_twice_and_logs_out(cast: Cast, client: Client) -> None:
    fresh_login(client, cast.samira)
    first = client.get("/profiel/privacy/wissen/")
    if first.status_code == 302:
        client.post(first["Location"], {"password": PASSWORD})
    unsure = client.post("/profiel/privacy/wissen/", {})
    assert unsure.status_code == 200
    cast.samira.refresh_from_db()
    assert cast.samira.is_active
    done = client.post("/profiel/privacy/wissen/", {"sure": "on"})
    assert done["Location"] == "/"
    cast.samira.refresh_from_db()
    assert not cast.samira.is_active
    assert isinstance(client.get("/").wsgi_request.user, AnonymousUser)


def test_my_data_page_is_there(cast: Cast, client: Client) -> None:
    client.force_login(cast.maria)
    assert client.get("/profiel/privacy/").status_code == 200


def test_the_readable_page_shows_words_and_escapes(cast: Cast, client: Client) -> None:
    cast.samira.bio = "<script>alert(1)</script>"
    cast.samira.save()
    fresh_login(client, cast.samira)
    page = client.post("/profiel/privacy/pagina/")
    if page.status_code == 302:
        page = client.post(page["Location"], {"password": PASSWORD})
    assert "&lt;script&gt;alert(1)" in page.content.decode()
    assert "<script>alert(1)" not in page.content.decode()


def test_the_log_in_the_readable_page_is_told_in_words(client: Client, cast: Cast) -> None:
    make_case(cast, CaseState.RELEASED)
    told = dict(readable(privacy.export(cast.samira, by=cast.samira)))["Logboek van gevoelige handelingen"]
    assert "Kwestie: ingebracht" in told
    assert not re.findall(r"\b[a-z_]+\.[a-z_]+\b", told)
