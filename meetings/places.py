"""The pages of this room that hold texts of people, and what stands on them."""

from atelier.base.guard.where import Part, Place, Places
from atelier.desk.seconds import waiting_of
from meetings.models import GuestExpert, Meeting


def _copies(row: object, field: str, earlier: str, new: str) -> None:
    """A file that is gone has no name; what visitors read of a title goes with it, and what waits to be read."""
    if isinstance(row, GuestExpert) and field == "slides":
        GuestExpert.objects.filter(pk=row.pk).update(slides_name="")
    if isinstance(row, Meeting) and field in ("title", "theme"):
        Meeting.objects.filter(pk=row.pk).update(**{f"agreed_{field}": ""})
        waiting_of(row).filter(field=f"agreed_{field}").delete()


PLACES: Places = {
    "bijeenkomst": Place(
        {
            "meetings.Meeting": Part("pk"),
            "meetings.AgendaItem": Part("meeting"),
            "meetings.MeetingMove": Part("subject", ("by",)),
            "meetings.GuestExpert": Part("meeting"),
        },
        Meeting.objects.visible_to,
        _copies,
    ),
}
