"""The desk: Django's admin, in which nothing is deleted and every move goes through its action."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import NotAllowed
from atelier.base.types import Context
from atelier.desk.admins import DeskAdmin
from atelier.desk.rights import works_here


class DeskSite(admin.AdminSite):
    """It takes only what derives from DeskAdmin, so that no package's own admin can delete."""

    site_title = _("Over leven")
    site_header = _("Over leven: administration")
    index_title = _("Workplace of the moderators")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._lists: dict[tuple[str, bool, str], list[object]] = {}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[object]:
        """What stands in the side bar: names and addresses, the same for all who work here, so it is made once."""
        key = (get_language() or "", bool(getattr(request.user, "is_superuser", False)), app_label or "")
        if key not in self._lists:
            self._lists[key] = super().get_app_list(request, app_label)
        return self._lists[key]

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: "type[admin.ModelAdmin[Any]] | None" = None,
        **options: object,
    ) -> None:
        if admin_class is not None and issubclass(admin_class, DeskAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return works_here(request.user)

    def login(self, request: HttpRequest, extra_context: Context | None = None) -> HttpResponse:
        """There is one login, for all. Who is in and has no right here hears so."""
        if request.user.is_authenticated:
            raise NotAllowed(_("Only moderators work here."))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def password_change(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:  # type: ignore[override]
        return redirect("account_change_password")
