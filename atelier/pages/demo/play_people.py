"""Organisations, members, what they bring and seek, and two people who ask to join."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password

from atelier.pages.demo.people import JOIN_REQUESTS, LOGINS, ORGANISATIONS, PASSWORD, PEOPLE, Org, Person
from atelier.pages.demo.stage import Stage
from members import actions
from members.models import Member, Organisation
from members.states import BringSeekKind

DOMAIN = "voorbeeld.test"
OPENED = 740  # days ago


def people(stage: Stage) -> None:
    """Right away, before anything else is played: who takes part, and where they work."""
    hashed = make_password(PASSWORD)
    for org in ORGANISATIONS:
        stage.organisations[org.slug] = Organisation.objects.create(
            slug=org.slug, name=org.name, kind=org.kind, place=org.place, about=org.about
        )
    for number, person in enumerate(PEOPLE):
        stage.people[person.address] = _member(stage, number, person)
    Member.objects.filter(pk__in=[stage.people[one.address].pk for one in LOGINS]).update(password=hashed)
    for number, person in enumerate(PEOPLE):
        _brings_and_seeks(stage, number, person)
    for number, org in enumerate(ORGANISATIONS):
        _organisation_brings(stage, number, org)
    for asked in JOIN_REQUESTS:
        _join(stage, *asked)


def _member(stage: Stage, number: int, person: Person) -> Member:
    joined = stage.ago(OPENED - 11 * number)
    listed = person.listed
    return Member.objects.create_user(
        f"{person.address}@{DOMAIN}",
        None,
        name=person.name,
        perspective=person.perspective,
        organisation=stage.organisations.get(person.org),
        language=person.language,
        bio=person.bio,
        is_listed=listed,
        show_organisation=listed,
        date_joined=joined,
        house_rules_at=joined,
        welcomed_at=joined + timedelta(days=1),
        visibility_chosen_at=joined + timedelta(days=1),
        **dict.fromkeys(person.roles, True),
    )


def _brings_and_seeks(stage: Stage, number: int, person: Person) -> None:
    member = stage.people[person.address]
    told = [(BringSeekKind.BRING, topic) for topic in person.brings]
    told += [(BringSeekKind.SEEK, topic) for topic in person.seeks]
    for kind, topic in told:
        moment = stage.ago(3 + number * 4)
        stage.then(moment, lambda kind=kind, topic=topic: actions.add_bring_seek(member, kind=kind, topic=topic))  # type: ignore[misc]


def _organisation_brings(stage: Stage, number: int, org: Org) -> None:
    speaker = next(stage.people[person.address] for person in PEOPLE if person.org == org.slug)
    told = [(BringSeekKind.BRING, topic) for topic in org.brings] + [
        (BringSeekKind.SEEK, topic) for topic in org.seeks
    ]
    for kind, topic in told:
        stage.then(
            stage.ago(20 + number * 6),
            lambda kind=kind, topic=topic: actions.add_bring_seek(  # type: ignore[misc]
                speaker, kind=kind, topic=topic, for_organisation=True
            ),
        )


def _join(stage: Stage, address: str, name: str, view: str, org: str, brings: str, hopes: str, days: int) -> None:
    def ask() -> None:
        request = actions.join(
            email=f"{address}@{DOMAIN}",
            name=name,
            language="nl",
            perspective=view,
            organisation=stage.organisations.get(org),
            brings=brings,
            hopes=hopes,
        )
        if request is not None:
            actions.confirm(request)

    stage.then(stage.ago(days), ask)
