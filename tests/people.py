"""Everybody there can be, not stored: for predicates that read nothing but the person and a few facts."""

from django.contrib.auth.models import AnonymousUser

from members.models import Member

ROLES = ("student", "teacher", "moderator", "coordinator")


def person(pk: int, *, is_active: bool = True, is_superuser: bool = False, role: str = "") -> Member:
    roles = {f"is_{one}": one == role for one in ROLES}
    return Member(pk=pk, name=role or "member", is_active=is_active, is_superuser=is_superuser, **roles)


def everybody() -> dict[str, Member | AnonymousUser]:
    """One of each kind, by name; also of each who left."""
    people: dict[str, Member | AnonymousUser] = {"visitor": AnonymousUser(), "member": person(1)}
    people |= {role: person(10 + n, role=role) for n, role in enumerate(ROLES)}
    people["superuser"] = person(20, is_superuser=True)
    people["left"] = person(30, is_active=False)
    people |= {f"{role} who left": person(40 + n, role=role, is_active=False) for n, role in enumerate(ROLES)}
    people["superuser who left"] = person(50, is_active=False, is_superuser=True)
    return people


def who(allowed: object) -> str:
    """The names of those for whom this predicate is true; a predicate answers yes or no and nothing else."""
    answers = {name: allowed(one) for name, one in everybody().items()}  # type: ignore[operator]
    assert {type(answer) for answer in answers.values()} == {bool}
    return " ".join(name for name, answer in answers.items() if answer)
