"""Links of the main menu: joining, the directory, the profile and the way in."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from atelier.base.web.menu import Entry, visitors

ENTRIES = (
    Entry("members:join", _("Take part"), 80, visitors),
    Entry(settings.LOGIN_URL, _("Log in"), 90, visitors),
    Entry("members:directory", _("Members"), 60),
    Entry("members:profile", _("Profile"), 95),
)
