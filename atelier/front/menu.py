"""The main menu: what all rooms declare, in order."""

from django.utils.translation import gettext_lazy as _

from atelier.base.web.menu import Entry, visitors
from atelier.desk import menu as desk
from cases import menu as cases
from meetings import menu as meetings
from members import menu as members
from research import menu as research

OWN = (
    Entry("about", _("About the studio"), 10, visitors),
    Entry("mine", _("My studio"), 10),
    Entry("search", _("Search"), 70),
)
ROOMS = (members.ENTRIES, cases.ENTRIES, meetings.ENTRIES, research.ENTRIES, desk.ENTRIES)

MENU: tuple[Entry, ...] = tuple(sorted(sum(ROOMS, OWN), key=lambda entry: entry.place))
