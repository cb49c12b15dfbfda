"""The pages of the site whose words the studio wrote itself."""

from atelier.base.guard.where import Part, Place, Places
from atelier.front.models import PageText

PLACES: Places = {"tekst": Place({"pages.PageText": Part("pk")}, lambda _reader: PageText.objects.all())}
