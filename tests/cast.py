"""The small fixed cast: the demo's people, so that tests of rights read as stories."""

from dataclasses import dataclass

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
    organisation = Organisation.objects.create
    gemeente = organisation(
        name="Gemeente Maasdal", slug="gemeente-maasdal", kind=OrganisationKind.MUNICIPALITY, place="Maasdal"
    )
    corporatie = organisation(
        name="Wonen aan de Geul", slug="wonen-aan-de-geul", kind=OrganisationKind.HOUSING, place="Heuvelrade"
    )
    welzijn = organisation(
        name="Welzijn Zuidzij", slug="welzijn-zuidzij", kind=OrganisationKind.WELFARE, place="Maasdal"
    )
    hogeschool = organisation(
        name="Hogeschool Mergelland", slug="hogeschool-mergelland", kind=OrganisationKind.EDUCATION
    )

    def member(address: str, name: str, perspective: Perspective, org: Organisation | None, **roles: bool) -> Member:
        return Member.objects.create_user(
            f"{address}@voorbeeld.test", PASSWORD, name=name, perspective=perspective, organisation=org, **roles
        )

    return Cast(
        beheer=member(
            "beheer", "Anneke Beheer", Perspective.RESEARCH, hogeschool, is_moderator=True, is_superuser=True
        ),
        noor=member("noor", "Noor Coenen", Perspective.WELFARE, welzijn, is_coordinator=True),
        samira=member("samira", "Samira Haddad", Perspective.FRONTLINE, gemeente),
        pieter=member("pieter", "Pieter Janssen", Perspective.HOUSING, corporatie),
        maria=member("maria", "Maria Vrancken", Perspective.LIVED, None),
        lars=member("lars", "Lars Smeets", Perspective.RESEARCH, hogeschool, is_student=True),
        ingrid=member("ingrid", "Ingrid Peters", Perspective.RESEARCH, hogeschool, is_teacher=True),
        gemeente=gemeente,
        corporatie=corporatie,
        welzijn=welzijn,
        hogeschool=hogeschool,
    )
