"""Submitting in the browser's words: steps, drafts, refusals, resubmission, withdrawal."""

from datetime import date

import pytest
from django.test import Client

from atelier.audit.models import Entry
from atelier.base.exceptions import NotAllowed
from cases import actions, privacy
from cases.exceptions import SubmittedAlready, TooManyToday
from cases.models import Case, Intake, Together
from cases.states import Attribution, CaseState
from tests.at_once import at_once
from tests.cases.helpers import make_case
from tests.cast import Cast, make_cast
from tests.twice import fill

BSN = "111222333"


@pytest.fixture
def samira(client: Client, cast: Cast) -> Client:
    client.force_login(cast.samira)
    return client


def begin(client: Client) -> str:
    """Press "Begin"; the address of the draft without its step."""
    url = client.post("/kwesties/inbrengen/").headers["Location"]
    return url.removesuffix("wat-er-gebeurt/")


def test_the_six_questions_lead_to_a_number(samira: Client, cast: Cast) -> None:
    draft = begin(samira)
    typed = [
        ("wat-er-gebeurt", {"situation": "Iemand wacht op een toeslag."}),
        ("vraag", {"question": "Mag ik wachten?"}),
        ("spoed", {"urgency": "urgent", "needed_by": ""}),
        ("geprobeerd", {"tried": ""}),
        ("naam", {"attribution": "none"}),
        ("samen", {"addresses": "Pieter@voorbeeld.test"}),
    ]
    for (step, answers), following in zip(typed, [*[name for name, _a in typed[1:]], "controle"], strict=True):
        assert samira.get(f"{draft}{step}/").status_code == 200
        assert samira.post(f"{draft}{step}/", answers).headers["Location"] == f"{draft}{following}/"
    page = samira.post(f"{draft}controle/")
    case = Case.objects.get()
    assert page.headers["Location"] == f"/kwesties/{case.number}/ingebracht/"
    assert (case.state, case.urgency, case.attribution) == (CaseState.SUBMITTED, "urgent", "none")
    assert not case.co_submitters.exists(), "asked, and nothing more"
    assert [one.member for one in Together.objects.waiting()] == [cast.pieter]
    assert case.number in samira.get(page.headers["Location"]).content.decode()
    assert samira.post(f"{draft}controle/").headers["Location"] == page.headers["Location"]
    assert samira.get(f"{draft}vraag/").headers["Location"] == f"/kwesties/{case.number}/inbreng/"
    assert Case.objects.count() == 1


@pytest.mark.parametrize("number", [BSN, "1112.22.333", "111 222 333"])
def test_a_citizen_service_number_is_stored_nowhere(samira: Client, cast: Cast, number: str, caplog) -> None:
    draft = begin(samira)
    page = samira.post(f"{draft}wat-er-gebeurt/", {"situation": f"Zijn nummer is {number}.", "go": "later"})
    assert page.status_code == 200
    assert page.context["form"].errors["situation"]
    assert number in page.content.decode()
    assert Intake.objects.get().situation == ""
    assert number not in caplog.text
    assert not Entry.objects.filter(note__contains="111").exists()


def test_later_keeps_an_empty_or_half_answer(samira: Client, cast: Cast) -> None:
    draft = begin(samira)
    assert samira.post(f"{draft}wat-er-gebeurt/", {"situation": "Half", "go": "later"}).status_code == 302
    assert Intake.objects.get().situation == "Half"
    assert "Half" in samira.get(f"{draft}wat-er-gebeurt/").content.decode()
    assert "Half" in samira.get("/kwesties/inbrengen/").content.decode()


def test_look_keeps_the_draft_and_shows_the_marks(samira: Client, cast: Cast) -> None:
    draft = begin(samira)
    page = samira.post(f"{draft}wat-er-gebeurt/", {"situation": "Mevrouw J. Hendriks belt.", "go": "look"})
    assert '<mark class="private">J. Hendriks</mark>' in page.content.decode()
    assert Intake.objects.get().situation == "Mevrouw J. Hendriks belt."


def test_the_check_page_marks_what_may_lead_to_a_person(samira: Client, cast: Cast) -> None:
    case = actions.begin(by=cast.samira, situation="Bel 06-12345678.", question="Mag het?")
    page = samira.get(f"/kwesties/inbrengen/{case.key}/controle/").content.decode()
    assert '<mark class="private">06-12345678</mark>' in page


def test_a_submission_without_a_question_is_sent_back_with_a_sentence(samira: Client, cast: Cast) -> None:
    case = actions.begin(by=cast.samira, situation="Iets.")
    page = samira.post(f"/kwesties/inbrengen/{case.key}/controle/")
    assert page.status_code == 200
    assert Case.objects.get().state == CaseState.DRAFT


def test_a_date_that_passed_while_the_draft_lay_is_told(samira: Client, cast: Cast, time_machine) -> None:
    time_machine.move_to("2026-11-01 12:00+01:00", tick=False)
    case = actions.begin(by=cast.samira, situation="Iets.", question="Mag het?", needed_by=date(2026, 11, 5))
    time_machine.move_to("2026-11-06 12:00+01:00", tick=False)
    samira.force_login(cast.samira)
    page = samira.post(f"/kwesties/inbrengen/{case.key}/controle/")
    assert "is al voorbij" in page.content.decode()
    assert Case.objects.get().state == CaseState.DRAFT


@pytest.mark.parametrize(
    ("step", "answers", "field"),
    [
        ("wat-er-gebeurt", {"situation": ""}, "situation"),
        ("wat-er-gebeurt", {"situation": "\u200b \x00"}, "situation"),
        ("wat-er-gebeurt", {"situation": "x" * 6001}, "situation"),
        ("vraag", {"question": "x" * 100_000}, "question"),
        ("spoed", {"urgency": ""}, "urgency"),
        ("spoed", {"urgency": "now"}, "urgency"),
        ("spoed", {"urgency": "next", "needed_by": "2020-01-01"}, "needed_by"),
        ("spoed", {"urgency": "next", "needed_by": "2126-01-01"}, "needed_by"),
        ("spoed", {"urgency": "next", "needed_by": "31-02-2027"}, "needed_by"),
        ("naam", {"attribution": "all"}, "attribution"),
        ("samen", {"addresses": "geen adres"}, "addresses"),
        ("samen", {"addresses": " ".join(f"a{n}@voorbeeld.test" for n in range(6))}, "addresses"),
    ],
)
def test_bad_input_gets_a_sentence_and_changes_nothing(
    samira: Client, cast: Cast, step: str, answers: dict[str, str], field: str
) -> None:
    draft = begin(samira)
    page = samira.post(f"{draft}{step}/", answers)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert Intake.objects.get().situation == ""


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{7*7}}", "\"'", "\u202eabc", "\U0001f600" * 50, "a\r\nb"]
)
def test_odd_text_is_kept_and_shown_as_text(samira: Client, cast: Cast, text: str) -> None:
    draft = begin(samira)
    assert samira.post(f"{draft}vraag/", {"question": text}).status_code == 302
    page = samira.get(f"{draft}controle/").content.decode()
    assert "<script>alert" not in page
    assert Intake.objects.get().question


def test_nobody_finds_out_by_a_draft_who_takes_part(samira: Client, cast: Cast) -> None:
    case = actions.begin(by=cast.samira, situation="Iets.", question="Mag het?")
    draft = f"/kwesties/inbrengen/{case.key}"
    typed = f"{cast.pieter.email}\nniemand@voorbeeld.test"
    assert samira.post(f"{draft}/samen/", {"addresses": typed}).status_code == 302
    page = samira.get(f"{draft}/controle/").content.decode()
    assert cast.pieter.email in page
    assert "niemand@voorbeeld.test" in page
    assert cast.pieter.name not in page


def test_after_submitting_an_address_nobody_has_reads_as_any_other(samira: Client, cast: Cast) -> None:
    draft = {"situation": "Iets", "question": "Mag dat?", "together": f"{cast.pieter.email}\nniemand@voorbeeld.test"}
    case = actions.submit(actions.begin(by=cast.samira, **draft), by=cast.samira)
    for page in ("ingebracht", "inbreng"):
        text = samira.get(f"/kwesties/{case.number}/{page}/").content.decode()
        assert cast.pieter.email in text
        assert "niemand@voorbeeld.test" in text
        assert cast.pieter.name not in text


def test_a_day_has_an_end_to_submitting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.actions.intake.MOST_A_DAY", 2)
    for _time in range(2):
        make_case(cast, CaseState.SUBMITTED)
    with pytest.raises(TooManyToday):
        make_case(cast, CaseState.SUBMITTED)


def test_an_erased_address_goes_from_the_drafts_of_others(cast: Cast) -> None:
    actions.begin(by=cast.samira, situation="Iets.", together=f"PIETER@voorbeeld.test\n{cast.maria.email}")
    privacy.erase(cast.pieter, by=cast.beheer)
    assert Intake.objects.get().together == cast.maria.email


def test_drafts_of_others_are_not_there(client: Client, cast: Cast) -> None:
    case = actions.begin(by=cast.samira, situation="Van mij", together=cast.pieter.email)
    client.force_login(cast.pieter)
    assert client.get(f"/kwesties/inbrengen/{case.key}/vraag/").status_code == 404
    assert client.post(f"/kwesties/inbrengen/{case.key}/controle/").status_code == 404
    assert client.post(f"/kwesties/inbrengen/{case.key}/weggooien/").status_code == 404


def test_an_own_draft_can_be_thrown_away(samira: Client, cast: Cast) -> None:
    case = actions.begin(by=cast.samira, situation="Weg ermee")
    assert samira.get(f"/kwesties/inbrengen/{case.key}/weggooien/")["Location"] == "/kwesties/inbrengen/"
    samira.post(f"/kwesties/inbrengen/{case.key}/weggooien/", {"sure": "1"})
    assert not Case.objects.exists()


def test_an_old_window_overwrites_no_newer_text(samira: Client, cast: Cast) -> None:
    url = f"{begin(samira)}wat-er-gebeurt/"
    old = samira.get(url).context["form"]["version"].value()
    samira.post(url, {"situation": "De nieuwe tekst.", "version": old})
    page = samira.post(url, {"situation": "De oude tekst.", "version": old, "go": "later"})
    assert page.status_code == 409
    assert "De oude tekst." in page.content.decode()
    assert Intake.objects.get().situation == "De nieuwe tekst."


def test_who_presses_twice_or_answered_another_question_is_not_stopped(samira: Client, cast: Cast) -> None:
    draft = begin(samira)
    filled = fill(samira, f"{draft}vraag/", typed={"question": "Mag het?"}, button="go=next")
    samira.post(f"{draft}wat-er-gebeurt/", {"situation": "Iets."})
    for _time in range(2):
        assert filled.send(samira).status_code == 302


def test_a_draft_that_another_window_changed_is_not_submitted_unseen(samira: Client, cast: Cast) -> None:
    case = actions.begin(by=cast.samira, situation="Iets.", question="Mag het?")
    filled = fill(samira, f"/kwesties/inbrengen/{case.key}/controle/")
    actions.save_draft(case, by=cast.samira, question="Mag het ook anders?")
    assert filled.send(samira).status_code == 409
    assert Case.objects.get().state == CaseState.DRAFT


def test_a_change_from_the_check_page_leads_back_to_it(samira: Client, cast: Cast) -> None:
    case = actions.begin(by=cast.samira, situation="Iets.", question="Mag het?")
    check = f"/kwesties/inbrengen/{case.key}/controle/"
    change = f"/kwesties/inbrengen/{case.key}/vraag/?controle=1"
    assert change in samira.get(check).content.decode()
    for button in ("go=next", "go=back"):
        assert fill(samira, change, button=button).send(samira)["Location"] == check


def test_who_looks_first_can_go_on(samira: Client, cast: Cast) -> None:
    url = f"{begin(samira)}wat-er-gebeurt/"
    version = samira.get(url).context["form"]["version"].value()
    page = samira.post(url, {"situation": "Eerst zo.", "version": version, "go": "look"})
    version = page.context["form"]["version"].value()
    assert samira.post(url, {"situation": "Dan zo.", "version": version}).status_code == 302
    assert Intake.objects.get().situation == "Dan zo."


def test_what_is_typed_in_an_old_window_after_submitting_is_not_lost(samira: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    page = samira.post(f"/kwesties/inbrengen/{case.key}/vraag/", {"question": "Nog een vraag?"})
    assert page.status_code == 409
    assert "Nog een vraag?" in page.content.decode()
    assert Intake.objects.get().question != "Nog een vraag?"


def test_a_draft_that_another_window_submitted_is_kept_as_it_was(cast: Cast) -> None:
    draft = make_case(cast, CaseState.DRAFT)
    actions.submit(Case.objects.get(), by=cast.samira)
    with pytest.raises(SubmittedAlready):
        actions.save_draft(draft, by=cast.samira, question="Anders?")
    with pytest.raises(SubmittedAlready):
        actions.discard(draft, by=cast.samira)
    assert Case.objects.get().state == CaseState.SUBMITTED


@pytest.mark.django_db(transaction=True)
def test_throwing_away_and_submitting_at_once_gives_one_of_both() -> None:
    cast = make_cast()
    draft = make_case(cast, CaseState.DRAFT)
    at_once(
        lambda: actions.discard(Case.objects.get(pk=draft.pk), by=cast.samira),
        lambda: actions.submit(draft, by=cast.samira),
    )
    assert not Case.objects.exclude(state=CaseState.SUBMITTED).exists()


def test_changes_are_asked_and_answered(samira: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.CHANGES_ASKED)
    url = f"/kwesties/{case.number}/inbreng/"
    assert "Laat de maand weg." in samira.get(url).content.decode()
    assert samira.post(url, {"situation": "", "question": "x"}).status_code == 200
    assert samira.post(url, {"situation": "Anders.", "question": "Mag het?", "tried": ""}).status_code == 302
    case = Case.objects.get()
    assert (case.state, case.intake.situation) == (CaseState.SUBMITTED, "Anders.")
    assert not case.intake.notes.filter(answered_at=None).exists()


def test_two_submitters_at_once_do_not_overwrite_each_other(samira: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.CHANGES_ASKED)
    url = f"/kwesties/{case.number}/inbreng/"
    version = samira.get(url).context["form"]["version"].value()
    Intake.objects.get().save()
    page = samira.post(url, {"situation": "Mijn versie.", "question": "Mag het?", "version": version})
    assert page.status_code == 409
    assert "Mijn versie." in page.content.decode()


def test_withdrawing_takes_two_steps(samira: Client, cast: Cast) -> None:
    case = make_case(cast)
    assert samira.get(f"/kwesties/{case.number}/intrekken/").status_code == 200
    assert samira.post(f"/kwesties/{case.number}/intrekken/", {"reason": "Opgelost."}).status_code == 302
    assert Case.objects.get().state == CaseState.WITHDRAWN
    assert not Case.objects.visible_to(cast.pieter).exists()
    assert samira.get(f"/kwesties/{case.number}/inbreng/").status_code == 200


@pytest.mark.parametrize("state", [CaseState.SUBMITTED, CaseState.RELEASED, CaseState.DISCUSSED, CaseState.CLOSED])
def test_who_submitted_can_still_show_less_and_never_more(samira: Client, cast: Cast, state: str) -> None:
    case = make_case(cast, state, attribution="name")
    url = f"/kwesties/{case.number}/naam/"
    assert url in samira.get(f"/kwesties/{case.number}/inbreng/").content.decode()
    assert samira.post(url, {"attribution": "name"}).context["form"].errors
    assert samira.post(url, {"attribution": "kind"}).status_code == 302
    assert samira.post(url, {"attribution": "name"}).context["form"].errors
    case = Case.objects.get()
    assert (case.attribution, case.attribution_line) == ("kind", "ingebracht door een gemeente")
    assert Entry.objects.get(verb="case.attribution_changed").actor == cast.samira


def test_nobody_else_decides_what_is_shown_of_a_submitter(cast: Cast) -> None:
    case = make_case(cast, attribution="name", together=cast.maria.email)
    with pytest.raises(NotAllowed):
        actions.show_less(case, by=cast.pieter, attribution=Attribution.NONE)
    actions.show_less(case, by=cast.maria, attribution=Attribution.NONE)
    assert Case.objects.get().attribution == "none"


def test_the_page_tells_when_the_text_is_deleted(samira: Client, cast: Cast, time_machine) -> None:
    time_machine.move_to("2026-11-01 12:00+01:00", tick=False)
    case = make_case(cast, CaseState.DISCUSSED)
    samira.force_login(cast.samira)
    assert (
        "Je tekst verdwijnt op zaterdag 30 januari 2027."
        in samira.get(f"/kwesties/{case.number}/inbreng/").content.decode()
    )
    time_machine.move_to("2027-01-30 13:00+01:00", tick=False)
    actions.purge_intakes()
    samira.force_login(cast.samira)
    page = samira.get(f"/kwesties/{case.number}/inbreng/")
    assert page.status_code == 200
    assert "RAUWMERK" not in page.content.decode()


def test_a_note_stands_at_its_field_as_plain_text(samira: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    actions.request_changes(case, by=cast.beheer, notes={"question": "Korter <script>alert(1)</script>"})
    page = samira.get(f"/kwesties/{case.number}/inbreng/").content.decode()
    assert "<script>alert" not in page
    assert page.count("Korter &lt;script&gt;") == 2
