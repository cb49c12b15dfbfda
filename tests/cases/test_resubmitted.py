"""A changed intake keeps what it was; what was asked is answered where something changed; readings are told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import actions, privacy
from cases.models import Case, EarlierIntake, Intake
from cases.queries import changes_of, readings_of
from cases.states import CaseState
from members.models import Member
from tests.cases.helpers import RAW_QUESTION, RAW_SITUATION, make_case
from tests.cast import Cast


@pytest.fixture
def samira(client: Client, cast: Cast) -> Client:
    client.force_login(cast.samira)
    return client


def asked(cast: Cast, **notes: str) -> Case:
    case = make_case(cast, CaseState.SUBMITTED)
    actions.request_changes(case, by=cast.beheer, notes=notes)
    return case


def review(case: Case) -> str:
    return reverse("admin:cases_case_step", args=[case.pk, "inbreng"])


def test_only_what_was_asked_of_a_changed_field_is_answered(samira: Client, cast: Cast) -> None:
    case = asked(cast, situation="Algemener.", question="Korter.")
    typed = {"situation": f"{RAW_SITUATION} ", "question": "Mag het?", "tried": ""}
    page = samira.post(f"/kwesties/{case.number}/inbreng/", typed, follow=True).content.decode()
    assert [note.field for note in Intake.objects.get().notes.open()] == ["situation"]
    assert "Je hebt ‘Wat er aan de hand is’ niet veranderd." in page
    samira.force_login(cast.beheer)
    desk = samira.get(review(case)).content.decode()
    assert "nog niet veranderd" in desk
    assert "beantwoord" in desk


def test_what_is_asked_anew_takes_the_place_of_what_stood_open(cast: Cast) -> None:
    case = asked(cast, situation="Algemener.")
    actions.resubmit(case, by=cast.samira, question="Mag het?")
    case = Case.objects.get()
    actions.request_changes(case, by=cast.beheer, notes={"situation": "Laat de maand weg."})
    first, second = case.intake.notes.all()
    assert (first.answered_at, first.replaced_at is None) == (None, False)
    assert list(case.intake.notes.open()) == [second]
    actions.resubmit(case, by=cast.samira, situation="Mevrouw wacht.")
    assert not Intake.objects.get().notes.open().exists()


def test_each_text_that_was_submitted_again_stands_beside_the_one_before(samira: Client, cast: Cast) -> None:
    case = asked(cast, question="Korter.")
    for question in ("Mag het uitstel?", "Mag uitstel?"):
        actions.resubmit(case, by=cast.samira, question=question)
        case = Case.objects.get()
        if question != "Mag uitstel?":
            actions.request_changes(case, by=cast.beheer, notes={"question": "Nog korter."})
    intake = Intake.objects.get()
    assert [one.question for one in EarlierIntake.objects.all()] == [RAW_QUESTION, "Mag het uitstel?"]
    _first, (_when, [(label, pieces)]) = changes_of(intake)
    assert str(label) == "Vraag aan het atelier"
    assert "".join(text for kind, text in pieces if kind != "ins") == "Mag het uitstel?"
    assert "".join(text for kind, text in pieces if kind != "del") == "Mag uitstel?"
    samira.force_login(cast.beheer)
    page = samira.get(review(case)).content.decode()
    assert page.count("Wat de inbrenger veranderde op") == 2
    assert privacy.export(cast.samira)["cases"][0]["earlier_intakes"][0]["question"] == RAW_QUESTION  # type: ignore[index]
    intake.delete()
    assert not EarlierIntake.objects.exists()


def test_nothing_is_kept_of_a_text_that_did_not_change(cast: Cast) -> None:
    case = asked(cast, question="Korter.")
    actions.resubmit(case, by=cast.samira)
    assert not EarlierIntake.objects.exists()


def test_who_submitted_sees_when_moderators_read_it_and_never_who(samira: Client, cast: Cast, time_machine) -> None:
    time_machine.move_to("2026-11-02 09:00+01:00", tick=False)
    case = make_case(cast, CaseState.SUBMITTED)
    page = f"/kwesties/{case.number}/inbreng/"
    assert "Gelezen door een moderator" not in samira.get(page).content.decode()
    other = Member.objects.create(email="tweede@voorbeeld.test", name="Tweede Moderator", is_moderator=True)
    for by in (cast.beheer, cast.beheer, other):
        time_machine.shift(timedelta(hours=1))
        actions.read_intake(case, by=by)
    time_machine.shift(timedelta(days=1))
    actions.read_intake(case, by=cast.beheer)
    actions.read_intake(case, by=cast.samira)
    days = [timezone.localtime(at).strftime("%d %H") for at in readings_of(case.intake)]
    assert days == ["03 12", "02 12", "02 11"]
    samira.force_login(cast.samira)
    shown = samira.get(page).content.decode()
    assert shown.count("Gelezen door een moderator op") == 3
    assert "Tweede Moderator" not in shown
    assert "Anneke Beheer" not in shown
