"""Demo and tests know the same seven people, so that a story told in a test can be looked at in the demo."""

from atelier.demo.people import LOGINS, ORGANISATIONS
from tests.cast import PASSWORD, Cast

ROLES = ("is_coordinator", "is_moderator", "is_student", "is_superuser", "is_teacher")


def test_the_cast_of_the_tests_are_the_people_of_the_demo(cast: Cast) -> None:
    for person in LOGINS:
        member = getattr(cast, person.address)
        assert member.name == person.name
        assert member.perspective == person.perspective
        assert {role for role in ROLES if getattr(member, role)} == person.roles
        assert (member.organisation.slug if member.organisation else "") == person.org
        assert member.check_password(PASSWORD)


def test_the_organisations_of_the_cast_are_those_of_the_demo(cast: Cast) -> None:
    known = {org.slug: (org.name, org.kind) for org in ORGANISATIONS}
    for organisation in (cast.gemeente, cast.corporatie, cast.welzijn, cast.hogeschool):
        assert known[organisation.slug] == (organisation.name, organisation.kind)
