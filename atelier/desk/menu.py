"""Links of the main menu: the desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from atelier.base.web.menu import Entry


def works_here(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_staff)


ENTRIES = (Entry("admin:index", _("Administration"), 85, works_here),)
