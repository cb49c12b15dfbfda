"""Links of the main menu: research and its questions."""

from django.utils.translation import gettext_lazy as _

from atelier.base.web.menu import Entry

ENTRIES = (
    Entry("research:questions", _("Learning questions"), 40),
    Entry("research:projects", _("Research"), 50, lambda _user: True),
)
