"""A researcher's name with published work: only by their own choice, and no longer than they want it."""

import pytest
from django.test import Client
from django.urls import reverse

from atelier.audit.models import Entry
from atelier.base.exceptions import NotAllowed
from research import actions, privacy
from research.models import NameShown, Output
from tests.cast import Cast
from tests.research.helpers import pdf, published, running


def pages(output: Output) -> tuple[str, str]:
    return "/onderzoek/", output.project.get_absolute_url()


def hand_in(client: Client, cast: Cast, **typed: str) -> Output:
    project = running(cast, participants=[cast.lars, cast.maria])
    client.force_login(cast.lars)
    fields = {"title": "Brieven", "kind": "report", "summary": "Een naam helpt.", "file": pdf(), **typed}
    client.post(reverse("research:output_add", args=[project.slug]), fields)
    return Output.objects.get()


def test_without_a_choice_no_name_stands_with_the_work(client: Client, cast: Cast) -> None:
    output = hand_in(client, cast)
    actions.publish_output(output, by=cast.ingrid)
    client.logout()
    for page in pages(output):
        assert cast.lars.name not in client.get(page).content.decode()


def test_the_choice_at_handing_in_shows_the_own_name_to_everybody(client: Client, cast: Cast) -> None:
    output = hand_in(client, cast, show_my_name="on")
    actions.publish_output(output, by=cast.ingrid)
    client.logout()
    for page in pages(output):
        text = " ".join(client.get(page).content.decode().split())
        assert f"Gemaakt door {cast.lars.name}" in text
        assert cast.maria.name not in text


def test_consent_is_withdrawn_and_given_at_any_time_by_oneself_alone(client: Client, cast: Cast) -> None:
    output = hand_in(client, cast, show_my_name="on")
    actions.publish_output(output, by=cast.ingrid)
    address = reverse("research:output_name", args=[output.pk])
    for _twice in range(2):
        assert client.post(address, {"show": "no"}).status_code in (302, 403)
    assert not NameShown.objects.exists()
    for member, answer in ((cast.pieter, 403), (cast.ingrid, 403), (cast.maria, 302)):
        client.force_login(member)
        assert client.post(address, {"show": "yes"}).status_code == answer
    assert [one.member for one in NameShown.objects.all()] == [cast.maria]
    verbs = Entry.objects.filter(verb__startswith="output.name").order_by("pk").values_list("verb", "actor__name")
    assert list(verbs) == [
        ("output.name_shown", cast.lars.name),
        ("output.name_hidden", cast.lars.name),
        ("output.name_shown", cast.maria.name),
    ]
    client.logout()
    assert cast.lars.name not in client.get(pages(output)[1]).content.decode()


def test_who_is_no_longer_of_the_group_can_still_take_the_name_back(client: Client, cast: Cast) -> None:
    output = hand_in(client, cast, show_my_name="on")
    actions.publish_output(output, by=cast.ingrid)
    output.project.participants.remove(cast.lars)
    page = client.get(output.project.get_absolute_url()).content.decode()
    assert 'name="show" value="no"' in page
    client.post(reverse("research:output_name", args=[output.pk]), {"show": "no"})
    assert not NameShown.objects.exists()
    with pytest.raises(NotAllowed):
        actions.show_name(Output.objects.get(), by=cast.lars)


def test_a_better_version_keeps_or_changes_the_choice(client: Client, cast: Cast) -> None:
    output = hand_in(client, cast, show_my_name="on")
    actions.return_output(output, by=cast.ingrid, note="Korter.")
    address = reverse("research:output_edit", args=[output.pk])
    form = client.get(address).context["form"]
    assert form["show_my_name"].value() is True
    typed = {"title": "Brieven", "kind": "report", "summary": "Kort.", "version": form["version"].value()}
    assert client.post(address, typed).status_code == 302
    assert not NameShown.objects.exists()


def test_a_name_leaves_with_the_person(client: Client, cast: Cast) -> None:
    output = published(cast)
    actions.show_name(output, by=cast.lars)
    assert [one["output"] for one in privacy.export(cast.lars)["my_name_stands_with"]] == [output.title]
    cast.lars.is_active = False
    cast.lars.save()
    assert cast.lars.name not in client.get(pages(output)[0]).content.decode()
    privacy.erase(cast.lars, by=cast.beheer)
    assert not NameShown.objects.exists()
