"""Somebody stops or joins: a moderator changes who does a research and who supervises it."""

import pytest
from django.test import Client
from django.urls import reverse

from atelier.lib.errors import NotAllowed
from members.models import Member
from research import actions
from research.models import Project
from tests.cast import Cast
from tests.fixtures_mail import Mailbox
from tests.research.helpers import published, registered, running


def teacher(cast: Cast) -> Member:
    return Member.objects.create_user(
        "hans@voorbeeld.test", name="Hans Bos", perspective="research", organisation=cast.hogeschool, is_teacher=True
    )


def people(cast: Cast, project: Project, supervisor: Member, *researchers: Member) -> dict[str, object]:
    return {"supervisor": supervisor.pk, "participants": [one.pk for one in researchers]}


def step(project: Project) -> str:
    return reverse("admin:research_project_step", args=[project.pk, "mensen"])


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
