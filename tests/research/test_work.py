"""Milestones with their reminders, outputs with their review, the asker's judgement."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.base.exceptions import NotAllowed
from atelier.desk.waiting import what_waits
from atelier.mail.models import OutboxMessage
from atelier.mail.states import State
from members.models import Member
from research import actions, queries
from research.models import Milestone, Output
from research.states import OutputState, ProjectState
from tests.cast import Cast
from tests.documents import all_of
from tests.fixtures_mail import Mailbox
from tests.research.helpers import (
    PDF,
    days,
    deliver,
    delivered,
    milestone,
    pdf,
    published,
    registered,
    running,
)


def planned(subject: Milestone) -> list[tuple[str, int, object]]:
    rows = OutboxMessage.objects.filter(occasion=f"milestone:{subject.pk}", state=State.PLANNED)
    return [(row.moment, row.version, row.due_at.date()) for row in rows.order_by("due_at")]


def test_a_milestone_is_reminded_a_week_and_a_day_before_and_when_it_is_late(cast: Cast) -> None:
    subject = milestone(cast, running(cast), days(40))
    assert planned(subject) == [("week", 0, days(33)), ("day", 0, days(39)), ("late", 0, days(43))]


def test_a_near_milestone_skips_the_reminders_that_have_passed(cast: Cast) -> None:
    assert [moment for moment, _, _ in planned(milestone(cast, running(cast, starts_on=days(-1)), days(3)))] == [
        "day",
        "late",
    ]


def test_another_day_cancels_the_old_reminders_and_plans_new_ones(cast: Cast) -> None:
    subject = milestone(cast, running(cast), days(40))
    actions.change_milestone(subject, by=cast.lars, title=subject.title, due_on=days(60))
    assert planned(subject) == [("week", 1, days(53)), ("day", 1, days(59)), ("late", 1, days(63))]
    assert OutboxMessage.objects.filter(state=State.CANCELLED, version=0).count() == 3


def test_a_new_title_leaves_the_reminders_alone(cast: Cast) -> None:
    subject = milestone(cast, running(cast), days(40))
    before = planned(subject)
    actions.change_milestone(subject, by=cast.lars, title="Anders", due_on=subject.due_on)
    assert planned(subject) == before


def test_done_stops_the_reminders_and_open_again_brings_them_back(client: Client, cast: Cast) -> None:
    project = running(cast)
    subject = milestone(cast, project, days(40))
    client.force_login(cast.lars)
    address = reverse("research:milestone_done", args=[project.slug, subject.pk])
    client.post(address)
    client.post(address)
    subject.refresh_from_db()
    assert subject.done_at is not None
    assert planned(subject) == []
    client.post(address, {"open": "1"})
    subject.refresh_from_db()
    assert subject.done_at is None
    assert len(planned(subject)) == 3


def test_stopping_the_research_stops_the_reminders(cast: Cast) -> None:
    project = running(cast)
    subject = milestone(cast, project)
    actions.withdraw(project, by=cast.ingrid, reason="Gestopt.")
    assert planned(subject) == []


@pytest.mark.parametrize(("day", "sentence"), [(-1, "al voorbij"), (500, "binnen je periode")])
def test_a_milestone_lies_ahead_and_within_the_period(client: Client, cast: Cast, day: int, sentence: str) -> None:
    project = running(cast)
    client.force_login(cast.lars)
    typed = {"title": "Klaar", "due_on": days(day).isoformat()}
    page = client.post(reverse("research:milestone_add", args=[project.slug]), typed).content.decode()
    assert sentence in page
    assert 'value="Klaar"' in page
    assert not Milestone.objects.exists()


def test_milestones_are_for_who_works_on_the_project(client: Client, cast: Cast) -> None:
    project = running(cast)
    subject = milestone(cast, project)
    for who, status in ((cast.samira, 403), (cast.ingrid, 200), (cast.lars, 200)):
        client.force_login(who)
        assert client.get(reverse("research:milestone_add", args=[project.slug])).status_code == status
        assert client.get(reverse("research:milestone_edit", args=[project.slug, subject.pk])).status_code == status
    other = running(cast, title="Ander onderzoek")
    assert client.get(reverse("research:milestone_edit", args=[other.slug, subject.pk])).status_code == 404


def test_there_are_no_milestones_before_approval(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        milestone(cast, registered(cast))


def test_an_output_goes_in_is_reviewed_and_published(client: Client, cast: Cast) -> None:
    project = running(cast)
    client.force_login(cast.lars)
    typed = {"title": "Wat brieven doen", "kind": "report", "summary": "Een naam helpt.", "file": pdf()}
    client.post(reverse("research:output_add", args=[project.slug]), typed)
    output = Output.objects.get()
    project.refresh_from_db()
    assert (project.state, output.state) == (ProjectState.DELIVERED, OutputState.WAITING)
    client.logout()
    assert client.get(project.get_absolute_url()).status_code == 404
    assert client.get(output.file_url).status_code == 404
    client.force_login(cast.samira)
    assert client.get(output.file_url).status_code == 404
    assert "Een naam helpt." not in client.get(project.get_absolute_url()).content.decode()
    client.force_login(cast.ingrid)
    assert client.get(output.file_url).status_code == 200
    client.post(reverse("research:output_publish", args=[output.pk]))
    project.refresh_from_db()
    output.refresh_from_db()
    assert (project.state, output.state) == (ProjectState.PUBLISHED, OutputState.PUBLISHED)
    client.logout()
    assert "Een naam helpt." in client.get(project.get_absolute_url()).content.decode()
    file = client.get(output.file_url)
    assert b"Ons verslag" in all_of(b"".join(file.streaming_content))  # type: ignore[attr-defined]
    assert file["Content-Disposition"].startswith("attachment")
    assert "verslag" not in output.file.name


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("verslag.exe", b"MZ\x90\x00" + b"\x00" * 200),
        ("verslag.pdf", b"MZ\x90\x00" + b"\x00" * 200),
        ("verslag.pdf", b""),
        ("verslag.pdf", PDF + b"\x00" * (10 * 1024 * 1024)),
        ("verslag.html", b"<script>alert(1)</script>"),
    ],
)
def test_a_file_of_a_wrong_kind_or_size_gets_a_sentence_and_the_text_stays(
    client: Client, cast: Cast, name: str, content: bytes
) -> None:
    project = running(cast)
    client.force_login(cast.lars)
    typed = {"title": "Wat brieven doen", "kind": "report", "summary": "Een naam helpt.", "file": pdf(name, content)}
    answer = client.post(reverse("research:output_add", args=[project.slug]), typed)
    assert "file" in answer.context["form"].errors
    assert "Een naam helpt." in answer.content.decode()
    assert not Output.objects.exists()


def test_a_citizen_service_number_is_refused_in_text_and_file_name(client: Client, cast: Cast) -> None:
    project = running(cast)
    client.force_login(cast.lars)
    typed = {"title": "Verslag", "kind": "report", "summary": "Van 111222333.", "file": pdf("bsn 111222333.pdf")}
    answer = client.post(reverse("research:output_add", args=[project.slug]), typed)
    assert set(answer.context["form"].errors) == {"summary", "file"}


def test_a_returned_output_comes_back_better(client: Client, cast: Cast) -> None:
    output = delivered(cast)
    client.force_login(cast.ingrid)
    client.post(reverse("research:output_return", args=[output.pk]), {"reason": "Haal de naam weg."})
    output.refresh_from_db()
    output.project.refresh_from_db()
    assert (output.state, output.note, output.project.state) == ("returned", "Haal de naam weg.", "running")
    client.force_login(cast.samira)
    assert client.get(reverse("research:output_edit", args=[output.pk])).status_code == 404
    client.force_login(cast.lars)
    edit = reverse("research:output_edit", args=[output.pk])
    assert "Haal de naam weg." in client.get(edit).content.decode()
    old_file = output.file.name
    client.post(edit, {"title": "Beter", "kind": "report", "summary": "Nu zonder naam."})
    output.refresh_from_db()
    output.project.refresh_from_db()
    assert (output.state, output.title, output.note) == ("waiting", "Beter", "")
    assert (output.file.name, output.project.state) == (old_file, "delivered")


def test_a_file_that_nobody_needs_any_more_is_deleted(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    output = delivered(cast)
    actions.return_output(output, by=cast.ingrid, note="Beter.")
    storage, first = output.file.storage, output.file.name
    typed = {"title": "Beter", "kind": "report", "summary": "Zonder naam."}
    with django_capture_on_commit_callbacks(execute=True):
        actions.revise_output(output, by=cast.lars, **typed, file=pdf())
    output.refresh_from_db()
    second = output.file.name
    assert (storage.exists(first), storage.exists(second)) == (False, True)
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_back_output(output, by=cast.lars)
    assert not storage.exists(second)
    assert not Output.objects.exists()


def test_its_researchers_take_an_output_back_before_it_is_published(client: Client, cast: Cast) -> None:
    output = delivered(cast)
    address = reverse("research:output_take_back", args=[output.pk])
    for who, answer in ((cast.samira, 404), (cast.ingrid, 403), (cast.lars, 200)):
        client.force_login(who)
        assert client.post(address, {}).status_code == answer
    assert address in client.get(output.project.get_absolute_url()).content.decode()
    assert client.post(address, {"sure": "on"})["Location"] == output.project.get_absolute_url()
    output.project.refresh_from_db()
    assert output.project.state == ProjectState.RUNNING
    public = deliver(cast, output.project)
    actions.publish_output(public, by=cast.ingrid)
    assert client.get(reverse("research:output_take_back", args=[public.pk])).status_code == 403


def test_only_a_reviewer_publishes(client: Client, cast: Cast) -> None:
    output = delivered(cast)
    client.force_login(cast.lars)
    assert client.post(reverse("research:output_publish", args=[output.pk])).status_code == 403
    client.force_login(cast.samira)
    assert client.post(reverse("research:output_publish", args=[output.pk])).status_code == 404
    output.refresh_from_db()
    assert output.state == OutputState.WAITING


def test_the_asker_judges_and_may_change_the_words(client: Client, cast: Cast) -> None:
    asked = actions.ask_question(by=cast.pieter, title="Brieven", question="Waarom?", why="Beter.")
    output = published(cast, asked=asked)
    asked.refresh_from_db()
    assert asked.state == "answered"
    assert OutboxMessage.objects.filter(kind="research.please_judge", recipient=cast.pieter).exists()
    judge = reverse("research:output_judge", args=[output.pk])
    for stranger in (cast.samira, cast.lars, cast.ingrid):
        client.force_login(stranger)
        assert client.get(judge).status_code == 403
    client.force_login(cast.pieter)
    assert client.post(judge, {"judgement": "prachtig"}).context["form"].errors
    client.post(judge, {"judgement": "usable", "judgement_words": "Morgen gebruiken."})
    output.refresh_from_db()
    assert (output.judgement, output.judged_by) == ("usable", cast.pieter)
    actions.read_words(output, by=cast.ingrid)
    client.logout()
    assert "Morgen gebruiken." in client.get(output.project.get_absolute_url()).content.decode()


def test_the_partner_organisation_judges_as_long_as_the_asker_has_not(client: Client, cast: Cast) -> None:
    asked = actions.ask_question(by=cast.samira, title="Brieven", question="?", why="!")
    output = published(cast, partner=cast.corporatie, asked=asked)
    judge = reverse("research:output_judge", args=[output.pk])

    def says(who: Member, word: str) -> str:
        client.force_login(who)
        client.post(judge, {"judgement": word})
        client.logout()
        return client.get(output.get_absolute_url()).content.decode()

    assert "zegt de partnerorganisatie" in says(cast.pieter, "partly")
    assert judge in {ask.url for ask in queries.asks_of(cast.samira)}
    assert "zegt wie de vraag stelde" in says(cast.samira, "usable")
    output.refresh_from_db()
    says(cast.pieter, "not_yet")
    output.refresh_from_db()
    assert (output.judgement, output.judged_by) == ("usable", cast.samira)
    client.force_login(cast.pieter)
    assert client.get(judge).status_code == 403


def test_with_no_asker_it_is_the_partner_who_says_so(client: Client, cast: Cast) -> None:
    output = published(cast, partner=cast.corporatie)
    actions.judge_output(output, by=cast.pieter, judgement="usable")
    for page in ("/onderzoek/", output.get_absolute_url()):
        text = client.get(page).content.decode()
        assert "zegt de partnerorganisatie" in text
        assert "zegt wie de vraag stelde" not in text


def test_two_outputs_are_both_reviewed_before_the_project_is_published(cast: Cast) -> None:
    project = running(cast)
    first, second = deliver(cast, project, "Een"), deliver(cast, project, "Twee")
    actions.publish_output(first, by=cast.ingrid)
    project.refresh_from_db()
    assert project.state == ProjectState.DELIVERED
    second.project = project
    actions.publish_output(second, by=cast.beheer)
    project.refresh_from_db()
    assert project.state == ProjectState.PUBLISHED


def test_reminders_expire_before_they_are_nonsense(cast: Cast) -> None:
    subject = milestone(cast, running(cast), days(40))
    for row in OutboxMessage.objects.filter(occasion=f"milestone:{subject.pk}"):
        assert row.expires_at is not None
        assert timedelta(hours=20) < row.expires_at - row.due_at <= timedelta(days=15)


def test_two_people_who_change_one_milestone_do_not_undo_each_other(client: Client, cast: Cast) -> None:
    project = running(cast)
    subject = milestone(cast, project, days(40))
    client.force_login(cast.lars)
    address = reverse("research:milestone_edit", args=[project.slug, subject.pk])
    version = client.get(address).context["form"]["version"].value()
    actions.change_milestone(subject, by=cast.ingrid, title="Anders", due_on=days(50))
    answer = client.post(address, {"title": "Van Lars", "due_on": days(60).isoformat(), "version": version})
    assert answer.status_code == 409
    assert "Van Lars" in answer.content.decode()
    subject.refresh_from_db()
    assert (subject.title, subject.due_on) == ("Anders", days(50))


def test_of_two_who_change_only_the_words_of_a_milestone_the_second_is_told(client: Client, cast: Cast) -> None:
    project = running(cast)
    subject = milestone(cast, project, days(40))
    client.force_login(cast.lars)
    address = reverse("research:milestone_edit", args=[project.slug, subject.pk])
    version = client.get(address).context["form"]["version"].value()
    actions.change_milestone(subject, by=cast.ingrid, title="Van Ingrid", due_on=subject.due_on)
    typed = {"title": "Van Lars", "due_on": subject.due_on.isoformat(), "version": version}
    assert client.post(address, typed).status_code == 409
    subject.refresh_from_db()
    assert subject.title == "Van Ingrid"


def test_research_that_runs_late_still_has_milestones_ahead(client: Client, cast: Cast) -> None:
    project = running(cast, ends_on=days(20))
    subject = milestone(cast, project, days(15))
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        client.force_login(cast.lars)
        for address in (
            reverse("research:milestone_add", args=[project.slug]),
            reverse("research:milestone_edit", args=[project.slug, subject.pk]),
        ):
            assert client.post(address, {"title": "Toch klaar", "due_on": days(10).isoformat()}).status_code == 302
            for wrong in (days(-1), days(400), date.max):
                answer = client.post(address, {"title": "Klaar", "due_on": wrong.isoformat()})
                assert answer.context["form"].errors
    assert list(Milestone.objects.values_list("title", flat=True)) == ["Toch klaar"] * 2


def test_text_typed_before_the_session_ended_is_still_there_after(client: Client, cast: Cast) -> None:
    project = running(cast)
    client.force_login(cast.ingrid)
    address = reverse("research:milestone_add", args=[project.slug])
    client.get(address)
    client.cookies.pop("sessionid")
    assert client.post(address, {"title": "Nog niet bewaard", "due_on": ""}).status_code == 302
    kept = client.session
    client.force_login(cast.ingrid)
    session = client.session
    session.update({key: value for key, value in kept.items() if not key.startswith("_auth")})
    session.save()
    assert "Nog niet bewaard" in client.get(address).content.decode()
    assert not Milestone.objects.exists()


@pytest.mark.parametrize("who", [None, "samira", "noor"])
def test_a_published_output_leads_to_a_page_that_is_there(client: Client, cast: Cast, who: str | None) -> None:
    """The other output still waits, or the research is withdrawn later."""
    first = deliver(cast, running(cast), "Een")
    deliver(cast, first.project, "Nog niet bekeken")
    actions.publish_output(first, by=cast.ingrid)
    if who:
        client.force_login(getattr(cast, who))
    assert first.title in seen(client, first)
    actions.withdraw(first.project, by=cast.lars, reason="Gestopt.")
    assert first.title in seen(client, first)
    assert "Nog niet bekeken" not in seen(client, first)


def seen(client: Client, output: Output) -> str:
    page = client.get(output.get_absolute_url())
    assert page.status_code == 200
    return page.content.decode()


def test_of_withdrawn_research_nothing_is_published_or_asked_any_more(
    client: Client, cast: Cast, mailbox: Mailbox
) -> None:
    waiting, returned = delivered(cast, title="Gestopt"), delivered(cast, title="Ook gestopt")
    actions.return_output(returned, by=cast.ingrid, note="Korter.")
    for output in (waiting, returned):
        actions.withdraw(output.project, by=cast.lars, reason="Gestopt.")
    for refused in (
        lambda: actions.publish_output(waiting, by=cast.ingrid),
        lambda: actions.return_output(waiting, by=cast.beheer, note="Korter."),
        lambda: actions.revise_output(returned, by=cast.lars, title="x", kind="report", summary="y"),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert {ask.title for who in (cast.lars, cast.ingrid) for ask in queries.asks_of(who)} == set()
    assert {one.subject for one in mailbox.of(cast.ingrid) if "opbrengst" in one.subject} == set()
    client.force_login(cast.beheer)
    queue = {str(one.label): one for one in what_waits()}["Opbrengsten die op beoordeling wachten"]
    assert queue.count == 0
    assert client.get(queue.url).context["cl"].result_count == 0
    assert client.get(reverse("research:output_return", args=[waiting.pk])).status_code == 403
    actions.publish_output(delivered(cast), by=cast.ingrid)
    deliver(cast, running(cast, title="Loopt"))
    assert client.get(queue.url).context["cl"].result_count == 1


def test_who_downloads_knows_what_comes(client: Client, cast: Cast) -> None:
    output = published(cast)
    size = f"PDF, {len(PDF)}\xa0bytes"
    assert size in client.get(output.get_absolute_url()).content.decode()
    output.file.storage.delete(output.file.name)
    assert "PDF," not in client.get(output.get_absolute_url()).content.decode()
