"""Who may do what with a meeting. Coordinators plan; who takes part reads and answers."""

from typing import Any

from members.permissions import may_coordinate, may_take_part

may_plan = may_coordinate


def may_read_agenda(user: Any) -> bool:
    return may_take_part(user)
