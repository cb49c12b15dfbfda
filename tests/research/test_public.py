"""What the public reads: taken back, improved, published by a second person; the notes stay."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from atelier.base.exceptions import NotAllowed, WroteItOneself
from members.models import Member
from research import actions
from research.models import Output, OutputNote
from research.queries import asks_of
from research.states import OutputState, ProjectState
from tests import documents
from tests.cast import Cast
from tests.research.helpers import deliver, delivered, pdf, published, running
from tests.second import agree_with_all


def fresh(output: Output) -> Output:
    return Output.objects.select_related("project").get(pk=output.pk)


def page_of(client: Client, output: Output, who: Member | None = None) -> str:
    if who:
        client.force_login(who)
    else:
        client.logout()
    return client.get(fresh(output).project.get_absolute_url()).content.decode()


@pytest.fixture
def second_moderator(cast: Cast) -> Member:
    return Member.objects.create_user("twee@voorbeeld.test", "x", name="Tweede Beheer", is_moderator=True)


def test_a_published_output_is_taken_back_at_once_and_a_note_stays(client: Client, cast: Cast) -> None:
    output = published(cast)
    file = reverse("research:output_file", args=[output.pk])
    assert client.get(file).status_code == 200
    client.force_login(cast.beheer)
    typed = {"reason": "Een bewoner is te herkennen."}
    assert client.post(reverse("research:output_withdraw", args=[output.pk]), typed).status_code == 302
    client.logout()
    assert "Een bewoner is te herkennen." not in page_of(client, output), "nobody else read it yet"
    agree_with_all()
    assert client.get(file).status_code in (302, 404)
    assert output.title not in client.get("/onderzoek/").content.decode()
    for reader in (None, cast.samira):
        page = page_of(client, output, reader)
        assert "Teruggetrokken op" in page
        assert "Een bewoner is te herkennen." in page
        assert output.summary not in page
        assert output.title not in page
    assert output.summary in page_of(client, output, cast.lars)


def test_the_note_stays_where_it_was_the_only_thing_the_public_could_read(client: Client, cast: Cast) -> None:
    """The project itself is not published yet: another output waits."""
    project = running(cast)
    first = deliver(cast, project)
    deliver(cast, project, "Twee")
    actions.publish_output(fresh(first), by=cast.ingrid)
    actions.withdraw_output(fresh(first), by=cast.ingrid, reason="Een fout.")
    assert "Teruggetrokken op" in page_of(client, first)


@pytest.mark.parametrize("who", ["samira", "noor", "lars", "pieter"])
def test_others_do_not_take_back_or_improve_what_was_published(client: Client, cast: Cast, who: str) -> None:
    output = published(cast)
    client.force_login(getattr(cast, who))
    for name in ("output_withdraw", "output_correct"):
        assert client.post(reverse(f"research:{name}", args=[output.pk]), {"reason": "x"}).status_code == 403
    assert fresh(output).state == OutputState.PUBLISHED


def test_a_moderator_improves_text_and_file_and_somebody_else_publishes_it(
    client: Client, cast: Cast, second_moderator: Member
) -> None:
    output = published(cast)
    day, old = output.published_at, output.file.name
    client.force_login(cast.beheer)
    better = {
        "title": "Beter",
        "kind": "report",
        "summary": "Zonder namen.",
        "reason": "Een naam ging weg.",
        "file": pdf("beter.pdf"),
    }
    address = reverse("research:output_correct", args=[output.pk])
    assert client.post(address, {**better, "reason": ""}).status_code == 200
    better["file"] = pdf("beter.pdf")
    assert client.post(address, better).status_code == 302
    improved = fresh(output)
    assert (improved.state, improved.title) == (OutputState.WAITING, "Beter")
    assert improved.file.name != old
    assert "Zonder namen." not in page_of(client, output)
    with pytest.raises(WroteItOneself):
        actions.publish_output(fresh(output), by=cast.beheer)
    actions.publish_output(fresh(output), by=second_moderator)
    assert "Een naam ging weg." not in page_of(client, output)
    agree_with_all()
    page = page_of(client, output)
    assert "Zonder namen." in page
    assert "Een naam ging weg." in page
    assert "Opnieuw gepubliceerd" in page
    assert "Versie 2" in page
    assert fresh(output).published_at == day
    assert [note.what for note in OutputNote.objects.all()] == ["withdrawn", "again"]


def test_what_was_published_once_is_not_deleted_by_its_researchers(client: Client, cast: Cast) -> None:
    output = published(cast)
    actions.correct_output(
        fresh(output), by=cast.beheer, title="Beter", kind="report", summary="Kort.", reason="Een fout."
    )
    with pytest.raises(NotAllowed):
        actions.take_back_output(fresh(output), by=cast.lars)


def test_who_once_wrote_in_it_does_not_publish_it(cast: Cast, second_moderator: Member) -> None:
    output = delivered(cast)
    output.writers.add(second_moderator)
    with pytest.raises(WroteItOneself):
        actions.publish_output(fresh(output), by=second_moderator)
    actions.publish_output(fresh(output), by=cast.ingrid)


def test_one_publishes_the_text_that_one_has_seen(client: Client, cast: Cast) -> None:
    output = delivered(cast)
    client.force_login(cast.ingrid)
    address = reverse("research:output_publish", args=[output.pk])
    seen = client.get(address).context["form"]["version"].value()
    actions.correct_output(fresh(output), by=cast.beheer, title="Anders", kind="report", summary="Anders.")
    assert client.post(address, {"version": seen}).status_code == 409
    assert fresh(output).state == OutputState.WAITING
    assert client.post(address, {}).status_code == 302


@pytest.mark.parametrize("model", ["output", "insight"])
def test_the_step_that_publishes_shows_the_text(client: Client, cast: Cast, model: str) -> None:
    from cases.actions import record_insight

    if model == "output":
        subject, address = delivered(cast), "research:output_publish"
        expected = [subject.summary, reverse("research:output_file", args=[subject.pk])]
    else:
        subject = record_insight(None, by=cast.noor, title="Wachten loont", text="Wie wacht, houdt moed.")  # type: ignore[assignment]
        address, expected = "admin:cases_insight_step", ["Wie wacht, houdt moed."]
    client.force_login(cast.beheer)
    step = [] if model == "output" else ["publiceren"]
    page = client.get(reverse(address, args=[subject.pk, *step])).content.decode()
    assert [text for text in [subject.title, *expected] if text not in page] == []


def test_the_workplace_types_nothing_into_an_output(client: Client, cast: Cast) -> None:
    output = published(cast)
    client.force_login(cast.beheer)
    change = reverse("admin:research_output_change", args=[output.pk])
    assert client.post(change, {"title": "Stil veranderd", "summary": "x", "kind": "report"}).status_code == 403
    assert fresh(output).title == output.title


def test_the_words_of_practice_are_for_everybody_after_a_second_person_read_them(client: Client, cast: Cast) -> None:
    output = published(cast, partner=cast.corporatie)
    actions.judge_output(fresh(output), by=cast.pieter, judgement="usable", judgement_words="Mevrouw Smit was blij.")
    assert "ik kan dit gebruiken" in page_of(client, output).lower()
    for reader, reads in ((None, False), (cast.samira, False), (cast.pieter, True), (cast.ingrid, True)):
        assert ("Mevrouw Smit" in page_of(client, output, reader)) is reads
    assert "Lees wat de praktijk zegt" in [str(ask.title) for ask in asks_of(cast.ingrid)]
    words = reverse("research:output_words", args=[output.pk])
    client.force_login(cast.pieter)
    assert client.post(words).status_code == 403
    client.force_login(cast.ingrid)
    assert client.post(words).status_code == 302
    assert "Mevrouw Smit" in page_of(client, output)


def test_the_words_of_practice_go_and_a_note_stays(client: Client, cast: Cast) -> None:
    output = published(cast, partner=cast.corporatie)
    actions.judge_output(fresh(output), by=cast.pieter, judgement="usable", judgement_words="Mevrouw Smit was blij.")
    actions.read_words(fresh(output), by=cast.ingrid)
    client.force_login(cast.beheer)
    off = reverse("research:output_words_off", args=[output.pk])
    client.post(off, {"reason": "Er stond een naam in."})
    assert "Er stond een naam in." not in page_of(client, output)
    agree_with_all()
    page = page_of(client, output)
    assert "Mevrouw Smit" not in page
    assert "Er stond een naam in." in page
    assert "weggehaald op" in page
    assert fresh(output).judgement == "usable"


def test_other_words_pass_a_second_person_anew(cast: Cast) -> None:
    output = published(cast, partner=cast.corporatie)
    actions.judge_output(fresh(output), by=cast.pieter, judgement="usable", judgement_words="Fijn.")
    actions.read_words(fresh(output), by=cast.ingrid)
    actions.judge_output(fresh(output), by=cast.pieter, judgement="usable", judgement_words="Anders.")
    assert fresh(output).words_read_at is None


def test_a_project_gives_a_second_output_after_the_first_was_published(client: Client, cast: Cast) -> None:
    output = published(cast)
    assert output.project.state == ProjectState.PUBLISHED
    client.force_login(cast.lars)
    address = reverse("research:output_add", args=[output.project.slug])
    typed = {"title": "Poster", "kind": "poster", "summary": "Voor in de gang.", "file": pdf("poster.pdf")}
    assert client.post(address, typed).status_code == 302
    second = Output.objects.get(title="Poster")
    assert second.state == OutputState.WAITING
    assert "Poster" not in page_of(client, output)
    client.force_login(cast.ingrid)
    assert second.project.title in client.get(reverse("research:supervision")).content.decode().partition("Al mijn")[0]
    actions.publish_output(fresh(second), by=cast.ingrid)
    assert "Voor in de gang." in page_of(client, output)
    assert fresh(output).project.state == ProjectState.PUBLISHED


def test_the_file_of_what_was_taken_back_stays_for_who_improves_it(client: Client, cast: Cast) -> None:
    output = published(cast)
    Output.objects.filter(pk=output.pk).update(file="")
    kept = fresh(output)
    kept.file.save("a.pdf", ContentFile(b"%PDF-1.4"))
    actions.withdraw_output(fresh(output), by=cast.beheer, reason="Een fout.")
    file = reverse("research:output_file", args=[output.pk])
    for who, status in ((cast.samira, 404), (cast.ingrid, 200), (cast.lars, 200), (cast.beheer, 200)):
        client.force_login(who)
        assert client.get(file).status_code == status


def with_file(cast: Cast, body: str) -> Output:
    output = delivered(cast)
    output.file.save("x.docx", ContentFile(documents.word(f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p>")))
    return output


def test_who_publishes_sees_what_the_finder_marks_in_the_text_of_the_file(client: Client, cast: Cast) -> None:
    output = with_file(cast, "We spraken mevrouw Jansen. Bel mevrouw Jansen op 06-12345678.")
    client.force_login(cast.ingrid)
    page = client.get(reverse("research:output_publish", args=[output.pk]))
    found = page.context["file"].found
    assert [(one.words.removeprefix("mevrouw "), one.times) for one in found] == [("Jansen", 2), ("06-12345678", 1)]
    shown = page.content.decode()
    assert "Dit lijkt een telefoonnummer." in shown
    assert "We spraken mevrouw Jansen." in shown, "the text itself"


def test_who_publishes_hears_what_could_not_be_read(client: Client, cast: Cast) -> None:
    output = delivered(cast)
    address = reverse("research:output_publish", args=[output.pk])
    client.force_login(cast.ingrid)
    assert "geen tekst" in client.get(address).content.decode()
    output.file.storage.delete(output.file.name)
    assert "niet alle tekst" in client.get(address).content.decode()


def test_the_desk_leads_to_the_page_that_publishes(client: Client, cast: Cast) -> None:
    output = delivered(cast)
    client.force_login(cast.beheer)
    step = reverse("admin:research_output_step", args=[output.pk, "publiceren"])
    assert client.post(step)["Location"] == reverse("research:output_publish", args=[output.pk])
