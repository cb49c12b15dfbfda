import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from members import actions
from members.exceptions import NotYours
from members.models import BringSeek, Member, Organisation
from members.states import BringSeekKind
from tests.cast import Cast
from tests.twice import fill

pytestmark = pytest.mark.django_db


def listed(member: Member, **choices: object) -> None:
    actions.choose_visibility(member, is_listed=True, **choices)


def names(client: Client, url: str) -> list[str]:
    return [member.name for member in client.get(url).context["page"]]


def test_only_who_chose_to_stands_in_the_list(client: Client, cast: Cast) -> None:
    listed(cast.samira)
    listed(cast.maria)
    actions.leave(cast.maria, by=cast.maria)
    client.force_login(cast.pieter)
    assert names(client, "/deelnemers/") == ["Samira Haddad"]


def test_a_visitor_sees_nobody(client: Client, cast: Cast) -> None:
    listed(cast.samira)
    for url in ("/deelnemers/", f"/deelnemers/{cast.samira.pk}/", "/organisaties/", "/brengen-en-zoeken/"):
        assert client.get(url)["Location"].startswith("/inloggen/"), url


def test_the_page_of_who_is_not_listed_is_the_same_404_as_of_nobody(client: Client, cast: Cast) -> None:
    client.force_login(cast.pieter)
    hidden, missing = client.get(f"/deelnemers/{cast.samira.pk}/"), client.get("/deelnemers/99999/")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    client.force_login(cast.samira)
    assert client.get(f"/deelnemers/{cast.samira.pk}/").status_code == 200, "the own page is there"


def test_a_page_shows_only_what_the_person_chose(client: Client, cast: Cast) -> None:
    listed(cast.samira)
    client.force_login(cast.pieter)
    for url in ("/deelnemers/", f"/deelnemers/{cast.samira.pk}/", "/organisaties/gemeente-maasdal/"):
        page = client.get(url).content.decode()
        assert "samira@voorbeeld.test" not in page
        assert ("Samira" in page) is (not url.startswith("/organisaties/")), url
        assert ("Gemeente Maasdal" in page.partition("<main")[2]) is (
            "organisaties" in url or url == "/deelnemers/"
        ), url
    listed(cast.samira, show_email=True, show_organisation=True)
    page = client.get(f"/deelnemers/{cast.samira.pk}/").content.decode()
    assert "samira@voorbeeld.test" in page
    assert "Gemeente Maasdal" in page
    assert "Samira" in client.get("/organisaties/gemeente-maasdal/").content.decode()


def test_the_list_is_searched_and_filtered(client: Client, cast: Cast) -> None:
    listed(cast.samira, show_organisation=True, bio="Ik help bij schulden")
    listed(cast.pieter)
    listed(cast.maria)
    client.force_login(cast.noor)
    assert names(client, "/deelnemers/?q=sam") == ["Samira Haddad"]
    assert names(client, "/deelnemers/?q=schuld") == ["Samira Haddad"]
    assert names(client, "/deelnemers/?perspective=housing") == ["Pieter Janssen"]
    assert names(client, "/deelnemers/?organisation=gemeente-maasdal") == ["Samira Haddad"]
    assert names(client, "/deelnemers/?organisation=wonen-aan-de-geul") == [], "Pieter does not show his"


@pytest.mark.parametrize("q", ["'", "a & | !", ":*", "%00", "<script>", "🙂", "x" * 5000, "perspective=zzz"])
def test_strange_words_do_no_harm(client: Client, cast: Cast, q: str) -> None:
    client.force_login(cast.noor)
    assert client.get("/deelnemers/", {"q": q, "perspective": "zzz", "organisation": "zzz"}).status_code == 200


def test_the_list_costs_the_same_for_one_and_for_three(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(cast.noor)
    client.get("/deelnemers/")
    listed(cast.samira, show_organisation=True)
    with django_assert_num_queries(4):
        client.get("/deelnemers/")
    listed(cast.pieter, show_organisation=True)
    listed(cast.maria)
    with django_assert_num_queries(4):
        client.get("/deelnemers/")


def test_organisations_cost_the_same_for_one_and_for_three(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Organisation.objects.exclude(pk=cast.gemeente.pk).update(is_confirmed=False)
    client.force_login(cast.noor)
    client.get("/organisaties/")
    with django_assert_num_queries(3):
        client.get("/organisaties/")
    Organisation.objects.update(is_confirmed=True)
    with django_assert_num_queries(3):
        client.get("/organisaties/")


def test_a_proposed_organisation_is_seen_by_nobody(client: Client, cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.gemeente.pk).update(is_confirmed=False)
    client.force_login(cast.noor)
    assert client.get("/organisaties/gemeente-maasdal/").status_code == 404
    assert "Gemeente Maasdal" not in client.get("/organisaties/").content.decode()


# -- Bring and seek ---------------------------------------------------------------------------------------------------

ITEM = {"kind": "bring", "topic": "Een wandeling door Maasdal", "text": "Op dinsdag"}


def test_what_somebody_brings_is_seen_by_all_and_ended_by_the_writer(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    assert client.post("/brengen-en-zoeken/toevoegen/", ITEM)["Location"] == "/brengen-en-zoeken/"
    item = BringSeek.objects.get()
    client.force_login(cast.pieter)
    assert ITEM["topic"] in client.get("/brengen-en-zoeken/").content.decode()
    assert client.post(f"/brengen-en-zoeken/{item.pk}/stoppen/").status_code == 404
    with pytest.raises(NotYours):
        actions.end_bring_seek(item, by=cast.pieter)
    client.force_login(cast.samira)
    assert client.get(f"/brengen-en-zoeken/{item.pk}/stoppen/")["Location"] == "/brengen-en-zoeken/"
    client.post(f"/brengen-en-zoeken/{item.pk}/stoppen/", {"sure": "1"})
    assert not BringSeek.objects.active().exists()
    assert ITEM["topic"] not in client.get("/brengen-en-zoeken/").content.decode()


def test_what_is_brought_and_what_is_sought_have_a_word_and_a_colour_each(client: Client, cast: Cast) -> None:
    for kind in BringSeekKind:
        BringSeek.objects.create(member=cast.samira, kind=kind, topic="Een kop koffie")
    client.force_login(cast.noor)
    page = client.get("/brengen-en-zoeken/").content.decode()
    assert re.findall('<span class="chip ([a-z]+)">([^<]+)<', page) == [("wait", "Zoekt"), ("good", "Brengt")]


def test_the_same_item_sent_twice_is_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    page = fill(client, "/brengen-en-zoeken/toevoegen/", typed=ITEM)
    for _time in range(2):
        page.send(client)
    assert BringSeek.objects.count() == 1


def test_a_colleague_may_end_what_stands_for_the_organisation(client: Client, cast: Cast) -> None:
    client.force_login(cast.lars)
    client.post("/brengen-en-zoeken/toevoegen/", {**ITEM, "for_organisation": "on"})
    item = BringSeek.objects.get()
    assert item.organisation == cast.hogeschool
    actions.end_bring_seek(item, by=cast.ingrid)
    assert not BringSeek.objects.active().exists()


def test_who_has_no_organisation_speaks_for_none(client: Client, cast: Cast) -> None:
    client.force_login(cast.maria)
    client.post("/brengen-en-zoeken/toevoegen/", {**ITEM, "for_organisation": "on"})
    assert BringSeek.objects.get().organisation is None


@pytest.mark.parametrize(
    ("change", "field"),
    [({"kind": ""}, "kind"), ({"topic": ""}, "topic"), ({"topic": "x" * 81}, "topic"), ({"text": "x" * 601}, "text")],
)
def test_a_wrong_item_is_refused_and_kept(client: Client, cast: Cast, change: dict[str, str], field: str) -> None:
    client.force_login(cast.samira)
    answer = client.post("/brengen-en-zoeken/toevoegen/", {**ITEM, **change})
    assert list(answer.context["form"].errors) == [field]
    assert not BringSeek.objects.exists()


def test_bring_and_seek_costs_the_same_for_one_and_for_three(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(cast.noor)
    client.get("/brengen-en-zoeken/")
    actions.add_bring_seek(cast.samira, kind="bring", topic="Een")
    with django_assert_num_queries(4):
        client.get("/brengen-en-zoeken/")
    actions.add_bring_seek(cast.pieter, kind="seek", topic="Twee", for_organisation=True)
    actions.add_bring_seek(cast.maria, kind="seek", topic="Drie")
    with django_assert_num_queries(4):
        client.get("/brengen-en-zoeken/")
