"""Other facts of approved research: asked with a reason, agreed by the supervisor, earlier versions kept."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from atelier.base.exceptions import NotAllowed
from atelier.mail.models import OutboxMessage
from members.actions import leave
from members.models import Member
from research import actions
from research.exceptions import ChangeWaits, NobodyOnIt, NobodySupervises, NothingChanged
from research.forms.change import _months_later
from research.models import Project, ProjectChange
from research.queries import asks_of
from tests.cast import Cast
from tests.research.helpers import (
    approved,
    days,
    draft,
    learning_question,
    published,
    registered,
    released_case,
    running,
)
from tests.twice import fill


def fresh(project: Project) -> Project:
    return Project.objects.get(pk=project.pk)


def told(kind: str) -> list[str]:
    rows = OutboxMessage.objects.filter(kind=kind).select_related("recipient")
    return sorted(row.recipient.name.split()[0] for row in rows if row.recipient)


def test_more_time_is_two_clicks_and_the_supervisors_yes(client: Client, cast: Cast) -> None:
    project = running(cast)
    client.force_login(cast.lars)
    assert reverse("research:extend", args=[project.slug]) in client.get(project.get_absolute_url()).content.decode()
    page = client.get(reverse("research:extend", args=[project.slug]))
    form = page.context["form"]
    chosen = {"ends_on": form.initial["ends_on"]}
    assert "checked" in page.content.decode()
    assert client.post(reverse("research:extend", args=[project.slug]), chosen).status_code == 302
    assert fresh(project).ends_on == project.ends_on
    assert told("research.change_asked") == ["Ingrid"]
    assert "Beantwoord een wijziging van een onderzoek" in [str(ask.title) for ask in asks_of(cast.ingrid)]
    change = ProjectChange.objects.get()
    client.force_login(cast.ingrid)
    client.post(reverse("research:change_agree", args=[change.pk]))
    assert fresh(project).ends_on == _months_later(project.ends_on, 1)  # type: ignore[arg-type]
    assert told("research.change_agreed") == ["Lars"]


def test_a_second_click_asks_once(client: Client, cast: Cast) -> None:
    project = running(cast)
    client.force_login(cast.lars)
    address = reverse("research:extend", args=[project.slug])
    page = fill(client, address)
    assert [page.send(client).status_code for _ in range(2)] == [302, 302]
    assert ProjectChange.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 12, 5), 1, date(2028, 1, 5)),
        (date(2027, 10, 31), 2, date(2027, 12, 31)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, later: date) -> None:
    assert _months_later(day, months) == later


def test_period_method_partner_and_links_change_and_the_earlier_version_is_shown(client: Client, cast: Cast) -> None:
    project = running(cast)
    case, question = released_case(cast.pieter), learning_question(cast)
    client.force_login(cast.lars)
    address = reverse("research:change", args=[project.slug])
    typed = {
        "starts_on": project.starts_on.isoformat(),  # type: ignore[union-attr]
        "ends_on": days(120).isoformat(),
        "method": "Vijf gesprekken en een telling.",
        "partner": cast.corporatie.pk,
        "learning_questions": [question.pk],
        "cases": case.number,
        "reason": "Twee mensen vielen weg.",
    }
    assert client.post(address, {**typed, "reason": ""}).status_code == 200
    assert client.post(address, typed).status_code == 302
    assert fresh(project).method == project.method
    assert "Tien gesprekken." in client.get(project.get_absolute_url()).content.decode()
    change = ProjectChange.objects.get()
    assert "starts_on" not in change.asked
    client.force_login(cast.ingrid)
    client.post(reverse("research:change_agree", args=[change.pk]))
    changed = fresh(project)
    assert (changed.ends_on, changed.method, changed.partner) == (days(120), typed["method"], cast.corporatie)
    assert (list(changed.cases.all()), list(changed.learning_questions.all())) == ([case], [question])
    client.force_login(cast.samira)
    page = client.get(project.get_absolute_url()).content.decode()
    for words in ("Tien gesprekken.", "Vijf gesprekken en een telling.", "Twee mensen vielen weg.", "Tot dan:"):
        assert words in page
    client.logout()


def test_earlier_versions_are_for_members(client: Client, cast: Cast) -> None:
    output = published(cast)
    project = running(cast, title="Loopt")
    actions.ask_change(project, by=cast.ingrid, method="Vijf gesprekken.", reason="Korter.")
    ProjectChange.objects.update(project=output.project)
    assert "Tien gesprekken." not in client.get(output.project.get_absolute_url()).content.decode()


def test_what_the_supervisor_changes_holds_at_once(cast: Cast) -> None:
    project = running(cast)
    change = actions.ask_change(project, by=cast.ingrid, ends_on=days(200), reason="De school schoof op.")
    assert (change.agreed, fresh(project).ends_on) == (True, days(200))
    assert told("research.change_agreed") == ["Lars"]


def test_a_refusal_says_why_and_changes_nothing(client: Client, cast: Cast) -> None:
    project = running(cast)
    change = actions.ask_change(project, by=cast.lars, method="Niets.", reason="Geen zin.")
    client.force_login(cast.ingrid)
    client.post(reverse("research:change_refuse", args=[change.pk]), {"reason": "Dat is te weinig."})
    assert fresh(project).method == project.method
    client.force_login(cast.lars)
    assert "Dat is te weinig." in client.get(project.get_absolute_url()).content.decode()
    client.force_login(cast.samira)
    assert "Dat is te weinig." not in client.get(project.get_absolute_url()).content.decode()


def test_one_change_waits_at_a_time_and_can_be_taken_back(client: Client, cast: Cast) -> None:
    project = running(cast)
    change = actions.ask_change(project, by=cast.lars, method="Vijf.", reason="Korter.")
    with pytest.raises(ChangeWaits):
        actions.ask_change(project, by=cast.lars, method="Zes.", reason="Langer.")
    client.force_login(cast.lars)
    assert client.post(reverse("research:change_take_back", args=[change.pk]), {"sure": "1"}).status_code == 302
    actions.ask_change(project, by=cast.lars, method="Zes.", reason="Langer.")


def test_nothing_changed_is_said(client: Client, cast: Cast) -> None:
    project = running(cast)
    with pytest.raises(NothingChanged):
        actions.ask_change(project, by=cast.lars, method=project.method, reason="Zomaar.")


def test_others_ask_and_answer_nothing(client: Client, cast: Cast) -> None:
    project = running(cast)
    change = actions.ask_change(project, by=cast.lars, method="Vijf.", reason="Korter.")
    client.force_login(cast.samira)
    for name in ("change", "extend"):
        assert client.post(reverse(f"research:{name}", args=[project.slug])).status_code == 403
    for name in ("change_agree", "change_refuse", "change_take_back"):
        assert client.post(reverse(f"research:{name}", args=[change.pk]), {"reason": "x"}).status_code == 403
    with pytest.raises(NotAllowed):
        actions.agree_change(change, by=cast.lars)


def test_before_approval_the_registration_itself_is_changed(client: Client, cast: Cast) -> None:
    project = registered(cast)
    client.force_login(cast.lars)
    assert client.get(reverse("research:change", args=[project.slug])).status_code == 403


def test_a_wrong_period_is_told(client: Client, cast: Cast) -> None:
    project = running(cast)
    client.force_login(cast.lars)
    typed = {"starts_on": days(5).isoformat(), "ends_on": days(2).isoformat(), "method": "Tien.", "reason": "x"}
    page = client.post(reverse("research:change", args=[project.slug]), typed).content.decode()
    assert "moet na de eerste dag komen" in page
    assert not ProjectChange.objects.exists()


# -- Somebody leaves


@pytest.mark.parametrize(("who", "hears"), [("lars", ["Anneke", "Ingrid"]), ("ingrid", ["Anneke", "Lars"])])
def test_when_the_only_one_leaves_the_other_and_the_moderators_hear(cast: Cast, who: str, hears: list[str]) -> None:
    running(cast)
    draft(cast, title="Concept")
    person = getattr(cast, who)
    leave(person, by=person)
    assert told("research.left_alone") == hears
    assert Project.objects.left_alone().count() == 1


def test_when_one_of_two_researchers_leaves_nobody_is_bothered(cast: Cast) -> None:
    project = running(cast)
    project.participants.add(cast.maria)
    leave(cast.lars, by=cast.lars)
    assert told("research.left_alone") == []


def test_research_that_nobody_does_or_supervises_is_not_approved(cast: Cast) -> None:
    project = registered(cast)
    leave(cast.ingrid, by=cast.ingrid)
    with pytest.raises(NobodySupervises):
        actions.approve(fresh(project), by=cast.beheer)
    other = Member.objects.create_user("docent@voorbeeld.test", "x", name="Tweede Docent", is_teacher=True)
    actions.change_people(fresh(project), by=cast.beheer, supervisor=other, participants=[cast.lars])
    leave(cast.lars, by=cast.lars)
    with pytest.raises(NobodyOnIt):
        actions.approve(fresh(project), by=other)


# -- The own page


@pytest.mark.parametrize("who", ["lars", "ingrid", "pieter"])
def test_researchers_supervisors_and_askers_find_theirs_on_the_own_page(client: Client, cast: Cast, who: str) -> None:
    asked = actions.ask_question(by=cast.pieter, title="Brieven", question="?", why="!")
    project = approved(cast, title="Post die niemand opent", asked=asked)
    waiting = actions.ask_question(by=cast.pieter, title="Wacht nog", question="?", why="!")
    client.force_login(getattr(cast, who))
    page = client.get("/mijn/").content.decode()
    assert project.get_absolute_url() in page
    assert (waiting.get_absolute_url() in page) is (who == "pieter")
    client.force_login(cast.samira)
    assert project.get_absolute_url() not in client.get("/mijn/").content.decode()
