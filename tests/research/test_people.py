"""Somebody stops or joins: a moderator changes who does a research and who supervises it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.base.exceptions import NotAllowed
from atelier.desk.waiting import what_waits
from members.models import Member
from research import actions
from research.models import Project
from research.states import ProjectState
from tests.cast import Cast
from tests.fixtures_mail import Mailbox
from tests.research.helpers import delivered, draft, published, registered, running


def teacher(cast: Cast) -> Member:
    return Member.objects.create_user(
        "hans@voorbeeld.test", name="Hans Bos", perspective="research", organisation=cast.hogeschool, is_teacher=True
    )


def people(cast: Cast, project: Project, supervisor: Member, *researchers: Member) -> dict[str, object]:
    return {"supervisor": supervisor.pk, "participants": [one.pk for one in researchers]}


def step(project: Project) -> str:
    return reverse("admin:research_project_step", args=[project.pk, "mensen"]) + "?controle=1"


def test_a_new_supervisor_hears_of_what_still_waits(client: Client, cast: Cast, mailbox: Mailbox) -> None:
    waiting, going = registered(cast), running(cast, title="Lopend")
    hans = teacher(cast)
    mailbox.deliver()
    client.force_login(cast.beheer)
    for project in (waiting, going):
        assert client.post(step(project), people(cast, project, hans, cast.lars)).status_code == 302
    mailbox.deliver()
    assert len(mailbox.of(hans)) == 1
    assert mailbox.of(cast.lars) == mailbox.of(cast.lars)[:2]
    waiting.refresh_from_db()
    going.refresh_from_db()
    assert (waiting.supervisor, going.supervisor) == (hans, hans)


def test_who_does_it_does_not_supervise_it(client: Client, cast: Cast) -> None:
    project = registered(cast)
    client.force_login(cast.beheer)
    answer = client.post(step(project), people(cast, project, cast.ingrid, cast.lars, cast.ingrid))
    assert answer.status_code == 200
    assert "kan het niet begeleiden" in answer.content.decode()
    assert list(project.participants.all()) == [cast.lars]


def test_nobody_is_left_out_by_accident_and_what_ended_stays(client: Client, cast: Cast) -> None:
    project, ended = registered(cast), published(cast, title="Af").project
    client.force_login(cast.beheer)
    assert client.post(step(project), people(cast, project, cast.ingrid)).status_code == 200
    with pytest.raises(NotAllowed):
        actions.change_people(ended, by=cast.beheer, supervisor=cast.ingrid, participants=[cast.lars])
    with pytest.raises(NotAllowed):
        actions.change_people(project, by=cast.lars, supervisor=cast.ingrid, participants=[cast.lars])


def leave(member: Member) -> None:
    member.is_active = False
    member.save()


def test_a_registration_does_not_go_to_who_has_left(client: Client, cast: Cast) -> None:
    project = draft(cast)
    leave(cast.ingrid)
    client.force_login(cast.lars)
    check = reverse("research:register_check", args=[project.pk])
    answer = client.post(check, follow=True)
    assert (
        answer.redirect_chain[-1][0] == reverse("research:register_step", args=[project.pk, "mensen"]) + "?controle=1"
    )
    assert "klopt iets niet meer" in answer.content.decode()
    assert Project.objects.get().state == ProjectState.DRAFT
    actions.save_registration(project, by=cast.lars, supervisor=teacher(cast))
    with time_machine.travel(timezone.now() + timedelta(days=200)):
        client.force_login(cast.lars)
        answer = client.post(check)
        assert (
            answer.headers["Location"]
            == reverse("research:register_step", args=[project.pk, "aanpak"]) + "?controle=1"
        )


def test_moderators_hear_of_research_that_waits_for_somebody_who_is_not_there(client: Client, cast: Cast) -> None:
    waiting, delivered_one, going = registered(cast), delivered(cast).project, running(cast, title="Lopend")
    client.force_login(cast.beheer)
    ask = "Help onderzoek dat iemand mist"
    assert ask not in client.get("/mijn/").content.decode()
    leave(cast.ingrid)
    page = client.get("/mijn/").content.decode()
    assert ask in page
    assert "Wachtend: 3" in page
    found = client.get(reverse("admin:research_project_changelist"), {"alone": "yes"}).context["cl"].queryset
    assert set(found) == {waiting, delivered_one, going}
    counts = {str(one.label): one.count for one in what_waits()}
    assert counts["Onderzoek dat iemand mist die het doet of begeleidt"] == 3
    for project in (waiting, delivered_one, going):
        actions.change_people(project, by=cast.beheer, supervisor=teacher_once(cast), participants=[cast.lars])
    assert ask not in client.get("/mijn/").content.decode()


def teacher_once(cast: Cast) -> Member:
    return Member.objects.filter(name="Hans Bos").first() or teacher(cast)
