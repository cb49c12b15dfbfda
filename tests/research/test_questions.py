"""Learning questions, asked questions, lists, search, asks, and what each may cost."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Insight, Mechanism
from meetings.models import AgendaItem, Meeting
from members.models import Member
from research import actions, queries
from research.models import AskedQuestion, LearningQuestion
from research.states import AskedState, QuestionState
from tests.cast import Cast
from tests.research.helpers import (
    days,
    delivered,
    draft,
    learning_question,
    milestone,
    published,
    registered,
    released_case,
    running,
)

MOST_QUERIES = 12


def put_on_agenda(case: object, number: int, state: str = "published") -> Meeting:
    starts = timezone.now() + timedelta(days=number)
    meeting = Meeting.objects.create(
        number=number,
        title=f"Thema {number}",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        place="Roermond",
        state=state,
        published_at=timezone.now() if state == "published" else None,
    )
    AgendaItem.objects.create(meeting=meeting, position=1, minutes=30, kind="case", title="Kwestie", case=case)
    return meeting


def publish_insight(case: object) -> Insight:
    mechanism = Mechanism.objects.get_or_create(name="Stapeling", slug="stapeling")[0]
    return Insight.objects.create(
        case=case,
        title="Wie moet bewijzen",
        slug=f"bewijzen-{case.pk}",  # type: ignore[attr-defined]
        text="...",
        state="published",
        published_at=timezone.now(),
        mechanism=mechanism,
        level="government",
        lens="justice",
    )


def test_a_member_proposes_and_a_keeper_opens(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    typed = {"title": "Schaamte", "question": "Hoe vragen wij zonder schaamte?", "about": "Ik zie het elke week."}
    client.post(reverse("research:propose"), typed)
    question = LearningQuestion.objects.get()
    assert (question.state, question.proposed_by, question.slug) == (QuestionState.PROPOSED, cast.samira, "schaamte")
    assert client.get(question.get_absolute_url()).status_code == 200
    assert client.get(reverse("research:question_edit", args=["schaamte"])).status_code == 403
    for keeper in (cast.ingrid, cast.noor, cast.beheer):
        client.force_login(keeper)
        assert client.get(reverse("research:question_edit", args=["schaamte"])).status_code == 200
    client.post(reverse("research:question_state", args=["schaamte"]), {"to": "open", "reason": "Past bij ons."})
    question.refresh_from_db()
    assert question.state == QuestionState.OPEN


def test_a_proposal_and_what_was_set_aside_show_to_proposer_and_keepers_only(client: Client, cast: Cast) -> None:
    proposed = actions.propose_question(by=cast.samira, title="Schroom en taal", question="Wie durft?")
    aside = learning_question(cast, "Schroom van vroeger")
    actions.move_question(aside, QuestionState.SET_ASIDE, by=cast.ingrid, reason="Past niet.")
    taken_on = learning_question(cast, "Schroom op kantoor")
    case = released_case(cast.pieter)
    project = running(cast, learning_questions=[proposed, aside, taken_on])
    for question in (proposed, aside, taken_on):
        question.cases.add(case)
    pages = ["/leervragen/", "/zoeken/?q=schroom", case.get_absolute_url(), project.get_absolute_url()]
    expected = {
        cast.pieter: {taken_on.title},
        cast.samira: {taken_on.title, proposed.title},
        cast.noor: {taken_on.title, proposed.title, aside.title},
        cast.ingrid: {taken_on.title, proposed.title, aside.title},
        cast.beheer: {taken_on.title, proposed.title, aside.title},
    }
    for member, shown in expected.items():
        client.force_login(member)
        for page in pages:
            text = re.sub("</?mark>", "", client.get(page).content.decode())
            assert {one.title for one in (proposed, aside, taken_on) if one.title in text} == shown, (member, page)
        found = {
            one.title for one in (proposed, aside, taken_on) if client.get(one.get_absolute_url()).status_code == 200
        }
        assert found == shown
    client.force_login(cast.samira)
    assert client.get("/leervragen/", {"staat": "set_aside"}).context["page"].items == []


def test_a_registration_offers_published_questions_and_own_proposals(client: Client, cast: Cast) -> None:
    actions.propose_question(by=cast.samira, title="Van een ander", question="Wie durft?")
    actions.propose_question(by=cast.lars, title="Van mij", question="Wie durft?")
    learning_question(cast, "Van ons")
    client.force_login(cast.lars)
    page = client.get(reverse("research:register_step", args=[draft(cast).pk, "verbanden"])).content.decode()
    assert "Van ons" in page
    assert "Van mij" in page
    assert "Van een ander" not in page


def test_the_state_page_offers_only_the_moves_of_the_table(client: Client, cast: Cast) -> None:
    question = learning_question(cast)
    client.force_login(cast.ingrid)
    answer = client.post(reverse("research:question_state", args=[question.slug]), {"to": "proposed"})
    assert answer.context["form"].errors
    question.refresh_from_db()
    assert question.state == QuestionState.OPEN


def test_two_questions_with_one_title_get_two_addresses(cast: Cast) -> None:
    first, second = learning_question(cast), learning_question(cast)
    assert first.slug != second.slug
    assert learning_question(cast, "Voorstellen").slug != "voorstellen"


def test_a_keeper_links_released_cases_only(client: Client, cast: Cast) -> None:
    question, case = learning_question(cast), released_case(cast.pieter)
    hidden = released_case(cast.pieter, "2026-009", "Geheim")
    type(hidden).objects.filter(pk=hidden.pk).update(state="submitted")
    client.force_login(cast.noor)
    page = client.get(reverse("research:question_cases", args=[question.slug]), {"q": "Huur"}).content.decode()
    assert "2026-001" in page
    link = reverse("research:question_link", args=[question.slug, "2026-001"])
    client.post(link)
    client.post(link)
    assert list(question.cases.all()) == [case]
    assert client.post(reverse("research:question_link", args=[question.slug, "2026-009"])).status_code == 404
    client.post(reverse("research:question_unlink", args=[question.slug, "2026-001"]))
    assert not question.cases.exists()


def test_the_page_of_a_question_tells_its_story_in_time(client: Client, cast: Cast) -> None:
    question, case = learning_question(cast), released_case(cast.pieter)
    question.cases.add(case)
    meeting, planned = put_on_agenda(case, 14), put_on_agenda(case, 15, state="planned")
    insight = publish_insight(case)
    output = published(cast, learning_questions=[question])
    secret = draft(cast, title="Nog geheim", learning_questions=[question])
    client.force_login(cast.samira)
    page = client.get(question.get_absolute_url()).content.decode()
    for shown in (case.title, meeting.title, insight.title, output.title, output.project.title):
        assert shown in page
    for hidden in (planned.title, secret.title):
        assert hidden not in page
    times = [event.at for event in queries.timeline(question, cast.samira)]
    assert times == sorted(times)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_a_fixed_number_of_queries(
    client: Client, cast: Cast, number: int, django_assert_max_num_queries: object
) -> None:
    question = learning_question(cast)
    for nth in range(number):
        case = released_case(cast.pieter, f"2026-10{nth}")
        question.cases.add(case)
        learning_question(cast, f"Vraag {nth}")
        put_on_agenda(case, 20 + nth)
        publish_insight(case)
        asked = actions.ask_question(by=cast.pieter, title=f"Vraag {nth}", question="?", why="!")
        output = published(cast, title=f"Onderzoek {nth}", learning_questions=[question], cases=[case], asked=asked)
        project = running(
            cast, title=f"Lopend {nth}", learning_questions=[question], cases=[case], partner=cast.welzijn
        )
        milestone(cast, project)
        delivered(cast, title=f"Ingeleverd {nth}")
        actions.ask_question(by=cast.pieter, title=f"Open {nth}", question="?", why="!", organisation=cast.corporatie)
    pages = [
        "/leervragen/",
        question.get_absolute_url(),
        reverse("research:question_cases", args=[question.slug]),
        "/onderzoek/",
        "/onderzoek/alle/",
        "/onderzoek/vragen/",
        "/onderzoek/begeleiding/",
        output.project.get_absolute_url(),
        project.get_absolute_url(),
    ]
    client.force_login(cast.ingrid)
    for page in pages:
        with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
            assert client.get(page).status_code == 200
    client.logout()
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        client.get("/onderzoek/")


def count_queries(client: Client, page: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        assert client.get(page).status_code == 200
    return len(seen)


def test_three_rows_cost_as_much_as_one(client: Client, cast: Cast) -> None:
    pages = ["/leervragen/", "/onderzoek/", "/onderzoek/alle/", "/onderzoek/vragen/", "/onderzoek/begeleiding/"]

    def add(nth: int) -> None:
        learning_question(cast, f"Vraag {nth}")
        published(cast, title=f"Klaar {nth}", partner=cast.welzijn)
        running(cast, title=f"Lopend {nth}", partner=cast.welzijn)
        actions.ask_question(by=cast.pieter, title=f"Open {nth}", question="?", why="!", organisation=cast.corporatie)

    client.force_login(cast.ingrid)
    client.get("/onderzoek/")
    add(1)
    one = {page: count_queries(client, page) for page in pages}
    add(2)
    add(3)
    assert {page: count_queries(client, page) for page in pages} == one


def test_asking_withdrawing_and_who_sees_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.pieter)
    typed = {"title": "Brieven", "question": "Waarom?", "why": "Beter schrijven.", "for_organisation": "on"}
    answer = client.post(reverse("research:ask"), typed)
    asked = AskedQuestion.objects.get()
    assert (asked.asker, asked.organisation) == (cast.pieter, cast.corporatie)
    client.force_login(cast.samira)
    assert client.get(answer.url).status_code == 200  # type: ignore[attr-defined]
    assert client.get(reverse("research:asked_withdraw", args=[asked.pk])).status_code == 403
    client.force_login(cast.pieter)
    client.post(reverse("research:asked_withdraw", args=[asked.pk]), {"reason": "Opgelost."})
    asked.refresh_from_db()
    assert asked.state == AskedState.WITHDRAWN
    client.force_login(cast.samira)
    assert client.get(asked.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("page", ["propose", "ask"])
def test_empty_and_too_long_get_a_sentence(client: Client, cast: Cast, page: str) -> None:
    client.force_login(cast.pieter)
    address = reverse(f"research:{page}")
    assert client.post(address, {}).context["form"].errors
    answer = client.post(address, {"title": "x" * 500, "question": "q\0q\u200b?", "why": "w"})
    assert "500" in str(answer.context["form"].errors["title"])


def test_a_visitor_reads_published_work_only(client: Client, cast: Cast) -> None:
    output = published(cast)
    hidden = running(cast, title="Nog bezig")
    page = client.get("/onderzoek/").content.decode()
    assert output.title in page
    assert hidden.title not in page
    shown = client.get(output.project.get_absolute_url()).content.decode()
    assert output.summary in shown
    assert cast.lars.name not in shown
    assert client.get(hidden.get_absolute_url()).status_code == 404
    for wall in ("/leervragen/", "/onderzoek/alle/", "/onderzoek/vraag/", "/onderzoek/aanmelden/"):
        assert client.get(wall).status_code == 302


def test_supervision_is_the_teachers_desk(client: Client, cast: Cast) -> None:
    project = registered(cast)
    client.force_login(cast.lars)
    assert client.get("/onderzoek/begeleiding/").status_code == 403
    client.force_login(cast.ingrid)
    assert project.title in client.get("/onderzoek/begeleiding/").content.decode()


def asks(member: Member) -> set[str]:
    return {ask.url for ask in queries.asks_of(member)}


def test_asks_name_what_waits_for_each(cast: Cast, django_assert_num_queries: object) -> None:
    waits = draft(cast, title="Begonnen")
    project = registered(cast, title="Te lezen")
    near = milestone(cast, running(cast, title="Lopend", starts_on=days(-3)), days(5))
    asked = actions.ask_question(by=cast.pieter, title="Brieven", question="?", why="!")
    to_judge = published(cast, title="Af", asked=asked)
    returned = delivered(cast, title="Terug")
    actions.return_output(returned, by=cast.ingrid, note="Beter.")
    review = delivered(cast, title="Te bekijken")
    assert asks(cast.lars) == {
        reverse("research:register_check", args=[waits.pk]),
        near.project.get_absolute_url(),
        reverse("research:output_edit", args=[returned.pk]),
    }
    assert asks(cast.pieter) == {reverse("research:output_judge", args=[to_judge.pk])}
    assert asks(cast.ingrid) == {project.get_absolute_url(), review.project.get_absolute_url()}
    assert asks(cast.maria) == set()
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.asks_of(cast.ingrid)


def test_the_roof_finds_by_stem_and_only_what_one_may_see(client: Client, cast: Cast) -> None:
    output = published(cast, title="Gesprekken die niemand voert")
    hidden = registered(cast, title="Gesprekken in de la")
    question = learning_question(cast, "Gesprekken en taal")
    client.force_login(cast.samira)
    page = client.get("/zoeken/", {"q": "gesprek"}).content.decode()
    assert output.project.get_absolute_url() in page
    assert question.get_absolute_url() in page
    assert hidden.get_absolute_url() not in page
    client.force_login(cast.lars)
    assert hidden.get_absolute_url() in client.get("/zoeken/", {"q": "gesprek"}).content.decode()
