"""Organisations, members, what they bring and seek, and two people who ask to join."""

from datetime import timedelta
from functools import partial

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from atelier.demo.people import (
    JOIN_REQUESTS,
    LOGINS,
    NEWCOMER,
    NEWCOMER_BRINGS,
    NEWCOMER_HOPES,
    ORGANISATIONS,
    OTHERS,
    PASSWORD,
    Org,
    Person,
)
from atelier.demo.stage import Stage
from meetings.actions.invite import invite
from members import actions
from members.models import JoinRequest, Member, Organisation
from members.states import BringSeekKind

DOMAIN = "voorbeeld.test"
OPENED = 740  # days ago
SETTLED = (*LOGINS, *OTHERS)
# Later than the invitations of the next meeting (meetings are published five days ago at the latest).
CAME = timedelta(days=4)


def people(stage: Stage) -> None:
    """Right away, before anything else is played: who takes part, and where they work."""
    hashed = make_password(PASSWORD)
    for org in ORGANISATIONS:
        stage.organisations[org.slug] = Organisation.objects.create(
            slug=org.slug, name=org.name, kind=org.kind, place=org.place, about=org.about
        )
    for number, person in enumerate(SETTLED):
        stage.people[person.address] = _member(stage, number, person)
    Member.objects.filter(pk__in=[stage.people[one.address].pk for one in LOGINS]).update(password=hashed)
    for number, person in enumerate(SETTLED):
        _brings_and_seeks(stage, number, person)
    for number, org in enumerate(ORGANISATIONS):
        _organisation_brings(stage, number, org)
    for asked in JOIN_REQUESTS:
        _join(stage, *asked)
    _newcomer(stage, hashed)


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
        stage.then(moment, partial(actions.add_bring_seek, member, kind=kind, topic=topic))


def _organisation_brings(stage: Stage, number: int, org: Org) -> None:
    speaker = next(stage.people[person.address] for person in SETTLED if person.org == org.slug)
    told = [(BringSeekKind.BRING, topic) for topic in org.brings] + [
        (BringSeekKind.SEEK, topic) for topic in org.seeks
    ]
    for kind, topic in told:
        stage.then(
            stage.ago(20 + number * 6),
            partial(actions.add_bring_seek, speaker, kind=kind, topic=topic, for_organisation=True),
        )


def _newcomer(stage: Stage, password: str) -> None:
    """Asks to join, is let in, opens the welcome mail, and is invited by the coordinator: the first steps wait."""

    def ask() -> None:
        request = actions.join(
            email=f"{NEWCOMER.address}@{DOMAIN}",
            name=NEWCOMER.name,
            language=NEWCOMER.language,
            perspective=NEWCOMER.perspective,
            organisation=stage.organisations[NEWCOMER.org],
            brings=NEWCOMER_BRINGS,
            hopes=NEWCOMER_HOPES,
        )
        if request is not None:
            actions.confirm(request)

    def let_in() -> None:
        request = JoinRequest.objects.waiting().get(email=f"{NEWCOMER.address}@{DOMAIN}")
        stage.people[NEWCOMER.address] = actions.accept(request, by=stage.people["beheer"])

    def first_visit() -> None:
        newcomer = stage.people[NEWCOMER.address]
        Member.objects.filter(pk=newcomer.pk).update(password=password, welcomed_at=timezone.now())

    stage.then(stage.now - CAME - timedelta(days=2), ask)
    stage.then(stage.now - CAME, let_in)
    stage.then(stage.now - CAME + timedelta(hours=3), first_visit)
    stage.then(
        stage.now - CAME + timedelta(hours=5),
        lambda: invite(stage.meeting(0), [stage.people[NEWCOMER.address]], by=stage.people["noor"]),
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
