"""Nothing about a person is forgotten: every model with a link to one is classified, exported, erased."""

import json
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models

from atelier.front import privacy
from atelier.front.readable import LABELS, ROOMS
from members.models import Member

# Links from these say nothing of a person: rights that this portal does not use.
NO_PERSON = {"members.Member_groups", "members.Member_user_permissions"}


def links_to_a_person(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.fields:  # a many-to-many is seen as the two links of its table
        if field.related_model is Member or isinstance(field, models.EmailField | models.GenericIPAddressField):
            yield field.name


def models_about_people() -> dict[str, list[str]]:
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        names = list(links_to_a_person(model))
        if names:
            found[model._meta.label] = names
    return found


def test_every_model_with_a_link_to_a_person_is_classified() -> None:
    known = {label.lower() for label in privacy.classified()} | {label.lower() for label in NO_PERSON}
    unknown = {label: names for label, names in models_about_people().items() if label.lower() not in known}
    assert not unknown, (
        f"These models point at a person: {unknown}. Say in the room's privacy.py, under CLASSIFIED, what an export "
        "and an erasure do with them, and let export() and erase() do it."
    )


def test_the_walk_sees_what_it_should() -> None:
    """The walk itself is no dead letter: it finds foreign keys, many-to-many tables and addresses."""
    found = models_about_people()
    assert "submitter" in found["cases.Case"]
    assert "member" in found["research.Project_participants"]
    assert "email" in found["members.JoinRequest"]


def test_no_classified_model_has_gone() -> None:
    labels = {model._meta.label.lower() for model in apps.get_models(include_auto_created=True)}
    assert {label for label in privacy.classified() if label.lower() not in labels} == set()


def every_text() -> Iterator[tuple[str, str]]:
    """(table.column, value) of all text in the database, JSON and arrays too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns where table_schema = 'public' "
            "and data_type in ('text', 'character varying', 'jsonb', 'ARRAY', 'tsvector') and is_generated = 'NEVER'"
        )
        columns = cursor.fetchall()
        for table, column in columns:
            cursor.execute(f'select "{column}"::text from "{table}" where "{column}" is not null')  # noqa: S608
            for (value,) in cursor.fetchall():
                yield f"{table}.{column}", value


def places_with(*markers: str) -> set[str]:
    return {place for place, value in every_text() for marker in markers if marker.lower() in value.lower()}


@pytest.mark.parametrize("address", ["samira", "maria", "lars", "ingrid", "noor"])
def test_a_demo_person_is_exported_whole_and_erased_wholly(studio: None, address: str) -> None:
    member = Member.objects.get(email=f"{address}@voorbeeld.test")
    name = member.name
    beheer = Member.objects.get(email="beheer@voorbeeld.test")
    assert places_with(member.email), "the markers stand somewhere before"
    exported = json.dumps(privacy.export(member, by=member), default=str)
    assert name in exported
    assert member.email in exported
    privacy.erase(member, by=beheer)
    assert places_with(name, f"{address}@voorbeeld.test") == set()
    member.refresh_from_db()
    assert not member.is_active
    assert not member.has_usable_password()


def keys_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(keys_of(inner) for inner in value.values()))
    if isinstance(value, list | tuple):
        return set().union(*(keys_of(inner) for inner in value))
    return set()


@pytest.mark.long
def test_every_key_of_an_export_has_words_on_the_page(studio: None) -> None:
    keys: set[str] = set()
    for member in Member.objects.all():
        exported = privacy.export(member, by=member)
        keys |= {key for room, value in exported.items() if room in ROOMS for key in keys_of(value)}
    assert keys - set(LABELS) == set()
    assert set(exported) - set(ROOMS) == {"made_at", "format"}
