"""Links of the main menu: cases and insights."""

from django.utils.translation import gettext_lazy as _

from atelier.base.web.menu import Entry, visitors

ENTRIES = (
    Entry("cases:insights", _("Insights"), 30, visitors),
    Entry("cases:list", _("Cases"), 30),
)
