"""Links of the main menu: the desk."""

from django.utils.translation import gettext_lazy as _

from atelier.base.web.menu import Entry
from atelier.desk.rights import works_here

ENTRIES = (Entry("admin:index", _("Administration"), 85, works_here),)
