"""What must stay hidden: the raw text and a name the submitter does not show."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from atelier.base.data.search import query
from cases import actions, privacy
from cases.models import Case, CaseMove, Commitment, Intake, Voice
from cases.states import Attribution, CaseState
from tests.cases.helpers import make_case, release
from tests.cast import Cast
from tests.fixtures_mail import Mailbox, deliver

MARKS = re.compile("RAUWMERK|RAUWVRAAG")


@pytest.mark.long
@pytest.mark.parametrize("attribution", [Attribution.KIND, Attribution.NONE])
def test_no_page_or_mail_shows_the_raw_text_or_a_hidden_name(
    client: Client, cast: Cast, mailbox: Mailbox, attribution: str
) -> None:
    states = (CaseState.RELEASED, CaseState.SCHEDULED, CaseState.DISCUSSED, CaseState.FOLLOWED_UP, CaseState.CLOSED)
    cases = [make_case(cast, state, attribution=attribution) for state in states]
    for member in (cast.pieter, cast.noor, cast.maria, cast.lars, cast.beheer):
        client.force_login(member)
        pages = ["/kwesties/", "/kwesties/mijn/", "/inzichten/"]
        for case in cases:
            pages += [f"/kwesties/{case.number}/{part}" for part in ("", "perspectief/", "verslag/", "terugblik/")]
        for url in pages:
            text = client.get(url).content.decode()
            assert not MARKS.search(text), (member.name, url)
            assert "Samira" not in text, (member.name, url)
    for mail in deliver():
        letter = f"{mail.subject} {mail.body} {mail.alternatives}"
        assert not MARKS.search(letter)
        assert "Een gezin wacht" not in letter
        assert "Huurachterstand" not in letter
        if "samira@voorbeeld.test" not in mail.to:
            assert "Samira" not in letter


def test_search_knows_released_texts_only(cast: Cast) -> None:
    released = make_case(cast)
    make_case(cast, CaseState.SUBMITTED)
    seen = Case.objects.visible_to(cast.pieter)
    assert list(seen.filter(search=query("huurachterstanden"))) == [released]
    assert not Case.objects.filter(search=query("rauwmerk")).exists()


def test_export_gives_all_of_ones_own_and_nothing_of_others(cast: Cast) -> None:
    case = make_case(cast, CaseState.DISCUSSED)
    actions.record_commitment(case, by=cast.noor, what="Belt.", due_on=case.discussed_at.date(), owner=cast.samira)
    told = privacy.export(cast.samira)
    assert told["cases"][0]["intake"]["situation"].startswith("RAUWMERK")
    assert told["commitments"][0]["what"] == "Belt."
    assert "RAUW" not in str(privacy.export(cast.pieter))


def test_erasure_leaves_the_learning_and_takes_the_person(cast: Cast) -> None:
    draft = make_case(cast, CaseState.DRAFT)
    waiting = make_case(cast, CaseState.SUBMITTED)
    case = make_case(cast, attribution=Attribution.NAME)
    actions.give_voice(case, by=cast.samira, text="Vanuit uitvoering.")
    actions.schedule(case, by=cast.noor)
    actions.record_commitment(case, by=cast.noor, what="Belt.", due_on=case.released_at.date(), owner=cast.samira)
    privacy.erase(cast.samira, by=cast.beheer)
    case = Case.objects.get(pk=case.pk)
    assert not Case.objects.filter(pk=draft.pk).exists()
    assert Case.objects.get(pk=waiting.pk).state == CaseState.WITHDRAWN
    assert (case.submitter, case.attribution, case.state) == (None, Attribution.NONE, CaseState.SCHEDULED)
    assert "Samira" not in case.attribution_line
    assert not Intake.objects.exists()
    assert Voice.objects.get().member is None
    assert Commitment.objects.get().owner_name
    empty = privacy.export(cast.samira)
    assert not any(empty.values())


def test_with_a_co_submitter_the_case_goes_on(cast: Cast) -> None:
    case = make_case(cast, together=cast.pieter.email, attribution=Attribution.NAME)
    privacy.erase(cast.samira, by=cast.beheer)
    case = Case.objects.get(pk=case.pk)
    assert (case.submitter, case.attribution) == (cast.pieter, Attribution.NONE)
    assert case.intake.situation


def test_the_purge_command_counts_first(cast: Cast, time_machine, capsys) -> None:
    time_machine.move_to("2026-11-01 12:00+01:00")
    make_case(cast, CaseState.WITHDRAWN)
    time_machine.move_to("2027-03-01 12:00+01:00")
    call_command("purge", dry_run=True)
    assert Intake.objects.count() == 1
    call_command("purge")
    assert Intake.objects.count() == 0
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    kinds = ["draft", "review", "waiting", "discussed", "declined", "withdrawn", "asked", "in_hand", "needs", "guests"]
    kinds += ["unconfirmed", "answered", "waiting_texts", "left"]
    counts = [[str(int(kind == "withdrawn")), kind] for kind in kinds]
    assert told == [["Would", "go:"], *counts, ["Gone:"], *counts]


@pytest.mark.parametrize("state", [CaseState.DECLINED, CaseState.WITHDRAWN])
def test_reasons_that_may_quote_the_intake_go_with_it(cast: Cast, time_machine, state: str) -> None:
    time_machine.move_to("2026-11-01 12:00+01:00")
    purged, erased, running = (make_case(cast, CaseState.SUBMITTED) for _case in range(3))
    for case in (purged, erased, running):
        release(case, cast)
        actions.unpublish(case, by=cast.beheer, reason="RAUWMERK bleef staan")
    for case in (purged, erased):
        if state == CaseState.DECLINED:
            actions.decline(case, by=cast.beheer, reason="RAUWMERK", offer="Bel ons")
        else:
            actions.withdraw(case, by=cast.samira, reason="RAUWMERK")
    Case.objects.filter(pk=erased.pk).update(ended_at="2027-01-29 12:00+01:00")  # its time is not over
    time_machine.move_to("2027-01-30 13:00+01:00")
    actions.purge_intakes()
    assert set(CaseMove.objects.exclude(why="").values_list("subject", flat=True)) == {erased.pk, running.pk}
    privacy.erase(cast.samira, by=cast.beheer)
    assert not CaseMove.objects.filter(why__contains="RAUWMERK").exists()
