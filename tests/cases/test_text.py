"""Who submitted a case looks at the text for members before they read it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.base.exceptions import MoveNotAllowed, NotAllowed, ReasonMissing, Stale
from cases import actions, privacy, queries
from cases.exceptions import IntakeGone, PeriodOutOfBounds
from cases.models import Case, CaseMove, Intake, Period, TextWish
from cases.states import PERIODS, CaseState, Look, Urgency
from members.models import Member
from tests.at_once import at_once
from tests.cases.helpers import RAW_SITUATION, RELEASED, make_case
from tests.cast import Cast, make_cast
from tests.fixtures_mail import Mailbox, tick

WISH = "WENSMERK De bakker kent iedereen: laat die weg."
DAY = timedelta(days=1)
# A Tuesday; the Thursday before a weekend.
TUESDAY, THURSDAY = "2026-11-03 12:00+01:00", "2026-11-05 12:00+01:00"


@pytest.fixture(autouse=True)
def tuesday(time_machine: Any) -> datetime:
    time_machine.move_to(TUESDAY, tick=False)
    return timezone.now()


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast, CaseState.SHOWN)


@pytest.fixture
def samira(client: Client, cast: Cast) -> Client:
    client.force_login(cast.samira)
    return client


def address(case: Case) -> str:
    return reverse("cases:text", args=[case.number])


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def look_days() -> Period:
    """A test with real transactions ends by emptying all tables, and so the periods too."""
    return Period.objects.get_or_create(kind=Look.TIME, defaults={"days": PERIODS[Look.TIME].usual})[0]


class TestBeforeMembers:
    def test_a_release_opens_nothing_and_asks_who_submitted(self, cast: Cast, case: Case, mailbox: Mailbox) -> None:
        assert (case.state, case.released_at, case.released_by) == (CaseState.SHOWN, None, cast.beheer)
        assert case.opens_at == timezone.now() + 2 * DAY
        assert case.waiting_since is None
        assert not Case.objects.visible_to(cast.pieter).exists()
        [mail] = [one for one in mailbox.of(cast.samira) if address(case) in one.body]
        assert case.number in mail.subject
        assert "donderdag 5 november 2026" in mail.body
        assert "12.00" in mail.body
        letter = f"{mail.subject} {mail.body} {mail.alternatives}"
        assert not any(words in letter for words in (*RELEASED.values(), RAW_SITUATION))
        assert not any("staat open" in one.subject for one in mailbox.of(cast.samira))

    def test_nobody_else_finds_its_text_anywhere(self, client: Client, cast: Cast, case: Case) -> None:
        for member in (cast.pieter, cast.noor, cast.maria, cast.lars):
            client.force_login(member)
            assert client.get(address(case)).status_code == 404
            assert client.post(address(case), {"answer": "yes"}).status_code == 404
            for page in ("/", "/mijn/", "/kwesties/", "/kwesties/?state=shown", "/zoeken/?q=toeslag"):
                shown = client.get(page).content.decode()
                assert RELEASED["title"] not in shown, (member, page)
                assert case.number not in shown, (member, page)
            assert client.get(f"/kwesties/{case.number}/").status_code == 404
            assert queries.page_of_number(case.number, member) == ""
            assert queries.why_gone(case.number, member) == ""
        assert now(case).state == CaseState.SHOWN

    def test_a_visitor_logs_in_first_and_comes_back(self, client: Client, case: Case) -> None:
        answer = client.get(address(case))
        assert answer["Location"].startswith("/inloggen/")
        assert address(case) in answer["Location"]

    def test_the_page_shows_both_texts_the_difference_and_the_moment(self, samira: Client, case: Case) -> None:
        page = samira.get(address(case)).content.decode()
        assert RELEASED["title"] in page
        assert case.attribution_line in page
        assert "donderdag 5 november 2026" in page
        assert "<ins>" in page
        assert "RAUWMERK" in page
        assert 'value="yes"' in page
        assert 'value="change"' in page

    def test_it_waits_first_on_the_own_page(self, samira: Client, cast: Cast, case: Case) -> None:
        make_case(cast, CaseState.CHANGES_ASKED)
        first = samira.get("/mijn/").context["asks"][0]
        assert (first.url, first.weight) == (address(case), 95)
        assert "donderdag 5 november 2026" in str(first.meta)
        assert address(case) in samira.get("/kwesties/mijn/").content.decode()
        assert address(case) in samira.get(reverse("cases:intake", args=[case.number])).content.decode()

    def test_the_desk_tells_until_when_it_is_with_who_submitted(self, client: Client, cast: Cast, case: Case) -> None:
        client.force_login(cast.beheer)
        listed = client.get(reverse("admin:cases_case_changelist") + "?state__exact=shown").content.decode()
        assert "Bij de inbrenger, tot 5 nov 2026, 12.00 uur" in listed
        assert "state__exact=shown" in client.get("/beheer/").content.decode()
        page = client.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()
        assert "/stap/terugnemen/" in page
        for name in ("vrijgeven", "verbeteren", "afwijzen", "wijzigingen", "terughalen"):
            assert f"/stap/{name}/" not in page

    def test_a_co_submitter_answers_too(self, cast: Cast) -> None:
        case = make_case(cast, CaseState.SHOWN, together=cast.pieter.email)
        actions.agree_text(case, by=cast.pieter)
        assert now(case).is_open_to_members

    def test_the_submitter_shows_less_or_withdraws_meanwhile(self, cast: Cast, case: Case) -> None:
        actions.show_less(case, by=cast.samira, attribution=case.stricter[0])
        assert "een deelnemer" in now(case).attribution_line
        actions.withdraw(now(case), by=cast.samira)
        assert (now(case).state, now(case).opens_at) == (CaseState.WITHDRAWN, None)


class TestYes:
    def test_members_read_it_from_now_on(self, samira: Client, cast: Cast, case: Case, time_machine: Any) -> None:
        time_machine.shift(timedelta(hours=3))
        answer = samira.post(address(case), {"answer": "yes"}, follow=True)
        assert "Deelnemers kunnen je kwestie nu lezen." in answer.content.decode()
        case = now(case)
        assert (case.state, case.released_at, case.released_by) == (CaseState.RELEASED, timezone.now(), cast.beheer)
        assert case.opens_at is None
        assert Case.objects.visible_to(cast.pieter).get() == case
        last = case.moves.latest("pk")
        assert (last.from_state, last.by) == ("shown", cast.samira)
        assert last.said == "De inbrenger zei dat de tekst klopt"

    def test_its_submitters_get_the_mail_that_it_is_open(self, cast: Cast, case: Case, mailbox: Mailbox) -> None:
        actions.agree_text(case, by=cast.samira)
        assert f"/kwesties/{case.number}/" in mailbox.last(cast.samira).body
        assert "open" in mailbox.last(cast.samira).subject

    @pytest.mark.parametrize("who", ["pieter", "noor", "beheer"])
    def test_of_who_submitted_alone(self, cast: Cast, case: Case, who: str) -> None:
        with pytest.raises(NotAllowed):
            actions.agree_text(case, by=getattr(cast, who))
        with pytest.raises(NotAllowed):
            actions.ask_other_text(case, by=getattr(cast, who), words=WISH)
        assert now(case).state == CaseState.SHOWN

    @pytest.mark.parametrize("state", [CaseState.SUBMITTED, CaseState.CHANGES_ASKED, CaseState.SCHEDULED])
    def test_only_of_a_text_that_is_shown(self, cast: Cast, state: CaseState) -> None:
        case = make_case(cast, state)
        with pytest.raises(MoveNotAllowed):
            actions.agree_text(case, by=cast.samira)
        with pytest.raises(MoveNotAllowed):
            actions.ask_other_text(case, by=cast.samira, words=WISH)
        assert now(case).state == state

    def test_words_beside_a_yes_are_not_lost(self, samira: Client, case: Case) -> None:
        page = samira.post(address(case), {"answer": "yes", "words": WISH})
        assert page.status_code == 200
        assert WISH in page.content.decode()
        assert now(case).state == CaseState.SHOWN


class TestSomethingElse:
    def test_it_waits_for_a_moderator_who_reads_the_words_beside_the_rewrite(
        self, samira: Client, cast: Cast, case: Case, mailbox: Mailbox, time_machine: Any
    ) -> None:
        before = len(mailbox.of(cast.beheer))
        time_machine.shift(timedelta(minutes=5))
        answer = samira.post(address(case), {"answer": "change", "words": WISH}, follow=True)
        assert "Een moderator kijkt opnieuw naar de tekst." in answer.content.decode()
        case = now(case)
        assert (case.state, case.opens_at, case.waiting_since) == (CaseState.SUBMITTED, None, timezone.now())
        assert not Case.objects.visible_to(cast.pieter).exists()
        mail = mailbox.of(cast.beheer)[before:]
        assert len(mail) == 1
        assert case.number in mail[0].subject
        assert "WENSMERK" not in mail[0].body
        assert "WENSMERK" in samira.get(reverse("cases:intake", args=[case.number])).content.decode()
        samira.force_login(cast.beheer)
        page = samira.get(reverse("admin:cases_case_step", args=[case.pk, "vrijgeven"]))
        assert WISH in page.content.decode()
        start = page.context["form"]
        assert {name: start[name].value() for name in RELEASED} == RELEASED
        last = case.moves.latest("pk")
        assert (last.from_state, last.to_state, last.why) == ("shown", "submitted", "")
        assert last.said == "De inbrenger vroeg iets te veranderen in de tekst"

    def test_released_again_it_is_shown_again_with_time_anew(
        self, cast: Cast, case: Case, time_machine: Any, mailbox: Mailbox
    ) -> None:
        mailbox.of(cast.samira)
        actions.ask_other_text(case, by=cast.samira, words=WISH)
        time_machine.shift(7 * DAY)
        actions.release(case, by=cast.beheer, **{**RELEASED, "title": "Anders"})
        case = now(case)
        assert (case.state, case.opens_at) == (CaseState.SHOWN, timezone.now() + 2 * DAY)
        new = [one for one in mailbox.of(cast.samira) if "dinsdag" not in one.body and "12 november" in one.body]
        assert len(new) == 1
        actions.agree_text(case, by=cast.samira)
        assert now(case).title == "Anders"

    def test_without_words_nothing_happens(self, samira: Client, cast: Cast, case: Case) -> None:
        page = samira.post(address(case), {"answer": "change", "words": "  "})
        assert "Schrijf wat er anders moet." in page.content.decode()
        with pytest.raises(ReasonMissing):
            actions.ask_other_text(case, by=cast.samira, words=" ")
        assert now(case).state == CaseState.SHOWN

    def test_the_words_go_with_the_intake_and_stand_in_the_own_export(self, cast: Cast, case: Case) -> None:
        actions.ask_other_text(case, by=cast.samira, words=WISH)
        assert privacy.export(cast.samira)["cases"][0]["wishes_for_the_text"][0]["words"] == WISH  # type: ignore[index]
        assert "WENSMERK" not in str(privacy.export_for(cast.beheer, cast.samira, raw=False))
        Intake.objects.filter(case=case).delete()
        assert not TextWish.objects.exists()

    def test_without_the_intake_only_a_yes_is_offered(self, samira: Client, cast: Cast, case: Case) -> None:
        Intake.objects.filter(case=case).delete()
        page = samira.get(address(case)).content.decode()
        assert 'value="yes"' in page
        assert 'value="change"' not in page
        with pytest.raises(IntakeGone):
            actions.ask_other_text(case, by=cast.samira, words=WISH)
        assert now(case).state == CaseState.SHOWN


class TestTheTime:
    def test_after_it_the_text_opens_by_itself_and_not_a_moment_sooner(
        self, cast: Cast, case: Case, mailbox: Mailbox, time_machine: Any
    ) -> None:
        opens_at = case.opens_at
        assert opens_at is not None
        time_machine.move_to(opens_at - timedelta(seconds=1), tick=False)
        tick()
        assert now(case).state == CaseState.SHOWN
        time_machine.move_to(opens_at, tick=False)
        tick()
        case = now(case)
        assert (case.state, case.released_at, case.released_by) == (CaseState.RELEASED, opens_at, cast.beheer)
        last = case.moves.latest("pk")
        assert (last.by, last.said) == (None, "Niemand vroeg om een andere tekst voordat de tijd voorbij was")
        assert any(f"kwestie {case.number} staat open" in one.subject for one in mailbox.of(cast.samira))

    def test_halfway_the_mail_comes_once_more_unless_it_was_answered(
        self, cast: Cast, case: Case, mailbox: Mailbox, time_machine: Any
    ) -> None:
        answered = make_case(cast, CaseState.SHOWN)
        again = make_case(cast, CaseState.SHOWN)
        mailbox.of(cast.samira)
        actions.agree_text(answered, by=cast.samira)
        actions.ask_other_text(again, by=cast.samira, words=WISH)
        time_machine.shift(timedelta(hours=1))
        actions.release(again, by=cast.beheer, **RELEASED)
        before = len(mailbox.of(cast.samira))
        time_machine.shift(timedelta(hours=23, minutes=10))
        letters = mailbox.of(cast.samira)[before:]
        assert [case.number in one.subject for one in letters] == [True]

    @pytest.mark.parametrize(
        ("written", "opens"),
        [
            (TUESDAY, "2026-11-05 12:00+01:00"),
            (THURSDAY, "2026-11-09 12:00+01:00"),
            ("2026-11-07 12:00+01:00", "2026-11-10 12:00+01:00"),
            ("2026-12-24 09:30+01:00", "2026-12-29 09:30+01:00"),
            ("2027-03-26 12:00+01:00", "2027-03-31 12:00+02:00"),
        ],
    )
    def test_weekends_and_holidays_do_not_count(self, cast: Cast, time_machine: Any, written: str, opens: str) -> None:
        time_machine.move_to(written, tick=False)
        assert make_case(cast, CaseState.SHOWN).opens_at == datetime.fromisoformat(opens)

    def test_moderators_choose_it_and_what_was_promised_stays(self, cast: Cast, case: Case) -> None:
        promised = case.opens_at
        actions.change_period(look_days(), by=cast.beheer, days=1, reason="Sneller.")
        assert now(case).opens_at == promised
        assert make_case(cast, CaseState.SHOWN).opens_at == timezone.now() + DAY
        actions.change_period(look_days(), by=cast.beheer, days=5, reason="Rustiger.")
        assert make_case(cast, CaseState.SHOWN).opens_at == timezone.now() + 7 * DAY
        for days in (0, 15):
            with pytest.raises(PeriodOutOfBounds):
                actions.change_period(look_days(), by=cast.beheer, days=days, reason="x")
        Period.objects.filter(kind=Look.TIME).delete()
        assert make_case(cast, CaseState.SHOWN).opens_at == timezone.now() + 2 * DAY

    def test_the_desk_asks_for_working_days(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.beheer)
        page = f"/beheer/cases/period/{look_days().pk}/"
        offered = client.get(f"{page}change/").content.decode()
        assert "/stap/werkdagen/" in offered
        assert "/stap/dagen/" not in offered
        client.post(f"{page}stap/werkdagen/", {"days": "3", "reason": "Drie is rustiger."})
        assert Period.objects.get(pk=Look.TIME).days == 3


class TestAtOnce:
    def test_what_is_urgent_opens_at_once_when_the_submitter_said_so(self, cast: Cast, mailbox: Mailbox) -> None:
        case = make_case(cast, CaseState.SUBMITTED, urgency=Urgency.URGENT, at_once=True)
        actions.release(case, by=cast.beheer, **RELEASED)
        case = now(case)
        assert (case.state, case.released_at, case.opens_at) == (CaseState.RELEASED, timezone.now(), None)
        last = case.moves.latest("pk")
        assert (last.from_state, last.by) == ("submitted", cast.beheer)
        assert last.said == "Het is dringend, en de inbrenger hoefde niet eerst te kijken"
        assert "open" in mailbox.last(cast.samira).subject

    @pytest.mark.parametrize(
        "told", [{"urgency": Urgency.URGENT}, {"urgency": Urgency.NEXT, "at_once": True}, {"at_once": True}]
    )
    def test_neither_urgency_nor_the_box_alone(self, cast: Cast, told: dict[str, Any]) -> None:
        assert make_case(cast, CaseState.SHOWN, **told).state == CaseState.SHOWN

    def test_the_box_stands_at_the_urgency_and_is_said_on_the_check_page(self, samira: Client, cast: Cast) -> None:
        draft = make_case(cast, CaseState.DRAFT)
        step = reverse("cases:step", args=[draft.key, "spoed"])
        assert 'name="at_once"' in samira.get(step).content.decode()
        samira.post(step, {"urgency": "urgent", "at_once": "on", "go": "next"})
        assert now(draft).opens_at_once
        check = reverse("cases:check", args=[draft.key])
        said = "Deelnemers mogen het lezen voordat jij de tekst hebt bekeken"
        assert said in samira.get(check).content.decode()
        samira.post(step, {"urgency": "next", "at_once": "on", "go": "next"})
        assert not now(draft).opens_at_once
        assert said not in samira.get(check).content.decode()

    def test_it_opens_at_once_where_nobody_of_its_submitters_is_there(self, cast: Cast) -> None:
        case = make_case(cast, CaseState.SUBMITTED)
        Member.objects.filter(pk=cast.samira.pk).update(is_active=False)
        case = now(case)
        actions.release(case, by=cast.beheer, **RELEASED)
        assert now(case).is_open_to_members
        assert case.moves.latest("pk").said == "Niemand die het inbracht is hier nog om naar de tekst te kijken"

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ({}, "Komt er geen antwoord, dan gaat de tekst vanzelf open"),
            ({"urgency": Urgency.URGENT, "at_once": True}, "het is dringend, en de inbrenger zei dat het mag"),
        ],
    )
    def test_the_page_of_the_release_says_what_follows(
        self, client: Client, cast: Cast, told: dict[str, Any], said: str
    ) -> None:
        case = make_case(cast, CaseState.SUBMITTED, **told)
        client.force_login(cast.beheer)
        page = reverse("admin:cases_case_step", args=[case.pk, "vrijgeven"])
        assert said in client.get(page).content.decode()
        sent = client.post(page, {**RELEASED, "looked_over": "on", "go": "release"}, follow=True)
        done = "Deelnemers kunnen de kwestie lezen." if told else "De inbrenger kijkt eerst naar de tekst"
        assert done in sent.content.decode()


class TestTwoAtOnce:
    def test_of_two_answers_one_counts(self, cast: Cast, case: Case) -> None:
        late = now(case)
        actions.agree_text(case, by=cast.samira)
        with pytest.raises(Stale):
            actions.ask_other_text(late, by=cast.samira, words=WISH)
        assert now(case).state == CaseState.RELEASED
        assert not TextWish.objects.exists()

    def version(self, client: Client, case: Case) -> str:
        return str(client.get(address(case)).context["form"]["version"].value())

    def test_who_asks_after_the_time_is_told_kindly_and_keeps_the_words(
        self, samira: Client, cast: Cast, case: Case, time_machine: Any
    ) -> None:
        version = self.version(samira, case)
        time_machine.shift(2 * DAY)
        tick()
        samira.force_login(cast.samira)
        answer = samira.post(address(case), {"answer": "change", "words": WISH, "version": version})
        shown = answer.content.decode()
        assert answer.status_code == 409
        assert "Deelnemers kunnen deze tekst al lezen" in shown
        assert WISH in shown
        assert "Bewaar toch" not in shown
        assert now(case).state == CaseState.RELEASED

    def test_a_yes_is_never_to_another_text_than_the_one_on_the_page(
        self, samira: Client, cast: Cast, case: Case
    ) -> None:
        version = self.version(samira, case)
        actions.unpublish(case, by=cast.beheer, reason="Een naam.")
        actions.release(case, by=cast.beheer, **{**RELEASED, "situation": "Een heel andere tekst."})
        answer = samira.post(address(case), {"answer": "yes", "version": version})
        assert answer.status_code == 409
        assert "Er is intussen iets met deze tekst gebeurd" in answer.content.decode()
        assert now(case).state == CaseState.SHOWN

    def test_an_answer_before_the_worker_came_by_counts_still(
        self, samira: Client, cast: Cast, case: Case, time_machine: Any
    ) -> None:
        time_machine.shift(3 * DAY)
        samira.force_login(cast.samira)
        samira.post(address(case), {"answer": "change", "words": WISH})
        tick()
        assert now(case).state == CaseState.SUBMITTED

    def test_the_link_of_a_mail_of_a_while_ago_leads_to_what_happened(
        self, samira: Client, cast: Cast, case: Case
    ) -> None:
        actions.agree_text(case, by=cast.samira)
        page = samira.get(address(case), follow=True)
        assert page.redirect_chain == [(reverse("cases:intake", args=[case.number]), 302)]
        assert "Je hoeft over deze tekst niets meer te zeggen." in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_yes_a_wish_and_the_time_at_the_same_moment_have_one_outcome(time_machine: Any) -> None:
    cast = make_cast()
    case = make_case(cast, CaseState.SHOWN, together=cast.pieter.email)
    time_machine.shift(2 * DAY)
    samiras, pieters = now(case), now(case)
    at_once(
        lambda: actions.agree_text(samiras, by=cast.samira),
        lambda: actions.ask_other_text(pieters, by=cast.pieter, words=WISH),
        actions.open_what_nobody_answered,
    )
    assert CaseMove.objects.filter(subject=case, from_state="shown").count() == 1
    state = now(case).state
    assert state in (CaseState.RELEASED, CaseState.SUBMITTED)
    assert TextWish.objects.exists() == (state == CaseState.SUBMITTED)


class TestTakenBack:
    def test_a_moderator_takes_it_back_before_anybody_read_it(
        self, client: Client, cast: Cast, case: Case, mailbox: Mailbox
    ) -> None:
        client.force_login(cast.beheer)
        client.post(
            reverse("admin:cases_case_step", args=[case.pk, "terugnemen"]), {"reason": "Ik zag nog een straatnaam."}
        )
        case = now(case)
        assert (case.state, case.opens_at) == (CaseState.SUBMITTED, None)
        assert queries.why_gone(case.number, cast.pieter) == ""
        last = case.moves.latest("pk")
        assert last.sentence == "Een moderator kijkt opnieuw naar de tekst, voordat deelnemers die lezen"
        assert "Deelnemers kunnen die niet lezen." in " ".join(mailbox.last(cast.samira).body.split())

    def test_who_leaves_takes_it_along_unless_somebody_submits_it_too(self, cast: Cast, case: Case) -> None:
        shared = make_case(cast, CaseState.SHOWN, together=cast.pieter.email)
        privacy.erase(cast.samira, by=cast.beheer)
        assert (now(case).state, now(case).opens_at) == (CaseState.WITHDRAWN, None)
        assert (now(shared).state, now(shared).submitter) == (CaseState.SHOWN, cast.pieter)
        assert CaseMove.objects.filter(subject=case, to_state="withdrawn").exists()
