"""Who works at the desk, and what the desk lets them do with a model."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest


def works_here(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Django's own word for it is staff; no permission tables are asked."""
    return bool(user.is_active and getattr(user, "is_staff", False))


class DeskRights[M: Model]:
    """Who works here sees all; nothing is deleted; adding and changing as the class says."""

    may_add: ClassVar[bool] = False
    may_change: ClassVar[bool] = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return works_here(request.user)

    def has_view_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return works_here(request.user)

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return self.may_change and works_here(request.user)

    def has_add_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return self.may_add and works_here(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False
