"""Recording after the meeting, looking back, commitments, insights, and the mails about them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.exceptions import NotAllowed
from cases import actions, queries
from cases.exceptions import NotInMeeting, OwnerMissing
from cases.models import Advice, Case, Commitment, Insight, LookBack
from cases.states import CaseState, CommitmentState, Moment, Verdict
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.fixtures_mail import Mailbox, deliver

SOON = {"what": "Belt de toeslag.", "due_on": "2027-01-10", "owner": "Pieter Janssen"}


@pytest.fixture
def discussed(cast: Cast, time_machine) -> Case:
    time_machine.move_to("2026-12-10 16:00+01:00", tick=False)
    return make_case(cast, CaseState.DISCUSSED)


@pytest.fixture
def noor(client: Client, cast: Cast, discussed: Case) -> Client:
    client.force_login(cast.noor)
    return client


def test_the_coordinator_records_advice_commitment_and_insight(noor: Client, cast: Cast, discussed: Case) -> None:
    page = reverse("cases:report", args=[discussed.number])
    typed = {"advies-text": "Wacht zes weken.", "advies-perspective": "housing"}
    assert noor.post(f"{page}advies/", typed).headers["Location"] == page
    assert [(a.text, a.perspective) for a in Advice.objects.all()] == [("Wacht zes weken.", "housing")]
    promise = {f"toezegging-{name}": value for name, value in SOON.items()}
    assert noor.post(f"{page}toezegging/", promise).status_code == 302
    assert Commitment.objects.get().owner == cast.pieter
    assert noor.post(f"{page}inzicht/", {"inzicht-title": "Wachten loont", "inzicht-text": "Echt."}).status_code == 302
    assert Insight.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("part", "typed", "field"),
    [
        ("advies", {"text": ""}, "text"),
        ("advies", {"text": "x" * 2001}, "text"),
        ("toezegging", {**SOON, "what": ""}, "what"),
        ("toezegging", {**SOON, "owner": ""}, "owner"),
        ("toezegging", {**SOON, "owner": "Niemand"}, "owner"),
        ("toezegging", {**SOON, "due_on": "2026-12-09"}, "due_on"),
        ("toezegging", {**SOON, "due_on": "morgen"}, "due_on"),
        ("inzicht", {"title": "", "text": "x"}, "title"),
        ("inzicht", {"title": "x", "text": "BSN 111222333"}, "text"),
        ("inzicht", {"title": "x", "text": "x", "level": "onzin"}, "level"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    noor: Client, discussed: Case, part: str, typed: dict[str, str], field: str
) -> None:
    url = reverse("cases:report_add", args=[discussed.number, part])
    page = noor.post(url, {f"{part}-{name}": value for name, value in typed.items()})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert not any(model.objects.exists() for model in (Advice, Commitment, Insight))


def test_results_need_a_case_that_met_a_meeting(cast: Cast) -> None:
    case = make_case(cast)
    with pytest.raises(NotInMeeting):
        actions.record_advice(case, by=cast.noor, text="x")
    with pytest.raises(NotAllowed):
        actions.record_advice(make_case(cast, CaseState.DISCUSSED), by=cast.pieter, text="x")
    with pytest.raises(OwnerMissing):
        actions.record_commitment(
            make_case(cast, CaseState.DISCUSSED), by=cast.noor, what="x", due_on=date(2027, 1, 1)
        )


def test_a_case_that_was_not_reached_waits_again_with_its_history(client: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SCHEDULED)
    client.force_login(cast.noor)
    url = reverse("cases:report_step", args=[case.number, "niet-besproken"])
    asked = client.get(url).context["form"].fields["reason"]
    assert asked.required, "what is refused when it is empty is not called optional"
    assert list(client.post(url, {"reason": ""}).context["form"].errors) == ["reason"]
    assert client.post(url, {"reason": "De tijd was op."}).status_code == 302
    assert list(Case.objects.waiting_for_meeting()) == [case]
    assert case.moves.last().why == "De tijd was op."


def test_the_presenter_looks_back_and_the_case_moves_on(client: Client, cast: Cast, discussed: Case) -> None:
    advice = actions.record_advice(discussed, by=cast.noor, text="Wacht zes weken.")
    client.force_login(cast.samira)
    url = reverse("cases:look_back", args=[discussed.number])
    assert list(client.post(url, {}).context["form"].errors) == [f"verdict_{advice.pk}"]
    told = {f"verdict_{advice.pk}": "tried", f"word_{advice.pk}": "Het gaf lucht.", "changed": "We bellen eerst."}
    assert client.post(url, told).status_code == 302
    assert (Advice.objects.get().verdict, Case.objects.get().state) == ("tried", CaseState.FOLLOWED_UP)
    page = client.get(discussed.get_absolute_url()).content.decode()
    assert "Het gaf lucht." in page
    assert "We bellen eerst." in page


def test_half_a_year_later_the_newest_word_counts(cast: Cast, discussed: Case, time_machine) -> None:
    advice = actions.record_advice(discussed, by=cast.noor, text="Wacht zes weken.")
    actions.look_back(advice.case, by=cast.samira, moment=Moment.SIX_WEEKS, verdicts={advice.pk: (Verdict.TRIED, "")})
    time_machine.move_to("2027-06-15 12:00+02:00", tick=False)
    discussed = Case.objects.get()
    assert queries.look_back_moment(discussed) == Moment.SIX_MONTHS
    actions.look_back(
        advice.case, by=cast.samira, moment=Moment.SIX_MONTHS, verdicts={advice.pk: (Verdict.WORKED, "")}
    )
    actions.look_back(advice.case, by=cast.samira, moment=Moment.SIX_WEEKS, verdicts={advice.pk: (Verdict.USABLE, "")})
    assert Advice.objects.get().verdict == Verdict.WORKED
    assert LookBack.objects.count() == 2


def test_the_presenter_is_asked_by_mail_after_six_weeks_and_six_months(
    cast: Cast, discussed: Case, time_machine, mailbox: Mailbox
) -> None:
    deliver()
    time_machine.move_to("2027-01-20 12:00+01:00", tick=False)
    assert deliver() == []
    time_machine.move_to("2027-01-22 12:00+01:00", tick=False)
    assert [mail.to for mail in deliver()] == [[cast.samira.email]]
    assert any(ask.url.endswith("/terugblik/") for ask in queries.asks_of(cast.samira))
    actions.look_back(discussed, by=cast.samira, moment=Moment.SIX_WEEKS, verdicts={}, changed="Iets.")
    assert not any(ask.url.endswith("/terugblik/") for ask in queries.asks_of(cast.samira))
    time_machine.move_to("2027-06-12 12:00+02:00", tick=False)
    (mail,) = deliver()
    assert f"/kwesties/{discussed.number}/terugblik/" in mail.body


def test_who_already_told_gets_no_reminder(cast: Cast, discussed: Case, time_machine) -> None:
    deliver()
    actions.look_back(discussed, by=cast.samira, moment=Moment.SIX_WEEKS, verdicts={}, changed="Al verteld.")
    time_machine.move_to("2027-01-22 12:00+01:00", tick=False)
    assert deliver() == []


def test_the_owner_is_reminded_a_week_before_and_answers(
    client: Client, cast: Cast, discussed: Case, time_machine
) -> None:
    promise = actions.record_commitment(
        discussed, by=cast.noor, what="Belt.", due_on=date(2027, 1, 10), owner=cast.pieter
    )
    deliver()
    time_machine.move_to("2027-01-03 08:00+01:00", tick=False)
    assert deliver() == []
    time_machine.move_to("2027-01-03 09:01+01:00", tick=False)
    (mail,) = deliver()
    assert mail.to == [cast.pieter.email]
    assert "Belt." not in mail.body
    url = reverse("cases:commitment", args=[promise.pk])
    assert [ask.url for ask in queries.asks_of(cast.pieter)] == [url]
    client.force_login(cast.pieter)
    assert client.post(url, {"to": "onzin"}).status_code == 200
    assert client.post(url, {"to": "done", "word": "Gebeld."}).status_code == 302
    assert Commitment.objects.get().state == CommitmentState.DONE
    assert queries.asks_of(cast.pieter) == []


def test_a_new_date_moves_the_reminder(cast: Cast, discussed: Case, time_machine) -> None:
    promise = actions.record_commitment(
        discussed, by=cast.noor, what="Belt.", due_on=date(2027, 1, 10), owner=cast.pieter
    )
    deliver()
    actions.change_commitment(promise, by=cast.noor, what="Belt.", due_on=date(2027, 2, 10), owner=cast.pieter)
    assert [mail.to for mail in deliver()] == [[cast.pieter.email]]
    time_machine.move_to("2027-01-05 12:00+01:00", tick=False)
    assert deliver() == []
    time_machine.move_to("2027-02-04 12:00+01:00", tick=False)
    assert [mail.to for mail in deliver() if mail.to == [cast.pieter.email]] == [[cast.pieter.email]]


def test_the_owner_changes_words_and_date_but_not_whose_it_is(client: Client, cast: Cast, discussed: Case) -> None:
    promise = actions.record_commitment(
        discussed, by=cast.noor, what="Belt.", due_on=date(2027, 1, 10), owner=cast.pieter
    )
    client.force_login(cast.pieter)
    url = reverse("cases:commitment_change", args=[promise.pk])
    assert url in client.get(reverse("cases:commitment", args=[promise.pk])).content.decode()
    version = client.get(url).context["form"]["version"].value()
    typed = {"what": "Schrijft.", "due_on": "2027-02-01", "owner": "Samira Haddad", "version": version}
    assert client.post(url, typed | {"due_on": "2020-01-01"}).context["form"].errors
    assert client.post(url, typed).status_code == 302
    promise.refresh_from_db()
    assert (promise.what, promise.due_on, promise.owner) == ("Schrijft.", date(2027, 2, 1), cast.pieter)
    conflict = client.post(url, typed | {"what": "Iets anders."})
    assert conflict.status_code == 409
    assert "Iets anders." in conflict.content.decode()
    assert Entry.objects.get(verb="commitment.changed").note == "2027-01-10 > 2027-02-01"


def test_a_coordinator_names_another_owner_who_hears_of_it(
    noor: Client, cast: Cast, discussed: Case, mailbox: Mailbox
) -> None:
    promise = actions.record_commitment(
        discussed, by=cast.noor, what="Belt.", due_on=date(2027, 1, 10), owner=cast.pieter
    )
    url = reverse("cases:commitment_change", args=[promise.pk])
    form = noor.get(url).context["form"]
    typed = {name: form[name].value() for name in ("what", "owner", "owner_role", "version")}
    assert typed["owner"] == cast.pieter.name
    before = len(mailbox.of(cast.maria))
    assert noor.post(url, {**typed, "due_on": "2027-01-10", "owner": cast.maria.name}).status_code == 302
    promise.refresh_from_db()
    assert promise.owner == cast.maria
    told = mailbox.of(cast.maria)[before:]
    assert [discussed.number in mail.subject and "Belt." not in mail.body for mail in told] == [True]


def test_a_commitment_that_ended_is_not_changed_any_more(client: Client, cast: Cast, discussed: Case) -> None:
    promise = actions.record_commitment(
        discussed, by=cast.noor, what="Belt.", due_on=date(2027, 1, 10), owner=cast.pieter
    )
    actions.answer_commitment(promise, by=cast.pieter, to=CommitmentState.DONE)
    for member in (cast.pieter, cast.noor, cast.maria):
        client.force_login(member)
        assert client.get(reverse("cases:commitment_change", args=[promise.pk])).status_code == 403
    with pytest.raises(NotAllowed):
        actions.change_commitment(promise, by=cast.noor, what="x", due_on=date(2027, 2, 1), owner=cast.pieter)


def test_every_move_that_concerns_them_reaches_the_submitters_by_mail(cast: Cast, mailbox: Mailbox) -> None:
    case = make_case(cast, CaseState.SUBMITTED, together=cast.maria.email)
    for member, links in ((cast.samira, "/inbreng/"), (cast.beheer, "/beheer/")):
        (mail,) = mailbox.of(member)
        assert case.number in mail.subject
        assert links in mail.body
    actions.request_changes(case, by=cast.beheer, notes={"question": "GEHEIM verzoek"})
    assert len(mailbox.of(cast.samira)) == 2
    assert "/inbreng/" in mailbox.last(cast.maria).body, "who submits along hears it too"
    assert "GEHEIM" not in mailbox.last(cast.samira).body
    case = Case.objects.get()
    actions.resubmit(case, by=cast.maria)
    actions.decline(Case.objects.get(), by=cast.beheer, reason="GEHEIM reden", offer="GEHEIM aanbod")
    assert len(mailbox.of(cast.samira)) == 3
    assert "GEHEIM" not in mailbox.last(cast.samira).body
    assert len(mailbox.of(cast.pieter)) == 0


def test_a_mail_that_was_overtaken_does_not_leave(cast: Cast) -> None:
    case = make_case(cast, CaseState.CHANGES_ASKED)
    actions.withdraw(case, by=cast.samira)
    mails = [(mail.to[0], mail.subject) for mail in deliver()]
    assert not any("beheer" in address and "eoordeel" in subject for address, subject in mails)
    assert len([address for address, _subject in mails if address == cast.samira.email]) == 2


def test_open_cases_ask_for_a_missing_perspective(cast: Cast) -> None:
    case = make_case(cast)
    assert [ask.url for ask in queries.asks_of(cast.pieter)] == [reverse("cases:voice", args=[case.number])]
    actions.give_voice(case, by=cast.pieter, text="Vanuit wonen.")
    assert queries.asks_of(cast.pieter) == []


def test_asks_are_few_queries(cast: Cast, django_assert_max_num_queries) -> None:
    for _n in range(3):
        make_case(cast, CaseState.CHANGES_ASKED)
        make_case(cast)
    with django_assert_max_num_queries(4):
        assert len(queries.asks_of(cast.samira)) == 3


def test_a_perspective_is_changed_and_taken_back_by_its_speaker_only(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    url = reverse("cases:voice", args=[case.number])
    client.force_login(cast.pieter)
    assert client.post(url, {"text": ""}).status_code == 200
    assert client.post(url, {"text": "Eerst."}).status_code == 302
    assert client.post(url, {"text": "Later."}).status_code == 302
    assert [voice.text for voice in case.voices.all()] == ["Later."]
    assert Case.objects.get().heard == ["housing"]
    client.force_login(cast.maria)
    assert client.post(reverse("cases:voice_remove", args=[case.number])).status_code == 404
    client.force_login(cast.pieter)
    assert client.post(reverse("cases:voice_remove", args=[case.number]), {"sure": "1"}).status_code == 302
    assert Case.objects.get().heard == []


def test_a_discussed_case_asks_no_perspectives(client: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.DISCUSSED)
    client.force_login(cast.pieter)
    assert client.post(reverse("cases:voice", args=[case.number]), {"text": "Te laat."}).status_code == 200
    assert not case.voices.exists()


def test_late_commitments_are_known(cast: Cast) -> None:
    case = make_case(cast, CaseState.DISCUSSED)
    today = timezone.localdate()
    late = actions.record_commitment(case, by=cast.noor, what="x", due_on=today - timedelta(days=1), owner_role="team")
    actions.record_commitment(case, by=cast.noor, what="y", due_on=today, owner_role="team")
    assert list(Commitment.objects.late()) == [late]
