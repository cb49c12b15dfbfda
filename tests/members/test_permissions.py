"""Who may what, for everybody there can be."""

import pytest

from members import permissions
from tests.people import who


@pytest.mark.parametrize(
    ("right", "people"),
    [
        ("may_take_part", "member student teacher moderator coordinator superuser"),
        ("may_moderate", "moderator superuser"),
        ("may_coordinate", "coordinator superuser"),
        ("may_supervise", "teacher superuser"),
        ("may_register_research", "student teacher superuser"),
    ],
)
def test_a_role_gives_its_right_while_one_takes_part(right: str, people: str) -> None:
    assert who(getattr(permissions, right)) == people
