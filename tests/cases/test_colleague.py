"""Who works where a case comes from writes its text and parks it; a moderator of another organisation decides."""

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.exceptions import AnotherOrganisationNeeded
from cases.models import Case, Rewrite
from cases.permissions import is_colleague, may_decide
from cases.states import CaseState
from members.models import Member
from tests.cases.helpers import RELEASED, make_case
from tests.cast import Cast

TYPED = {**RELEASED, "looked_over": "on", "go": "release"}


@pytest.fixture
def colleague(cast: Cast) -> Member:
    """A moderator of Samira's municipality."""
    return Member.objects.create(
        email="collega@voorbeeld.test", name="Collega Moderator", is_moderator=True, organisation=cast.gemeente
    )


@pytest.fixture
def desk(client: Client, colleague: Member) -> Client:
    client.force_login(colleague)
    return client


def step(case: Case, name: str) -> str:
    return reverse("admin:cases_case_step", args=[case.pk, name])


def test_a_colleague_is_warned_parks_the_text_and_another_releases_it(
    desk: Client, cast: Cast, colleague: Member
) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    page = desk.get(step(case, "vrijgeven")).content.decode()
    assert "Deze kwestie komt van de organisatie waar jij werkt." in page
    assert 'value="release"' not in page
    assert desk.post(step(case, "vrijgeven"), {**RELEASED, "go": "park"}).status_code == 302
    refused = desk.post(step(case, "vrijgeven"), TYPED)
    assert refused.context["form"].non_field_errors()
    assert Case.objects.get().state == CaseState.SUBMITTED
    assert Rewrite.objects.get().by == colleague
    desk.force_login(cast.beheer)
    desk.post(step(case, "vrijgeven"), {"go": "take"})
    assert 'value="release"' in desk.get(step(case, "vrijgeven")).content.decode()
    assert desk.post(step(case, "vrijgeven"), TYPED).status_code == 302
    assert Case.objects.get().released_by == cast.beheer


def test_a_colleague_asks_for_changes_and_neither_declines_nor_corrects(
    desk: Client, cast: Cast, colleague: Member
) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    offered = desk.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()
    assert step(case, "wijzigingen") in offered
    assert step(case, "afwijzen") not in offered
    assert "Deze kwestie komt van de organisatie waar jij werkt." in desk.get(step(case, "afwijzen")).content.decode()
    with pytest.raises(AnotherOrganisationNeeded):
        actions.decline(case, by=colleague, reason="Nee.", offer="Bel ons.")
    with pytest.raises(AnotherOrganisationNeeded):
        actions.release(case, by=colleague, **RELEASED)
    with pytest.raises(AnotherOrganisationNeeded):
        actions.correct(make_case(cast), by=colleague, reason="Een naam.", **RELEASED)
    actions.request_changes(case, by=colleague, notes={"question": "Korter."})
    assert case.state == CaseState.CHANGES_ASKED


def test_a_case_comes_from_where_its_submitters_work_now_and_worked_then(cast: Cast, colleague: Member) -> None:
    case = make_case(cast, CaseState.SUBMITTED, together=cast.pieter.email)
    assert is_colleague(colleague, case)
    Member.objects.filter(pk=cast.samira.pk).update(organisation=cast.welzijn)
    moved = Case.objects.get()
    assert is_colleague(colleague, moved)
    for organisation in (cast.welzijn, cast.corporatie):
        colleague.organisation = organisation
        assert not may_decide(colleague, moved)
    for organisation in (cast.hogeschool, None):
        colleague.organisation = organisation
        assert may_decide(colleague, moved)
