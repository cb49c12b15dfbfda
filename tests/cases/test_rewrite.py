"""The text for members starts as the intake, with a blank for each piece that may lead to a person."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.audit.models import Entry
from cases import actions
from cases.blanks import blanked, filled, has_blanks
from cases.exceptions import BlanksLeft, SameAsIntake
from cases.models import Case
from cases.queries.finder import marks_in
from cases.states import CaseState
from tests.cases.helpers import RAW_SITUATION, RELEASED, make_case
from tests.cast import Cast

TRACEABLE = "Mevrouw J. Hendriks wacht. Bel haar op 06 12345678, ook later."
TYPED = {**RELEASED, "looked_over": "on", "go": "release"}


@pytest.fixture
def beheer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.beheer)
    return client


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast, CaseState.SUBMITTED, situation=TRACEABLE)


def address(case: Case, name: str = "vrijgeven") -> str:
    return reverse("admin:cases_case_step", args=[case.pk, name])


def differences(html: str) -> str:
    return html.partition('id="differences"')[2].partition('id="rewrite"')[0]


@pytest.mark.django_db
def test_each_piece_that_was_found_becomes_a_blank_and_the_rest_stays_as_it_was() -> None:
    blank = blanked(TRACEABLE, marks_in(TRACEABLE))
    assert re.fullmatch(r"Mevrouw \[[^]]+\] wacht\. Bel haar op \[[^]]+\], ook later\.", blank)
    assert has_blanks(blank)
    assert not has_blanks(filled(blank))
    assert filled("voor [een] en [ander] na ]") == "voor een en ander na ]"


def test_the_page_starts_with_the_intake_in_blanks_and_the_difference_beside_it(beheer: Client, case: Case) -> None:
    page = beheer.get(address(case))
    start = page.context["form"]["situation"].value()
    assert "Hendriks" not in start
    assert "06 12345678" not in start
    assert has_blanks(start)
    assert page.context["form"]["question"].value() == case.intake.question
    shown = differences(page.content.decode())
    assert "J. Hendriks" in shown
    assert "<ins>" in shown


def test_what_was_taken_back_starts_as_it_was(beheer: Client, cast: Cast) -> None:
    case = make_case(cast)
    actions.unpublish(case, by=cast.beheer, reason="Er stond een naam.")
    page = beheer.get(address(case))
    assert page.context["form"]["situation"].value() == RELEASED["situation"]


def test_with_words_between_brackets_nothing_is_released(beheer: Client, cast: Cast, case: Case) -> None:
    page = beheer.post(address(case), {**TYPED, "situation": "Mevrouw [deze persoon] wacht."})
    assert set(page.context["form"].errors) == {"situation"}
    assert Case.objects.get().state == CaseState.SUBMITTED
    with pytest.raises(BlanksLeft):
        actions.release(case, by=cast.beheer, **{**RELEASED, "situation": "Mevrouw [deze persoon] wacht."})


def test_one_button_says_that_the_words_between_brackets_are_right(beheer: Client, case: Case) -> None:
    first = beheer.get(address(case)).content.decode()
    assert 'value="fits"' in first
    typed = {**TYPED, "question": "", "situation": "Mevrouw [deze persoon] wacht.", "go": "fits"}
    page = beheer.post(address(case), typed)
    html = page.content.decode()
    assert "Mevrouw deze persoon wacht.</textarea>" in html.replace("\n", "")
    assert 'value="fits"' not in html
    assert page.context["form"].errors == {}
    assert Case.objects.get().state == CaseState.SUBMITTED


def test_a_correction_may_hold_brackets_that_members_read_already(beheer: Client, cast: Cast) -> None:
    case = make_case(cast)
    typed = {**TYPED, "situation": "Een gezin [zes mensen] wacht.", "reason": "Het aantal."}
    assert beheer.post(address(case, "verbeteren"), typed).status_code == 302


def test_a_text_in_which_nothing_was_found_may_stay_as_it_is_after_the_tick(cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    same = {**RELEASED, "situation": RAW_SITUATION}
    with pytest.raises(SameAsIntake):
        actions.release(case, by=cast.beheer, **same)
    actions.release(case, by=cast.beheer, looked_over=True, **same)
    assert Case.objects.get().situation == RAW_SITUATION


def test_a_text_in_which_something_was_found_never_stays_as_it_is(beheer: Client, cast: Cast, case: Case) -> None:
    page = beheer.post(address(case), {**TYPED, "situation": TRACEABLE})
    assert page.context["form"].errors
    with pytest.raises(SameAsIntake):
        actions.release(case, by=cast.beheer, looked_over=True, **{**RELEASED, "situation": f" {TRACEABLE}\n"})
    assert Case.objects.get().state == CaseState.SUBMITTED


def test_the_difference_is_of_what_was_typed_also_where_something_is_wrong(beheer: Client, case: Case) -> None:
    typed = {**TYPED, "situation": "Bel hem op 06 87654321.", "title": ""}
    shown = differences(beheer.post(address(case), typed).content.decode())
    assert "87654321" in shown


# -- While one types --------------------------------------------------------------------------------------------------

TYPING = {"HX-Request": "true"}


def test_the_difference_follows_while_one_types_and_is_one_reading(beheer: Client, cast: Cast, case: Case) -> None:
    beheer.get(address(case))
    for words in ("Mevrouw wacht.", "Iemand wacht lang."):
        part = beheer.post(address(case), {"situation": words, "go": "look"}, headers=TYPING)
        html = part.content.decode()
        assert part.status_code == 200
        assert "<html" not in html
        assert "<ins>" in html
    assert "lang." in html
    assert Entry.objects.filter(verb="intake.read", actor=cast.beheer).count() == 1
    assert Case.objects.get().state == CaseState.SUBMITTED


def test_who_types_without_having_opened_the_page_reads_too(beheer: Client, cast: Cast, case: Case) -> None:
    beheer.post(address(case), {"situation": "Iemand.", "go": "look"}, headers=TYPING)
    assert Entry.objects.filter(verb="intake.read", actor=cast.beheer).count() == 1


def test_while_one_types_a_changed_case_is_told_and_loses_nothing(beheer: Client, case: Case) -> None:
    version = beheer.get(address(case)).context["form"]["version"].value()
    Case.objects.update(title="Intussen", updated_at=timezone.now())
    part = beheer.post(address(case), {"situation": "Iemand.", "version": version}, headers=TYPING)
    assert part.status_code == 200
    assert 'class="notice"' in part.content.decode()


def test_the_differences_are_refused_to_who_may_not_review(client: Client, cast: Cast, case: Case) -> None:
    for member in (cast.samira, cast.pieter, cast.noor):
        client.force_login(member)
        answer = client.post(address(case), {"situation": "Iemand.", "go": "look"}, headers=TYPING)
        assert answer.status_code in (302, 403, 404)
        assert "Hendriks" not in answer.content.decode()
