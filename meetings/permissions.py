"""Who may do what with a meeting. Coordinators plan; who takes part reads and answers."""

from members.permissions import may_coordinate, may_take_part
from members.requests import Viewer

may_plan = may_coordinate


def may_read_agenda(user: Viewer) -> bool:
    return may_take_part(user)
