"""Who may what: predicates on a member (or on the anonymous visitor)."""

from typing import Any


def may_take_part(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active)


def may_moderate(user: Any) -> bool:
    return may_take_part(user) and user.is_staff


def may_coordinate(user: Any) -> bool:
    return may_take_part(user) and (user.is_coordinator or user.is_superuser)


def may_supervise(user: Any) -> bool:
    return may_take_part(user) and (user.is_teacher or user.is_superuser)


def may_register_research(user: Any) -> bool:
    return may_take_part(user) and (user.is_student or user.is_teacher or user.is_superuser)
