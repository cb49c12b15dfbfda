"""The pages of this room that hold texts of people, and what stands on them."""

from atelier.base.guard.where import Part, Place, Places
from cases.models import Case, Insight, InsightMove, InsightNote


def _copies(row: object, field: str, earlier: str, new: str) -> None:
    """The reason of a note stands with the step too."""
    if isinstance(row, InsightNote):
        InsightMove.objects.filter(subject=row.subject_id, why=earlier).update(why=new)


PLACES: Places = {
    "kwestie": Place(
        {
            "cases.Case": Part("pk", ("submitter", "co_submitters")),
            "cases.Attachment": Part("intake__case", ("sent_by",)),
            "cases.Voice": Part("case", ("member",)),
            "cases.Advice": Part("case", ("recorded_by",)),
            "cases.LookBack": Part("case", ("by",)),
            "cases.Judgement": Part("look_back__case", ("look_back__by",)),
            "cases.Commitment": Part("case", ("recorded_by", "owner")),
            "cases.CommitmentMove": Part("subject__case", ("by",)),
        },
        Case.objects.visible_to,
    ),
    "inzicht": Place(
        {
            "cases.Insight": Part("pk", ("recorded_by",)),
            "cases.InsightNote": Part("subject", ("by",)),
            "cases.Mechanism": Part("insights"),
        },
        # A withdrawn one has a page too, with its note.
        lambda _reader: Insight.objects.once_published(),
        _copies,
    ),
}
