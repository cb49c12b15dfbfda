"""How many people it may be: told at the choice of what members see of the submitter, and at release."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from cases import queries
from cases.models import Case
from cases.states import Attribution, CaseState
from members.models import Member, Organisation
from members.states import OrganisationKind
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.test_walk import QUERIES_PER_PAGE
from tests.world import is_a_question

ONE_CORPORATION = "Er is maar één woningcorporatie in het atelier. Wie het leest, weet dan wie het is."
KIND = OrganisationKind


def join(number: int, organisation: Organisation | None, *, called: str = "nieuw") -> None:
    Member.objects.bulk_create(
        Member(email=f"{called}{one}@voorbeeld.test", name=f"Nieuw {one}", organisation=organisation)
        for one in range(number)
    )


def second_of(kind: OrganisationKind) -> Organisation:
    return Organisation.objects.create(name="De tweede", slug="de-tweede", kind=kind)


def told(found: list[queries.Fit]) -> dict[str, tuple[str, str, Attribution | None]]:
    with override("en"):
        return {one.choice: (str(one.members), str(one.organisations), one.instead) for one in found}


def step(case: Case) -> str:
    return reverse("cases:step", args=[case.key, "naam"])


def release(case: Case) -> str:
    return reverse("admin:cases_case_step", args=[case.pk, "vrijgeven"])


def test_the_name_fits_one_a_kind_who_works_there_and_neither_everybody(cast: Cast) -> None:
    join(5, second_of(KIND.HOUSING))
    Member.objects.filter(pk=cast.lars.pk).update(is_active=False)
    assert told(queries.fits_of_draft(cast.pieter)) == {
        Attribution.NAME: ("one", "", Attribution.KIND),
        Attribution.KIND: ("6", "fewer than five", None),
        Attribution.NONE: ("11", "5", None),
    }


def test_below_five_a_choice_that_tells_less_is_proposed_and_the_number_is_not_told(cast: Cast) -> None:
    join(2, second_of(KIND.HOUSING))
    fits = told(queries.fits_of_draft(cast.pieter))
    assert fits[Attribution.KIND] == ("fewer than five", "fewer than five", Attribution.NONE)
    assert fits[Attribution.NAME][2] == Attribution.NONE, "the kind would be proposed, which tells as much"
    assert fits[Attribution.NONE][2] is None
    join(1, second := Organisation.objects.get(slug="de-tweede"), called="vierde")
    assert told(queries.fits_of_draft(cast.pieter))[Attribution.KIND][2] == Attribution.NONE
    join(1, second, called="vijfde")
    assert told(queries.fits_of_draft(cast.pieter))[Attribution.KIND][:1] == ("5",)
    assert told(queries.fits_of_draft(cast.pieter))[Attribution.KIND][2] is None


def test_one_organisation_is_one_however_many_work_there(cast: Cast) -> None:
    join(9, cast.corporatie)
    [_name, kind, _none] = queries.fits_of_draft(cast.pieter)
    assert (kind.members, kind.instead) == (10, Attribution.NONE)
    with override("nl"):
        assert str(kind.why) == ONE_CORPORATION
    Organisation.objects.create(name="Leeg", slug="leeg", kind=KIND.HOUSING)
    assert queries.fits_of_draft(cast.pieter)[1].instead, "nobody works at the second one"


def test_who_are_left_over_cannot_be_worked_out(cast: Cast) -> None:
    Member.objects.exclude(pk__in=[cast.noor.pk, cast.maria.pk]).update(organisation=cast.gemeente)
    second = second_of(KIND.MUNICIPALITY)
    Member.objects.filter(pk=cast.lars.pk).update(organisation=second)
    samira = Member.objects.get(pk=cast.samira.pk)
    assert told(queries.fits_of_draft(samira))[Attribution.KIND] == ("nearly all", "fewer than five", None)


def test_who_has_no_organisation_fits_everybody_unless_named(cast: Cast) -> None:
    assert told(queries.fits_of_draft(cast.maria)) == {
        Attribution.NAME: ("one", "", Attribution.KIND),
        Attribution.KIND: ("7", "fewer than five", None),
        Attribution.NONE: ("7", "fewer than five", None),
    }


def test_a_studio_of_four_has_nothing_better_to_propose(cast: Cast) -> None:
    Member.objects.exclude(pk__in=[cast.noor.pk, cast.maria.pk, cast.samira.pk]).update(is_active=False)
    fits = queries.fits_of_draft(cast.samira)
    assert [one.instead for one in fits] == [Attribution.NONE, Attribution.NONE, None]
    assert all(one.why for one in fits)


def test_once_submitted_the_kind_is_the_one_of_that_day(cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    join(6, second_of(KIND.HOUSING))
    join(1, cast.gemeente, called="collega")
    before = told(queries.fits_of(case))
    Member.objects.filter(pk=cast.samira.pk).update(organisation=cast.corporatie)
    assert (
        told(queries.fits_of(Case.objects.get()))
        == before
        == {
            Attribution.KIND: ("fewer than five", "fewer than five", Attribution.NONE),
            Attribution.NONE: ("14", "5", None),
        }
    )


@pytest.mark.parametrize("people", [0, 20])
def test_however_many_there_are_it_is_one_query(
    cast: Cast, django_assert_num_queries: Callable[..., object], people: int
) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    join(people, cast.welzijn)
    with django_assert_num_queries(1):
        queries.fits_of(case)


def test_the_choice_tells_it_proposes_less_and_does_not_stop(
    client: Client, cast: Cast, django_assert_max_num_queries: Callable[..., object]
) -> None:
    case = make_case(cast, CaseState.DRAFT)
    Case.objects.update(submitter=cast.pieter)
    client.force_login(cast.pieter)
    with django_assert_max_num_queries(QUERIES_PER_PAGE):
        page = client.get(step(case)).content.decode()
    assert "Hoe herkenbaar ben je?" in page
    assert ONE_CORPORATION in page
    assert "Kies liever: “Toon geen van beide”." in page
    assert "Deelnemers bij wie dit past: 7." in page
    assert "Deelnemers bij wie dit past: minder dan vijf." in page
    went_on = client.post(step(case), {"attribution": "kind", "go": "next"})
    assert went_on.status_code == 302
    assert Case.objects.get().attribution == Attribution.KIND
    other = client.get(reverse("cases:step", args=[case.key, "spoed"])).content.decode()
    assert "Hoe herkenbaar" not in other


def test_the_choice_speaks_english(client: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.DRAFT)
    client.force_login(cast.samira)
    client.cookies["django_language"] = "en"
    Member.objects.update(language="en")
    page = client.get(step(case)).content.decode()
    assert "There is only one municipality in the studio. Who reads it then knows who it is." in page
    assert "Better choose: “Show neither”." in page


def test_the_release_tells_it_of_what_was_chosen_and_of_what_tells_less(client: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    client.force_login(cast.beheer)
    client.get(release(case))
    with CaptureQueriesContext(connection) as asked:
        page = client.get(release(case)).content.decode()
    assert sum(is_a_question(one["sql"]) for one in asked) <= QUERIES_PER_PAGE
    assert "Er is maar één gemeente in het atelier. Wie het leest, weet dan wie het is." in page
    assert "Je kunt de inbrenger voorstellen: “Toon geen van beide”." in page
    assert "Toon mijn naam en mijn organisatie" not in page
    assert 'value="release"' in page


def test_the_release_proposes_nothing_where_nothing_is_shown(client: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED, attribution=Attribution.NONE)
    client.force_login(cast.beheer)
    page = client.get(release(case)).content.decode()
    assert "Deelnemers bij wie dit past: 7." in page
    assert "Je kunt de inbrenger voorstellen" not in page
