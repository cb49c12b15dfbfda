"""A text for members can be parked, a case is in one hand at a time, and no word of anybody is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.exceptions import MoveNotAllowed, NotAllowed
from cases import actions
from cases.exceptions import SecondPersonNeeded
from cases.models import Case, InHand, Intake, Rewrite
from cases.models.rewrite import IN_HAND
from cases.states import CaseState
from members.models import Member
from tests.cases.helpers import RELEASED, make_case
from tests.cast import Cast

PARKED = {"title": "Half", "situation": "Geparkeerde regel", "question": "", "tried": ""}
TYPED = {**RELEASED, "looked_over": "on", "go": "release"}


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast, CaseState.SUBMITTED)


@pytest.fixture
def tweede(cast: Cast) -> Member:
    return Member.objects.create(email="tweede@voorbeeld.test", name="Tweede Moderator", is_moderator=True)


@pytest.fixture
def beheer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.beheer)
    return client


@pytest.fixture
def other(tweede: Member) -> Client:
    client = Client()
    client.force_login(tweede)
    return client


def address(case: Case) -> str:
    return reverse("admin:cases_case_step", args=[case.pk, "vrijgeven"])


def version(client: Client, case: Case) -> str:
    return str(client.get(address(case)).context["form"]["version"].value())


# -- Parked -----------------------------------------------------------------------------------------------------------


def test_half_a_text_is_parked_and_another_moderator_goes_on_with_it(
    beheer: Client, other: Client, cast: Cast, case: Case
) -> None:
    beheer.get(address(case))
    assert beheer.post(address(case), {**PARKED, "go": "park"}).status_code == 302
    parked = Rewrite.objects.get()
    assert (parked.title, parked.situation, parked.question, parked.by) == (
        "Half",
        "Geparkeerde regel",
        "",
        cast.beheer,
    )
    page = other.get(address(case))
    assert page.context["form"]["title"].value() == "Half"
    assert page.context["form"]["situation"].value() == "Geparkeerde regel"
    assert "Anneke Beheer" in page.content.decode()
    assert Entry.objects.get(verb="case.parked").actor == cast.beheer
    assert Case.objects.get().state == CaseState.SUBMITTED


def test_a_citizen_service_number_is_not_parked(beheer: Client, case: Case) -> None:
    page = beheer.post(address(case), {**PARKED, "situation": "Nummer 111222333.", "go": "park"})
    assert set(page.context["form"].errors) == {"situation"}
    assert not Rewrite.objects.exists()


@pytest.mark.parametrize("end", ["release", "decline", "withdraw"])
def test_what_was_parked_goes_when_it_is_decided(cast: Cast, case: Case, end: str) -> None:
    actions.take_in_hand(case, by=cast.beheer)
    actions.park(case, by=cast.beheer, **PARKED)
    actions.take_in_hand(case, by=cast.beheer)
    ends = {
        "release": lambda: actions.release(case, by=cast.beheer, **RELEASED),
        "decline": lambda: actions.decline(case, by=cast.beheer, reason="Nee.", offer="Bel ons."),
        "withdraw": lambda: actions.withdraw(case, by=cast.samira),
    }
    ends[end]()
    assert not Rewrite.objects.exists()
    assert not InHand.objects.exists()


def test_what_was_parked_stays_while_changes_are_asked_and_goes_with_the_intake(cast: Cast, case: Case) -> None:
    actions.park(case, by=cast.beheer, **PARKED)
    actions.request_changes(case, by=cast.beheer, notes={"question": "Korter."})
    assert Rewrite.objects.exists()
    Intake.objects.get().delete()
    assert not Rewrite.objects.exists()


def test_only_who_may_review_parks_or_takes_a_case_in_hand(cast: Cast, case: Case) -> None:
    Member.objects.filter(pk=cast.samira.pk).update(is_moderator=True)
    for member, error in ((cast.noor, NotAllowed), (Member.objects.get(pk=cast.samira.pk), SecondPersonNeeded)):
        with pytest.raises(error):
            actions.park(case, by=member, **PARKED)
        with pytest.raises(error):
            actions.take_in_hand(case, by=member)
    released = make_case(cast)
    with pytest.raises(MoveNotAllowed):
        actions.park(released, by=cast.beheer, **PARKED)
    with pytest.raises(MoveNotAllowed):
        actions.take_in_hand(released, by=cast.beheer)


def test_a_parked_text_is_read_by_reviewers_alone(client: Client, cast: Cast, case: Case) -> None:
    Member.objects.filter(pk=cast.samira.pk).update(is_moderator=True)
    actions.park(case, by=cast.beheer, **PARKED)
    desk = [
        reverse("admin:cases_case_changelist") + "?q=Geparkeerde",
        reverse("admin:cases_case_change", args=[case.pk]),
        *(reverse("admin:cases_case_step", args=[case.pk, step]) for step in ("inbreng", "vrijgeven", "afwijzen")),
    ]
    for member in (cast.samira, cast.noor, cast.pieter):
        client.force_login(Member.objects.get(pk=member.pk))
        for path in (*desk, reverse("cases:intake", args=[case.number]), "/zoeken/?q=Geparkeerde"):
            assert "Geparkeerde regel" not in client.get(path).content.decode()


# -- In hand ----------------------------------------------------------------------------------------------------------


def test_who_comes_at_the_same_moment_finds_the_other(cast: Cast, tweede: Member, case: Case) -> None:
    mine, theirs = (Case.objects.select_related("in_hand").get(pk=case.pk) for _window in range(2))
    assert actions.take_in_hand(theirs, by=tweede).by == tweede
    assert actions.take_in_hand(mine, by=cast.beheer).by == tweede
    assert InHand.objects.get().by == tweede


def test_another_moderator_sees_who_has_it_and_takes_it_over(
    beheer: Client, other: Client, cast: Cast, tweede: Member, case: Case
) -> None:
    beheer.get(address(case))
    page = other.get(address(case))
    assert page.context["form"] is None
    assert "Anneke Beheer heeft deze kwestie in behandeling" in page.content.decode()
    listed = other.get(reverse("admin:cases_case_changelist")).content.decode()
    assert "Anneke Beheer" in listed
    assert other.post(address(case), {"go": "take"})["Location"] == address(case)
    assert InHand.objects.get().by == tweede
    assert other.get(address(case)).context["form"] is not None
    assert Entry.objects.get(verb="case.taken_over").actor == tweede


def test_after_a_while_it_is_out_of_hand_by_itself(other: Client, cast: Cast, case: Case, time_machine) -> None:
    time_machine.move_to("2026-11-01 12:00+01:00", tick=False)
    held = actions.take_in_hand(case, by=cast.beheer)
    time_machine.shift(IN_HAND - timedelta(minutes=1))
    assert other.get(address(case)).context["form"] is None
    time_machine.shift(timedelta(minutes=2))
    assert not held.is_current
    assert other.get(address(case)).context["form"] is not None
    assert not Entry.objects.filter(verb="case.taken_over").exists()


def test_who_works_on_keeps_it(cast: Cast, case: Case, time_machine) -> None:
    time_machine.move_to("2026-11-01 12:00+01:00", tick=False)
    began = actions.take_in_hand(case, by=cast.beheer)
    time_machine.shift(timedelta(hours=1))
    held = actions.take_in_hand(case, by=cast.beheer)
    assert (held.since, held.until - began.until) == (began.since, timedelta(hours=1))


def test_what_is_asked_while_one_types_keeps_a_case_in_hand_and_takes_none(
    beheer: Client, cast: Cast, case: Case, time_machine
) -> None:
    time_machine.move_to("2026-11-01 12:00+01:00", tick=False)
    typing = {"HX-Request": "true"}
    beheer.post(address(case), {"situation": "Iemand.", "go": "look"}, headers=typing)
    assert not InHand.objects.exists()
    held = actions.take_in_hand(case, by=cast.beheer)
    time_machine.shift(timedelta(hours=1))
    beheer.post(address(case), {"situation": "Iemand.", "go": "look"}, headers=typing)
    assert InHand.objects.get().until - held.until == timedelta(hours=1)


# -- No word is lost --------------------------------------------------------------------------------------------------


def test_who_lost_it_to_another_gets_both_texts_and_can_send_the_own(
    beheer: Client, other: Client, cast: Cast, case: Case
) -> None:
    made = version(beheer, case)
    other.post(address(case), {"go": "take"})
    page = beheer.post(address(case), {**TYPED, "situation": "Mijn eigen regel.", "version": made})
    told = page.content.decode()
    assert page.status_code == 409
    assert "Mijn eigen regel." in told
    assert "Tweede Moderator" in told
    again = page.context["again"]
    assert beheer.post(address(case), dict(again)).status_code == 302
    assert Case.objects.get().situation == "Mijn eigen regel."


@pytest.mark.parametrize("go", ["park", "release", "look", "fits"])
def test_a_second_window_gets_what_the_first_one_parked_beside_its_own(beheer: Client, case: Case, go: str) -> None:
    made = version(beheer, case)
    beheer.post(address(case), {**PARKED, "go": "park", "version": made})
    page = beheer.post(address(case), {**TYPED, "situation": "Mijn eigen regel.", "version": made, "go": go})
    told = page.content.decode()
    assert page.status_code == 409
    assert "Mijn eigen regel." in told
    assert "Geparkeerde regel" in told
    assert Rewrite.objects.get().situation == "Geparkeerde regel"


def test_who_had_a_case_in_hand_is_known_no_more_after_two_hours(cast: Cast, case: Case) -> None:
    actions.take_in_hand(case, by=cast.beheer)
    with time_machine.travel(timezone.now() + IN_HAND - timedelta(minutes=1)):
        assert actions.end_in_hand() == 0
    with time_machine.travel(timezone.now() + IN_HAND):
        assert actions.what_would_go()["in_hand"] == 1
        assert actions.end_in_hand() == 1
    assert not InHand.objects.exists()
