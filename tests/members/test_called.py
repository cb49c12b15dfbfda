"""Names are found however they are written, wherever a person is typed or looked for."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from atelier.base.data.names import as_query, who_are_called
from cases.forms.result import CommitmentForm
from meetings.forms.report import CameToo
from members.models import Member, Organisation
from members.queries import called, directory
from tests.cast import Cast

NAMES = (
    "Émile D'Hondt",
    "Fatima El-Idrissi",
    "Wil van den Berg",
    "Al Ons",
    "Şenay Çelik",
    "Łukasz Wójcik",
    "Anne-Marie O’Brien",
    "J.P. de Vries",
    "Sjra in 't Veld",
)


@pytest.fixture
def people(cast: Cast) -> list[Member]:
    return [
        Member.objects.create(name=name, email=f"naam{n}@voorbeeld.test", perspective="lived", is_listed=True)
        for n, name in enumerate(NAMES)
    ]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("emile dhondt", "Émile D'Hondt"),
        ("d’hondt", "Émile D'Hondt"),
        ("D HONDT", "Émile D'Hondt"),
        ("el idrissi", "Fatima El-Idrissi"),
        ("elidrissi", "Fatima El-Idrissi"),
        ("idri", "Fatima El-Idrissi"),
        ("Wil", "Wil van den Berg"),
        ("v.d. berg", "Wil van den Berg"),
        ("vd Berg", "Wil van den Berg"),
        ("berg", "Wil van den Berg"),
        ("al ons", "Al Ons"),
        ("Ons", "Al Ons"),
        ("senay celik", "Şenay Çelik"),
        ("Lukasz wojcik", "Łukasz Wójcik"),
        ("o'brien", "Anne-Marie O’Brien"),
        ("annemarie obrien", "Anne-Marie O’Brien"),
        ("anne marie", "Anne-Marie O’Brien"),
        ("jp de vries", "J.P. de Vries"),
        ("J P de Vries", "J.P. de Vries"),
        ("in t veld", "Sjra in 't Veld"),
        ("in ’t veld", "Sjra in 't Veld"),
    ],
)
def test_a_name_is_found_as_people_type_it(people: list[Member], client: Client, typed: str, name: str) -> None:
    assert name in [one.name for one in directory(words=typed)], "the directory"
    client.force_login(people[0])
    groups = client.get("/zoeken/", {"q": typed}).context["groups"]
    assert name in [hit.title for group in groups if group.kind.slug == "deelnemers" for hit in group.hits], "search"


@pytest.mark.parametrize(
    ("typed", "name"),
    [("emile dhondt", "Émile D'Hondt"), ("FATIMA EL IDRISSI", "Fatima El-Idrissi"), ("anne marie o'brien", NAMES[6])],
)
def test_the_whole_name_means_the_person_where_one_is_asked(people: list[Member], typed: str, name: str) -> None:
    everybody = Member.objects.active()
    assert getattr(called(typed, everybody).one, "name", "") == name
    assert [one.name for one in CameToo().to_python(typed)] == [name]
    form = CommitmentForm({"what": "Bellen", "owner": typed, "owner_role": "", "due_on": "2030-01-01"})
    form.is_valid()
    assert getattr(form.cleaned_data.get("owner"), "name", "") == name


def test_half_a_name_is_asked_back_with_who_it_may_be(people: list[Member]) -> None:
    form = CommitmentForm({"what": "Bellen", "owner": "berg", "owner_role": "", "due_on": "2030-01-01"})
    assert not form.is_valid()
    assert "Wil van den Berg" in str(form.errors["owner"])


def test_two_of_one_name_are_told_apart_by_their_address(people: list[Member]) -> None:
    Member.objects.create(name="emile d hondt", email="ander@voorbeeld.test", perspective="lived")
    found = called("Émile D'Hondt", Member.objects.active())
    assert (found.one, len(found.exact)) == (None, 2)
    assert getattr(called(" ANDER@voorbeeld.test ", Member.objects.active()).one, "name", "") == "emile d hondt"


def test_an_organisation_is_found_by_its_name_too(client: Client, cast: Cast) -> None:
    Organisation.objects.create(name="Stichting 't Zorg-Huis Ons", slug="zorghuis", kind="welfare")
    client.force_login(cast.samira)
    for typed in ("zorghuis", "t zorg huis", "Ons"):
        groups = client.get("/zoeken/", {"q": typed}).context["groups"]
        assert "organisaties" in [group.kind.slug for group in groups], typed


@pytest.mark.parametrize("typed", ["'", "--", "…", "&|!:*()", "\\", "a" * 5000, "👍", ":*", "!wil"])
def test_signs_are_no_query(people: list[Member], typed: str) -> None:
    list(who_are_called(Member.objects.all(), typed))
    assert set(as_query("a&b|!c:*(d)")) <= set("abcd:* &|()")


def test_names_are_found_by_an_index(people: list[Member]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set enable_seqscan = off")
    with CaptureQueriesContext(connection) as asked:
        list(who_are_called(Member.objects.order_by(), "dhondt"))
    with connection.cursor() as cursor:
        cursor.execute("explain " + asked[-1]["sql"])
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "member_name_words" in plan
