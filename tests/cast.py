"""The small fixed cast: the demo's people, so that tests of rights read as stories."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from members.models import Member, Organisation
from members.states import OrganisationKind, Perspective

PASSWORD = "samen-over-leven"


@dataclass(frozen=True)
class Cast:
    """The people by first name; `gemeente` and `corporatie` are organisations."""

    beheer: Member
    noor: Member
    samira: Member
    pieter: Member
    maria: Member
    lars: Member
    ingrid: Member
    gemeente: Organisation
    corporatie: Organisation
    welzijn: Organisation
    hogeschool: Organisation


def make_cast() -> Cast:
    """In three queries, as half of all tests begin with it; else like `create_user`."""
    gemeente, corporatie, welzijn, hogeschool = organisations = [
        Organisation(
            name="Gemeente Maasdal", slug="gemeente-maasdal", kind=OrganisationKind.MUNICIPALITY, place="Maasdal"
        ),
        Organisation(
            name="Wonen aan de Geul", slug="wonen-aan-de-geul", kind=OrganisationKind.HOUSING, place="Heuvelrade"
        ),
        Organisation(name="Welzijn Zuidzij", slug="welzijn-zuidzij", kind=OrganisationKind.WELFARE, place="Maasdal"),
        Organisation(name="Hogeschool Mergelland", slug="hogeschool-mergelland", kind=OrganisationKind.EDUCATION),
    ]
    Organisation.objects.bulk_create(organisations)
    kept = make_password(PASSWORD)

    def member(first: str, name: str, perspective: Perspective, org: Organisation | None, **roles: bool) -> Member:
        email = f"{first}@voorbeeld.test"
        return Member(email=email, password=kept, name=name, perspective=perspective, organisation=org, **roles)

    beheer, noor, samira, pieter, maria, lars, ingrid = members = [
        member("beheer", "Anneke Beheer", Perspective.RESEARCH, hogeschool, is_moderator=True, is_superuser=True),
        member("noor", "Noor Coenen", Perspective.WELFARE, welzijn, is_coordinator=True),
        member("samira", "Samira Haddad", Perspective.FRONTLINE, gemeente),
        member("pieter", "Pieter Janssen", Perspective.HOUSING, corporatie),
        member("maria", "Maria Vrancken", Perspective.LIVED, None),
        member("lars", "Lars Smeets", Perspective.RESEARCH, hogeschool, is_student=True),
        member("ingrid", "Ingrid Peters", Perspective.RESEARCH, hogeschool, is_teacher=True),
    ]
    Member.objects.bulk_create(members)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, primary=True, verified=True) for one in members
    )
    return Cast(
        beheer=beheer,
        noor=noor,
        samira=samira,
        pieter=pieter,
        maria=maria,
        lars=lars,
        ingrid=ingrid,
        gemeente=gemeente,
        corporatie=corporatie,
        welzijn=welzijn,
        hogeschool=hogeschool,
    )
