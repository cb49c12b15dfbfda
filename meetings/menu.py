"""Links of the main menu: meetings, and the coordination of them."""

from django.utils.translation import gettext_lazy as _

from atelier.base.web.menu import Entry
from members.permissions import may_coordinate

ENTRIES = (
    Entry("meetings:list", _("Meetings"), 20, lambda _user: True),
    Entry("meetings:coordination", _("Coordination"), 75, may_coordinate),
)
