"""Who may what: predicates on a member (or on the anonymous visitor)."""

from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from members.models import Member
    from members.requests import Viewer


def may_take_part(user: "Viewer") -> TypeGuard["Member"]:
    return bool(user.is_authenticated and user.is_active)


def may_moderate(user: "Viewer") -> TypeGuard["Member"]:
    return may_take_part(user) and user.is_staff


def may_coordinate(user: "Viewer") -> TypeGuard["Member"]:
    return may_take_part(user) and (user.is_coordinator or user.is_superuser)


def may_supervise(user: "Viewer") -> TypeGuard["Member"]:
    return may_take_part(user) and (user.is_teacher or user.is_superuser)


def may_register_research(user: "Viewer") -> TypeGuard["Member"]:
    return may_take_part(user) and (user.is_student or user.is_teacher or user.is_superuser)
