"""The free texts of this room: who reads them, and what guards them."""

from atelier.base.guard.table import Guard, Readers, Text, Texts

# A moderator writes the text for members anew, so the raw one is only marked for its writer.
TEXTS: Texts = {
    "cases.Intake.situation": Text(Readers.MODERATORS, Guard.MARKED),
    "cases.Intake.question": Text(Readers.MODERATORS, Guard.MARKED),
    "cases.Intake.tried": Text(Readers.MODERATORS, Guard.MARKED),
    "cases.Intake.together": Text(Readers.MODERATORS, Guard.NAMED),
    "cases.EarlierIntake.situation": Text(Readers.MODERATORS, Guard.MARKED),
    "cases.EarlierIntake.question": Text(Readers.MODERATORS, Guard.MARKED),
    "cases.EarlierIntake.tried": Text(Readers.MODERATORS, Guard.MARKED),
    # Parked: its pieces are decided on at the release.
    "cases.Rewrite.title": Text(Readers.MODERATORS, Guard.MARKED),
    "cases.Rewrite.situation": Text(Readers.MODERATORS, Guard.MARKED),
    "cases.Rewrite.question": Text(Readers.MODERATORS, Guard.MARKED),
    "cases.Rewrite.tried": Text(Readers.MODERATORS, Guard.MARKED),
    "cases.ReadyAnswer.name": Text(Readers.MODERATORS, Guard.NUMBER),
    "cases.ReadyAnswer.text": Text(Readers.INVOLVED, Guard.NUMBER),
    "cases.ReadyAnswer.offer": Text(Readers.INVOLVED, Guard.NUMBER),
    "cases.ChangeNote.note": Text(Readers.INVOLVED, Guard.NUMBER),
    # It says what in the text leads to somebody, so it may name it.
    "cases.TextWish.words": Text(Readers.MODERATORS, Guard.NUMBER),
    "cases.Case.title": Text(Readers.MEMBERS, Guard.DECIDED),
    "cases.Case.situation": Text(Readers.MEMBERS, Guard.DECIDED),
    "cases.Case.question": Text(Readers.MEMBERS, Guard.DECIDED),
    "cases.Case.tried": Text(Readers.MEMBERS, Guard.DECIDED),
    "cases.CaseMove.why": Text(Readers.INVOLVED, Guard.NUMBER),
    "cases.CaseMove.offer": Text(Readers.INVOLVED, Guard.NUMBER),
    "cases.Voice.text": Text(Readers.MEMBERS, Guard.DECIDED),
    "cases.Advice.text": Text(Readers.MEMBERS, Guard.DECIDED),
    "cases.LookBack.changed": Text(Readers.MEMBERS, Guard.DECIDED),
    "cases.Judgement.word": Text(Readers.MEMBERS, Guard.DECIDED),
    "cases.Commitment.what": Text(Readers.MEMBERS, Guard.DECIDED),
    "cases.Commitment.owner_role": Text(Readers.MEMBERS, Guard.DECIDED),
    "cases.Commitment.word": Text(Readers.MEMBERS, Guard.DECIDED),
    "cases.CommitmentMove.why": Text(Readers.MEMBERS, Guard.DECIDED),
    "cases.Mechanism.name": Text(Readers.PUBLIC, Guard.SECOND),
    "cases.Mechanism.about": Text(Readers.PUBLIC, Guard.SECOND),
    "cases.Insight.title": Text(Readers.PUBLIC, Guard.SECOND),
    "cases.Insight.text": Text(Readers.PUBLIC, Guard.SECOND),
    "cases.InsightNote.why": Text(Readers.PUBLIC, Guard.SECOND),
    "cases.InsightMove.why": Text(Readers.MODERATORS, Guard.NUMBER),
    "cases.PeriodChange.why": Text(Readers.MODERATORS, Guard.NUMBER),
    "cases.PlaceName.name": Text(Readers.MODERATORS, Guard.NAMED),
}
