"""Registering research: the steps, what they refuse, the states that follow."""

import pytest
from django.test import Client
from django.urls import reverse

from atelier.base.exceptions import MoveNotAllowed, NotAllowed
from atelier.mail.models import OutboxMessage
from members.models import Member
from members.states import Perspective
from research import actions
from research.exceptions import RegistrationIncomplete
from research.models import Project
from research.states import AskedState, ProjectState, Promise
from research.views.registration import Registration
from tests.cast import Cast
from tests.research.helpers import approved, days, draft, learning_question, registered, released_case, running
from tests.twice import fill

START = "/onderzoek/aanmelden/"


def step(project: Project, name: str) -> str:
    return reverse("research:register_step", args=[project.pk, name])


def mails() -> set[tuple[str, str]]:
    return {(row.kind, str(row.recipient)) for row in OutboxMessage.objects.select_related("recipient")}


def test_a_student_registers_in_steps_and_the_supervisor_hears_of_it(client: Client, cast: Cast) -> None:
    case = released_case(cast.pieter)
    theme = learning_question(cast)
    client.force_login(cast.lars)
    answer = client.post(START, {"title": "Post", "question": "Waarom blijft post dicht?", "reason": "Schulden."})
    project = Project.objects.get()
    assert answer.url == step(project, "aanpak")  # type: ignore[attr-defined]
    answer = client.post(
        answer.url,
        {"method": "Gesprekken", "starts_on": days(3).isoformat(), "ends_on": days(90).isoformat()},  # type: ignore[attr-defined]
    )
    assert answer.url == step(project, "mensen")  # type: ignore[attr-defined]
    client.post(step(project, "mensen"), {"supervisor": cast.ingrid.pk, "partner": cast.corporatie.pk})
    client.post(step(project, "verbanden"), {"learning_questions": [theme.pk], "cases": [case.pk], "numbers": ""})
    answer = client.post(step(project, "zorgvuldigheid"), {"promises": Promise.values, "ethics_note": ""})
    check = reverse("research:register_check", args=[project.pk])
    assert answer.url == check  # type: ignore[attr-defined]
    assert client.get(check).status_code == 200
    answer = client.post(check, follow=True)
    project.refresh_from_db()
    assert answer.status_code == 200
    assert (project.state, project.slug, project.supervisor, project.partner) == (
        ProjectState.REGISTERED,
        "post",
        cast.ingrid,
        cast.corporatie,
    )
    assert list(project.cases.all()) == [case]
    assert list(project.learning_questions.all()) == [theme]
    assert mails() == {("research.received", str(cast.lars)), ("research.to_review", str(cast.ingrid))}


@pytest.mark.parametrize("who", ["samira", "noor", "maria"])
def test_a_member_without_the_right_reads_why(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    answer = client.get(START)
    assert answer.status_code == 403
    assert "Studenten" in answer.content.decode()
    with pytest.raises(NotAllowed):
        actions.start_draft(by=getattr(cast, who), title="x", question="y")


def test_a_double_submit_makes_one_draft(client: Client, cast: Cast) -> None:
    client.force_login(cast.lars)
    page = fill(client, START, typed={"title": "Post", "question": "Waarom?"})
    first, second = page.send(client), page.send(client)
    assert first.url == second.url
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (5, 5, "laatste dag moet na de eerste dag"),
        (9, 5, "laatste dag moet na de eerste dag"),
        (-20, -2, "laatste dag is al voorbij"),
        (-800, 20, "meer dan een jaar geleden"),
        (2, 5000, "hoogstens drie jaar"),
        (2_900_000, 2_900_100, "meer dan twee jaar vooruit"),
    ],
)
def test_a_wrong_period_gets_a_sentence_and_keeps_what_was_typed(
    client: Client, cast: Cast, first: int, last: int, sentence: str
) -> None:
    project = draft(cast)
    client.force_login(cast.lars)
    typed = {"method": "Met tien mensen", "starts_on": days(first).isoformat(), "ends_on": days(last).isoformat()}
    answer = client.post(step(project, "aanpak"), typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "Met tien mensen" in page
    assert days(last).isoformat() in page


@pytest.mark.parametrize(("name", "typed"), [
    ("vraag", {"title": "", "question": ""}),
    ("vraag", {"title": "x" * 141, "question": "?"}),
    ("aanpak", {"method": "", "starts_on": "32-13-2026", "ends_on": ""}),
    ("mensen", {"supervisor": "999999"}),
    ("verbanden", {"numbers": "2026-999"}),
    ("zorgvuldigheid", {"promises": ["consent"], "ethics_note": ""}),
])  # fmt: skip
def test_bad_input_stays_on_the_page(client: Client, cast: Cast, name: str, typed: dict[str, str]) -> None:
    project = draft(cast)
    client.force_login(cast.lars)
    answer = client.post(step(project, name), typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert 'href="#id_' in answer.content.decode()


def test_a_supervisor_must_be_a_teacher_and_not_a_researcher_of_the_project(client: Client, cast: Cast) -> None:
    second = Member.objects.create_user(
        "wim@voorbeeld.test",
        name="Wim",
        perspective=Perspective.RESEARCH,
        organisation=cast.hogeschool,
        is_teacher=True,
    )
    project = draft(cast)
    client.force_login(cast.lars)
    answer = client.post(step(project, "mensen"), {"supervisor": cast.samira.pk})
    assert "supervisor" in answer.context["form"].errors
    answer = client.post(step(project, "mensen"), {"supervisor": second.pk, "participants": [second.pk]})
    assert "supervisor" in answer.context["form"].errors


def test_in_a_big_school_who_is_chosen_stays_and_others_are_found_by_address(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("research.forms.registration.MOST_FELLOWS", 2)
    fellows = [
        Member.objects.create_user(
            f"{name}@voorbeeld.test", name=name, perspective="research", organisation=cast.hogeschool, is_student=True
        )
        for name in ("Aart", "Bo", "Cato", "Zoe")
    ]
    *_rest, cato, zoe = fellows
    project = draft(cast, participants=[cast.lars, zoe])
    client.force_login(cast.lars)
    form = client.get(step(project, "mensen")).context["form"]
    assert [name for _pk, name in form.fields["participants"].choices] == ["Zoe", "Aart", "Bo"]
    typed = {"supervisor": cast.ingrid.pk, "participants": [zoe.pk], "addresses": "niemand@voorbeeld.test"}
    assert list(client.post(step(project, "mensen"), typed).context["form"].errors) == ["addresses"]
    client.post(step(project, "mensen"), {**typed, "addresses": "CATO@voorbeeld.test"})
    assert set(project.participants.all()) == {cast.lars, zoe, cato}
    monkeypatch.undo()
    assert "addresses" not in client.get(step(project, "mensen")).context["form"].fields


def test_only_released_cases_can_be_linked(client: Client, cast: Cast) -> None:
    hidden = released_case(cast.pieter, "2026-002")
    type(hidden).objects.filter(pk=hidden.pk).update(state="submitted")
    project = draft(cast)
    client.force_login(cast.lars)
    answer = client.post(step(project, "verbanden"), {"cases": [hidden.pk], "numbers": "2026-002"})
    assert set(answer.context["form"].errors) == {"cases", "numbers"}


def test_a_stale_page_is_a_conflict_with_the_typed_text(client: Client, cast: Cast) -> None:
    project = draft(cast)
    client.force_login(cast.lars)
    page = client.get(step(project, "vraag"))
    version = page.context["form"]["version"].value()
    actions.save_registration(project, by=cast.lars, title="Ondertussen anders")
    answer = client.post(step(project, "vraag"), {"title": "Mijn titel", "question": "?", "version": version})
    assert answer.status_code == 409
    assert "Mijn titel" in answer.content.decode()
    project.refresh_from_db()
    assert project.title == "Ondertussen anders"


def test_a_draft_is_its_researchers_own(client: Client, cast: Cast) -> None:
    project = draft(cast)
    fellow = Member.objects.create_user(
        "mila@voorbeeld.test", name="Mila", perspective=Perspective.RESEARCH, is_student=True
    )
    for stranger in (fellow, cast.ingrid, cast.beheer):
        client.force_login(stranger)
        assert client.get(step(project, "vraag")).status_code == 404
        assert client.get(project.get_absolute_url()).status_code == 404
    actions.save_registration(project, by=cast.lars, participants=[cast.lars, fellow])
    client.force_login(fellow)
    assert client.get(step(project, "vraag")).status_code == 200


def test_what_is_missing_is_asked_before_handing_in(client: Client, cast: Cast) -> None:
    project = actions.start_draft(by=cast.lars, title="Post", question="Waarom?")
    with pytest.raises(RegistrationIncomplete):
        actions.register(project, by=cast.lars)
    client.force_login(cast.lars)
    answer = client.post(reverse("research:register_check", args=[project.pk]))
    assert answer.url == f"{step(project, 'aanpak')}?controle=1"  # type: ignore[attr-defined]
    assert Project.objects.get().state == ProjectState.DRAFT


def test_half_a_registration_is_kept_and_the_check_page_says_what_is_missing(client: Client, cast: Cast) -> None:
    project = actions.start_draft(by=cast.lars, title="Post", question="Waarom?")
    client.force_login(cast.lars)
    change = f"{step(project, 'aanpak')}?controle=1"
    answer = client.post(change, {"method": "Gesprekken", "starts_on": "", "ends_on": "", "go": "check"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("research:register_check", args=[project.pk])
    page = answer.content.decode()
    assert "Gesprekken" in page
    assert page.count("Ontbreekt nog") == 2, "the period and the supervisor"
    assert change in page


def test_an_emptied_title_stays_what_it_was(client: Client, cast: Cast) -> None:
    project = draft(cast)
    client.force_login(cast.lars)
    typed = {"title": "", "question": "", "reason": "", "go": "check"}
    assert client.post(step(project, "vraag"), typed).status_code == 302
    kept = Project.objects.get()
    assert (kept.title, kept.question, kept.reason) == (project.title, project.question, "")


@pytest.mark.parametrize("slug", [(one.was, one.slug) for one in Registration.steps], ids=lambda slugs: slugs[0])
def test_an_old_address_of_a_step_leads_on_and_still_takes_what_was_typed(
    client: Client, cast: Cast, slug: tuple[str, str]
) -> None:
    project = draft(cast)
    client.force_login(cast.lars)
    old, new = (step(project, one) for one in slug)
    assert client.get(old)["Location"] == new
    assert client.post(old, {"go": "back"}).status_code == 302


def test_changes_asked_come_back_with_the_note_and_go_in_again(client: Client, cast: Cast) -> None:
    project = registered(cast)
    client.force_login(cast.ingrid)
    client.post(reverse("research:ask_changes", args=[project.slug]), {"reason": "Maak de vraag kleiner."})
    project.refresh_from_db()
    assert (project.state, project.note) == (ProjectState.CHANGES_ASKED, "Maak de vraag kleiner.")
    client.force_login(cast.lars)
    assert "Maak de vraag kleiner." in client.get(step(project, "vraag")).content.decode()
    client.post(reverse("research:register_check", args=[project.pk]))
    project.refresh_from_db()
    assert (project.state, project.note, project.slug) == (ProjectState.REGISTERED, "", "post-die-niemand-opent")
    assert OutboxMessage.objects.filter(kind="research.to_review").count() == 2


def test_only_the_supervisor_or_a_moderator_approves(client: Client, cast: Cast) -> None:
    project = registered(cast)
    client.force_login(cast.lars)
    assert client.post(reverse("research:approve", args=[project.slug])).status_code == 403
    client.force_login(cast.samira)
    assert client.post(reverse("research:approve", args=[project.slug])).status_code == 404
    client.force_login(cast.ingrid)
    assert client.post(reverse("research:approve", args=[project.slug])).status_code == 302
    project.refresh_from_db()
    assert project.state == ProjectState.APPROVED
    assert ("research.approved", str(cast.lars)) in mails()
    with pytest.raises(MoveNotAllowed):
        actions.approve(project, by=cast.ingrid)


def test_a_teacher_does_not_approve_the_own_work(cast: Cast) -> None:
    project = draft(cast, participants=[cast.lars, cast.ingrid])
    actions.register(project, by=cast.lars)
    with pytest.raises(NotAllowed):
        actions.approve(project, by=cast.ingrid)
    actions.approve(project, by=cast.beheer)


def test_a_picked_up_question_follows_the_research(client: Client, cast: Cast) -> None:
    asked = actions.ask_question(by=cast.pieter, title="Brieven", question="Waarom?", why="Beter schrijven.")
    client.force_login(cast.lars)
    page = client.get(f"{START}?vraag={asked.pk}")
    assert "Beter schrijven." in page.content.decode()
    client.post(f"{START}?vraag={asked.pk}", {"title": "Brieven", "question": "Waarom?"})
    project = Project.objects.get()
    assert project.asked == asked
    project.delete()
    project = draft(cast, asked=asked)
    actions.register(project, by=cast.lars)
    asked.refresh_from_db()
    assert asked.state == AskedState.PICKED_UP
    assert ("research.picked_up", str(cast.pieter)) in mails()
    actions.withdraw(project, by=cast.lars, reason="Gestopt.")
    asked.refresh_from_db()
    assert asked.state == AskedState.OPEN


def test_a_project_starts_and_can_be_stopped_with_a_reason(client: Client, cast: Cast) -> None:
    project = approved(cast)
    client.force_login(cast.samira)
    assert client.post(reverse("research:start", args=[project.slug])).status_code == 403
    client.force_login(cast.lars)
    client.post(reverse("research:start", args=[project.slug]))
    project.refresh_from_db()
    assert project.state == ProjectState.RUNNING
    client.post(reverse("research:withdraw", args=[project.slug]), {"reason": ""})
    project.refresh_from_db()
    assert project.state == ProjectState.RUNNING
    client.post(reverse("research:withdraw", args=[project.slug]), {"reason": "De school stopt."})
    project.refresh_from_db()
    assert project.state == ProjectState.WITHDRAWN
    assert project.moves.last().why == "De school stopt."
    client.force_login(cast.samira)
    assert client.get(project.get_absolute_url()).status_code == 404


def test_a_draft_can_be_thrown_away_but_a_registration_cannot(client: Client, cast: Cast) -> None:
    first, second = draft(cast), running(cast, title="Tweede")
    client.force_login(cast.lars)
    assert client.post(reverse("research:register_throw_away", args=[first.pk]), {"sure": "1"}).status_code == 302
    assert client.post(reverse("research:register_throw_away", args=[second.pk])).status_code == 404
    assert list(Project.objects.all()) == [second]


def test_the_asker_finds_the_research_on_the_own_question_and_students_find_the_asker(
    client: Client, cast: Cast
) -> None:
    asked = actions.ask_question(by=cast.pieter, title="Brieven", question="?", why="!", organisation=cast.corporatie)
    hidden = draft(cast, title="Nog een concept", asked=asked)
    project = registered(cast, title="Post die dicht blijft", asked=asked)
    client.force_login(cast.pieter)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert project.get_absolute_url() in page
    assert hidden.title not in page
    assert client.get(project.get_absolute_url()).status_code == 200
    client.force_login(cast.samira)
    assert client.get(project.get_absolute_url()).status_code == 404
    client.force_login(cast.lars)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert cast.pieter.name in page
    assert "brengt jullie bij elkaar" in page
    Member.objects.filter(pk=cast.pieter.pk).update(is_listed=True)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert f'href="{cast.pieter.get_absolute_url()}"' in page
    assert "brengt jullie bij elkaar" not in page


def test_a_question_taken_back_is_no_link_on_the_page_of_the_research(client: Client, cast: Cast) -> None:
    asked = actions.ask_question(by=cast.pieter, title="Brieven", question="?", why="!")
    project = approved(cast, asked=asked)
    client.force_login(cast.samira)
    assert asked.get_absolute_url() in client.get(project.get_absolute_url()).content.decode()
    actions.withdraw_asked(asked, by=cast.pieter)
    assert asked.get_absolute_url() not in client.get(project.get_absolute_url()).content.decode()


def test_why_research_stopped_stands_on_its_page_for_those_who_may_see_the_work(client: Client, cast: Cast) -> None:
    asked = actions.ask_question(by=cast.pieter, title="Brieven", question="?", why="!")
    project = running(cast, asked=asked)
    actions.withdraw(project, by=cast.lars, reason="De school stopt ermee.")
    for who, shown in ((cast.lars, True), (cast.ingrid, True), (cast.beheer, True), (cast.pieter, False)):
        client.force_login(who)
        page = client.get(project.get_absolute_url())
        assert page.status_code == 200
        assert ("De school stopt ermee." in page.content.decode()) is shown


def test_a_step_kept_by_half_is_decided_on_before_it_is_handed_in(client: Client, cast: Cast) -> None:
    project = draft(cast)
    client.force_login(cast.lars)
    words = {"title": "Post", "question": "Waarom opent mevrouw Brouns haar post niet?", "reason": "Schulden."}
    check = reverse("research:register_check", args=[project.pk])
    assert client.post(step(project, "vraag"), {**words, "go": "check"}).url == check  # type: ignore[attr-defined]
    answer = client.post(check)
    assert answer.url == f"{step(project, 'vraag')}?controle=1"  # type: ignore[attr-defined]
    project.refresh_from_db()
    assert project.state == ProjectState.DRAFT
    [piece] = client.post(step(project, "vraag"), words).context["form"].pieces["question"]
    client.post(step(project, "vraag"), {**words, piece.key: "leave"})
    client.post(check)
    project.refresh_from_db()
    assert project.state == ProjectState.REGISTERED
