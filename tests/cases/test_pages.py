"""Every page of the room opens, for whom it should and for nobody else."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from atelier.base.exceptions import WroteItOneself
from cases import actions
from cases.models import Advice, Case, Insight, Mechanism
from cases.states import CaseState, Lens, Level, Moment, Verdict
from members.models import Member
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.second import agree_with_all


def see(client: Client, member: object | None, name: str, *args: object) -> int:
    client.logout()
    if member:
        client.force_login(member)
    return client.get(reverse(f"cases:{name}", args=args)).status_code


def full_case(cast: Cast) -> Case:
    """Discussed, with everything a case can have."""
    case = make_case(cast, CaseState.SCHEDULED)
    actions.give_voice(case, by=cast.pieter, text="Vanuit wonen zie ik iets.")
    actions.mark_discussed(case, by=cast.noor)
    advice = actions.record_advice(case, by=cast.noor, text="Wacht zes weken.", perspective="housing")
    actions.record_commitment(
        case, by=cast.noor, what="Belt de Belastingdienst.", due_on=date(2027, 3, 1), owner=cast.pieter
    )
    insight = actions.record_insight(
        case,
        by=cast.noor,
        title="Wachten kost minder dan ontruimen",
        text="Wie wacht, houdt een gezin bij elkaar.",
        mechanism=Mechanism.objects.create(name="Stapeling", slug="stapeling", about="Eén tekort maakt het volgende."),
        level=Level.GOVERNMENT,
        lens=Lens.JUSTICE,
    )
    actions.publish_insight(insight, by=cast.beheer)
    actions.look_back(
        case,
        by=cast.samira,
        moment=Moment.SIX_WEEKS,
        verdicts={advice.pk: (Verdict.TRIED, "Het hielp.")},
        changed="We bellen eerst.",
    )
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def full(cast: Cast, time_machine: object) -> Case:
    time_machine.move_to("2026-12-01 12:00+01:00")
    return full_case(cast)


def test_pages_open_for_whom_they_should(client: Client, cast: Cast, full: Case) -> None:
    number = full.number
    draft = make_case(cast, CaseState.DRAFT)
    changes = make_case(cast, CaseState.CHANGES_ASKED)
    advice = full.advices.get()
    open_advice = actions.record_advice(full, by=cast.noor, text="Nog iets.")
    promise = full.commitments.get()
    insight = full.insights.get()
    drafted = actions.record_insight(full, by=cast.noor, title="Concept", text="Nog niet.")
    rows: list[tuple[object | None, int, str, tuple[object, ...]]] = [
        (cast.pieter, 200, "list", ()),
        (None, 302, "list", ()),
        (cast.pieter, 200, "mine", ()),
        (cast.samira, 200, "mine", ()),
        (cast.pieter, 200, "submit", ()),
        (cast.samira, 200, "step", (draft.key, "wat-er-gebeurt")),
        (cast.samira, 200, "step", (draft.key, "spoed")),
        (cast.samira, 200, "step", (draft.key, "samen")),
        (cast.samira, 404, "step", (draft.key, "onzin")),
        (cast.pieter, 404, "step", (draft.key, "wat-er-gebeurt")),
        (cast.beheer, 404, "step", (draft.key, "wat-er-gebeurt")),
        (cast.samira, 200, "check", (draft.key,)),
        (cast.pieter, 404, "check", (draft.key,)),
        (cast.samira, 200, "submitted", (number,)),
        (cast.pieter, 404, "submitted", (number,)),
        (cast.samira, 200, "intake", (number,)),
        (cast.samira, 200, "intake", (changes.number,)),
        (cast.pieter, 404, "intake", (number,)),
        (cast.beheer, 404, "intake", (number,)),
        (cast.samira, 200, "withdraw", (changes.number,)),
        (cast.pieter, 404, "withdraw", (changes.number,)),
        (cast.pieter, 200, "detail", (number,)),
        (cast.samira, 200, "detail", (number,)),
        (cast.noor, 200, "detail", (number,)),
        (cast.samira, 404, "detail", (changes.number,)),
        (cast.pieter, 200, "voice", (number,)),
        (cast.noor, 200, "report", (number,)),
        (cast.pieter, 403, "report", (number,)),
        (cast.noor, 404, "report", (changes.number,)),
        (cast.noor, 200, "report_add", (number, "advies")),
        (cast.noor, 200, "report_step", (number, "opgevolgd")),
        (cast.noor, 404, "advice", (advice.pk,)),
        (cast.noor, 200, "advice", (open_advice.pk,)),
        (cast.pieter, 403, "advice", (open_advice.pk,)),
        (cast.samira, 200, "look_back", (number,)),
        (cast.pieter, 404, "look_back", (number,)),
        (cast.pieter, 200, "commitment", (promise.pk,)),
        (cast.noor, 200, "commitment", (promise.pk,)),
        (cast.samira, 403, "commitment", (promise.pk,)),
        (cast.noor, 200, "insight_draft", (drafted.pk,)),
        (cast.pieter, 403, "insight_draft", (drafted.pk,)),
        (None, 200, "insights", ()),
        (cast.pieter, 200, "insights", ()),
        (None, 200, "insight", (insight.slug,)),
        (None, 404, "insight", ("onbekend",)),
    ]
    wrong = [
        (getattr(who, "name", None), name, args, expected, got)
        for who, expected, name, args in rows
        if (got := see(client, who, name, *args)) != expected
    ]
    assert wrong == []


def test_a_draft_insight_is_not_public(client: Client, cast: Cast, full: Case) -> None:
    insight = Insight.objects.get()
    actions.unpublish_insight(insight, by=cast.beheer, reason="Een fout.")
    assert see(client, None, "insight", insight.slug) == 410
    assert "Wachten kost" not in client.get("/inzichten/").content.decode()


@pytest.mark.parametrize(
    "filters", ["?state=followed_up", "?urgency=next", "?missing=rights", "?state=onzin&missing=%00"]
)
def test_a_filter_narrows_or_is_ignored(client: Client, cast: Cast, full: Case, filters: str) -> None:
    client.force_login(cast.pieter)
    assert full.title in client.get(f"/kwesties/{filters}").content.decode()


def test_a_perspective_that_spoke_is_no_longer_missing(client: Client, cast: Cast, full: Case) -> None:
    client.force_login(cast.pieter)
    assert full.title not in client.get("/kwesties/?missing=housing").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_few_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: Callable[..., object], number: int
) -> None:
    for _n in range(number):
        case = make_case(cast)
        actions.give_voice(case, by=cast.pieter, text="Iets.")
    client.force_login(cast.maria)
    client.get("/kwesties/inbrengen/")  # the session's own write comes first
    with django_assert_max_num_queries(3):
        assert client.get("/kwesties/").status_code == 200


def test_the_detail_stays_within_twelve_queries(
    client: Client, cast: Cast, full: Case, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for member in (cast.ingrid, cast.lars):
        full.state = CaseState.RELEASED
        Case.objects.filter(pk=full.pk).update(state=CaseState.RELEASED)
        actions.give_voice(full, by=member, text="Ook iets.")
    actions.record_advice(make_case(cast, CaseState.DISCUSSED), by=cast.noor, text="x")
    assert Advice.objects.count() == 2
    client.force_login(cast.maria)
    client.get("/kwesties/inbrengen/")  # the session's own write comes first
    with django_assert_max_num_queries(12):
        assert client.get(full.get_absolute_url()).status_code == 200


def test_insights_ask_few_queries(
    client: Client, cast: Cast, full: Case, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(2):
        assert client.get("/inzichten/?lens=justice&q=wachten").status_code == 200


@pytest.mark.parametrize("text", ["Vanuit wonen zie ik iets.", "x" * 3001])
def test_a_perspective_that_comes_too_late_is_not_lost(cast: Cast, client: Client, text: str) -> None:
    case = make_case(cast, CaseState.SCHEDULED)
    client.force_login(cast.pieter)
    actions.mark_discussed(case, by=cast.noor)
    page = client.post(reverse("cases:voice", args=[case.number]), {"text": text})
    assert f'<div class="copy" dir="auto">{text}</div>' in page.content.decode()
    assert not case.voices.exists()


def test_a_perspective_that_stands_is_not_called_unsaved(cast: Cast, client: Client) -> None:
    case = make_case(cast, CaseState.SCHEDULED)
    actions.give_voice(case, by=cast.pieter, text="Vanuit wonen zie ik iets.")
    actions.mark_discussed(case, by=cast.noor)
    client.force_login(cast.pieter)
    assert client.get(reverse("cases:voice", args=[case.number])).context["typed"] == []


def test_own_cases_come_in_pages(cast: Cast, client: Client) -> None:
    for _ in range(21):
        make_case(cast, CaseState.SUBMITTED)
    client.force_login(cast.samira)
    first = client.get("/kwesties/mijn/").context["cases"]
    second = client.get(f"/kwesties/mijn/{first.next}").context["cases"]
    assert (len(first), len(second), second.next) == (20, 1, "")


def test_an_insight_that_was_taken_back_leaves_a_note_and_comes_back_by_a_second_person(
    client: Client, cast: Cast, full: Case
) -> None:
    insight = Insight.objects.get()
    actions.unpublish_insight(insight, by=cast.beheer, reason="Een wijk is te herkennen.")
    page = client.get(f"/inzichten/{insight.slug}/")
    assert page.status_code == 410
    text = page.content.decode()
    assert "Teruggetrokken op" in text
    assert "Een wijk is te herkennen." not in text, "nobody else read it yet"
    assert insight.title not in text
    agree_with_all()
    assert "Een wijk is te herkennen." in client.get(f"/inzichten/{insight.slug}/").content.decode()
    actions.revise_insight(insight, by=cast.beheer, text="Zonder de wijk.")
    with pytest.raises(WroteItOneself):
        actions.publish_insight(insight, by=cast.beheer)
    other = Member.objects.create_user("twee@voorbeeld.test", "x", name="Tweede", is_moderator=True)
    actions.publish_insight(insight, by=other)
    text = client.get(f"/inzichten/{insight.slug}/").content.decode()
    assert "Zonder de wijk." in text
    assert "Opnieuw gepubliceerd" in text


def test_who_typed_in_an_insight_at_the_desk_does_not_publish_it(client: Client, cast: Cast) -> None:
    insight = actions.record_insight(None, by=cast.noor, title="Wachten", text="Wie wacht.")
    client.force_login(cast.beheer)
    change = reverse("admin:cases_insight_change", args=[insight.pk])
    mechanism = Mechanism.objects.create(name="Stapeling", slug="stapeling")
    typed = {"title": "Wachten", "text": "Anders.", "mechanism": mechanism.pk, "level": "citizen", "lens": "justice"}
    assert client.post(change, typed).status_code == 302
    insight.refresh_from_db()
    assert insight.text == "Anders."
    with pytest.raises(WroteItOneself):
        actions.publish_insight(insight, by=cast.beheer)


def test_a_recorder_who_moderates_does_not_publish_the_own_insight(cast: Cast) -> None:
    insight = actions.record_insight(
        None,
        by=cast.beheer,
        title="Wachten",
        text="Wie wacht.",
        mechanism=Mechanism.objects.create(name="Stapeling", slug="stapeling"),
        level=Level.CITIZEN,
        lens=Lens.JUSTICE,
    )
    with pytest.raises(WroteItOneself):
        actions.publish_insight(insight, by=cast.beheer)
