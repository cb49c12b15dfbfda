"""One hidden person acts, and nobody finds out who by comparing numbers: two looks, two filters, two readers."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from atelier.base.data.small import SMALL, hide_small, hide_small_steps
from atelier.front.queries.balance import Shown, balance_of_organisations, season_of
from cases import actions
from cases.states import Attribution, CaseState
from meetings.actions.answer import answer
from meetings.models import Answer, Meeting
from members.models import Member, Organisation
from members.states import OrganisationKind, Perspective
from research.actions import propose_question
from tests.cases.helpers import make_case
from tests.cast import Cast

LISTS = (
    "/", "/coordinatie/", "/coordinatie/cijfers/", "/kwesties/", "/leervragen/", "/deelnemers/", "/organisaties/",
    "/onderzoek/", "/onderzoek/alle/", "/bijeenkomsten/", "/zoeken/?q=samira", "/zoeken/?q=huur", "/inzichten/",
)  # fmt: skip
ANSWERED_AT = "2027-01-10 12:00"
TALKED_AT = "2027-01-12 12:00"


@pytest.fixture(autouse=True)
def own_cache(settings: Any) -> None:
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(uuid4())}}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(ANSWERED_AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def studio(cast: Cast, clock: time_machine.Traveller) -> Meeting:
    """Big enough for figures: twelve people in each of two organisations, a meeting that everybody is invited to."""
    people = [cast.samira, cast.pieter, cast.maria, cast.lars, cast.ingrid]
    for organisation, perspective in ((cast.gemeente, "frontline"), (cast.corporatie, "housing")):
        for nth in range(12):
            people.append(
                Member.objects.create_user(
                    f"{perspective}{nth}@voorbeeld.test",
                    name=f"{perspective} {nth}",
                    perspective=perspective,
                    organisation=organisation,
                )
            )
    propose_question(by=cast.ingrid, title="Schaamte", question="Hoe?")
    now = timezone.now()
    meeting = Meeting.objects.create(
        number=1, title="Atelier", starts_at=now + timedelta(days=5), ends_at=now + timedelta(days=5, hours=3),
        place="Heerlen", state="published", published_at=now, capacity=40,
    )  # fmt: skip
    for nth, member in enumerate(people):
        said = {"choice": "yes_onsite", "answered_at": now} if nth > 8 else {}
        Answer.objects.create(meeting=meeting, member=member, **said, **member.as_now)
    return meeting


def numbers(client: Client, reader: Member, pages: tuple[str, ...]) -> dict[str, list[str]]:
    """Every number a reader sees, page by page."""
    cache.clear()
    client.force_login(reader)
    return {page: seen(client.get(page).content.decode()) for page in pages}


def seen(page: str) -> list[str]:
    main = page.partition("<main")[2].partition("</main>")[0] or page
    return re.findall(r"\d+", strip_tags(re.sub(r"(?s)<(script|style).*?</\1>", "", main)))


def moved(
    client: Client, readers: list[Member], pages: tuple[str, ...], act: Callable[[], Any]
) -> list[tuple[str, str]]:
    before = [numbers(client, reader, pages) for reader in readers]
    act()
    after = [numbers(client, reader, pages) for reader in readers]
    return [
        (reader.name, page)
        for reader, old, new in zip(readers, before, after, strict=True)
        for page in pages
        if old[page] != new[page]
    ]


def test_the_walk_over_numbers_sees_a_number_that_moves(client: Client, cast: Cast, studio: Meeting) -> None:
    found = moved(client, [cast.noor], ("/kwesties/",), lambda: make_case(cast, CaseState.RELEASED))
    assert found == [("Noor Coenen", "/kwesties/")]


@pytest.mark.long
@pytest.mark.parametrize("attribution", [Attribution.KIND, Attribution.NONE, Attribution.NAME])
def test_a_case_that_is_handed_in_moves_no_number(
    client: Client, cast: Cast, studio: Meeting, attribution: str
) -> None:
    pages = (*LISTS, studio.get_absolute_url())
    act = lambda: make_case(cast, CaseState.SUBMITTED, attribution=attribution)  # noqa: E731
    assert moved(client, [cast.noor, cast.pieter], pages, act) == []


@pytest.mark.parametrize("attribution", [Attribution.KIND, Attribution.NONE])
def test_what_happens_with_a_hidden_case_moves_no_figure(
    client: Client, cast: Cast, studio: Meeting, attribution: str
) -> None:
    """It is released, so members see it and can count it; the figures tell no more than that list."""
    case = make_case(cast, CaseState.SCHEDULED, attribution=attribution)
    card = actions.record_advice(case, by=cast.noor, text="Bel eerst.")
    before = figures(client, cast)
    actions.mark_discussed(case, by=cast.noor)
    actions.look_back(case, by=cast.samira, moment="six_weeks", verdicts={card.pk: ("worked", "")}, changed="")
    states = {"Ingepland", "Besproken", "Uitkomst bekend"}
    after = figures(client, cast)
    assert {name for name in before if before[name] != after[name]} <= states


def figures(client: Client, cast: Cast) -> dict[str, list[str]]:
    """The rows of all tables of the figures, by their first cell."""
    cache.clear()
    client.force_login(cast.noor)
    page = client.get("/coordinatie/cijfers/").content.decode()
    rows = [
        [strip_tags(cell).strip() for cell in re.findall(r"(?s)<t[hd].*?</t[hd]>", row)]
        for row in re.findall(r"(?s)<tr>.*?</tr>", page)
    ]
    return {row[0]: row[1:] for row in rows}


def test_an_answer_moves_no_number_that_members_see(client: Client, cast: Cast, studio: Meeting) -> None:
    pages = (*(page for page in LISTS if not page.startswith("/coordinatie/")), studio.get_absolute_url())
    act = lambda: answer(studio, cast.samira, "yes_onsite")  # noqa: E731
    assert moved(client, [cast.pieter, cast.maria], pages, act) == []
    client.force_login(cast.noor)
    assert "van de 40 plaatsen" in client.get(studio.get_absolute_url()).content.decode()


def test_who_shows_the_own_name_is_named(client: Client, cast: Cast, studio: Meeting) -> None:
    answer(studio, cast.samira, "yes_onsite", shows_name=True)
    client.force_login(cast.pieter)
    assert "Samira Haddad" in client.get(studio.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("onsite", "online", "told"),
    [
        (9, 6, "15 mensen: 9 op de plek zelf, 6 online"),
        (9, 1, "10 mensen."),
        (2, 1, None),
        (5, 0, "5 mensen: 5"),
    ],
)
def test_few_who_were_there_are_not_counted_out(
    client: Client, cast: Cast, studio: Meeting, onsite: int, online: int, told: str | None
) -> None:
    members = [one.member for one in studio.answers.select_related("member")]
    for nth, member in enumerate(members[: onsite + online]):
        studio.attendances.create(member=member, presence="onsite" if nth < onsite else "online", **member.as_now)
    Meeting.objects.filter(pk=studio.pk).update(state="held")
    client.force_login(cast.pieter)
    assert "Wie er waren" not in client.get(studio.get_absolute_url()).content.decode()
    Meeting.objects.filter(pk=studio.pk).update(state="reported")
    page = " ".join(client.get(studio.get_absolute_url()).content.decode().split())
    assert (told in page) if told else ("mensen" not in page.partition("Wie er was")[2][:200])


# -- Organisations


def deeds_of(organisation: Organisation, number: int, kind: str = "bring") -> None:
    from members.actions import add_bring_seek

    for member in Member.objects.filter(organisation=organisation).order_by("-pk")[:number]:
        add_bring_seek(member, kind=kind, topic="Koffie")


def test_an_organisation_behind_which_few_acted_is_not_told(cast: Cast, studio: Meeting) -> None:
    deeds_of(cast.gemeente, 4)
    deeds_of(cast.corporatie, 5)
    assert balance_of_organisations(season_of()) == {
        cast.gemeente.pk: Shown(None, 0),
        cast.corporatie.pk: Shown(5, 0),
    }


def test_one_person_who_does_much_is_still_one(cast: Cast, studio: Meeting) -> None:
    from members.actions import add_bring_seek

    for nth in range(9):
        add_bring_seek(cast.samira, kind="bring", topic=f"Koffie {nth}")
    assert balance_of_organisations(season_of()) == {cast.gemeente.pk: Shown(None, 0)}


@pytest.mark.parametrize(("attribution", "taken"), [("none", 5), ("kind", 5), ("name", 6)])
def test_a_case_counts_for_an_organisation_that_everybody_sees_with_it(
    cast: Cast, studio: Meeting, attribution: str, taken: int
) -> None:
    deeds_of(cast.gemeente, 5, "seek")
    make_case(cast, CaseState.DISCUSSED, attribution=attribution)
    assert balance_of_organisations(season_of())[cast.gemeente.pk].taken == taken


def test_what_a_season_gives_is_told_when_it_is_over(
    client: Client, cast: Cast, studio: Meeting, clock: time_machine.Traveller
) -> None:
    season = season_of()
    deeds_of(cast.corporatie, 6)
    client.force_login(cast.noor)
    now = client.get("/coordinatie/cijfers/").content.decode()
    assert "Brengen en nemen per organisatie" not in now
    assert "staat hier vanaf" in now
    clock.move_to(season.until + timedelta(hours=1))
    cache.clear()
    client.force_login(cast.noor)
    later = client.get("/coordinatie/cijfers/", {"seizoen": season.name})
    assert [row.balance.brought for row in later.context["organisations"] if row.organisation == cast.corporatie] == [
        6
    ]


# -- The arithmetic


@given(st.dictionaries(st.sampled_from("EUBWHMO"), st.integers(min_value=0, max_value=40)))
def test_what_is_hidden_together_is_no_small_group_either(counts: dict[str, int]) -> None:
    shown = hide_small(counts)
    hidden = [counts[name] for name, count in shown.items() if count is None]
    told = [count for count in shown.values() if count]
    assert not hidden or not told or (len(hidden) > 1 and sum(hidden) >= SMALL)


@given(st.lists(st.integers(min_value=0, max_value=40), min_size=1, max_size=6))
def test_counts_within_counts_differ_by_none_or_many(counts: list[int]) -> None:
    steps = sorted(counts, reverse=True)
    told = [count for count in hide_small_steps(steps) if count is not None]
    assert all(count == 0 or count >= SMALL for count in told)
    assert all(one == other or one - other >= SMALL for one, other in pairwise(told))


def test_a_filter_finds_nobody_by_what_they_do_not_show(client: Client, cast: Cast, studio: Meeting) -> None:
    """Listed, without showing the organisation: not counted with it, not found by it."""
    Member.objects.filter(pk=cast.samira.pk).update(is_listed=True, show_organisation=False)
    client.force_login(cast.pieter)
    found = client.get(reverse("members:directory"), {"organisation": cast.gemeente.slug}).content.decode()
    assert "Samira" not in found
    kinds = client.get("/organisaties/", {"kind": OrganisationKind.MUNICIPALITY}).content.decode()
    assert "1 deelnemer" not in kinds
    assert Perspective.FRONTLINE in Member.objects.values_list("perspective", flat=True)
