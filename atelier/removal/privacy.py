"""One member's data among reports and what was taken off."""

from atelier.removal.models import Removal, Report
from members.models import Member

CLASSIFIED = {
    "removal.Report": "Exported; at erasure it stays without the name.",
    "removal.Removal": "Exported to who wrote the text; at erasure the earlier words of the member's texts go.",
    "removal.Removal_writers": "Who may still read the earlier words; the link goes at erasure.",
}


def export(member: Member) -> dict[str, object]:
    """What this member reported, and what was taken off of the own texts."""
    return {
        "reported": [{"at": one.at, "words": one.words} for one in Report.objects.filter(by=member)],
        "taken_off": [
            {"at": one.at, "why": one.why, "words": one.earlier} for one in Removal.objects.filter(writers=member)
        ],
    }


def erase(member: Member, *, by: Member | None) -> None:
    """The facts stay, without the name; the earlier words of the own texts go."""
    Report.objects.filter(by=member).update(by=None, sealed="")
    Report.objects.filter(handled_by=member).update(handled_by=None)
    Removal.objects.filter(by=member).update(by=None)
    Removal.objects.filter(writers=member).update(sealed="")
    Removal.writers.through.objects.filter(member=member).delete()
