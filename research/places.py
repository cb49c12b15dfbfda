"""The pages of this room that hold texts of people, and what stands on them."""

from atelier.base.guard.where import Part, Place, Places
from research.models import AskedQuestion, LearningQuestion, OutputMove, OutputNote, Project

WORKS = ("project__participants",)


def _copies(row: object, field: str, earlier: str, new: str) -> None:
    """An asked change holds the method before and after; the reason of a note stands with the step too."""
    if isinstance(row, Project) and field == "method":
        for change in row.changes.all():
            change.before = {name: new if name == field else fact for name, fact in change.before.items()}
            change.asked = {name: new if name == field else fact for name, fact in change.asked.items()}
            change.save(update_fields=["before", "asked"])
    if isinstance(row, OutputNote):
        OutputMove.objects.filter(subject=row.subject_id, why=earlier).update(why=new)


PLACES: Places = {
    "onderzoek": Place(
        {
            "research.Project": Part("pk", ("participants",)),
            "research.Output": Part("project", WORKS),
            "research.OutputNote": Part("subject__project", ("by",)),
            "research.Milestone": Part("project", WORKS),
            "research.ProjectChange": Part("project", ("asked_by",)),
            "research.ProjectMove": Part("subject", ("by",)),
        },
        Project.objects.visible_to,
        _copies,
    ),
    "leervraag": Place(
        {
            "research.LearningQuestion": Part("pk", ("proposed_by",)),
            "research.LearningQuestionMove": Part("subject", ("by",)),
        },
        LearningQuestion.objects.visible_to,
    ),
    "vraag": Place(
        {"research.AskedQuestion": Part("pk", ("asker",)), "research.AskedMove": Part("subject", ("by",))},
        AskedQuestion.objects.visible_to,
    ),
}
