"""The free texts of this room: who reads them, and what guards them."""

from atelier.base.guard.table import Guard, Readers, Text, Texts

TEXTS: Texts = {
    "research.AskedQuestion.title": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.AskedQuestion.question": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.AskedQuestion.why": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.AskedQuestion.help": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.AskedMove.why": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.LearningQuestion.title": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.LearningQuestion.question": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.LearningQuestion.about": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.LearningQuestion.answer": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.LearningQuestionMove.why": Text(Readers.MEMBERS, Guard.DECIDED),
    # Approved by who does not work on it; everybody reads them beside a published output.
    "research.Project.title": Text(Readers.PUBLIC, Guard.SECOND),
    "research.Project.question": Text(Readers.PUBLIC, Guard.SECOND),
    "research.Project.reason": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.Project.method": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.Project.note": Text(Readers.INVOLVED, Guard.NUMBER),
    "research.Project.ethics_note": Text(Readers.INVOLVED, Guard.NUMBER),
    "research.ProjectMove.why": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.ProjectChange.why": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.ProjectChange.word": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.Milestone.title": Text(Readers.MEMBERS, Guard.DECIDED),
    "research.Output.title": Text(Readers.PUBLIC, Guard.SECOND),
    "research.Output.summary": Text(Readers.PUBLIC, Guard.SECOND),
    "research.Output.file": Text(Readers.PUBLIC, Guard.SECOND),
    "research.Output.note": Text(Readers.INVOLVED, Guard.NUMBER),
    "research.Output.judgement_words": Text(Readers.PUBLIC, Guard.SECOND),
    "research.OutputNote.why": Text(Readers.PUBLIC, Guard.SECOND),
    "research.OutputMove.why": Text(Readers.MEMBERS, Guard.DECIDED),
}
