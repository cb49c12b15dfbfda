"""The moderators' side: reading, asking, releasing, declining."""

from difflib import SequenceMatcher

import pytest
from django.test import Client
from django.urls import reverse

from atelier.audit.models import Entry
from atelier.base.exceptions import MoveNotAllowed
from cases import actions
from cases.diff import word_diff
from cases.exceptions import SameAsIntake, SecondPersonNeeded
from cases.models import Case, Insight, Mechanism
from cases.states import CaseState
from members.models import Member
from tests.cases.helpers import RAW_SITUATION, RELEASED, make_case
from tests.cast import Cast
from tests.fixtures_mail import Mailbox


@pytest.fixture
def beheer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.beheer)
    return client


def step(case: Case, name: str) -> str:
    return reverse("admin:cases_case_step", args=[case.pk, name])


def test_a_moderator_reads_the_intake_and_the_reading_is_recorded(beheer: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    page = beheer.get(step(case, "inbreng"))
    assert RAW_SITUATION in page.content.decode()
    assert Entry.objects.filter(verb="intake.read", actor=cast.beheer).count() == 1


def test_the_review_stands_in_the_frame_of_the_desk(beheer: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    for name in ("inbreng", "vrijgeven", "wijzigingen", "afwijzen"):
        page = beheer.get(step(case, name)).content.decode()
        assert 'id="nav-sidebar"' in page
        assert f'<a href="{reverse("admin:cases_case_change", args=[case.pk])}">{case.number}</a>' in page


def test_the_ordinary_admin_pages_hold_no_raw_text(beheer: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    for url in (
        reverse("admin:cases_case_changelist"),
        reverse("admin:cases_case_changelist") + "?q=RAUWMERK",
        reverse("admin:cases_case_change", args=[case.pk]),
    ):
        page = beheer.get(url)
        assert page.status_code == 200
        assert "RAUWMERK Mevrouw" not in page.content.decode()


def test_a_draft_is_nobodys_to_see_in_the_workplace(beheer: Client, cast: Cast) -> None:
    draft = make_case(cast, CaseState.DRAFT)
    assert beheer.get(reverse("admin:cases_case_change", args=[draft.pk])).status_code == 302
    assert beheer.get(step(draft, "inbreng")).status_code == 404


def test_release_needs_a_text_and_the_tick_and_keeps_what_was_typed(beheer: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    page = beheer.post(step(case, "vrijgeven"), {"title": "Een titel", "situation": "Iets."})
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"question", "looked_over"}
    assert 'value="Een titel"' in page.content.decode()
    assert Case.objects.get().state == CaseState.SUBMITTED


def test_look_shows_marks_and_differences_and_releases_nothing(beheer: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    page = beheer.post(step(case, "vrijgeven"), {"situation": "Mevrouw J. Hendriks wacht sinds maart.", "go": "look"})
    text = page.content.decode()
    assert '<mark class="private">J. Hendriks</mark>' in text
    assert "<del>" in text
    assert "<ins>" in text
    assert Case.objects.get().state == CaseState.SUBMITTED


def test_release_puts_the_new_text_before_who_submitted(beheer: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    page = beheer.post(step(case, "vrijgeven"), {**RELEASED, "looked_over": "on", "go": "release"})
    assert page.status_code == 302
    case = Case.objects.get()
    assert (case.state, case.title, case.released_by) == (CaseState.SHOWN, RELEASED["title"], cast.beheer)


def test_a_moderator_is_not_offered_to_review_the_own_case(client: Client, cast: Cast) -> None:
    Member.objects.filter(pk__in=[cast.samira.pk, cast.maria.pk]).update(is_moderator=True)
    case = make_case(cast, CaseState.SUBMITTED, together=cast.maria.email)
    for member in (cast.samira, cast.maria):
        client.force_login(Member.objects.get(pk=member.pk))
        page = client.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()
        for name in ("vrijgeven", "wijzigingen", "afwijzen"):
            assert step(case, name) not in page
            assert client.get(step(case, name)).status_code == 403
        answer = client.post(step(case, "vrijgeven"), {**RELEASED, "looked_over": "on", "go": "release"})
        assert "Een ander moet haar beoordelen." in answer.content.decode()
    assert Case.objects.get().state == CaseState.SUBMITTED


@pytest.mark.parametrize("state", [CaseState.RELEASED, CaseState.DISCUSSED, CaseState.CLOSED])
def test_a_name_that_is_found_later_goes_from_the_text(beheer: Client, cast: Cast, state: str) -> None:
    case = make_case(cast, state)
    assert step(case, "verbeteren") in beheer.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()
    typed = {**RELEASED, "situation": "Iemand wacht.", "looked_over": "on"}
    assert set(beheer.post(step(case, "verbeteren"), typed).context["form"].errors) == {"reason"}
    looked = beheer.post(step(case, "verbeteren"), {**typed, "go": "look"})
    assert "<ins>" in looked.content.decode()
    assert Case.objects.get().situation == RELEASED["situation"]
    assert beheer.post(step(case, "verbeteren"), {**typed, "reason": "Er stond een naam."}).status_code == 302
    corrected = Case.objects.get()
    assert (corrected.situation, corrected.state) == ("Iemand wacht.", state)
    assert Entry.objects.get(verb="case.corrected").actor == cast.beheer
    beheer.force_login(cast.samira)
    page = beheer.get(f"/kwesties/{case.number}/inbreng/").content.decode()
    assert "Een moderator heeft de tekst verbeterd" in page
    assert "Er stond een naam." in page


def test_only_a_second_person_corrects_and_never_with_the_raw_text(cast: Cast) -> None:
    cast.samira.is_moderator = True
    case = make_case(cast)
    with pytest.raises(SecondPersonNeeded):
        actions.correct(case, by=cast.samira, reason="Zo", **RELEASED)
    with pytest.raises(SameAsIntake):
        actions.correct(case, by=cast.beheer, reason="Zo", **{**RELEASED, "situation": RAW_SITUATION})
    with pytest.raises(MoveNotAllowed):
        actions.correct(make_case(cast, CaseState.SUBMITTED), by=cast.beheer, reason="Zo", **RELEASED)


def test_a_perspective_can_be_taken_off_and_who_wrote_it_hears(beheer: Client, cast: Cast, mailbox: Mailbox) -> None:
    case = make_case(cast)
    voice = actions.give_voice(case, by=cast.pieter, text="Ik ken deze mevrouw Hendriks.")
    answer = beheer.post(reverse("admin:cases_voice_step", args=[voice.pk, "weghalen"]))
    assert answer["Location"] == reverse("admin:cases_voice_changelist")
    assert not case.voices.exists()
    assert Case.objects.get().heard == []
    assert Entry.objects.get(verb="voice.removed").actor == cast.beheer
    assert "Hendriks" not in mailbox.last(cast.pieter).body
    assert case.number in mailbox.last(cast.pieter).subject


def test_a_page_that_someone_else_overtook_gives_a_conflict_with_the_typed_text(beheer: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    version = beheer.get(step(case, "vrijgeven")).context["form"]["version"].value()
    actions.request_changes(case, by=cast.beheer, notes={"question": "Korter."})
    actions.resubmit(Case.objects.get(), by=cast.samira, question="Mag het?")
    typed = {**RELEASED, "looked_over": "on", "go": "release", "version": version}
    page = beheer.post(step(case, "vrijgeven"), typed)
    assert page.status_code == 409
    assert RELEASED["situation"] in page.content.decode()


def test_asking_changes_needs_a_note(beheer: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    assert beheer.post(step(case, "wijzigingen"), {}).context["form"].non_field_errors()
    assert beheer.post(step(case, "wijzigingen"), {"question": "Maak de vraag korter."}).status_code == 302
    case = Case.objects.get()
    assert case.state == CaseState.CHANGES_ASKED
    assert [(note.field, note.note) for note in case.intake.notes.all()] == [("question", "Maak de vraag korter.")]


def test_declining_needs_a_reason_and_an_offer(beheer: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    assert set(beheer.post(step(case, "afwijzen"), {}).context["form"].errors) == {"reason", "offer"}
    assert beheer.post(step(case, "afwijzen"), {"reason": "Te klein.", "offer": "Bel ons."}).status_code == 302
    told = Case.objects.get().moves.last()
    assert (told.why, told.offer) == ("Te klein.", "Bel ons.")


def test_a_released_text_can_be_taken_back(beheer: Client, cast: Cast) -> None:
    case = make_case(cast)
    assert beheer.post(step(case, "terughalen"), {"reason": "Een naam bleef staan."}).status_code == 302
    assert not Case.objects.visible_to(cast.pieter).exists()


def test_a_text_that_is_taken_back_is_told_to_who_submitted_and_who_reviews(
    cast: Cast, mailbox: Mailbox, time_machine
) -> None:
    time_machine.move_to("2026-11-01 12:00+01:00")
    case = make_case(cast)
    time_machine.move_to("2026-11-02 12:00+01:00")
    before = len(mailbox.of(cast.beheer))
    actions.unpublish(case, by=cast.beheer, reason="De naam Hendriks bleef staan.")
    mail = mailbox.last(cast.samira)
    assert case.number in mail.subject
    assert f"/kwesties/{case.number}/inbreng/" in mail.body
    assert "Hendriks" not in mail.body
    assert len(mailbox.of(cast.beheer)) == before + 1


def test_who_hears_of_what_waits_may_review_it(cast: Cast, mailbox: Mailbox) -> None:
    Member.objects.filter(pk=cast.pieter.pk).update(is_superuser=True)
    Member.objects.filter(pk__in=[cast.samira.pk, cast.maria.pk]).update(is_moderator=True)
    make_case(cast, CaseState.SUBMITTED, together=cast.maria.email)
    told = {mail.to[0] for mail in mailbox.deliver() if "Beoordeel" in mail.subject}
    assert told == {cast.beheer.email, cast.pieter.email}


def test_members_and_coordinators_have_no_business_here(client: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    for member in (cast.pieter, cast.noor, cast.samira):
        client.force_login(member)
        for name in ("inbreng", "vrijgeven"):
            assert client.get(step(case, name)).status_code in (302, 403, 404)
    assert not Entry.objects.filter(verb="intake.read").exists()


def test_an_insight_is_published_when_it_is_named(beheer: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.DISCUSSED)
    insight = actions.record_insight(
        case, by=cast.noor, title="Schaamte sluit deuren", text="Wie zich schaamt, blijft weg."
    )
    publish = reverse("admin:cases_insight_step", args=[insight.pk, "publiceren"])
    assert beheer.post(publish).status_code == 200
    mechanism = Mechanism.objects.create(name="Schaamte", slug="schaamte")
    actions.revise_insight(insight, by=cast.beheer, mechanism=mechanism, level="citizen", lens="relational")
    assert beheer.post(publish).status_code == 302
    assert Insight.objects.get().get_absolute_url() == "/inzichten/schaamte-sluit-deuren/"
    beheer.logout()
    assert "Schaamte sluit deuren" in beheer.get("/inzichten/").content.decode()


@pytest.mark.parametrize(
    "model", ["case", "insight", "mechanism", "placename", "commitment", "advice", "voice", "lookback"]
)
def test_each_model_is_searchable_and_nothing_of_a_case_is_deleted(beheer: Client, cast: Cast, model: str) -> None:
    make_case(cast, CaseState.DISCUSSED)
    page = beheer.get(reverse(f"admin:cases_{model}_changelist") + "?q=x")
    assert page.status_code == 200
    allowed = {"placename"}
    assert page.context["cl"].model_admin.has_delete_permission(page.wsgi_request) is (model in allowed)


def test_a_diff_gives_both_texts_back() -> None:
    old, new = "Mevrouw Hendriks wacht\nsinds maart.", "Een bewoner wacht sinds het voorjaar."
    pieces = word_diff(old, new)
    assert "".join(text for kind, text in pieces if kind != "ins") == old
    assert "".join(text for kind, text in pieces if kind != "del") == new


def nasty(words: int) -> str:
    """6,000 letters of so many different words, again and again in another order."""
    return " ".join(f"w{number * number % words}" for number in range(6000))[:6000]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 3000, "a " * 2999 + "b"),
        ("a b " * 1500, "b a " * 1500),
        ("  voor en na \n", "na en voor"),
        *((nasty(number), nasty(number + 1)) for number in (3, 7, 31, 101)),
    ],
)
def test_no_text_makes_the_diff_work_long(monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    steps, match = [0], SequenceMatcher.find_longest_match

    def counted(self: SequenceMatcher[str], low: int, high: int, start: int, end: int) -> object:
        steps[0] += sum(1 + len(self.b2j.get(word, ())) for word in self.a[low:high])
        return match(self, low, high, start, end)

    monkeypatch.setattr(SequenceMatcher, "find_longest_match", counted)
    pieces = word_diff(old, new)
    assert steps[0] <= 1_000_000
    assert "".join(text for kind, text in pieces if kind != "ins") == old
    assert "".join(text for kind, text in pieces if kind != "del") == new


def test_a_changed_word_stands_alone() -> None:
    pieces = word_diff("Mevrouw wacht sinds maart.", "Mevrouw wacht sinds lang.")
    assert pieces == [("same", "Mevrouw wacht sinds "), ("del", "maart."), ("ins", "lang.")]


def test_what_waits_for_a_moderator_comes_first_and_nothing_else_is_said_to_wait(beheer: Client, cast: Cast) -> None:
    first = make_case(cast, CaseState.SUBMITTED)
    for state in CaseState:
        make_case(cast, state)
    taken_back = make_case(cast)
    actions.unpublish(taken_back, by=cast.beheer, reason="Een naam bleef staan.")
    waits = Case.objects.exclude(waiting_since=None).order_by("pk")
    assert [case.state for case in waits] == [CaseState.SUBMITTED] * 3
    listed = beheer.get(reverse("admin:cases_case_changelist")).context["cl"].result_list
    assert [case.pk for case in listed[:3]] == [case.pk for case in waits]
    assert (listed[0], listed[2]) == (first, taken_back)


def test_only_a_released_case_links_to_its_page(beheer: Client, cast: Cast) -> None:
    for state, linked in ((CaseState.SUBMITTED, False), (CaseState.RELEASED, True)):
        case = make_case(cast, state)
        page = beheer.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()
        assert (f'href="/kwesties/{case.number}/"' in page) is linked
